"""Priority by class: threats of a class with more ``priority`` are served first."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..identity.recognition import held_class
from ..state import Raid
from ..world import World

__all__ = ["points"]


@kernel()
def points(world: World, raid: Raid, unit: int, threat: int) -> float:
    """Return the priority of a threat's class."""
    return world.doctrine[unit, held_class(world, raid, unit, threat)].priority
