"""Launchers that are hit: rounds on them are lost, their fire unit fights on with the others."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.core.raid.vocabulary.codes import LAUNCHER_PART
from skykeep.core.raid.vocabulary.kinds import LOG_LAUNCHER_LOST, LOG_PART_FAILS, LOG_PART_WORKS
from skykeep.core.raid.vocabulary.reasons import NO_ROUND
from skykeep.engine import run_worlds
from skykeep.engine.replay import play_raid

from .small_cases import Threat, small_case
from .wear_cases import conserved, told, with_wear

STRIKER = Threat(speed_mps=800.0, row=(("aim_launcher", 0),))  # too fast for a round; arrives after 125 s
LATE = Threat(row=(("delay_s", 0.0),))  # in reach after 150 s


def outcome(case):
    """Return the results of one raid."""
    return run_worlds(case, 0, 1, replications=1).results


def test_the_rounds_of_a_launcher_that_is_hit_are_lost_and_the_others_shoot():
    results = outcome(with_wear(small_case(STRIKER, LATE, launchers=2)))
    assert results.raids["launchers_lost"].tolist() == [1]
    assert results.raids["rounds_lost"].tolist() == [8]
    assert results.raids["killed"].tolist() == [1]
    assert conserved(results) == (16, 16)


def test_without_another_launcher_there_is_no_round():
    results = outcome(small_case(STRIKER, LATE))
    assert results.threats["reason"][0, 1] == NO_ROUND
    assert conserved(results) == (8, 8)


def test_what_is_aimed_at_a_launcher_that_a_world_does_not_have_hits_one_that_is_there():
    case = small_case(STRIKER, LATE, launchers=3, launcher=[{"present": False}, {}, {}])
    case.launchers["interceptor"] = 0
    assert told(case, LOG_LAUNCHER_LOST) == [(125.0, 1)]


def test_launchers_that_are_there_take_the_aims_at_missing_ones_in_turn():
    striker = Threat(speed_mps=800.0, row=(("aim_launcher", 1),))
    case = small_case(striker, LATE, launchers=3, launcher=[{}, {"present": False}, {}])
    case.launchers["interceptor"] = 0
    assert told(case, LOG_LAUNCHER_LOST) == [(125.0, 2)]


def test_rounds_that_wait_for_their_launch_are_lost_with_their_launcher_and_those_under_way_meet():
    # salvo of two from one launcher at 150 s, the second round waits 20 s for its launch, the hit is at 160 s
    striker = Threat(speed_mps=1000.0, row=(("aim_launcher", 0), ("delay_s", 60.0)))
    case = small_case(striker, Threat(), launcher={"interval_s": 20.0}, doctrine=[[[2, 0, 0]]])
    case.launchers["rounds"] = 2
    results = outcome(case)
    assert results.rounds_fired.sum() == 1
    assert conserved(results) == (2, 2)


def test_rounds_that_were_being_loaded_are_lost_too():
    # the only round is fired at 150 s, the next is loaded until 350 s, the hit is at 160 s
    striker = Threat(speed_mps=1000.0, row=(("aim_launcher", 0), ("delay_s", 60.0)))
    late = Threat(row=(("delay_s", 300.0),))
    loads = {"rounds": 1, "reload_sets": 1, "reload_s": 200.0}
    results = outcome(small_case(striker, Threat(), late, launcher=loads))
    assert results.raids[["rounds_lost", "rounds_left"]].tolist() == [(1, 0)]
    assert conserved(results) == (2, 2)


def test_a_launcher_that_is_repaired_comes_back_empty_and_is_loaded_while_there_are_loads():
    late = Threat(row=(("delay_s", 400.0),))
    case = with_wear(
        small_case(STRIKER, late, launcher={"rounds": 2, "reload_sets": 1, "reload_s": 50.0}), spares=1
    )
    results = outcome(case)
    assert told(case, LOG_PART_WORKS) == [(225.0, 3)]
    assert play_raid(case, 0, 0).raid.launchers[0].reloaded_s == pytest.approx(275.0)
    assert results.raids["killed"].tolist() == [1]
    assert conserved(results) == (4, 4)


def test_without_a_spare_nothing_is_repaired():
    late = Threat(row=(("delay_s", 400.0),))
    loads = {"rounds": 2, "reload_sets": 1, "reload_s": 50.0}
    results = outcome(with_wear(small_case(STRIKER, late, launcher=loads), spares=0))
    assert results.raids[["killed", "repairs"]].tolist() == [(0, 0)]


def test_a_load_that_had_not_reached_the_launcher_is_given_to_another():
    # both launchers fire their only round at 150 and 160 s; one transloader loads the first until 350 s, the
    # second waits and is hit at 200 s: the transloader keeps that load for the next launcher that is empty
    striker = Threat(speed_mps=1000.0, row=(("aim_launcher", 1), ("delay_s", 100.0)))
    first, second = Threat(), Threat(row=(("delay_s", 10.0),))
    late = Threat(row=(("delay_s", 300.0),))
    case = small_case(striker, first, second, late, launchers=2, launcher={"rounds": 1, "reload_sets": 1})
    case = with_wear(case, supply={"transloaders": 1, "load_s": 200.0, "stock": 2})
    results = outcome(case)
    assert results.rounds_fired.sum() == 3
    assert results.raids["launchers_lost"].tolist() == [1]
    played = play_raid(case, 0, 0).raid
    # loaded again from 450 s, when the next round has been fired, until 650 s
    assert played.launchers[0].reloaded_s == pytest.approx(650.0, abs=0.1)
    row = results.raids[0]
    fired = int(results.rounds_fired.sum())
    assert fired + row.rounds_left + row.rounds_lost == row.rounds_loaded
    assert np.isfinite(results.units["exhausted_s"]).tolist() == [[False]]


def test_a_launcher_that_is_hit_repaired_and_fails_is_there_to_be_hit_again():
    again = replace(STRIKER, row=(("aim_launcher", 0), ("delay_s", 875.0)))  # arrives at 1000 s
    failing = {(LAUNCHER_PART, 0): {"mtbf_s": 400.0, "mttr_s": 400.0}}
    case = with_wear(small_case(STRIKER, again), parts=failing, spares=9)
    failed = 0
    for replication in range(24):
        fails = [time_s for time_s, _ in told(case, LOG_PART_FAILS, replication) if time_s < 1000.0]
        works = [time_s for time_s, _ in told(case, LOG_PART_WORKS, replication) if time_s < 1000.0]
        hits = [time_s for time_s, _ in told(case, LOG_LAUNCHER_LOST, replication)]
        assert hits[0] == 125.0
        repaired = any(time_s >= 225.0 for time_s in works)
        if repaired and fails and max(fails) > max(works):
            failed += 1
        assert (hits == [125.0, 1000.0]) == repaired
    assert failed > 2
