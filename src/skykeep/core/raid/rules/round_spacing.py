"""Shot timing within a salvo: each round is launched ``round_spacing_s`` after the one before it."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..identity.recognition import held_class
from ..state import Raid
from ..tables.doctrine import Terms
from ..world import World

__all__ = ["limit_shot"]


@kernel()
def limit_shot(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """Space the rounds of the next salvo; launchers may need longer."""
    terms.spacing_s = world.doctrine[unit, held_class(world, raid, unit, threat)].round_spacing_s
