"""Links from an engagement radar to its launchers that take time, and fail in a raid: what is cut off cannot
fire."""

import numpy as np
import pytest

from skykeep.core.raid.vocabulary.codes import LAUNCHER_PART
from skykeep.core.raid.vocabulary.kinds import LOG_HELD_BACK, LOG_ORDERED, LOG_PART_FAILS, LOG_PART_WORKS
from skykeep.core.raid.vocabulary.reasons import NO_ROUND, SEEN_TOO_LATE
from skykeep.engine import run_worlds
from skykeep.engine.replay import play_raid

from .small_cases import Threat, small_case
from .wear_cases import conserved, told, with_wear

REACH_S, MEETS_S, LAST_S, ENDS_S = 150.04, 200.0, 380.0, 400.0
"""The threat is in reach of a round from the first time on, a round that is launched then meets it just after
the second, it is in reach until after the third, and arrives at the last."""
FAILING = {"mtbf_s": 300.0, "mttr_s": 300.0}
"""As often out of action as it works."""
DOWN = {"mtbf_s": 1e-6, "mttr_s": 1e6}
"""What is out of action all the raid."""


def outcome(case, replications=1):
    """Return the results of some raids."""
    return run_worlds(case, 0, 1, replications=replications).results


def launches(case, replication=0):
    """Return launchers and times of the rounds that were fired in a raid."""
    played = play_raid(case, 0, replication)
    return [(int(shot.launcher), round(float(shot.launch_s), 2)) for shot in played.shots]


def outages(case, replication):
    """Return from when until when parts were out of action, by part."""
    begins, ends = told(case, LOG_PART_FAILS, replication), told(case, LOG_PART_WORKS, replication)
    found = {part: [] for _, part in begins}
    for from_s, part in begins:
        after = [until_s for until_s, other in ends if other == part and until_s > from_s]
        found[part].append((from_s, min(after, default=np.inf)))
    return found


def fails_between(case, replication, from_s, until_s, back_after_s=0.0):
    """Whether the only part that fails does so first between two times, and works again after a third."""
    spans = [span for of_part in outages(case, replication).values() for span in of_part]
    met = [end_s for begin_s, end_s in spans if from_s < begin_s < until_s]
    return first_without(spans, from_s) == from_s and bool(met) and min(met) > back_after_s


def first_without(spans, from_s):
    """Return the first time that lies in none of some spans."""
    for begin_s, end_s in sorted(spans):
        if begin_s <= from_s < end_s:
            from_s = end_s
    return from_s


def test_launchers_of_a_group_whose_link_is_down_leave_the_shots_to_the_others():
    case = small_case(Threat(), launchers=3)
    cut = with_wear(case, links=[{"row": 0, "end_row": 2, **DOWN}])
    assert launches(with_wear(case)) == [(0, REACH_S)]
    assert launches(cut) == [(2, REACH_S)]
    assert told(cut, LOG_PART_FAILS) == [(0.0, cut.wear.parts.shape[1] - 1)]


def test_a_unit_whose_launchers_are_all_cut_off_has_no_round_and_keeps_those_that_it_has():
    results = outcome(with_wear(small_case(Threat(), launchers=2), links=[{"end_row": 2, **DOWN}]))
    assert results.threats["reason"][0].tolist() == [NO_ROUND]
    assert results.raids["rounds_left"].tolist() == [16]
    assert conserved(results) == (16, 16)


def test_a_round_under_way_meets_its_threat_though_the_link_of_its_launcher_fails():
    case = with_wear(small_case(Threat()), links=[{"end_row": 1, **FAILING}])
    killed = outcome(case, 60).raids["killed"]
    cut = [raid for raid in range(60) if fails_between(case, raid, REACH_S, MEETS_S)]
    assert len(cut) > 1
    assert {tuple(launches(case, raid)) for raid in cut} == {((0, REACH_S),)}
    assert killed[cut].all()


def test_rounds_that_wait_for_their_launch_stay_on_launchers_whose_link_fails():
    # salvos of two from one launcher, the second round 150 s after the first
    salvo = {"interval_s": 150.0}
    case = small_case(Threat(), launcher=salvo, doctrine=[[[2, 0, 0]]], rounds={"kill_p": 0.0})
    case = with_wear(case, links=[{"end_row": 1, **FAILING}])
    fired = outcome(case, 120).rounds_fired.sum(axis=1)
    cut = [raid for raid in range(120) if fails_between(case, raid, REACH_S, REACH_S + 150.0, ENDS_S)]
    assert len(cut) > 3
    assert set(fired[cut].tolist()) == {1}


@pytest.mark.parametrize("place", [0, 1])
def test_a_launcher_fires_when_its_link_and_itself_work_again_whichever_is_the_last(place):
    failing = {"mtbf_s": 60.0, "mttr_s": 40.0}
    case = with_wear(
        small_case(Threat(), launchers=2),
        parts={(LAUNCHER_PART, place): failing, (LAUNCHER_PART, 1 - place): DOWN},
        links=[{"end_row": 2, **failing}],
    )
    parts = case.wear.parts.shape[1]
    last = dict.fromkeys((parts - 3 + place, parts - 1), 0)  # the launcher, and the link
    for replication in range(40):
        spans = outages(case, replication)
        found = [span for part in last for span in spans.get(part, [])]
        first_s = first_without(found, REACH_S)
        if first_s > LAST_S:
            continue
        assert launches(case, replication) == [(place, pytest.approx(first_s, rel=0.0, abs=0.01))]
        for part in last:
            last[part] += any(end_s == first_s for _, end_s in spans.get(part, []))
    assert min(last.values()) > 3


def ordered(case):
    """Return when salvos were ordered in a raid."""
    return [time_s for time_s, _ in told(case, LOG_ORDERED)]


def test_a_unit_decides_as_much_earlier_as_its_order_takes_where_it_has_the_time():
    case = small_case(Threat(), unit={"order_s": 20.0})
    assert launches(case) == [(0, REACH_S)]
    assert ordered(case) == [pytest.approx(REACH_S - 20.0, abs=0.01)]


def test_a_unit_that_is_ready_late_launches_later_by_what_its_order_takes():
    # it knows of the threat at once, and is ready after 200 s
    at_once, late = (
        small_case(Threat(), unit={"reaction_s": 200.0, "order_s": order_s}) for order_s in (0.0, 20.0)
    )
    assert ordered(at_once) == ordered(late)
    assert launches(late)[0][1] == pytest.approx(launches(at_once)[0][1] + 20.0)


def test_an_order_that_comes_when_no_shot_is_left_is_seen_too_late():
    # the last launch that meets the threat far enough out is at 390 s
    unit = {"reaction_s": 380.0}
    assert outcome(small_case(Threat(), unit=unit)).raids["killed"].tolist() == [1]
    late = outcome(small_case(Threat(), unit=unit | {"order_s": 20.0}))
    assert late.threats["reason"][0].tolist() == [SEEN_TOO_LATE]
    assert late.raids["rounds_left"].tolist() == [8]


def test_a_launcher_that_is_loaded_has_its_order_after_that():
    # one round at each of two threats, a load in between that is over at 250 s
    threats = Threat(), Threat(start_m=(1.0, 100_003.0))
    launcher = {"rounds": 1, "reload_sets": 1, "reload_s": 100.0}
    case = small_case(*threats, launcher=launcher, unit={"order_s": 20.0})
    assert launches(case) == [(0, REACH_S), (0, round(REACH_S + 120.0, 2))]


def test_a_launcher_whose_link_fails_after_the_order_does_not_launch():
    case = with_wear(small_case(Threat(), unit={"order_s": 60.0}), links=[{"end_row": 1, **FAILING}])
    cut = [raid for raid in range(60) if fails_between(case, raid, REACH_S - 60.0, REACH_S, ENDS_S)]
    assert len(cut) > 1
    assert outcome(case, 60).rounds_fired.sum(axis=1)[cut].tolist() == [0] * len(cut)
    assert all(len(told(case, LOG_HELD_BACK, raid)) == 1 for raid in cut)
