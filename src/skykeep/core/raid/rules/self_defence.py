"""Self-defence first: ``self_defence_priority`` points for a threat that may fly at a part of the fire unit
itself: a radar, its command post, a launcher."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..identity.held_aim import flies_at_unit
from ..identity.recognition import held_class
from ..state import Raid
from ..world import World

__all__ = ["points"]


@kernel()
def points(world: World, raid: Raid, unit: int, threat: int) -> float:
    """Return the points of a threat that may fly at the unit itself."""
    own_points = world.doctrine[unit, held_class(world, raid, unit, threat)].self_defence_priority
    return own_points if own_points > 0.0 and flies_at_unit(world, raid, threat, unit) else 0.0
