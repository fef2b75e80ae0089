"""Hold for better geometry: wait until a round would meet its threat within ``hold_share`` of its greatest
range, unless that leaves no shot at all."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..identity.recognition import held_class
from ..state import Raid
from ..tables.doctrine import Terms
from ..world import World

__all__ = ["limit_shot"]


@kernel()
def limit_shot(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """Narrow the reach; whoever seeks the shot takes the whole reach where none is left within it."""
    share = world.doctrine[unit, held_class(world, raid, unit, threat)].hold_share
    if share > 0.0:
        terms.meet_max_share = min(terms.meet_max_share, share)
