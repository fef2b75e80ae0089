"""Tracks that a radar keeps: it may have room for so many, and time for so many looks.

A confirmation that comes due while a phased array is short of time comes as late as it would if the array
carried the load of now all along. One that finds no room waits in line; once the radar drops a track, the one
that has waited longest begins its looks anew. A track is dropped when its threat is dead or has arrived.
"""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ..command.links import send_report
from ..duties.load import stretch_of
from ..state import Raid
from ..timeline.log import record
from ..timeline.queue import push_event
from ..vocabulary.codes import NO_LINK
from ..vocabulary.kinds import (
    CONFIRM,
    DROP_TRACK,
    LOG_RADAR_BUSY,
    LOG_RADAR_FULL,
    LOG_TRACK_DROPPED,
    TELLS_TRACK,
)
from ..world import World
from .search import search_s
from .tracks import learn_of_track

__all__ = ["drop_all", "drop_track", "keep_track", "look_anew", "tell_kept"]


@kernel_on_demand()
def keep_track(world: World, raid: Raid, radar: int, threat: int, epoch: int, cued: bool) -> bool:
    """Let a radar keep a track whose confirmation comes due, and tell whether it does; ``cued`` where a
    bearing told it where to look, so that load has not delayed it."""
    duty = world.duties.radars[radar]
    hold = raid.holds[duty.antenna, threat]
    if hold.since_s < np.inf or hold.waits:
        return False
    now_s = raid.progress.now_s
    stretch = stretch_of(world, raid, radar)
    if stretch > 1.0 and not cued:
        due_s = search_s(world, raid, radar, threat, raid.duty[radar].on_s)
        if due_s == np.inf:  # not under this load: it may fall
            due_s = now_s + stretch * world.radars[radar].revisit_s
        if due_s > now_s:
            record(raid, LOG_RADAR_BUSY, radar, threat, stretch)
            if due_s < raid.threats[threat].impact_s:
                push_event(raid, due_s, CONFIRM, radar, threat, epoch, 0.0)
            return False
    antenna = raid.duty[duty.antenna]
    if duty.tracks_max > 0 and antenna.tracks >= duty.tracks_max:
        _wait_in_line(raid, radar, duty.antenna, threat)
        return False
    hold.since_s = now_s
    antenna.tracks += 1
    push_event(raid, raid.threats[threat].impact_s, DROP_TRACK, radar, threat, 0, 0.0)
    return True


@kernel()
def _wait_in_line(raid: Raid, radar: int, antenna: int, threat: int) -> None:
    """Put a track to the end of the line of those that find no room."""
    record(raid, LOG_RADAR_FULL, radar, threat, float(raid.duty[antenna].tracks))
    state, line = raid.duty[antenna], raid.in_line[antenna]
    line[(state.first_waiting + state.waiting) % len(line)] = threat
    state.waiting += 1
    raid.holds[antenna, threat].waits = True


@kernel_on_demand()
def drop_all(world: World, raid: Raid, threat: int) -> None:
    """Let every radar drop its track of a threat that is dead."""
    for radar in range(len(world.duties.radars)):
        if world.duties.radars[radar].antenna == radar:
            drop_track(world, raid, radar, threat)


@kernel_on_demand()
def drop_track(world: World, raid: Raid, radar: int, threat: int) -> None:
    """Let a radar drop a track, if it has it, and the first of those in line begin its looks anew."""
    antenna = world.duties.radars[radar].antenna
    hold = raid.holds[antenna, threat]
    if hold.dropped or hold.since_s == np.inf or world.duties.radars[radar].bearing_only:
        return
    hold.dropped = True
    state = raid.duty[antenna]
    state.tracks -= 1
    record(raid, LOG_TRACK_DROPPED, radar, threat, float(state.tracks))
    line = raid.in_line[antenna]
    while state.waiting > 0:
        first = line[state.first_waiting]
        state.first_waiting = (state.first_waiting + 1) % len(line)
        state.waiting -= 1
        raid.holds[antenna, first].waits = False
        if _look_for(world, raid, radar, first):
            return


@kernel_on_demand()
def tell_kept(world: World, raid: Raid, post: int) -> None:
    """Let the radars of a post that works again report the tracks that they keep and it does not know."""
    for radar in range(len(world.duties.radars)):
        given, duty = world.radars[radar], world.duties.radars[radar]
        if given.post != post or duty.bearing_only or raid.radars[radar].lost_s <= raid.progress.now_s:
            continue
        for threat in range(len(raid.threats)):
            hold = raid.holds[duty.antenna, threat]
            kept = hold.since_s < np.inf and not hold.dropped
            if not kept or raid.tracks[post, threat].known_s < np.inf:
                continue
            if given.link == NO_LINK:
                learn_of_track(world, raid, post, threat, NO_LINK)
            else:
                send_report(world, raid, given.link, threat, TELLS_TRACK, 0.0)


@kernel_on_demand()
def look_anew(world: World, raid: Raid, radar: int) -> None:
    """Foresee again what a radar is going to find, now that it is switched on or turned."""
    raid.duty[radar].epoch += 1
    for threat in range(len(raid.threats)):
        _look_for(world, raid, radar, threat)


@kernel()
def _look_for(world: World, raid: Raid, radar: int, threat: int) -> bool:
    """Foresee when a radar that begins its looks now is going to confirm a track, and tell whether it
    will."""
    state = raid.threats[threat]
    now_s = raid.progress.now_s
    held = raid.holds[world.duties.radars[radar].antenna, threat]
    over = min(state.killed_s, state.impact_s) <= now_s
    if not state.tracked or over or held.since_s < np.inf:
        return False
    found_s = search_s(world, raid, radar, threat, now_s)
    if found_s == np.inf:
        return False
    push_event(raid, found_s, CONFIRM, radar, threat, raid.duty[radar].epoch, 0.0)
    return True
