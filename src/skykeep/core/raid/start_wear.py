"""What a defence loses and gets back in a raid: its beginning."""

from __future__ import annotations

import numpy as np

from ..kernel.on_demand import kernel_on_demand
from .events.fail import expect_first_failure
from .events.move import expect_moves
from .shots.supply import load_transloaders
from .state import Raid
from .world import World

__all__ = ["start_wear"]


@kernel_on_demand()
def start_wear(world: World, raid: Raid) -> None:
    """Begin a raid: every part works that has not failed before, spares and transloaders are there, and
    every fire unit stands at its first site."""
    for number in range(len(world.wear.pools)):
        raid.wear.pools[number].spares = world.wear.pools[number].spares
    for number in range(len(world.wear.parts)):
        state = raid.wear.parts[number]
        state.back_s = -np.inf
        state.hit = False
        state.failures = 0
        state.repairs = 0
        expect_first_failure(world, raid, number)
    expect_moves(world, raid)
    load_transloaders(world, raid)
