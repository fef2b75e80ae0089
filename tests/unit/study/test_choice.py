"""Which option is better: against closed forms, geometry done by hand, and brute force."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.stats import norm

from skykeep.study import brief_raids
from skykeep.study.choice.acceptability import acceptability, all_weightings, rank_shares
from skykeep.study.choice.dominance import dominated_by, dominated_p, pareto_p
from skykeep.study.choice.pairs import Chance, beats, resampled_worlds
from skykeep.study.choice.winner import ALIKE, TOO_FEW, find_winner, is_settled

WORLDS, REPLICATIONS = 400, 20
AGAIN = resampled_worlds(1, WORLDS)


def source(seed):
    """Return a generator of a seed."""
    return np.random.default_rng(seed)


def normal_raids(mean, spread, luck, seed):
    """Return outcomes [world, replication] whose expectations are normal over worlds."""
    draw = source(seed)
    worlds = mean + spread * draw.standard_normal((WORLDS, 1))
    return worlds + luck * draw.standard_normal((WORLDS, REPLICATIONS))


@pytest.mark.parametrize(("apart", "luck"), [(0.0, 3.0), (1.0, 3.0), (2.0, 1.0), (-1.5, 5.0)])
def test_the_chance_of_being_better_is_that_of_normals(apart, luck):
    first, second = normal_raids(0.0, 1.0, luck, 3), normal_raids(apart, 1.0, luck, 4)
    found = beats(first, second, AGAIN)
    expected = norm.cdf(apart / np.sqrt(2.0))
    one_raid = norm.cdf(apart / np.sqrt(2.0 * (1.0 + luck**2)))
    assert found.expected.p == pytest.approx(expected, abs=0.06)
    assert found.one_raid.p == pytest.approx(one_raid, abs=0.03)
    assert found.expected.computed_90[0] - 0.02 <= expected <= found.expected.computed_90[1] + 0.02


def test_luck_does_not_pull_what_is_expected_towards_a_half():
    quiet = beats(normal_raids(0.0, 1.0, 0.01, 5), normal_raids(1.5, 1.0, 0.01, 6), AGAIN)
    loud = beats(normal_raids(0.0, 1.0, 6.0, 5), normal_raids(1.5, 1.0, 6.0, 6), AGAIN)
    assert loud.expected.p == pytest.approx(quiet.expected.p, abs=0.08)
    assert loud.one_raid.p < quiet.one_raid.p - 0.2


def test_the_chance_of_one_raid_is_that_of_coins_with_ties_half():
    p, q = 0.3, 0.6
    draw = source(7)
    first = draw.random((2000, 20)) < p
    second = draw.random((2000, 20)) < q
    found = beats(first, second, resampled_worlds(1, 2000))
    assert found.one_raid.p == pytest.approx((1 - p) * q + 0.5 * (p * q + (1 - p) * (1 - q)), abs=0.01)
    assert found.alike == pytest.approx(p * q + (1 - p) * (1 - q), abs=0.01)


def test_shared_luck_makes_a_small_difference_plain():
    luck = 5.0 * source(8).standard_normal((WORLDS, REPLICATIONS))
    found = beats(luck, luck + 0.1, AGAIN)
    assert found.one_raid.p == found.expected.p == 1.0
    assert found.expected.computed_90[0] > 0.97
    assert found.expected.computed_90[0] < 1.0


def test_both_sides_of_a_pair_make_one():
    first, second = normal_raids(0.0, 1.0, 2.0, 9), normal_raids(0.4, 1.0, 2.0, 10)
    there, back = beats(first, second, AGAIN), beats(second, first, AGAIN)
    assert there.one_raid.p + back.one_raid.p == pytest.approx(1.0)
    assert there.other_way.expected.p == pytest.approx(back.expected.p)
    assert there.other_way.expected.computed_90 == pytest.approx(back.expected.computed_90, abs=1e-12)


def test_options_that_always_do_the_same_share_every_chance():
    raids = normal_raids(0.0, 1.0, 1.0, 11)
    found = beats(raids, raids.copy(), AGAIN)
    assert found.one_raid.p == found.expected.p == 0.5
    assert found.expected.computed_90 == (0.5, 0.5)
    assert found.alike == 1.0


def test_raids_that_are_not_the_same_are_refused():
    with pytest.raises(ValueError, match="not the same raids"):
        beats(np.zeros((4, 2)), np.zeros((5, 2)), resampled_worlds(1, 4))


def test_the_interval_of_a_chance_holds_it_as_often_as_it_says():
    held, again = 0, resampled_worlds(1, 200)
    true = norm.cdf(0.5)
    for seed in range(100):
        draw = source(seed)
        worlds = 0.5 + draw.standard_normal((200, 1))
        raids = worlds + 4.0 * draw.standard_normal((200, 10))
        low, high = beats(np.zeros((200, 10)), raids, again).expected.computed_90
        held += low <= true <= high
    assert 82 <= held <= 97


def by_hand_dominated(goodness):
    """Return dominance by four loops."""
    worlds, options, criteria = goodness.shape
    found = np.zeros((worlds, options, options), bool)
    for world, mine, theirs in product(range(worlds), range(options), range(options)):
        a, b = goodness[world, mine], goodness[world, theirs]
        found[world, mine, theirs] = all(b[c] >= a[c] for c in range(criteria)) and any(
            b[c] > a[c] for c in range(criteria)
        )
    return found


def test_dominance_is_that_of_brute_force():
    goodness = source(12).integers(0, 4, (60, 5, 3)).astype(float)
    wanted = by_hand_dominated(goodness)
    assert (dominated_by(goodness) == wanted).all()
    for option, chance in enumerate(dominated_p(goodness)):
        assert chance.p == pytest.approx(wanted[:, option].any(axis=1).mean())
        assert chance.computed_90[0] <= chance.p <= chance.computed_90[1]
    pairs = pareto_p(goodness)
    assert pairs[2][4].p == pytest.approx(wanted[:, 2, 4].mean())


def test_an_option_and_its_twin_do_not_dominate_each_other():
    goodness = np.ones((10, 2, 3))
    assert not dominated_by(goodness).any()


@pytest.mark.parametrize(("gain", "loss"), [(1.0, 1.0), (1.0, 0.5), (0.2, 0.8)])
def test_two_options_by_two_criteria_share_the_weightings_as_geometry_says(gain, loss):
    # The first is better by gain in one criterion, the other by loss in the other: the first is ahead while
    # w gain > (1 - w) loss, that is for w beyond loss / (gain + loss).
    goodness = np.tile([[gain, 0.0], [0.0, loss]], (200, 1, 1))
    found = acceptability(goodness, all_weightings([0, 1], worlds=200, seed=1))
    border = loss / (gain + loss)
    assert found[0].ranks[0].p == pytest.approx(1.0 - border, abs=0.005)
    assert found[0].ranks[1].p == pytest.approx(border, abs=0.005)
    assert found[0].central_weights[0].p == pytest.approx((1.0 + border) / 2.0, abs=0.005)
    assert found[1].central_weights[0].p == pytest.approx(border / 2.0, abs=0.005)
    assert found[0].confidence.p == found[1].confidence.p == 1.0
    low, high = found[0].ranks[0].computed_90
    assert low - 0.003 <= 1.0 - border <= high + 0.003


def test_a_third_option_between_the_two_has_the_middle_of_the_weightings():
    # Worth w, 1 - w and 0.6: the third is first for w between 0.4 and 0.6.
    goodness = np.tile([[1.0, 0.0], [0.0, 1.0], [0.6, 0.6]], (200, 1, 1))
    found = acceptability(goodness, all_weightings([0, 1], worlds=200, seed=2))
    assert [each.ranks[0].p for each in found] == pytest.approx([0.4, 0.4, 0.2], abs=0.006)
    assert found[2].ranks[2].p == 0.0
    assert found[2].central_weights[0].p == pytest.approx(0.5, abs=0.01)


def test_an_option_that_is_never_first_has_no_central_weights():
    goodness = np.tile([[1.0, 1.0], [0.5, 0.5]], (50, 1, 1))
    found = acceptability(goodness, all_weightings([0, 1], worlds=50, seed=1))
    assert found[1].central_weights is None
    assert found[1].confidence is None
    assert found[0].ranks[0].p == 1.0


def test_confidence_is_the_share_of_worlds_under_the_central_weights():
    goodness = np.zeros((100, 2, 1))
    goodness[:70, 0] = 1.0
    goodness[70:, 1] = 1.0
    found = acceptability(goodness, all_weightings([0], worlds=100, seed=1))
    assert found[0].confidence.p == pytest.approx(0.7)
    assert found[0].ranks[0].p == pytest.approx(0.7)


def test_ranks_of_every_option_and_options_of_every_rank_make_one():
    goodness = source(13).integers(0, 3, (40, 4, 3)).astype(float)
    shares = rank_shares(goodness, all_weightings([0, 0, 1], worlds=40, seed=3))
    assert shares.sum(axis=2) == pytest.approx(1.0)
    assert shares.sum(axis=1) == pytest.approx(1.0)


def test_twins_share_their_ranks():
    shares = rank_shares(np.tile([[1.0], [1.0], [0.0]], (2, 1, 1)), np.ones((2, 1, 1)))
    assert shares[0].tolist() == [[0.5, 0.5, 0.0], [0.5, 0.5, 0.0], [0.0, 0.0, 1.0]]


def test_weight_is_shared_among_groups_first():
    weights = all_weightings([0, 0, 0, 0, 1], worlds=100, seed=4)
    assert weights.sum(axis=2) == pytest.approx(1.0)
    assert weights[..., 4].mean() == pytest.approx(0.5, abs=0.01)
    assert weights[..., 0].mean() == pytest.approx(0.125, abs=0.01)
    assert (weights[..., 4] < 0.25).mean() == pytest.approx(0.25, abs=0.01)


def test_weightings_of_a_world_are_the_same_however_many_worlds_there_are():
    few, many = (all_weightings([0, 1], worlds=worlds, seed=5) for worlds in (3, 6))
    assert (many[:3] == few).all()


def sure(p, low, high):
    """Return a chance that is the same of every pair."""
    return lambda _first, _second: Chance(p=p, computed_90=(low, high))


def test_a_winner_is_clear_where_the_error_allows_for_it():
    means = {"a": 3.0, "b": 2.0}
    clear = find_winner(means, sure(0.97, 0.93, 0.99), worlds=200)
    assert (clear.leader, clear.status, clear.not_beaten) == ("b", "clear", ())
    none = find_winner(means, sure(0.7, 0.6, 0.8), worlds=200)
    assert (none.leader, none.status, none.not_beaten) == ("b", "none", ("a",))
    undecided = find_winner(means, sure(0.91, 0.86, 0.95), worlds=200)
    assert (undecided.status, undecided.not_beaten, undecided.undecided) == ("open", (), ("a",))


def test_one_rival_that_is_surely_not_beaten_is_enough_for_no_clear_winner():
    found = {"b": Chance(p=0.6, computed_90=(0.5, 0.7)), "c": Chance(p=0.9, computed_90=(0.85, 0.94))}
    means = {"a": 1.0, "b": 1.1, "c": 2.0}
    told = find_winner(means, lambda _, other: found[other], worlds=200)
    assert (told.status, told.not_beaten, told.undecided) == ("none", ("b",), ("c",))


def test_few_worlds_and_options_that_are_alike_leave_no_winner():
    assert find_winner({"a": 1.0, "b": 2.0}, sure(1.0, 0.95, 1.0), worlds=20).note == TOO_FEW
    alike = find_winner({"a": 1.0, "b": 1.0}, sure(0.5, 0.5, 0.5), worlds=200)
    assert (alike.status, alike.note) == ("none", ALIKE)


def test_a_chance_is_settled_when_its_error_is_on_one_side_of_the_rule():
    assert is_settled(Chance(p=0.95, computed_90=(0.91, 0.98)))
    assert is_settled(Chance(p=0.6, computed_90=(0.5, 0.7)))
    assert not is_settled(Chance(p=0.9, computed_90=(0.85, 0.94)))
    assert not is_settled(Chance(p=1.0, computed_90=None))


def test_a_brief_tells_the_chance_that_a_comparison_tells():
    first = np.rint(normal_raids(6.0, 2.0, 2.0, 14)).astype(np.int64)
    second = np.rint(normal_raids(7.0, 2.0, 2.0, 15)).astype(np.int64)
    lead, other = (
        brief_raids._Played(summary={}, leakers=each, figures={}, alternatives={}) for each in (first, second)
    )
    told = brief_raids._ahead(other, lead, 1)
    chance = beats(second, first, AGAIN).expected
    assert told["fewer_than_lead"] == chance.p
    assert told["fewer_than_lead_90"] == chance.computed_90
    assert 0.0 <= told["alike_share"] < 0.1
    assert brief_raids._ahead(lead, lead, 1) == {"fewer_than_lead": None}
