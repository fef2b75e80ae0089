"""A fire unit decides: it looks at the threats that it may engage, the first to arrive first, and starts
every engagement that it can start now."""

from __future__ import annotations

import numpy as np

from ..kernel.bit_set import drop_member, next_member
from ..kernel.jit import kernel
from .codes import BLOCKED_BY_ROUND, BLOCKED_BY_SECTOR, NOT_BLOCKED, UNLIMITED
from .events.launch import order_salvo
from .kinds import WAKE
from .options import TIME_TOLERANCE_S, find_option
from .queue import push_event
from .salvo import loaded_rounds, next_load_s, rounds_at_hand, wanted_rounds
from .sector import turn_to_shot
from .state import Raid
from .tracks import holds_gone
from .world import World

__all__ = ["seek_shots"]

_LOOK_ON, _DONE_LOOKING = 1, 2
"""Whether a fire unit looks at the next threat after one."""


@kernel()
def seek_shots(world: World, raid: Raid, unit_number: int) -> None:
    """Let a fire unit look for shots."""
    unit = raid.units[unit_number]
    now_s = raid.progress.now_s
    if unit.lost_s <= now_s or unit.slewing_until_s > now_s:
        return
    waiting = raid.waiting[unit_number]
    unit.pending_s = np.inf
    rank = -1
    while unit.channels_free > 0:
        rank = next_member(waiting, rank + 1)
        if rank < 0:
            return
        threat = raid.by_impact[rank]
        if _is_over(world, raid, unit_number, threat):
            drop_member(waiting, rank)
        elif (
            _may_look(world, raid, unit_number, threat)
            and _look_at(world, raid, unit_number, threat) == _DONE_LOOKING
        ):
            return


@kernel(inline=True)
def _is_over(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether a threat has reached its aim, or the post of a fire unit holds it to be dead."""
    if raid.threats[threat].impact_s <= raid.progress.now_s:
        return True
    return holds_gone(world, raid, world.units[unit].post, threat)


@kernel(inline=True)
def _may_look(world: World, raid: Raid, unit_number: int, threat: int) -> bool:
    """Whether a threat is not engaged by anyone of whom the post knows, and not to be waited for."""
    track = raid.tracks[world.units[unit_number].post, threat]
    if track.engaged > 0 or track.others_until_s > raid.progress.now_s:
        return False
    engagement = raid.engagements[unit_number, threat]
    if engagement.not_before_s > raid.progress.now_s:
        if engagement.blocked != BLOCKED_BY_SECTOR:
            unit = raid.units[unit_number]
            unit.pending_s = min(unit.pending_s, engagement.not_before_s)
        return False
    return True


@kernel(inline=True)
def _look_at(world: World, raid: Raid, unit: int, threat: int) -> int:
    """Start an engagement of a threat if it can start now, or put down what it waits for."""
    find_option(world, raid, unit, threat)
    option = raid.option
    engagement = raid.engagements[unit, threat]
    rank = raid.threats[threat].impact_rank
    if option.launcher >= 0 and not option.faces:
        return _look_elsewhere(world, raid, unit, threat)
    wanted = wanted_rounds(world, raid, unit, threat)
    if option.launcher >= 0 and not world.units[unit].partial_salvo:
        loaded = loaded_rounds(world, raid, unit, option.interceptor)
        option.any_round = loaded >= wanted
        if rounds_at_hand(world, raid, unit, option.interceptor) < wanted <= loaded:
            # a whole salvo waits for the next reload
            engagement.blocked = BLOCKED_BY_ROUND
            _wait(raid, unit, threat, next_load_s(world, raid, unit, option.interceptor))
            return _LOOK_ON
    if option.launcher < 0 or not option.any_round:
        # never again: no feasible shot is left, or no round, or none before the end of a reload
        if not option.any_round or option.all_reloading:
            engagement.blocked = BLOCKED_BY_ROUND
        drop_member(raid.waiting[unit], rank)
        return _LOOK_ON
    available_s = max(raid.progress.now_s, raid.launchers[option.launcher].ready_s)
    in_reach = option.launch_s <= available_s + TIME_TOLERANCE_S
    if option.reloading or not in_reach:
        # later: come back when the threat is in reach, or the launcher is reloaded
        engagement.blocked = BLOCKED_BY_ROUND if option.reloading and in_reach else NOT_BLOCKED
        _wait(raid, unit, threat, max(option.launch_s, available_s))
        return _LOOK_ON
    if world.units[unit].missile_channels < UNLIMITED:
        # channels come back: a salvo waits for all it needs, as far as the radar has them at all
        if world.units[unit].partial_salvo:
            wanted = min(wanted, raid.units[unit].missile_channels_ready)
        if raid.units[unit].missiles_free < max(wanted, 1):
            return _DONE_LOOKING
    order_salvo(world, raid, unit, threat, wanted)
    return _LOOK_ON


@kernel()
def _wait(raid: Raid, unit_number: int, threat: int, until_s: float) -> None:
    """Let a threat wait, and its fire unit wake then."""
    unit = raid.units[unit_number]
    raid.engagements[unit_number, threat].not_before_s = until_s
    unit.pending_s = min(unit.pending_s, until_s)
    push_event(raid, until_s, WAKE, unit_number, threat, 0, 0.0)


@kernel()
def _look_elsewhere(world: World, raid: Raid, unit_number: int, threat: int) -> int:
    """There is a shot, but not in the sector: turn, if nothing in the sector is under way or planned."""
    unit = raid.units[unit_number]
    engagement = raid.engagements[unit_number, threat]
    engagement.blocked = BLOCKED_BY_SECTOR
    idle = unit.channels_free == unit.channels_ready
    planned = unit.pending_s < np.inf
    if planned or not (idle or world.units[unit_number].slew_when_engaged):
        engagement.not_before_s = (
            unit.pending_s if idle and planned else np.nextafter(raid.progress.now_s, np.inf)
        )
        return _LOOK_ON
    faced_s = turn_to_shot(world, raid, unit_number, threat)
    if faced_s == np.inf:
        # the radar faces the shot already and would lose the threat before the intercept
        drop_member(raid.waiting[unit_number], raid.threats[threat].impact_rank)
        return _LOOK_ON
    push_event(raid, faced_s, WAKE, unit_number, threat, 0, 0.0)
    return _DONE_LOOKING
