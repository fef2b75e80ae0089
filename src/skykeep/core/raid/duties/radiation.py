"""Which radars radiate: all the time, in turns, on a cue, or in place of those that are lost."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ...kernel.streams import stream_key, uniform
from ..state import Raid
from ..timeline.log import record
from ..timeline.queue import push_event
from ..vocabulary.codes import ALWAYS, ENGAGEMENT, ON_CUE, STANDS_IN
from ..vocabulary.kinds import LOG_MET_SILENCE, SWITCH_ON
from ..vocabulary.purposes import TURN
from ..world import World

__all__ = ["begins_to_look_s", "cue_radars", "met_silence", "radiates", "stand_in", "start_duties"]


@kernel_on_demand()
def start_duties(world: World, raid: Raid) -> None:
    """Switch on what radiates from the start, shift turns by their draw of this raid, and let every antenna
    begin without a track."""
    key = stream_key(world.seed, TURN, world.number)
    for number in range(len(world.duties.radars)):
        given, state = world.duties.radars[number], raid.duty[number]
        state.on_s = -np.inf if given.begins == ALWAYS else np.inf
        state.shift_s = 0.0
        if given.period_s > 0.0 and given.turn_key != np.uint64(0):
            state.shift_s = given.period_s * uniform(key, given.turn_key, raid.progress.replication, 0)
        state.epoch = 0
        state.tracks = 0
        state.first_waiting = 0
        state.waiting = 0
        for threat in range(len(raid.threats)):
            hold = raid.holds[number, threat]
            hold.since_s = np.inf
            hold.dropped = False
            hold.waits = False
            hold.told_s = np.inf
    for post in range(len(world.posts)):
        stand_in(world, raid, post, -1)


@kernel(inline=True)
def begins_to_look_s(raid: Raid, radar: int) -> float:
    """Return since when, or from when on, a radar radiates as far as is known."""
    return raid.duty[radar].on_s if len(raid.duty) > 0 else -np.inf


@kernel()
def radiates(world: World, raid: Raid, radar: int, at_s: float) -> bool:
    """Whether a radar radiates at a time."""
    given, state = world.duties.radars[radar], raid.duty[radar]
    if given.bearing_only or raid.radars[radar].lost_s <= at_s or state.on_s > at_s:
        return False
    if given.period_s <= 0.0:
        return True
    return (at_s - given.turn_from_s - state.shift_s) % given.period_s < given.turn_s


@kernel_on_demand()
def met_silence(world: World, raid: Raid, threat: int) -> bool:
    """Whether a threat that finds its aim by the aim's radiation alone arrives at a radar that is silent."""
    given = world.threats[threat]
    if not world.duties.classes[given.threat_class].homes_on_emission:
        return False
    radar = given.aim_radar
    if given.aim_unit >= 0:
        radar = world.units[given.aim_unit].radar
    if radar < 0 or radiates(world, raid, radar, raid.progress.now_s):
        return False
    record(raid, LOG_MET_SILENCE, radar, threat, 0.0)
    return True


@kernel_on_demand()
def cue_radars(world: World, raid: Raid, post: int, threat: int) -> None:
    """Switch on the radars of a post that wait for a cue, now that it is told of a threat."""
    for radar in range(len(world.duties.radars)):
        if world.radars[radar].post == post and world.duties.radars[radar].begins == ON_CUE:
            _switch_on(world, raid, radar, threat)


@kernel_on_demand()
def stand_in(world: World, raid: Raid, post: int, threat: int) -> None:
    """Let engagement radars search once no searching radar of their post is left, whatever passive sensors
    are; ``threat`` took the last, -1 where it was gone before."""
    for radar in range(len(world.duties.radars)):
        given = world.radars[radar]
        if given.post == post and given.role != ENGAGEMENT:
            duty = world.duties.radars[radar]
            there = raid.radars[radar].lost_s > raid.progress.now_s and given.instrumented_m > 0.0
            if there and duty.begins != STANDS_IN and not duty.bearing_only:
                return
    for radar in range(len(world.duties.radars)):
        if world.radars[radar].post == post and world.duties.radars[radar].begins == STANDS_IN:
            _switch_on(world, raid, radar, threat)


@kernel()
def _switch_on(world: World, raid: Raid, radar: int, threat: int) -> None:
    """Let a radar radiate once it has been switched on, if it has not been told so before; one that is out of
    action does when it works again."""
    if raid.duty[radar].on_s < np.inf:
        return
    on_s = raid.progress.now_s + world.duties.radars[radar].switch_on_s
    raid.duty[radar].on_s = on_s
    push_event(raid, on_s, SWITCH_ON, radar, threat, 0, 0.0)
