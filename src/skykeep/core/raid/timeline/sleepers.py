"""Threats that a fire unit need not look at before a time that it knows.

Whenever something happens a unit looks at all threats that wait for it. One that comes into reach only later
would be passed over each time, and where many are known long before they come, a raid would grow with the
square of them. So such a threat is taken out of those that wait, asleep, until the event that wakes the unit
for it. What comes of a raid is the same: where passing over it would leave something behind, a block in the
log or the next planned launch that a turn of the radar heeds, threats stay awake.
"""

from __future__ import annotations

import math

from ...kernel.bit_set import add_member, drop_member
from ...kernel.jit import kernel
from ..state import Raid
from ..vocabulary.kinds import WAKE
from ..world import World
from .queue import fetch_due

__all__ = ["let_sleep", "lets_sleep", "rouse", "rouse_due"]


@kernel()
def lets_sleep(world: World, raid: Raid, unit: int) -> bool:
    """Whether threats that wait for a fire unit may sleep: nobody needs to know of them meanwhile."""
    told = len(raid.log) > 0 or len(raid.orders) > 0
    changing = len(world.duties.units) > 0 or len(world.duties.radars) > 0 or len(world.wear.parts) > 0
    return not (told or changing) and world.radars[world.units[unit].radar].sector_half_rad >= math.pi


@kernel(inline=True)
def let_sleep(raid: Raid, unit: int, threat: int) -> None:
    """Let a threat sleep until the time before which a fire unit cannot shoot at it."""
    engagement = raid.engagements[unit, threat]
    raid.units[unit].sleepers += int(not engagement.asleep)
    engagement.asleep = True
    drop_member(raid.waiting[unit], engagement.rank)


@kernel(inline=True)
def rouse(raid: Raid, unit: int, threat: int) -> None:
    """Let a threat that sleeps wait again, if its time has come."""
    engagement = raid.engagements[unit, threat]
    if engagement.asleep and engagement.not_before_s <= raid.progress.now_s:
        engagement.asleep = False
        raid.units[unit].sleepers -= 1
        add_member(raid.waiting[unit], engagement.rank)


@kernel(inline=True)
def rouse_due(raid: Raid, unit: int) -> None:
    """Let all threats wait again that are to wake at this very time, before a fire unit looks: the first by
    rank is to be shot at first, not the first to wake."""
    progress = raid.progress
    fetch_due(raid)
    for row in range(progress.queue_first, progress.queue_end):
        event = raid.queue[row]
        if event.time_s > progress.now_s or event.kind > WAKE:
            return
        if event.kind == WAKE and event.place == unit:
            rouse(raid, unit, event.threat)
