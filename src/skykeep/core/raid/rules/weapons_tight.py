"""Weapons tight: a fire unit leaves alone what its post has not declared hostile.

Without the rule weapons are free: it engages all that its post does not take for a friend. Where no post
identifies tracks, each knows rightly and at once whose they are, and the rule holds nothing back.
"""

from __future__ import annotations

from ...kernel.jit import kernel
from ..state import Raid
from ..world import World

__all__ = ["is_left_alone"]


@kernel(inline=True)
def is_left_alone(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether a fire unit never shoots at a threat, by what its post takes it for."""
    track = raid.tracks[world.units[unit].post, threat]
    if track.held_friendly:
        return True
    return world.doctrine[unit, track.held_class].weapons_tight and not track.declared
