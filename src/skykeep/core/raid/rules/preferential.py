"""Preferential defence: a threat is engaged only if what it flies at is worth ``least_value`` or more.

A threat that flies at a part of the defence is always engaged: who lets it go defends nothing afterwards.
"""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ..identity.aims import aims_at_part
from ..identity.recognition import held_class
from ..state import Raid
from ..tables.doctrine import Terms
from ..world import World

__all__ = ["limit_shot"]


@kernel()
def limit_shot(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """Let a threat go for good that flies at too little."""
    given = world.threats[threat]
    least = world.doctrine[unit, held_class(world, raid, unit, threat)].least_value
    if given.aim_value < least and not aims_at_part(given):
        terms.hold_until_s = np.inf
