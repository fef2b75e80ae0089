"""A threat reaches the engagement radar that it aims at: the fire unit is out of action."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ..attention import ask_all, ask_unit
from ..codes import HIT, MISS, NOT_FIRED
from ..log import record
from ..queue import push_event
from ..state import Raid
from ..tables import Shot
from ..world import World
from .kinds import LOG_RADAR_LOST, RADAR_HIT

__all__ = ["expect_radar_hit", "hit_radar"]


@kernel()
def expect_radar_hit(world: World, raid: Raid, threat: int) -> None:
    """Put off until its impact what a threat that aims at a radar, and does harm, does to it."""
    given = world.threats[threat]
    state = raid.threats[threat]
    if given.aim_unit >= 0 and not given.decoy and not world.paths[state.path].aborted:
        push_event(raid, state.impact_s, RADAR_HIT, given.aim_unit, threat, 0)


@kernel()
def hit_radar(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Put the radar of a fire unit out of action, unless the threat is dead or the radar was hit before."""
    now_s = raid.progress.now_s
    ask_unit(raid, unit)
    if not (raid.threats[threat].killed_s > now_s and raid.units[unit].lost_s > now_s):
        return
    raid.units[unit].lost_s = now_s
    for number in range(raid.progress.shots):
        shot = raid.shots[number]
        if shot.unit == unit and shot.intercept_s > now_s and shot.end != NOT_FIRED:
            _lose_support(world, raid, shot)
    record(raid, LOG_RADAR_LOST, unit, threat, 0.0)
    ask_all(raid)  # others may take what it has let go


@kernel()
def _lose_support(world: World, raid: Raid, shot: Shot) -> None:
    """A shot that still needs its radar is lost, one that was not launched yet stays on its launcher."""
    now_s = raid.progress.now_s
    round_ = world.interceptors[shot.interceptor]
    threat = raid.threats[shot.threat]
    held_back = shot.launch_s > now_s
    if not held_back and (round_.any_track or shot.intercept_s - round_.support_before_s <= now_s):
        return
    if held_back:
        shot.end = NOT_FIRED
        threat.shots -= 1
        raid.launchers[shot.launcher].rounds += 1
        _let_go(raid, shot)
    else:
        shot.end = MISS
        threat.lost_shots += 1
    threat.killed_s = _first_kill_s(raid, shot.threat)


@kernel()
def _let_go(raid: Raid, shot: Shot) -> None:
    """A threat at which no shot of the last salvo was fired is free for others."""
    engagement = raid.engagements[shot.unit, shot.threat]
    if shot.launch_s == engagement.first_launch_s:
        engagement.first_launch_s = np.inf
        engagement.salvos -= 1
        raid.threats[shot.threat].engaged -= 1


@kernel()
def _first_kill_s(raid: Raid, threat: int) -> float:
    """Return when the first of the shots at a threat kills it."""
    killed_s = np.inf
    for number in range(raid.progress.shots):
        shot = raid.shots[number]
        if shot.threat == threat and shot.end == HIT:
            killed_s = min(killed_s, shot.intercept_s)
    return killed_s
