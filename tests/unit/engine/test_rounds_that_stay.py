"""A round that was ordered and is not launched stays on its launcher, and so does the load after it where it
was: no launcher holds more than it can."""

import pytest

from skykeep.engine import run_worlds
from skykeep.engine.replay import play_raid

from .small_cases import Threat, small_case
from .wear_cases import conserved, with_wear

PAIR = [[[2, 0, 0]]]
"""Salvos of two: the first round goes at 150 s, the second and last after an interval."""
TWO = {"rounds": 2, "interval_s": 20.0}


def striker(arrives_s, **aim):
    """Return a threat too fast for a round that arrives at a part at a time; no other is harmed."""
    return Threat(speed_mps=1000.0, row=(*aim.items(), ("delay_s", arrives_s - 100.0)))


def ended(case):
    """Return the results of one raid, after what must hold of its rounds."""
    results = run_worlds(case, 0, 1, replications=1).results
    accounted, loaded = conserved(results)
    assert accounted == loaded
    launchers = play_raid(case, 0, 0).raid.launchers[: case.launchers.shape[1]]
    assert (launchers["rounds"] <= case.launchers[0]["rounds"]).all()
    return results


def test_a_launcher_that_keeps_its_last_round_is_not_loaded_on_top_of_it():
    loads = TWO | {"reload_sets": 1, "reload_s": 30.0}
    case = small_case(striker(160.0, aim_unit=0), Threat(), launcher=loads, doctrine=PAIR)
    results = ended(case)
    assert results.rounds_fired.sum() == 1
    assert results.raids[["rounds_left", "rounds_reloading", "rounds_loaded"]].tolist() == [(1, 0, 2)]
    assert play_raid(case, 0, 0).raid.launchers[0].reload_sets == 1


def test_a_launcher_that_is_hit_loses_no_load_that_was_to_follow_a_round_that_it_kept():
    loads = TWO | {"reload_sets": 1, "reload_s": 30.0}
    results = ended(small_case(striker(160.0, aim_launcher=0), Threat(), launcher=loads, doctrine=PAIR))
    assert results.raids[["rounds_lost", "rounds_left"]].tolist() == [(1, 0)]


def test_the_load_that_was_to_follow_goes_to_a_launcher_that_is_to_be_empty():
    # one round of each launcher goes at 150 s; those after them are ordered for 165 s from the second, which
    # gets the only load, and for 170 s from the first. The second is hit at 160 s with the round that it
    # keeps: the load is for the first, which is empty at 170 s
    case = small_case(
        striker(160.0, aim_launcher=1),
        *[Threat()] * 4,
        launchers=2,
        launcher=[TWO, TWO | {"interval_s": 15.0}],
    )
    case.launchers["interceptor"] = 0
    case = with_wear(case, supply={"transloaders": 1, "load_s": 60.0, "stock": 1})
    results = ended(case)
    assert results.raids[["rounds_loaded", "rounds_lost"]].tolist() == [(6, 1)]
    shots = play_raid(case, 0, 0).shots
    assert sorted(shots["launch_s"].tolist()) == pytest.approx([150.0, 150.0, 170.0, 230.0], abs=0.1)


def test_a_launcher_that_works_again_fires_the_round_that_it_kept_and_is_loaded_after_it():
    loads = TWO | {"reload_sets": 1, "reload_s": 30.0}
    late = Threat(row=(("delay_s", 200.0),))
    case = small_case(striker(160.0, aim_unit=0), Threat(), late, launcher=loads, doctrine=PAIR)
    case = with_wear(case, spares=1)
    assert ended(case).raids["rounds_loaded"].tolist() == [4]
    shots = play_raid(case, 0, 0).shots
    assert sorted(shots["launch_s"].tolist()) == pytest.approx([150.0, 260.0, 350.0, 370.0], abs=1.0)
