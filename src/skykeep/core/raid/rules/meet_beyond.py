"""Keep-out round the launchers: no intercept nearer to one than ``meet_beyond_m``."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..identity.recognition import held_class
from ..state import Raid
from ..tables.doctrine import Terms
from ..world import World

__all__ = ["limit_shot"]


@kernel()
def limit_shot(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """Let the reach of every round begin at the edge of the keep-out."""
    edge_m = world.doctrine[unit, held_class(world, raid, unit, threat)].meet_beyond_m
    terms.meet_min_m = max(terms.meet_min_m, edge_m)
