"""Point-defence priority: threats whose aim may lie within ``point_defence_m`` of the fire unit are served
before all others."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..identity.held_aim import ends_near
from ..identity.recognition import held_class
from ..state import Raid
from ..world import World

__all__ = ["points"]

_POINTS = 1.0e6  # more than all other rules together give


@kernel()
def points(world: World, raid: Raid, unit: int, threat: int) -> float:
    """Return the points of a threat that ends close by."""
    near_m = world.doctrine[unit, held_class(world, raid, unit, threat)].point_defence_m
    if near_m <= 0.0:
        return 0.0
    return _POINTS if ends_near(world, raid, threat, unit, near_m) else 0.0
