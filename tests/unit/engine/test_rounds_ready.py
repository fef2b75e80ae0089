"""Rounds ready on launchers over time: timelines reckoned by hand, and what the results of a raid count."""

import numpy as np
import pytest

from skykeep.core.raid.vocabulary.codes import LAUNCHER_PART
from skykeep.core.raid.vocabulary.kinds import LOG_PART_FAILS, LOG_PART_WORKS
from skykeep.engine.replay import play_raid
from skykeep.engine.rounds_ready import rounds_ready

from .small_cases import Threat, small_case
from .wear_cases import with_wear

LAUNCH_S = 150.0
"""A threat that starts at 0 is in reach then."""


def told(case, until_s=np.inf, replication=0):
    """Return times and counts of the first fire unit."""
    played = play_raid(case, 0, replication)
    found = rounds_ready(case, 0, played, until_s)
    return [(round(each.time_s, 1), each.rounds) for each in found if each.unit == 0]


def late(*delays, **launcher):
    """Return a case of threats that start at some times, each of which takes one round."""
    threats = [Threat(row=(("delay_s", float(delay)),)) for delay in delays]
    return small_case(*threats, launcher={"rounds": 2, "reload_sets": 0, "reload_s": 40.0} | launcher)


def test_each_launch_takes_one_round():
    assert told(late(0, 10, 20)) == [(0.0, 2), (LAUNCH_S, 1), (LAUNCH_S + 10.0, 0)]


def test_a_load_is_ready_when_it_is_on_the_launcher_and_not_before():
    case = late(0, 10, 100, reload_sets=1)
    assert told(case) == [
        (0.0, 2),
        (LAUNCH_S, 1),
        (LAUNCH_S + 10.0, 0),
        (LAUNCH_S + 50.0, 2),
        (LAUNCH_S + 100.0, 1),
    ]
    assert told(case, until_s=LAUNCH_S + 20.0)[-1] == (LAUNCH_S + 10.0, 0)


def test_a_transloader_brings_what_is_ready_after_its_loading_time():
    threats = [Threat(row=(("delay_s", float(delay)),)) for delay in (0, 1)]
    case = with_wear(
        small_case(*threats, launchers=2, launcher={"rounds": 1}),
        supply={"transloaders": 1, "load_s": 60.0, "stock": 2},
    )
    assert [count for _, count in told(case)] == [2, 1, 0, 1, 2]
    assert [time_s - LAUNCH_S for time_s, _ in told(case)][3:] == pytest.approx([60.0, 120.0], abs=0.1)


def test_a_round_that_waits_for_its_launch_still_stands_on_its_launcher():
    ordered = small_case(Threat(), launcher={"rounds": 3}, unit={"order_s": 30.0})
    assert told(ordered)[0] == (0.0, 3)
    assert told(ordered)[1][0] == pytest.approx(float(play_raid(ordered, 0, 0).shots[0].launch_s), abs=0.1)


def test_every_fire_unit_has_its_own():
    case = small_case(Threat(), units=2, launcher=[{"rounds": 4}, {"rounds": 7}])
    found = rounds_ready(case, 0, play_raid(case, 0, 0), np.inf)
    assert [(each.unit, each.rounds) for each in found if each.time_s == 0.0] == [(0, 4), (1, 7)]


def test_a_launcher_that_fails_has_no_round_ready_until_it_works_again():
    failing = {(LAUNCHER_PART, 0): {"mtbf_s": 100.0, "mttr_s": 60.0}}
    case = with_wear(small_case(Threat(seen=()), launchers=1, launcher={"rounds": 2}), parts=failing)
    entries = play_raid(case, 0, 0).entries
    changes = entries[np.isin(entries["kind"], (LOG_PART_FAILS, LOG_PART_WORKS))]
    assert len(changes) > 2
    expected = [(round(float(row.time_s), 1), 0 if row.kind == LOG_PART_FAILS else 2) for row in changes]
    assert told(case) == expected


@pytest.mark.parametrize("reload_s", [10.0, 1e6])
def test_what_is_ready_at_the_end_is_what_the_results_count_as_left(reload_s):
    case = late(0, 10, 20, rounds=2, reload_sets=1, reload_s=reload_s)
    played = play_raid(case, 0, 0)
    ended_s = float(played.results.threats["ended_s"].max())
    last = {(each.unit, each.interceptor): each.rounds for each in rounds_ready(case, 0, played, ended_s)}
    assert sum(last.values()) == int(played.results.raids[0].rounds_left)
