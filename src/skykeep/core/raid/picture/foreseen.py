"""What is foreseen before the first event: bulk that need not go through the queue."""

from __future__ import annotations

from ...kernel.jit import kernel
from ...kernel.time_order import sort_by_time
from ..identity.left_alone import is_left_alone
from ..state import Raid
from ..vocabulary.kinds import (
    LOG_HELD_BY_DOCTRINE,
    LOG_HELD_FOR_DECOY,
    LOG_HELD_FOR_FRIEND,
    LOG_NOT_IDENTIFIED,
    LOG_READY_TOO_LATE,
)
from ..world import World

__all__ = ["foresee", "may_engage", "sort_foreseen", "take_foreseen", "why_never"]

_THREAT_BITS = 32
_THREAT = (1 << _THREAT_BITS) - 1


@kernel(inline=True)
def foresee(raid: Raid, time_s: float, who: int, threat: int) -> None:
    """Put down that a radar, or a fire unit of a given picture, has a threat at a time."""
    raid.unsorted_s[raid.progress.foreseen] = time_s
    raid.unsorted[raid.progress.foreseen] = who << _THREAT_BITS | threat
    raid.progress.foreseen += 1


@kernel(inline=True)
def take_foreseen(raid: Raid) -> tuple[int, int]:
    """Return who is next foreseen to have which threat, and go on to what comes after."""
    what = raid.foreseen[raid.progress.next_foreseen]
    raid.progress.next_foreseen += 1
    return what >> _THREAT_BITS, what & _THREAT


@kernel()
def sort_foreseen(raid: Raid) -> None:
    """Put what is foreseen in order of time."""
    count = raid.progress.foreseen
    sort_by_time(raid.unsorted_s, raid.unsorted, raid.foreseen_s, raid.foreseen, count, raid.room)


@kernel(inline=True)
def may_engage(world: World, raid: Raid, unit: int, threat: int, ready_s: float) -> bool:
    """Whether a fire unit is ever going to look for a shot at a threat for which it is ready at a time."""
    state = raid.threats[threat]
    track = raid.tracks[world.units[unit].post, threat]
    held = world.doctrine[unit, track.held_class].hold_fire or is_left_alone(world, raid, unit, threat)
    return ready_s < state.impact_s and not state.held_for_decoy and not held


@kernel()
def why_never(world: World, raid: Raid, unit: int, threat: int) -> int:
    """Return what keeps a fire unit from ever looking for a shot at a threat."""
    if raid.threats[threat].held_for_decoy:
        return LOG_HELD_FOR_DECOY
    track = raid.tracks[world.units[unit].post, threat]
    if track.held_friendly:
        return LOG_HELD_FOR_FRIEND
    if is_left_alone(world, raid, unit, threat):
        return LOG_NOT_IDENTIFIED
    if world.doctrine[unit, track.held_class].hold_fire:
        return LOG_HELD_BY_DOCTRINE
    return LOG_READY_TOO_LATE
