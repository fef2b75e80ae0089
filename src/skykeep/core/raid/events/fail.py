"""A part of the defence fails at random, and works again after a time that is drawn."""

from __future__ import annotations

import math

import numpy as np

from ...kernel.jit import kernel
from ...kernel.streams import stream_key, uniform
from ..state import Raid
from ..timeline.log import record
from ..timeline.queue import drop_events, push_event
from ..vocabulary.kinds import FAIL, LOG_PART_FAILS
from ..vocabulary.purposes import FAILURE
from ..wear.repair import out_until
from ..wear.silence import silence_part
from ..world import World

__all__ = ["expect_failure", "expect_first_failure", "fail_part"]


@kernel()
def expect_first_failure(world: World, raid: Raid, number: int) -> None:
    """Draw whether a part works at the start, as it does in MTBF / (MTBF + MTTR) of the time, and when it
    fails if it does."""
    part = world.wear.parts[number]
    if part.mtbf_s == np.inf:
        return
    if _draw(world, raid, number) < part.mtbf_s / (part.mtbf_s + part.mttr_s):
        expect_failure(world, raid, number)
    else:
        push_event(raid, 0.0, FAIL, number, 0, 0, 0.0)


@kernel()
def expect_failure(world: World, raid: Raid, number: int) -> None:
    """Draw when a part that works from now on fails, if it does so before the last threat arrives."""
    part = world.wear.parts[number]
    if part.mtbf_s == np.inf or len(raid.threats) == 0:
        return
    drop_events(raid, FAIL, number, -1)
    fails_s = raid.progress.now_s - part.mtbf_s * math.log(_draw(world, raid, number))
    if fails_s <= raid.threats[raid.by_impact[len(raid.threats) - 1]].impact_s:
        push_event(raid, fails_s, FAIL, number, 0, 0, 0.0)


@kernel()
def fail_part(world: World, raid: Raid, number: int) -> None:
    """Put a part out of action for a time that is drawn, unless it is so already."""
    part = world.wear.parts[number]
    if raid.wear.parts[number].back_s > raid.progress.now_s:
        return
    record(raid, LOG_PART_FAILS, number, -1, 0.0)
    silence_part(world, raid, number)
    mended_s = raid.progress.now_s - part.mttr_s * math.log(_draw(world, raid, number))
    out_until(raid, number, mended_s)


@kernel()
def _draw(world: World, raid: Raid, number: int) -> float:
    """Return the next uniform draw about the failures of a part."""
    state = raid.wear.parts[number]
    key = stream_key(world.seed, FAILURE, world.number)
    state.failures += 1
    return uniform(key, world.wear.parts[number].key, raid.progress.replication, state.failures - 1)
