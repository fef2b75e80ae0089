"""What a fire unit leaves alone for whose it is: an operator has looked at it."""

from __future__ import annotations

from ..kernel.on_demand import kernel_on_demand
from .rules.weapons_tight import is_left_alone
from .state import Raid
from .world import World

__all__ = ["takes_operator"]


@kernel_on_demand()
def takes_operator(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether an operator of a fire unit looks at a track that is then left alone, for whose it is: he does
    where there is traffic."""
    return world.recognition[0].traffic and is_left_alone(world, raid, unit, threat)
