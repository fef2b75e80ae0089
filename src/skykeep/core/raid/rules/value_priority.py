"""Priority by value: ``value_priority`` points for each unit of worth of what a threat flies at."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..state import Raid
from ..world import World

__all__ = ["points"]


@kernel()
def points(world: World, _raid: Raid, unit: int, threat: int) -> float:
    """Return the points of what a threat flies at; none for a radar."""
    given = world.threats[threat]
    if given.aim_unit >= 0:
        return 0.0
    return world.doctrine[unit, given.threat_class].value_priority * given.aim_value
