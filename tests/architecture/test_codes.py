"""Numbers that stand for one thing in several kernels are the same: a kernel may not import a constant."""

import pytest

from skykeep.compiler import abstract
from skykeep.compiler.defence import ROLES
from skykeep.core import engagement, ledger, raid_columns, raid_loop, raid_start, world_rows
from skykeep.core.interceptor import launch_planner
from skykeep.rng import Purpose
from skykeep.verify import played

PURPOSES = {
    Purpose.BEARING: world_rows._BEARING,
    Purpose.CONDITION: world_rows._CONDITION,
    Purpose.SPACING: world_rows._SPACING,
    Purpose.TRACK_TARGET: world_rows._TRACK_TARGET,
    Purpose.COMMON_KILL: engagement._COMMON_KILL,
    Purpose.KILL: world_rows._KILL_DRAW,
    Purpose.ASSESSMENT: engagement._ASSESSMENT,
    Purpose.DECOY: world_rows._DECOY,
    Purpose.SECTOR: raid_start._SECTOR,
    Purpose.SCAN_PHASE: raid_start._SCAN_PHASE,
    Purpose.DETECT_ACQUISITION: raid_start._DETECT + ROLES["acquisition"],
    Purpose.DETECT_LOW_ALTITUDE: raid_start._DETECT + ROLES["low_altitude"],
    Purpose.DETECT_ENGAGEMENT: raid_start._DETECT + ROLES["engagement"],
}


@pytest.mark.parametrize("purpose", PURPOSES, ids=lambda purpose: purpose.name)
def test_a_kernel_draws_for_the_purpose_that_it_names(purpose):
    assert PURPOSES[purpose] == purpose


def test_no_two_purposes_share_a_code():
    assert len({purpose.value for purpose in Purpose}) == len(Purpose.__members__)
    assert set(Purpose) - set(PURPOSES) == {Purpose.FIGURE, Purpose.BOOTSTRAP}


def test_outcomes_and_exit_codes_are_the_same_everywhere():
    outcomes = (raid_columns._KILLED, raid_columns._LEAKED, raid_columns._ABORTED)
    assert outcomes == (ledger.KILLED, ledger.LEAKED, ledger.ABORTED)
    assert raid_loop._DONE == engagement.DONE == played._DONE
    codes = (engagement.DONE, engagement.LOG_FULL, engagement.TIME_LIMIT, engagement.FAULT)
    assert len(set(codes)) == len(codes)


def test_reasons_have_a_code_for_each_name():
    assert len(ledger.REASON_NAMES) == raid_columns.REASONS
    for code, name in enumerate(ledger.REASON_NAMES, start=1):
        assert getattr(ledger, f"_{name.upper()}") == code


def test_events_have_a_code_for_each_name():
    codes = (engagement._READY, engagement._DEAD, engagement._ALIVE, engagement._TURN, engagement._RADAR_LOST)
    assert codes == tuple(range(len(engagement.EVENT_NAMES)))
    assert raid_start._DAMAGE == engagement._DAMAGE


def test_what_blocks_a_pair_roles_and_modes_are_the_same_everywhere():
    blocked = (engagement._BLOCKED_SECTOR, engagement._BLOCKED_ROUND)
    assert blocked == (ledger._BLOCKED_SECTOR, ledger._BLOCKED_ROUND)
    roles = {raid_start._ENGAGEMENT_ROLE, ledger._ENGAGEMENT_ROLE, abstract._ENGAGEMENT_ROLE}
    assert roles == {ROLES["engagement"]}
    assert launch_planner._CONSTANT_SPEED == abstract._CONSTANT_SPEED
    assert len({launch_planner._TABLE, launch_planner._CONSTANT_SPEED, abstract._CONSTANT_TIME}) == 3
    assert engagement._UNLIMITED == abstract._UNLIMITED
