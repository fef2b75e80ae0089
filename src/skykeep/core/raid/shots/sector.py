"""The turn of a radar with a sector."""

from __future__ import annotations

import math

import numpy as np

from ...interceptor.launch_planner import find_node
from ...kernel.jit import kernel
from ...radar.snr import turn_between
from ..state import Raid
from ..tables.entities import Option
from ..timeline.log import record
from ..vocabulary.kinds import LOG_TURN
from ..world import World
from .options import TIME_TOLERANCE_S

__all__ = ["turn_to_shot"]

_TURN_TOLERANCE_RAD = 1e-3  # a turn as small as this changes nothing
_TWO_PI = 2.0 * math.pi


@kernel()
def turn_to_shot(
    world: World, raid: Raid, unit_number: int, threat_number: int, option: Option, before_s: float
) -> float:
    """Turn a radar to face midway between a threat at launch and at intercept of an option.

    Return when it faces there; infinite, and nothing is done, if it does already, or if the shot would not
    come before ``before_s``.
    """
    given = world.units[unit_number]
    unit = raid.units[unit_number]
    threat = raid.threats[threat_number]
    seen = world.sights[unit.site]
    launch = find_node(world.nodes, threat.end_node, option.launch_s - threat.start_s, threat.node)
    meeting = find_node(world.nodes, threat.end_node, option.intercept_s - threat.start_s, launch)
    azimuth_rad = seen[launch].azimuth_rad
    sweep_rad = (seen[meeting].azimuth_rad - azimuth_rad + math.pi) % _TWO_PI - math.pi
    azimuth_rad = (azimuth_rad + 0.5 * sweep_rad) % _TWO_PI
    turn_rad = turn_between(azimuth_rad, unit.sector_centre_rad)
    faced_s = raid.progress.now_s + turn_rad / given.slew_rate_radps
    if turn_rad < _TURN_TOLERANCE_RAD or max(option.launch_s, faced_s) > before_s - TIME_TOLERANCE_S:
        return np.inf
    unit.sector_centre_rad = azimuth_rad
    unit.slewing_until_s = faced_s
    record(raid, LOG_TURN, unit_number, threat_number, azimuth_rad)
    return faced_s
