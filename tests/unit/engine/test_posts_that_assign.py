"""Posts that assign threats to fire units by a policy: who shoots at what, when orders come, when they do
not."""

import numpy as np
import pytest

from skykeep.compiler.assigning import with_policy
from skykeep.core.raid.vocabulary.codes import EXACT, MARGINAL, NEAREST_FIRST, ROLLING, VALUE_GREEDY
from skykeep.core.raid.vocabulary.kinds import LOG_ORDER_LOST, LOG_ORDER_SENT
from skykeep.engine import run_worlds
from skykeep.engine.replay import play_raid

from .small_cases import Threat, reasons, small_case
from .wear_cases import with_wear

ALL = (VALUE_GREEDY, MARGINAL, ROLLING, EXACT)
REGIMENT = [{"end_unit": 1}, {"first_unit": 1, "end_unit": 2}, {"first_unit": 2, "end_unit": 2}]
CHAIN = [{"above": 2, "down_link": 2}, {"above": 2, "down_link": 3}, {}]


def worth(value, **changes):
    """Return a threat at an asset of some value."""
    return Threat(row=(("aim_value", value),), **changes)


def shots(case, policy, **settings):
    """Return the shots of one raid under a policy."""
    return play_raid(with_policy(case, policy, settings=settings), 0, 0).shots


def targets(case, policy, **settings):
    """Return the threats shot at, in the order of their launches."""
    return shots(case, policy, **settings)["threat"].tolist()


def regiment(*threats, latency_s=0.0, loss_p=0.0, **changes):
    """Return two fire units, each with a post, under a third post, whose words to them may be lost."""
    up, down = {"latency_s": latency_s}, {"latency_s": latency_s, "loss_p": loss_p}
    links = [(0, 2, up), (1, 2, up), (2, 0, down), (2, 1, down)]
    posts = [one | two for one, two in zip(REGIMENT, CHAIN, strict=True)]
    return small_case(*threats, units=2, posts=posts, links=links, **changes)


def test_without_a_policy_nothing_is_different():
    case = small_case(*[worth(1.0)] * 3, units=2, unit={"target_channels": 1})
    alike = with_policy(case, NEAREST_FIRST)
    assert np.array_equal(play_raid(case, 0, 0).shots, play_raid(alike, 0, 0).shots)


@pytest.mark.parametrize("policy", ALL)
def test_one_channel_goes_to_the_dearest_threat_not_to_the_first(policy):
    threats = [worth(1.0), worth(5.0), worth(2.0)]
    case = small_case(*threats, unit={"target_channels": 1})
    assert targets(case, NEAREST_FIRST)[0] == 0
    assert targets(case, policy)[:2] == [1, 2]


@pytest.mark.parametrize("policy", ALL)
def test_units_of_one_post_take_different_threats(policy):
    case = small_case(worth(1.0), worth(1.0), units=2, unit={"target_channels": 1})
    found = shots(case, policy)
    assert sorted(found["threat"].tolist()) == [0, 1]
    assert sorted(found["unit"].tolist()) == [0, 1]


@pytest.mark.parametrize(
    ("policy", "by_unit"), [(VALUE_GREEDY, {1: 0}), (MARGINAL, {0: 0, 1: 1}), (EXACT, {0: 0, 1: 1})]
)
def test_greedy_spends_the_unit_that_another_threat_needs_and_the_exact_one_does_not(policy, by_unit):
    # unit 1 hits both, unit 0 the dear one nearly as well and the other not at all
    case = small_case(
        worth(10.0),
        worth(9.0),
        units=2,
        unit=[{"target_channels": 1, "max_salvos": 1}] * 2,
        rounds=[{"kill_p": 0.8}, {"kill_p": 0.9}],
        doctrine=[[[1, 0, 0], [1, 0, 0]], [[1, 0, 1], [1, 0, 1]]],
    )
    case = case._replace(
        classes=np.repeat(case.classes, 2, axis=1).view(np.recarray),
        kill_p=np.array([[[0.8, 0.0], [0.9, 0.9]]]),
        believed_kill_p=np.array([[0.8, 0.0], [0.9, 0.9]]),
        p_detect=np.ones((2, 2)),
    )
    case.threats["threat_class"] = [0, 1]
    found = shots(case, policy)
    first = found[found["launch_s"] < found["launch_s"].min() + 1.0]
    assert dict(zip(first["unit"].tolist(), first["threat"].tolist(), strict=True)) == by_unit


@pytest.mark.parametrize("policy", ALL)
@pytest.mark.parametrize(("salvo", "better"), [(1, 1), (2, 0)])
def test_a_salvo_counts_with_all_its_rounds(policy, salvo, better):
    # one round of unit 0 misses more often than that of unit 1, two of them less often
    case = small_case(
        worth(1.0),
        units=2,
        unit={"max_salvos": 1},
        rounds=[{"kill_p": 0.6}, {"kill_p": 0.7}],
        doctrine=[[[salvo, 0, 0]], [[1, 0, 1]]],
    )
    assert shots(case, policy)["unit"][0] == better


def test_rolling_keeps_its_last_round_for_a_dear_threat_that_comes_later():
    threats = [worth(1.0), worth(9.0, start_m=(0.0, 110_000.0))]
    case = small_case(*threats, launcher={"rounds": 1})
    assert targets(case, VALUE_GREEDY) == [0]
    assert targets(case, ROLLING) == [1]


def test_orders_take_the_time_of_their_link():
    for latency_s in (0.0, 5.0):
        case = regiment(worth(1.0), latency_s=latency_s, unit={"reaction_s": 160.0})
        ready_s = 160.0
        found = shots(case, VALUE_GREEDY)
        assert len(found) == 1
        assert found["launch_s"][0] == pytest.approx(ready_s + latency_s, abs=2.0)


def test_one_post_above_lets_only_one_of_its_units_shoot_at_a_threat():
    assert len(shots(regiment(worth(1.0), latency_s=0.5, unit={"reaction_s": 160.0}), NEAREST_FIRST)) == 2
    assert len(shots(regiment(worth(1.0), latency_s=0.5, unit={"reaction_s": 160.0}), VALUE_GREEDY)) == 1


def test_a_unit_cut_from_its_post_looks_for_itself():
    case = regiment(worth(1.0), loss_p=1.0)
    assert sorted(shots(case, VALUE_GREEDY)["unit"].tolist()) == [0, 1]


def test_units_of_a_lost_post_fight_alone_after_their_time():
    # what flies at the post is too fast to be met, and the post is silent before the other is in reach
    killer = Threat(row=(("aim_post", 2),), speed_mps=1000.0)
    first = {}
    for autonomous_s in (0.0, 100.0):
        case = regiment(killer, worth(1.0), unit={"reaction_s": 10.0})
        found = shots(case, VALUE_GREEDY, autonomous_s=autonomous_s)
        assert found["threat"].tolist() == [1, 1]  # nobody tells them apart any more
        first[autonomous_s] = found["launch_s"].min()
    assert first[0.0] == pytest.approx(150.0, abs=2.0)
    assert first[100.0] == pytest.approx(200.0)  # the post is hit after 100 s


def test_a_unit_whose_own_post_is_lost_fights_alone_after_the_time_of_the_post_that_assigns():
    killer = Threat(row=(("aim_post", 0),), speed_mps=1000.0)  # arrives after 100 s
    posts = [{"end_unit": 1, "above": 1, "down_link": 1}, {"first_unit": 1, "end_unit": 1}]
    links = [(0, 1, {"latency_s": 0.0}), (1, 0, {"latency_s": 0.0})]
    case = small_case(killer, worth(1.0), posts=posts, links=links, unit={"reaction_s": 10.0})
    found = shots(case, VALUE_GREEDY, autonomous_s=120.0)
    assert found["launch_s"][found["threat"] == 1].min() == pytest.approx(220.0)


def test_a_post_with_a_period_decides_by_its_clock():
    threats = [worth(1.0, start_m=(0.0, 100_000.0 + 5_000.0 * number)) for number in range(4)]
    case = small_case(*threats)
    free_s = np.diff(np.sort(shots(case, VALUE_GREEDY)["launch_s"]))
    slow_s = np.diff(np.unique(shots(case, VALUE_GREEDY, period_s=45.0)["launch_s"]))
    assert free_s == pytest.approx(20.0, abs=1.0)
    assert np.all(slow_s >= 45.0 - 1e-6)


def test_a_post_that_looks_ahead_orders_a_shot_before_it_is_due():
    case = regiment(worth(1.0), latency_s=10.0, unit={"reaction_s": 10.0})
    late, early = (shots(case, VALUE_GREEDY, look_ahead_s=ahead_s)["launch_s"][0] for ahead_s in (0.0, 60.0))
    assert (late, early) == pytest.approx((150.0, 150.0), abs=2.0)
    entries = play_raid(with_policy(case, VALUE_GREEDY, settings={"look_ahead_s": 60.0}), 0, 0).entries
    sent_s = entries["time_s"][entries["kind"] == LOG_ORDER_SENT]
    assert sent_s[0] == pytest.approx(150.0 - 10.0 - 60.0, abs=2.0)


def test_an_order_that_is_lost_comes_to_nothing_and_is_given_anew():
    case = regiment(*[worth(1.0)] * 12, loss_p=0.5, unit={"reaction_s": 10.0})
    found = run_worlds(with_policy(case, VALUE_GREEDY), 0, 1, replications=1)
    assert found.killed[0] == 12


def test_what_no_order_reaches_a_unit_for_leaks_for_want_of_an_order():
    # nearly every order is lost, and every channel stays free
    case = with_policy(regiment(*[worth(1.0)] * 3, loss_p=1.0 - 1e-9), VALUE_GREEDY)
    played = play_raid(case, 0, 0)
    assert np.sum(played.entries["kind"] == LOG_ORDER_LOST) > 20
    assert np.all(played.raid.units["channels_free"] == played.raid.units["channels_ready"])
    assert reasons(case) == ("no_order",) * 3


def test_an_order_that_comes_when_every_channel_is_taken_leaves_no_channel():
    case = with_policy(regiment(*[worth(1.0)] * 2, unit={"target_channels": 0}), VALUE_GREEDY)
    assert reasons(case) == ("no_channel",) * 2


def test_a_post_that_works_again_decides_at_once():
    # the post that assigns is hit at 125 s and repaired at 225 s; the threat is in reach from 150 s on
    at_post = Threat(speed_mps=800.0, row=(("aim_post", 2),))
    case = with_policy(regiment(worth(1.0), at_post), VALUE_GREEDY, settings={"autonomous_s": 1000.0})
    launches_s = play_raid(with_wear(case, spares=1), 0, 0).shots["launch_s"]
    assert launches_s.tolist() == [225.0]
