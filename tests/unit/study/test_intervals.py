"""The four intervals and the variance split, each against its definition by hand."""

import numpy as np
import pytest
from scipy import stats

from skykeep.study.intervals import (
    ONE_RAID_EACH,
    TOO_FEW_TO_SPLIT,
    WORLDS_FOR_IGNORANCE,
    YES_OR_NO,
    estimate_outcome,
    estimate_probability,
    estimate_ratio,
    ignorance_interval,
    luck_interval,
    mc_error_interval,
    never_seen_p,
    split_variance,
    total_interval,
    wilson_interval,
)


def outcomes(worlds, replications, key=1):
    rng = np.random.default_rng(key)
    return rng.normal(10.0, 2.0, (worlds, 1)) + rng.normal(0.0, 3.0, (worlds, replications))


def test_the_error_of_the_mean_counts_worlds_and_never_raids():
    found = outcomes(30, 40)
    means = found.mean(axis=1)
    half = stats.t.ppf(0.95, 29) * means.std(ddof=1) / np.sqrt(30)
    assert mc_error_interval(found) == pytest.approx((means.mean() - half, means.mean() + half))


def test_repeating_every_raid_of_a_world_does_not_shrink_the_error_of_the_mean():
    found = outcomes(30, 5)
    assert mc_error_interval(np.tile(found, (1, 8))) == pytest.approx(mc_error_interval(found))


def test_luck_is_that_of_the_tenth_of_worlds_nearest_to_the_median():
    found = outcomes(40, 33)
    means = found.mean(axis=1)
    nearest = np.argsort(np.abs(means - np.median(means)))[:4]
    by_hand = np.quantile(found[nearest], [0.05, 0.95], method="median_unbiased")
    assert luck_interval(found) == pytest.approx(tuple(by_hand))


def test_worlds_far_from_the_median_leave_luck_as_it_is():
    found = outcomes(40, 20)
    far = np.argsort(np.abs(found.mean(axis=1) - np.median(found.mean(axis=1))))[30:]
    moved = found.copy()
    moved[far] += 100.0 * np.sign(found[far].mean(axis=1) - np.median(found.mean(axis=1)))[:, None]
    assert luck_interval(moved) == luck_interval(found)


def test_the_variance_split_of_a_small_table_by_hand():
    found = np.array([[1.0, 3.0], [5.0, 7.0], [2.0, 6.0]])
    split = split_variance(found)
    within = (2.0 + 2.0 + 8.0) / 3.0
    between = np.var([2.0, 6.0, 4.0], ddof=1)
    assert split.chance == pytest.approx(within)
    assert split.ignorance == pytest.approx(between - within / 2.0)


def test_a_negative_share_of_ignorance_is_printed_and_called_not_separable():
    found = np.array([[0.0, 10.0], [10.0, 0.0], [0.0, 10.0]])
    split = split_variance(found)
    assert split.ignorance == pytest.approx(-25.0)
    assert not split.separable
    assert split.as_row()["ignorance_note"] == "not separable from zero"


def test_the_ignorance_interval_shrinks_world_means_by_the_stated_factor():
    found = outcomes(60, 10)
    means = found.mean(axis=1)
    within = found.var(axis=1, ddof=1).mean()
    kept = np.sqrt(1.0 - within / (10 * means.var(ddof=1)))
    shrunk = means.mean() + kept * (means - means.mean())
    by_hand = np.quantile(shrunk, [0.05, 0.95], method="median_unbiased")
    assert ignorance_interval(found) == pytest.approx(tuple(by_hand))


def test_ignorance_collapses_to_the_mean_where_worlds_do_not_differ():
    found = np.tile([[0.0, 10.0], [10.0, 0.0]], (40, 1))
    assert ignorance_interval(found) == pytest.approx((5.0, 5.0))


@pytest.mark.parametrize("worlds", [1, 2, WORLDS_FOR_IGNORANCE - 1])
def test_there_is_no_ignorance_interval_with_too_few_worlds(worlds):
    assert estimate_outcome(outcomes(worlds, 10)).ignorance_90 is None
    assert estimate_outcome(outcomes(WORLDS_FOR_IGNORANCE, 10)).ignorance_90 is not None


def test_one_raid_in_each_world_gives_no_chance_no_ignorance_and_no_split():
    found = estimate_outcome(outcomes(80, 1))
    assert (found.luck_90, found.ignorance_90, found.variance) == (None, None, None)
    assert found.mc_error_90 is not None
    assert found.total_90 is not None


def test_one_world_gives_no_error_of_the_mean():
    found = estimate_outcome(outcomes(1, 50))
    assert found.mc_error_90 is None
    assert found.variance is None
    assert found.total_90 is not None


def test_a_single_raid_has_a_mean_and_nothing_else():
    row = estimate_outcome([[4.0]]).as_row()
    assert row.pop("mean") == 4.0
    assert row.pop("luck_note") == row.pop("ignorance_note") == TOO_FEW_TO_SPLIT
    assert set(row.values()) == {None}


@pytest.mark.parametrize("worlds", [1, 2, 10, WORLDS_FOR_IGNORANCE - 1])
def test_few_worlds_withhold_the_split_and_say_why(worlds):
    row = estimate_outcome(outcomes(worlds, 20)).as_row()
    assert row["luck_90"] is row["chance_90"] is row["ignorance_90"] is None
    assert row["total_90"] is not None
    assert row["luck_note"] == row["ignorance_note"] == TOO_FEW_TO_SPLIT
    assert worlds == 1 or row["variance"]["ignorance_note"] == TOO_FEW_TO_SPLIT


def test_one_wild_world_among_few_would_have_made_luck_wider_than_all_raids():
    calm = np.zeros((10, 20))
    wild = np.repeat([[-8.0, 8.0]], 10, axis=1)
    found = np.vstack([calm[:9] + np.arange(-4.0, 5.0)[:, None] / 10.0, wild])
    assert found.mean(axis=1)[-1] == pytest.approx(np.median(found.mean(axis=1)))
    assert estimate_outcome(found).luck_90 is None


def test_enough_worlds_leave_no_reason_for_a_missing_interval():
    row = estimate_outcome(outcomes(WORLDS_FOR_IGNORANCE, 10)).as_row()
    assert (row["luck_note"], row["ignorance_note"]) == ("", "")
    one_raid = estimate_outcome(outcomes(80, 1))
    assert one_raid.luck_note == one_raid.ignorance_note == ONE_RAID_EACH
    assert estimate_probability(outcomes(60, 20) > 12.0).luck_note == YES_OR_NO


def test_a_probability_has_neither_chance_nor_total():
    found = estimate_probability(outcomes(60, 20) > 12.0)
    assert found.luck_90 is None
    assert found.total_90 is None
    assert 0.0 < found.mean < 1.0
    assert found.ignorance_90 is not None


def test_the_error_of_a_probability_stays_within_0_and_1():
    rare = np.zeros((60, 20), dtype=bool)
    rare[0, :2] = True
    low, high = estimate_probability(rare).mc_error_90
    assert mc_error_interval(rare)[0] < 0.0
    assert (low, high) == (0.0, mc_error_interval(rare)[1])


def test_what_never_happened_in_60_worlds_may_still_happen():
    never = estimate_probability(np.zeros((60, 20), dtype=bool))
    low, high = never.mc_error_90
    assert (never.mean, low) == (0.0, 0.0)
    assert (1.0 - high) ** 60 == pytest.approx(0.05)
    always = estimate_probability(np.ones((60, 20), dtype=bool))
    assert always.mc_error_90 == pytest.approx((1.0 - high, 1.0))


def test_the_total_interval_is_over_all_raids():
    found = outcomes(11, 13)
    by_hand = np.quantile(found.ravel(), [0.05, 0.95], method="median_unbiased")
    assert total_interval(found) == pytest.approx(tuple(by_hand))


def test_a_ratio_with_a_constant_denominator_has_the_interval_of_a_mean():
    found = outcomes(25, 1)[:, 0]
    ratio, interval = estimate_ratio(found, np.full(25, 4.0))
    assert ratio == pytest.approx(found.mean() / 4.0)
    assert interval == pytest.approx(tuple(np.array(mc_error_interval(found[:, None])) / 4.0))


def test_a_ratio_over_nothing_is_not_a_number():
    assert estimate_ratio([0.0, 0.0], [0.0, 0.0]) is None
    assert estimate_ratio([1.0], [2.0]) == (0.5, None)


@pytest.mark.parametrize("wrong", [[1.0, 2.0], 3.0, np.zeros((0, 3)), np.zeros((2, 2, 2))])
def test_outcomes_of_another_shape_are_refused(wrong):
    with pytest.raises(ValueError, match=r"outcomes must have the shape \(worlds, replications\), given"):
        estimate_outcome(wrong)


def test_the_published_names_of_an_estimate():
    row = estimate_outcome(outcomes(60, 5)).as_row()
    assert list(row) == [
        "mean",
        "mc_error_90",
        "luck_90",
        "chance_90",
        "ignorance_90",
        "total_90",
        "variance",
        "luck_note",
        "ignorance_note",
    ]
    assert row["chance_90"] == row["luck_90"]
    assert {"chance", "ignorance"} <= set(row["variance"])


def test_nothing_that_never_happened_has_an_interval_without_width():
    nothing = estimate_outcome(np.zeros((60, 20)), bounds=(0.0, 24.0))
    reach = 24.0 * (1.0 - 0.05 ** (1.0 / 60.0))
    assert nothing.mc_error_90 == pytest.approx((0.0, reach))
    assert nothing.ignorance_90 == pytest.approx((0.0, reach))
    everything = estimate_outcome(np.full((60, 20), 24.0), bounds=(0.0, 24.0))
    assert everything.mc_error_90 == pytest.approx((24.0 - reach, 24.0))


def test_intervals_of_the_expectation_of_a_bounded_outcome_end_at_its_bounds():
    rare = np.zeros((60, 20))
    rare[0, :2] = 3.0
    low, high = estimate_outcome(rare, bounds=(0.0, 3.0)).mc_error_90
    assert low == 0.0
    assert high == mc_error_interval(rare)[1]


def test_what_was_never_seen_follows_the_rule_of_three():
    assert never_seen_p(300) == pytest.approx(3.0 / 300.0, rel=0.01)


@pytest.mark.parametrize(("happened", "out_of"), [(0, 40), (133, 200), (40, 40)])
def test_the_interval_of_a_share_is_that_of_wilson(happened, out_of):
    known = stats.binomtest(happened, out_of).proportion_ci(0.9, method="wilson")
    assert wilson_interval(happened, out_of) == pytest.approx((known.low, known.high), abs=1e-12)
