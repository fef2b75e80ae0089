"""Luck that all threats of a raid share: one kill chance for the whole raid, drawn about the figure."""

from __future__ import annotations

import numpy as np

from ..kernel.jit import kernel
from ..kernel.streams import stream_key, uniform
from .luck import WHOLE_RAID
from .vocabulary.purposes import RAID_KILL
from .world import World

__all__ = ["draw_kill_part", "raid_kill_p"]


@kernel()
def draw_kill_part(world: World, replication: int) -> int:
    """Return which part of the law of its kill chances a raid draws, the same for every round and class."""
    if len(world.raid_kill_p) == 0:
        return 0
    parts = len(world.raid_kill_p[0, 0])
    drawn = uniform(stream_key(world.seed, RAID_KILL, world.number), WHOLE_RAID, replication, 0)
    return min(int(np.floor(drawn * parts)), parts - 1)


@kernel(inline=True)
def raid_kill_p(world: World, kill_part: int, interceptor: int, threat_class: int) -> float:
    """Return the kill chance of a round at a class in a raid: the figure itself where raids share no luck."""
    if len(world.raid_kill_p) == 0:
        return world.kill_p[interceptor, threat_class]
    return world.raid_kill_p[interceptor, threat_class, kill_part]
