"""Priority by value: ``value_priority`` points for each unit of worth of what a threat flies at."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..identity.aims import aims_at_part
from ..identity.recognition import held_class
from ..state import Raid
from ..world import World

__all__ = ["points"]


@kernel()
def points(world: World, raid: Raid, unit: int, threat: int) -> float:
    """Return the points of what a threat flies at; none for a part of the defence."""
    given = world.threats[threat]
    if aims_at_part(given):
        return 0.0
    return world.doctrine[unit, held_class(world, raid, unit, threat)].value_priority * given.aim_value
