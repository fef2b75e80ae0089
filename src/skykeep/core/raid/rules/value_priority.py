"""Priority by value: ``value_priority`` points for each unit of worth of what a threat may fly at."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..identity.held_aim import value_at_stake
from ..identity.recognition import held_class
from ..state import Raid
from ..world import World

__all__ = ["points"]


@kernel()
def points(world: World, raid: Raid, unit: int, threat: int) -> float:
    """Return the points of what a threat may fly at; none for a part of the defence."""
    points_each = world.doctrine[unit, held_class(world, raid, unit, threat)].value_priority
    return points_each * value_at_stake(world, raid, threat) if points_each > 0.0 else 0.0
