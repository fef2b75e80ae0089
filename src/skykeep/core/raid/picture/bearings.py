"""Bearings of passive sensors: what radiates is found without a range.

One bearing is no track. It switches on radars that wait for a cue, turns the sector of a fire unit that has
nothing to do, and lets a radar confirm at its first look instead of several. Where two sensors see a threat
and their lines cross by enough, the post to which both report has a track.
"""

from __future__ import annotations

import math

import numpy as np

from ...interceptor.launch_planner import find_node
from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ...radar.snr import is_in_limits, is_in_sight, turn_between
from ..command.links import send_report
from ..duties.radiation import begins_to_look_s, cue_radars
from ..state import Raid
from ..timeline.log import record
from ..timeline.queue import push_event
from ..vocabulary.codes import ENGAGEMENT, NO_LINK
from ..vocabulary.kinds import (
    CONFIRM,
    FIX,
    LOG_BEARING,
    LOG_FIXED,
    LOG_TURNED_TO_BEARING,
    SWITCH_ON,
    TELLS_BEARING,
    WAKE,
)
from ..world import World
from .tracks import learn_of_track
from .watch import confirmed_s

__all__ = ["fix_track", "learn_of_bearing", "take_bearing"]

_CUED = 1.0
"""Value of a confirmation at the first look after a bearing."""


@kernel_on_demand()
def take_bearing(world: World, raid: Raid, sensor: int, threat: int) -> None:
    """Let a passive sensor that begins to hear a threat tell its post the bearing."""
    raid.holds[sensor, threat].since_s = raid.progress.now_s
    record(raid, LOG_BEARING, sensor, threat, _azimuth_rad(world, raid, sensor, threat, raid.progress.now_s))
    radar = world.radars[sensor]
    if radar.link == NO_LINK:
        learn_of_bearing(world, raid, radar.post, threat, sensor)
    else:
        send_report(world, raid, radar.link, threat, TELLS_BEARING, float(sensor))


@kernel_on_demand()
def learn_of_bearing(world: World, raid: Raid, post: int, threat: int, sensor: int) -> None:
    """Let a post use a bearing: as a cue, or with one of another sensor as a track to come."""
    raid.holds[sensor, threat].told_s = raid.progress.now_s
    if raid.tracks[post, threat].known_s < np.inf:
        return
    cue_radars(world, raid, post, threat)
    _turn_idle_units(world, raid, post, threat, sensor)
    _cue_looks(world, raid, post, threat)
    for other in range(len(world.duties.radars)):
        told = raid.holds[other, threat].told_s < np.inf and other != sensor
        if told and world.duties.radars[other].bearing_only and world.radars[other].post == post:
            fixed_s = _crossing_s(world, raid, threat, sensor, other)
            if fixed_s < np.inf:
                push_event(raid, fixed_s, FIX, sensor, threat, other, 0.0)


@kernel_on_demand()
def fix_track(world: World, raid: Raid, sensor: int, threat: int, other: int) -> None:
    """Let a post have a track where the lines of two sensors cross, if both are there still."""
    now_s = raid.progress.now_s
    post = world.radars[sensor].post
    if raid.radars[sensor].lost_s <= now_s or raid.radars[other].lost_s <= now_s:
        return
    if raid.threats[threat].killed_s <= now_s or raid.posts[post].lost_s <= now_s:
        return
    record(raid, LOG_FIXED, post, threat, _crossing_rad(world, raid, threat, sensor, other, now_s))
    learn_of_track(world, raid, post, threat, NO_LINK)


@kernel()
def _node_at(world: World, raid: Raid, threat: int, at_s: float) -> int:
    """Return the node of the path of a threat at or before a time."""
    state = raid.threats[threat]
    return find_node(world.nodes, state.end_node, at_s - state.start_s, state.first_node)


@kernel()
def _azimuth_rad(world: World, raid: Raid, sensor: int, threat: int, at_s: float) -> float:
    """Return the bearing of a threat from a sensor."""
    return world.sights[world.radars[sensor].site, _node_at(world, raid, threat, at_s)].azimuth_rad


@kernel()
def _crossing_rad(world: World, raid: Raid, threat: int, sensor: int, other: int, at_s: float) -> float:
    """Return the angle at which the lines of two sensors cross, at most a right one; 0 where one of them does
    not see the threat."""
    node = _node_at(world, raid, threat, at_s)
    first, second = world.radars[sensor], world.radars[other]
    one, two = world.sights[first.site, node], world.sights[second.site, node]
    if not (is_in_sight(one, first) and is_in_limits(one, first)):
        return 0.0
    if not (is_in_sight(two, second) and is_in_limits(two, second)):
        return 0.0
    turn_rad = turn_between(one.azimuth_rad, two.azimuth_rad)
    return min(turn_rad, math.pi - turn_rad)


@kernel()
def _crossing_s(world: World, raid: Raid, threat: int, sensor: int, other: int) -> float:
    """Return from when on, from now, two sensors see a threat on lines that cross by enough; infinite if
    never."""
    wanted_rad = max(
        world.duties.radars[sensor].crossing_min_rad, world.duties.radars[other].crossing_min_rad
    )
    step_s = max(world.radars[sensor].revisit_s, world.radars[other].revisit_s)
    at_s = raid.progress.now_s
    while at_s < raid.threats[threat].impact_s:
        if _crossing_rad(world, raid, threat, sensor, other, at_s) >= wanted_rad:
            return at_s
        at_s += step_s
    return np.inf


@kernel()
def _cue_looks(world: World, raid: Raid, post: int, threat: int) -> None:
    """Let the searching radars of a post confirm at their first look that detects the threat."""
    for radar in range(len(world.duties.radars)):
        duty, given = world.duties.radars[radar], world.radars[radar]
        if given.post != post or given.role == ENGAGEMENT or duty.bearing_only:
            continue
        from_s = max(raid.progress.now_s, begins_to_look_s(raid, radar))
        if from_s < np.inf and raid.holds[duty.antenna, threat].since_s == np.inf:
            seen_s = confirmed_s(world, raid, radar, threat, from_s, 1, 1)
            if seen_s < np.inf:
                push_event(raid, seen_s, CONFIRM, radar, threat, raid.duty[radar].epoch, _CUED)


@kernel()
def _turn_idle_units(world: World, raid: Raid, post: int, threat: int, sensor: int) -> None:
    """Turn the sectors of fire units that know of no track yet to the bearing as it was told: without a range
    nobody knows how it looks from the fire unit."""
    now_s = raid.progress.now_s
    azimuth_rad = _azimuth_rad(world, raid, sensor, threat, now_s)
    for other in range(len(raid.threats)):
        if raid.tracks[post, other].known_s < np.inf:
            return
    for number in range(world.posts[post].first_unit, world.posts[post].end_unit):
        given, unit = world.units[number], raid.units[number]
        half_rad = world.radars[given.radar].sector_half_rad
        turn_rad = turn_between(azimuth_rad, unit.sector_centre_rad)
        if half_rad >= math.pi or turn_rad <= half_rad or unit.slewing_until_s > now_s:
            continue
        if unit.lost_s <= now_s:
            continue
        unit.sector_centre_rad = azimuth_rad
        unit.search_centre_rad = azimuth_rad
        unit.slewing_until_s = now_s + turn_rad / given.slew_rate_radps
        record(raid, LOG_TURNED_TO_BEARING, number, threat, azimuth_rad)
        push_event(raid, unit.slewing_until_s, WAKE, number, threat, 0, 0.0)
        if number == world.posts[post].first_unit:
            _search_anew(world, raid, post, threat, unit.slewing_until_s)


@kernel()
def _search_anew(world: World, raid: Raid, post: int, threat: int, from_s: float) -> None:
    """Let the radars of a post that search a sector, that of its first fire unit, begin anew where it has
    been turned to; on the way they find nothing."""
    for radar in range(len(world.duties.radars)):
        given = world.radars[radar]
        sector = given.post == post and given.sector_half_rad < math.pi
        if sector and given.role != ENGAGEMENT and raid.duty[radar].on_s <= from_s:
            raid.duty[radar].epoch += 1
            push_event(raid, from_s, SWITCH_ON, radar, threat, 0, 0.0)
