"""The four intervals and the variance split, each against its definition by hand."""

import numpy as np
import pytest
from scipy import stats

from skykeep.study.intervals import (
    WORLDS_FOR_IGNORANCE,
    chance_interval,
    estimate_outcome,
    estimate_probability,
    estimate_ratio,
    ignorance_interval,
    mc_error_interval,
    split_variance,
    total_interval,
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


def test_the_chance_interval_is_the_mean_of_the_quantiles_of_each_world():
    found = outcomes(7, 33)
    by_hand = [np.quantile(row, [0.05, 0.95], method="median_unbiased") for row in found]
    assert chance_interval(found) == pytest.approx(tuple(np.mean(by_hand, axis=0)))


def test_a_shift_of_whole_worlds_leaves_the_width_of_the_chance_interval():
    found = outcomes(9, 20)
    shifted = found + np.arange(9)[:, None] * 100.0
    low, high = chance_interval(found)
    shifted_low, shifted_high = chance_interval(shifted)
    assert shifted_high - shifted_low == pytest.approx(high - low)


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
    assert (found.chance_90, found.ignorance_90, found.variance) == (None, None, None)
    assert found.mc_error_90 is not None
    assert found.total_90 is not None


def test_one_world_gives_no_error_of_the_mean():
    found = estimate_outcome(outcomes(1, 50))
    assert found.mc_error_90 is None
    assert found.variance is None
    assert found.chance_90 == found.total_90


def test_a_single_raid_has_a_mean_and_nothing_else():
    row = estimate_outcome([[4.0]]).as_row()
    assert row.pop("mean") == 4.0
    assert set(row.values()) == {None}


def test_a_probability_has_neither_chance_nor_total():
    found = estimate_probability(outcomes(60, 20) > 12.0)
    assert found.chance_90 is None
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
    assert list(row) == ["mean", "mc_error_90", "chance_90", "ignorance_90", "total_90", "variance"]
    assert {"chance", "ignorance"} <= set(row["variance"])
