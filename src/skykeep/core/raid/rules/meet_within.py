"""A range gate: no intercept farther from the launcher than ``meet_within_m``."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..identity.recognition import held_class
from ..state import Raid
from ..tables.doctrine import Terms
from ..world import World

__all__ = ["limit_shot"]


@kernel()
def limit_shot(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """End the reach of every round at the gate."""
    gate_m = world.doctrine[unit, held_class(world, raid, unit, threat)].meet_within_m
    if gate_m > 0.0:
        terms.meet_max_m = min(terms.meet_max_m, gate_m)
