"""A salvo is judged, with both errors; the channel is free; the fire unit shoots again or lets go."""

from __future__ import annotations

import numpy as np

from ...kernel.bit_set import add_member
from ...kernel.jit import kernel
from ...kernel.streams import combine_keys, stream_key, uniform
from ..attention import ask_all, ask_unit
from ..log import record
from ..purposes import ASSESSMENT
from ..state import Raid
from ..world import World
from .kinds import LOG_ASSESSED_ALIVE, LOG_ASSESSED_DEAD

__all__ = ["assess_salvo"]


@kernel(inline=True)
def assess_salvo(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Judge the last salvo of a fire unit at a threat; nothing where its radar was hit before that."""
    now_s = raid.progress.now_s
    engagement = raid.engagements[unit, threat]
    state = raid.threats[threat]
    ask_unit(raid, unit)
    if not engagement.first_launch_s < np.inf:
        return
    raid.units[unit].channels_free += 1
    state.engaged -= 1
    dead = state.killed_s <= now_s
    judged_dead = _judge(world, raid, unit, threat, dead)
    record(raid, LOG_ASSESSED_DEAD if judged_dead else LOG_ASSESSED_ALIVE, unit, threat, 1.0 if dead else 0.0)
    limit = world.units[unit].max_salvos
    if judged_dead or (limit > 0 and engagement.salvos >= limit):
        engagement.closed_s = now_s
    elif state.impact_s > now_s:
        add_member(raid.waiting[unit], state.impact_rank)
        engagement.not_before_s = now_s
    ask_all(raid)


@kernel()
def _judge(world: World, raid: Raid, unit: int, threat: int, dead: bool) -> bool:
    """Return whether a threat is held to be dead, which may be wrong."""
    p_error = world.chances.missed_kill if dead else world.chances.false_kill
    if p_error <= 0.0:
        return dead
    key = stream_key(world.seed, ASSESSMENT, world.number)
    entity = combine_keys(world.threats[threat].key, world.units[unit].key)
    wrong = uniform(key, entity, raid.progress.replication, raid.engagements[unit, threat].salvos) < p_error
    return dead != wrong
