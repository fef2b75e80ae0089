"""Rounds that were ordered and are not launched, and rounds under way that lose their radar."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ..picture.operators import drop_from_lines, has_lines
from ..shots.launchers import keep_loaded, load_empty
from ..state import Raid
from ..timeline.blocks import set_block
from ..timeline.log import record
from ..vocabulary.codes import NOT_FIRED, ORDERED, UNLIMITED
from ..vocabulary.kinds import LOG_HELD_BACK
from ..vocabulary.reasons import UNIT_LOST
from ..world import World

__all__ = ["hold_back", "withdraw_round"]


@kernel()
def hold_back(world: World, raid: Raid, unit_number: int) -> None:
    """Leave the rounds of a fire unit that wait for their launch on their launchers, and cut off those under
    way that still need its radar."""
    given_back = False
    for number in range(raid.progress.shots):
        shot = raid.shots[number]
        if shot.unit != unit_number:
            continue
        if shot.end == ORDERED:
            given_back = withdraw_round(world, raid, number) or given_back
        else:
            supported_s = shot.intercept_s - world.interceptors[shot.interceptor].support_before_s
            shot.cut = shot.cut or raid.progress.now_s < supported_s
    if given_back:
        load_empty(world, raid, unit_number)


@kernel()
def withdraw_round(world: World, raid: Raid, number: int) -> bool:
    """Leave a round that waits for its launch on its launcher; return whether a load that was to follow it is
    there for others."""
    shot = raid.shots[number]
    launcher = raid.launchers[shot.launcher]
    given_back = shot.launch_s == launcher.emptied_s and keep_loaded(world, raid, shot.unit, shot.launcher)
    launcher.rounds += 1
    _leave_salvo(world, raid, number)
    return given_back


@kernel()
def _leave_salvo(world: World, raid: Raid, number: int) -> None:
    """Take a round out of its salvo; a threat at which none of a salvo was launched is free for others, and
    channels that nothing of a salvo needs any more are free, too."""
    shot = raid.shots[number]
    unit = raid.units[shot.unit]
    engagement = raid.engagements[shot.unit, shot.threat]
    counted = world.units[shot.unit].missile_channels < UNLIMITED
    shot.end = NOT_FIRED
    engagement.to_come -= 1
    engagement.ordered -= 1
    if counted:
        unit.missiles_free += 1
    if engagement.to_come > 0:
        return
    if engagement.fired > 0:
        if counted:
            unit.missiles_free += engagement.ordered
        return
    track = raid.tracks[world.units[shot.unit].post, shot.threat]
    track.engaged -= 1
    engagement.salvos -= 1
    engagement.judged_s = -np.inf
    unit.channels_free += 1
    set_block(raid, UNIT_LOST, shot.unit, shot.threat)
    record(raid, LOG_HELD_BACK, shot.unit, shot.threat, 0.0)
    if has_lines(raid):  # others may have killed the threat meanwhile
        drop_from_lines(world, raid, world.units[shot.unit].post, shot.threat)
