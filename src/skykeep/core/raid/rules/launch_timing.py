"""Shot timing: no launch while the threat needs longer than ``launch_last_s`` to the first place
that it may fly at."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..identity.held_aim import first_arrival_s
from ..identity.recognition import held_class
from ..state import Raid
from ..tables.doctrine import Terms
from ..world import World

__all__ = ["limit_shot"]


@kernel()
def limit_shot(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """Put a launch off until the last part of the threat's flight."""
    last_s = world.doctrine[unit, held_class(world, raid, unit, threat)].launch_last_s
    if last_s > 0.0:
        arrives_s = first_arrival_s(world, raid, threat)
        terms.launch_from_s = max(terms.launch_from_s, arrives_s - last_s)
