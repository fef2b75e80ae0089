"""The turn of a radar with a sector: half way between launch and meeting, at its rate, the shorter way."""

import math

import numpy as np
import pytest

from skykeep.core.kernel.by_address import from_python
from skykeep.core.raid.shots import sector
from skykeep.core.raid.state import new_log, new_raid
from skykeep.core.raid.vocabulary.kinds import LOG_TURN

from ....engine.small_cases import Threat, small_case

turn_to_shot = from_python(sector.turn_to_shot)

RATE_RADPS = 0.25
ACROSS = Threat(start_m=(-40e3, 30e3), end_m=(40e3, 30e3), speed_mps=200.0)
"""Crosses from north-west to north-east: 400 s, due north after 200 s."""
NOW_S = 12.0


def turned(centre_rad, launch_s, intercept_s, *, start_s=0.0, before_s=math.inf):
    """Return when the radar faces the shot, and the raid after that."""
    case = small_case(ACROSS, unit={"slew_rate_radps": RATE_RADPS})
    raid = new_raid(case)._replace(log=new_log(3))
    path, threat = case.paths[0], raid.threats[0]
    threat.start_s, threat.node = start_s, path.first_node
    threat.first_node, threat.end_node = path.first_node, path.end_node
    option = raid.option
    option.launch_s, option.intercept_s = launch_s, intercept_s
    raid.units[0].sector_centre_rad = centre_rad
    raid.progress.now_s = NOW_S
    return turn_to_shot(case.world(0), raid, 0, 0, option, before_s), raid


def azimuth_rad(path_s):
    """Return where the threat is seen, between half a turn to the west and half a turn to the east."""
    return math.atan2(-40e3 + 200.0 * path_s, 30e3)


@pytest.mark.parametrize("start_s", [0.0, 50.0])
@pytest.mark.parametrize(("launch_s", "intercept_s"), [(10.0, 40.0), (150.0, 260.0), (190.0, 230.0)])
@pytest.mark.parametrize("centre_rad", [0.5, 3.0, 6.0])
def test_the_radar_turns_the_shorter_way_to_half_way_between_launch_and_meeting(
    centre_rad, launch_s, intercept_s, start_s
):
    faced_s, raid = turned(centre_rad, start_s + launch_s, start_s + intercept_s, start_s=start_s)
    middle_rad = 0.5 * (azimuth_rad(launch_s) + azimuth_rad(intercept_s))
    unit = raid.units[0]
    assert np.angle(np.exp(1j * (unit.sector_centre_rad - middle_rad))) == pytest.approx(0.0, abs=1e-9)
    assert 0.0 <= unit.sector_centre_rad < 2.0 * math.pi
    turn_rad = abs(np.angle(np.exp(1j * (centre_rad - middle_rad))))
    assert faced_s == unit.slewing_until_s == pytest.approx(NOW_S + turn_rad / RATE_RADPS, abs=1e-6)
    (entry,) = raid.log[: raid.progress.logged]
    assert (entry.time_s, entry.kind, entry.place, entry.threat) == (NOW_S, LOG_TURN, 0, 0)
    assert entry.value == unit.sector_centre_rad


def test_a_radar_that_faces_the_shot_already_does_not_turn():
    middle_rad = 0.5 * (azimuth_rad(150.0) + azimuth_rad(260.0)) + 5e-4
    faced_s, raid = turned(middle_rad, 150.0, 260.0)
    assert faced_s == math.inf
    assert raid.units[0].sector_centre_rad == middle_rad
    assert raid.units[0].slewing_until_s == 0.0
    assert raid.progress.logged == 0
