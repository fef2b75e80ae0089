"""A fire unit packs up, is silent while it moves, and works from its alternate site."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ..state import Raid
from ..timeline.log import record
from ..timeline.queue import push_event
from ..vocabulary.codes import LAUNCHER_PART
from ..vocabulary.kinds import ARRIVE, LEAVE, LOG_UNIT_LEAVES, LOG_UNIT_SET_UP
from ..wear.repair import out_until
from ..wear.silence import silence_part
from ..world import World

__all__ = ["arrive", "expect_moves", "has_left", "leave", "leave_if_shot_at"]


@kernel()
def expect_moves(world: World, raid: Raid) -> None:
    """Begin a raid: every fire unit stands at its first site, and nothing at the alternate one."""
    for number in range(len(world.wear.moves)):
        move = world.wear.moves[number]
        state = raid.wear.moves[number]
        state.left_s = np.inf
        state.gone_s = np.inf
        state.arrives_s = np.inf
        for place in range(move.end_radar - move.first_radar):
            raid.radars[move.alternate_radar + place].lost_s = -np.inf
        if move.leave_s < np.inf:
            push_event(raid, move.leave_s, LEAVE, number, 0, 0, 0.0)


@kernel()
def leave_if_shot_at(world: World, raid: Raid, threat: int) -> None:
    """Let a fire unit pack up when what aimed at a part of it arrives, or was to arrive."""
    number = _move_of(world, threat)
    if number >= 0 and world.wear.moves[number].when_shot_at:
        push_event(raid, raid.progress.now_s, LEAVE, number, 0, 0, 0.0)


@kernel()
def has_left(world: World, raid: Raid, threat: int) -> bool:
    """Whether what a threat aims at has left its place."""
    number = _move_of(world, threat)
    return number >= 0 and raid.wear.moves[number].gone_s <= raid.progress.now_s


@kernel()
def _move_of(world: World, threat: int) -> int:
    """Return the move of the fire unit that a threat aims at, -1 for none."""
    aim = world.threats[threat]
    for number in range(len(world.wear.moves)):
        move = world.wear.moves[number]
        first_launcher = world.units[move.first_unit].first_launcher
        end_launcher = world.units[move.end_unit - 1].end_launcher
        if (
            move.first_unit <= aim.aim_unit < move.end_unit
            or move.first_radar <= aim.aim_radar < move.end_radar
            or first_launcher <= aim.aim_launcher < end_launcher
            or (aim.aim_post >= 0 and aim.aim_post == move.post)
        ):
            return number
    return -1


@kernel()
def leave(world: World, raid: Raid, number: int) -> None:
    """Let a fire unit pack up, once: its radars and its post are silent until it has set up again."""
    move = world.wear.moves[number]
    state = raid.wear.moves[number]
    now_s = raid.progress.now_s
    if state.left_s < np.inf:
        return
    state.left_s = now_s
    state.gone_s = now_s + move.tear_down_s
    state.arrives_s = state.gone_s + move.drive_s + move.set_up_s
    record(raid, LOG_UNIT_LEAVES, move.first_unit, -1, 0.0)
    for place in range(len(world.wear.parts)):
        part = world.wear.parts[place]
        if part.move == number and part.part_kind != LAUNCHER_PART:
            if raid.wear.parts[place].back_s <= now_s:
                silence_part(world, raid, place)
            out_until(raid, place, state.arrives_s)
    push_event(raid, state.arrives_s, ARRIVE, number, 0, 0, 0.0)


@kernel()
def arrive(world: World, raid: Raid, number: int) -> None:
    """Put a fire unit at its alternate site; what of it is not out of action for longer works from now on."""
    move = world.wear.moves[number]
    shift = move.alternate_radar - move.first_radar
    record(raid, LOG_UNIT_SET_UP, move.first_unit, -1, 0.0)
    for unit in range(move.first_unit, move.end_unit):
        radar = world.units[unit].radar + shift
        raid.units[unit].radar = radar
        raid.units[unit].site = world.radars[radar].site
        for launcher in range(world.units[unit].first_launcher, world.units[unit].end_launcher):
            raid.launchers[launcher].site = world.wear.stands[launcher].site
            raid.launchers[launcher].alt_msl_m = world.wear.stands[launcher].alt_msl_m
    for radar in range(move.first_radar, move.end_radar):
        raid.radars[radar].lost_s = -np.inf
        raid.radars[radar + shift].lost_s = raid.progress.now_s
