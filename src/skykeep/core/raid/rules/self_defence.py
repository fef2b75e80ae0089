"""Self-defence first: ``self_defence_priority`` points for a threat that flies at the radar of the fire unit
itself."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..recognition import held_class
from ..state import Raid
from ..world import World

__all__ = ["points"]


@kernel()
def points(world: World, raid: Raid, unit: int, threat: int) -> float:
    """Return the points of a threat that flies at the unit's own radar."""
    given = world.threats[threat]
    if given.aim_unit != unit:
        return 0.0
    return world.doctrine[unit, held_class(world, raid, unit, threat)].self_defence_priority
