"""Which threats fire units may ever engage, and what keeps them from the others."""

from __future__ import annotations

from ...kernel.jit import kernel
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

__all__ = ["may_engage", "why_never"]


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
