"""What a fire unit leaves alone for whose it is: a friend, as its post takes it, and, with ``weapons_tight``,
all that the post has not declared hostile.

Where no post identifies tracks, each knows rightly and at once whose they are, and the rule holds nothing
back. An operator has looked at what is left alone.
"""

from __future__ import annotations

from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ..state import Raid
from ..world import World

__all__ = ["is_left_alone", "takes_operator"]


@kernel(inline=True)
def is_left_alone(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether a fire unit never shoots at a threat, by what its post takes it for."""
    track = raid.tracks[world.units[unit].post, threat]
    if track.held_friendly:
        return True
    return world.doctrine[unit, track.held_class].weapons_tight and not track.declared


@kernel_on_demand()
def takes_operator(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether an operator of a fire unit looks at a track that is then left alone, for whose it is: he does
    where there is traffic."""
    return world.recognition[0].traffic and is_left_alone(world, raid, unit, threat)
