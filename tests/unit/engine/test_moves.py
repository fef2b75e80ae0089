"""Fire units that pack up, are silent on the way and work from their alternate site."""

import numpy as np
import pytest

from skykeep.core.kernel.records import as_table
from skykeep.core.raid.account.hindsight import look_back
from skykeep.core.raid.tables.wear import Pool
from skykeep.core.raid.vocabulary.kinds import (
    LOG_PART_WORKS,
    LOG_RADAR_LOST,
    LOG_UNIT_LEAVES,
    LOG_UNIT_SET_UP,
)
from skykeep.core.raid.vocabulary.reasons import NO_ROUND, OUT_OF_ENVELOPE, UNIT_LOST
from skykeep.engine import run_worlds
from skykeep.engine.replay import play_raid

from .small_cases import Threat, small_case
from .wear_cases import told, with_wear

MOVE = {"end_unit": 1, "end_radar": 2, "alternate_radar": 2, "post": 0}
STEPS = {"tear_down_s": 20.0, "drive_s": 30.0, "set_up_s": 50.0}
STRIKER = Threat(speed_mps=800.0, row=(("aim_unit", 0),))  # arrives after 125 s


def moving(*threats, move, shift_m=0.0, seen_there=3, **more):
    """Return a case in which a fire unit moves south by a distance along the paths of its threats."""
    case = small_case(*threats, **more)
    here = case.sights[0]
    there = here.copy()
    there["ground_m"] += shift_m
    there["slant_m"] = np.hypot(there["ground_m"], case.nodes["alt_msl_m"])
    there["seen"] = seen_there
    radars = np.concatenate([case.radars, case.radars], axis=1).view(np.recarray)
    radars["site"][0, 2:] = 1
    case = case._replace(
        sights=np.stack([here, there]).view(np.recarray),
        radars=radars,
        first_sight=as_table(np.concatenate([case.first_sight, case.first_sight], axis=1)),
    )
    stands = [(1, 0.0)] * case.launchers.shape[1]
    return with_wear(case, moves=[MOVE | STEPS | move], stands=stands)


def outcome(case):
    """Return the results of one raid."""
    return run_worlds(case, 0, 1, replications=1).results


def test_a_unit_leaves_at_the_stated_time_and_works_again_after_all_three_steps():
    case = moving(Threat(row=(("delay_s", 50.0),)), move={"leave_s": 10.0})
    assert told(case, LOG_UNIT_LEAVES) == [(10.0, 0)]
    assert told(case, LOG_UNIT_SET_UP) == [(110.0, 0)]
    assert [time_s for time_s, _ in told(case, LOG_PART_WORKS)] == [110.0] * 3  # both radars and the post
    assert outcome(case).raids["killed"].tolist() == [1]


def test_a_unit_is_silent_while_it_moves():
    # in reach at 150 s and arrives at 400 s; away from 100 to 500 s
    slow = {"leave_s": 100.0, "set_up_s": 350.0}
    results = outcome(moving(Threat(), move=slow))
    assert results.raids[["leakers", "rounds_left"]].tolist() == [(1, 8)]
    assert results.threats["reason"][0, 0] == UNIT_LOST


def test_a_unit_that_was_shot_at_leaves_once_even_if_the_striker_was_killed():
    slow = Threat(row=(("aim_unit", 0),))  # killed at 190 s, was to arrive at 400 s
    assert told(moving(slow, slow, move={"when_shot_at": True}), LOG_UNIT_LEAVES) == [(400.0, 0)]
    assert told(moving(slow, slow, move={"when_shot_at": False}), LOG_UNIT_LEAVES) == []


def test_what_arrives_after_a_unit_has_left_hits_nothing_and_what_comes_before_that_hits():
    gone = moving(STRIKER, move={"leave_s": 100.0})  # has left after 120 s
    packing = moving(STRIKER, move={"leave_s": 110.0})
    assert told(gone, LOG_RADAR_LOST) == []
    assert outcome(packing).raids["radars_lost"].tolist() == [1]
    assert np.isfinite(play_raid(packing, 0, 0).raid.units["lost_s"]).tolist() == [True]


def test_ranges_count_from_the_alternate_site_once_the_unit_is_there():
    # 30 km farther back a threat is in reach 120 s later
    case = moving(Threat(row=(("delay_s", 200.0),)), move={"leave_s": 10.0}, shift_m=30_000.0)
    shots = play_raid(case, 0, 0).shots
    assert shots["launch_s"].tolist() == pytest.approx([200.0 + 150.0 + 120.0], abs=0.2)


def test_what_cannot_be_seen_from_the_alternate_site_is_not_shot_at_from_there():
    late = Threat(row=(("delay_s", 200.0),))
    blind = moving(late, move={"leave_s": 10.0}, seen_there=1)
    assert outcome(blind).raids[["leakers", "rounds_left"]].tolist() == [(1, 8)]
    assert outcome(moving(late, move={"leave_s": 300.0}, seen_there=1)).raids["killed"].tolist() == [0]


def test_a_unit_that_never_moves_is_as_one_that_cannot():
    stays, moves = small_case(Threat()), moving(Threat(), move={})
    first, second = outcome(stays), outcome(moves)
    for name in ("raids", "threats", "rounds_fired", "ledger"):
        assert np.array_equal(getattr(first, name), getattr(second, name))


def test_a_part_that_is_mended_after_its_unit_has_set_up_works_again_once():
    # hit at 125 s, mended at 325 s; the unit leaves at 130 s and has set up at 230 s
    case = moving(STRIKER, move={"leave_s": 130.0})
    parts = case.wear.parts
    parts["pool"][0, 0] = 0
    for name in ("repair_low_s", "repair_best_s", "repair_high_s"):
        parts[name][0, 0] = 200.0
    pools = Pool.table(1, 1)
    pools["spares"] = 1
    case = case._replace(wear=case.wear._replace(pools=pools))
    assert [time_s for time_s, part in told(case, LOG_PART_WORKS) if part == 0] == [325.0]


@pytest.mark.parametrize("seen_there", [3, 0])
def test_what_a_unit_could_have_shot_at_before_it_left_is_judged_from_where_it_stood(seen_there):
    # both are in reach from 150 s and there is one round; the unit leaves at 390 s, and reaches nothing then
    threats = [Threat(), Threat()]
    far = {"move": {"leave_s": 390.0}, "shift_m": 900_000.0, "seen_there": seen_there}
    case = moving(*threats, launcher={"rounds": 1}, **far)
    assert told(case, LOG_UNIT_SET_UP) == [(490.0, 0)]
    stays = moving(*threats, launcher={"rounds": 1}, move={})
    for each in (stays, case):
        threats_of = outcome(each).threats[0]
        assert sorted(threats_of["reason"].tolist()) == [0, NO_ROUND]


def test_what_comes_after_a_unit_has_moved_is_judged_from_where_it_is():
    # in reach of the first site alone, and the unit has left that before
    late = Threat(row=(("delay_s", 300.0),))
    case = moving(late, move={"leave_s": 10.0}, shift_m=900_000.0)
    assert outcome(case).threats["reason"].tolist() == [[OUT_OF_ENVELOPE]]
    chances = look_back(case, 0, play_raid(case, 0, 0).raid, 0)
    assert not np.isfinite(chances["first_s"][0])
    here = moving(late, move={})
    assert look_back(here, 0, play_raid(here, 0, 0).raid, 0)["first_s"].tolist() == [
        pytest.approx(450.0, abs=0.5)
    ]
