"""What a defence loses and gets back in a raid: its beginning, and the events of it."""

from __future__ import annotations

import numpy as np

from ..kernel.on_demand import kernel_on_demand
from .events.come_back import come_back
from .events.detect import confirm_track
from .events.fail import expect_first_failure, fail_part
from .events.move import arrive, expect_moves, leave
from .kinds import ARRIVE, COME_BACK, FAIL, LEAVE
from .state import Raid
from .supply import load_transloaders
from .world import World

__all__ = ["happen_to_part", "start_wear"]


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


@kernel_on_demand()
def happen_to_part(world: World, raid: Raid, kind: int, place: int, threat: int) -> None:
    """Let one of the events of wear happen."""
    if kind == FAIL:
        fail_part(world, raid, place)
    elif kind == COME_BACK:
        come_back(world, raid, place)
    elif kind == LEAVE:
        leave(world, raid, place)
    elif kind == ARRIVE:
        arrive(world, raid, place)
    else:
        confirm_track(world, raid, place, threat, 0, False)
