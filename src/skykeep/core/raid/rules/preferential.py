"""Preferential defence: a threat is engaged only if what it may fly at is worth ``least_value`` or more.

A threat that may fly at a part of the defence is always engaged: who lets it go defends nothing afterwards.
"""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ..identity.held_aim import flies_at_part, value_at_stake
from ..identity.recognition import held_class
from ..state import Raid
from ..tables.doctrine import Terms
from ..world import World

__all__ = ["limit_shot"]


@kernel()
def limit_shot(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """Let a threat go for good that may fly at too little."""
    least_value = world.doctrine[unit, held_class(world, raid, unit, threat)].least_value
    if least_value <= 0.0:
        return
    if value_at_stake(world, raid, threat) < least_value and not flies_at_part(world, raid, threat):
        terms.hold_until_s = np.inf
