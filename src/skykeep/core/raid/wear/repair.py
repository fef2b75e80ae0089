"""How long a part stays out of action: until the last of what keeps it so is over."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.streams import stream_key, uniform
from ..luck import triangle
from ..state import Raid
from ..timeline.queue import push_event
from ..vocabulary.kinds import COME_BACK
from ..vocabulary.purposes import REPAIR
from ..world import World

__all__ = ["await_repair", "out_until"]


@kernel()
def await_repair(world: World, raid: Raid, part_kind: int, row: int) -> None:
    """Let a part that was hit come back after its repair, if there is a spare for it; never, if there is
    none, or if nobody repairs anything."""
    number = -1
    for place in range(len(world.wear.parts)):
        part = world.wear.parts[place]
        if part.part_kind == part_kind and part.row == row:
            number = place
    if number < 0 or raid.wear.parts[number].hit:
        return
    part = world.wear.parts[number]
    state = raid.wear.parts[number]
    state.hit = True
    if part.pool < 0 or raid.wear.pools[part.pool].spares == 0:
        state.back_s = np.inf
        return
    raid.wear.pools[part.pool].spares -= 1
    key = stream_key(world.seed, REPAIR, world.number)
    u = uniform(key, part.key, raid.progress.replication, state.repairs)
    state.repairs += 1
    repair_s = triangle(u, part.repair_low_s, part.repair_best_s, part.repair_high_s)
    out_until(raid, number, raid.progress.now_s + repair_s)


@kernel()
def out_until(raid: Raid, number: int, until_s: float) -> None:
    """Keep a part out of action until a time, or longer where something else does."""
    state = raid.wear.parts[number]
    if until_s <= state.back_s:
        return
    state.back_s = until_s
    push_event(raid, until_s, COME_BACK, number, 0, 0, 0.0)
