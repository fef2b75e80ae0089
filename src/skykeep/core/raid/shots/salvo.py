"""How many rounds a salvo has, and how many there are for it."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ..state import Raid
from ..tables.entities import Doctrine
from ..world import World

__all__ = ["loaded_rounds", "next_load_s", "rounds_at_hand", "wanted_rounds"]


@kernel(inline=True)
def wanted_rounds(raid: Raid, doctrine: Doctrine, unit: int, threat: int) -> int:
    """Return how many rounds the doctrine of a fire unit asks for in its next salvo at a threat."""
    if raid.engagements[unit, threat].salvos > 0:
        return doctrine.later_salvo_size
    return doctrine.salvo_size


@kernel()
def loaded_rounds(world: World, raid: Raid, unit: int, interceptor: int) -> int:
    """Return the rounds of a type that a fire unit has on its launchers or is loading."""
    rounds = 0
    for number in range(world.units[unit].first_launcher, world.units[unit].end_launcher):
        if world.launchers[number].interceptor == interceptor:
            rounds += raid.launchers[number].rounds
    return rounds


@kernel()
def rounds_at_hand(world: World, raid: Raid, unit: int, interceptor: int) -> int:
    """Return the rounds of a type that a fire unit has ready on its launchers."""
    rounds = 0
    for number in range(world.units[unit].first_launcher, world.units[unit].end_launcher):
        loaded = raid.launchers[number].reloaded_s <= raid.progress.now_s
        if loaded and world.launchers[number].interceptor == interceptor:
            rounds += raid.launchers[number].rounds
    return rounds


@kernel()
def next_load_s(world: World, raid: Raid, unit: int, interceptor: int) -> float:
    """Return when the next launcher with rounds of a type is loaded."""
    first_s = np.inf
    for number in range(world.units[unit].first_launcher, world.units[unit].end_launcher):
        loaded_s = raid.launchers[number].reloaded_s
        if loaded_s > raid.progress.now_s and world.launchers[number].interceptor == interceptor:
            first_s = min(first_s, loaded_s)
    return first_s
