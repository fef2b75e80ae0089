"""Self-defence first: ``self_defence_priority`` points for a threat that flies at a part of the fire unit
itself: a radar, its command post, a launcher."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..identity.aims import aims_at_unit
from ..identity.recognition import held_class
from ..state import Raid
from ..world import World

__all__ = ["points"]


@kernel()
def points(world: World, raid: Raid, unit: int, threat: int) -> float:
    """Return the points of a threat that flies at the unit itself."""
    if not aims_at_unit(world, world.threats[threat], unit):
        return 0.0
    return world.doctrine[unit, held_class(world, raid, unit, threat)].self_defence_priority
