"""A part of the defence works again: after a failure, a repair or a move."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..state import Raid
from ..timeline.log import record
from ..vocabulary.kinds import LOG_PART_WORKS
from ..wear.restore import restore_part
from ..world import World
from .fail import expect_failure

__all__ = ["come_back"]


@kernel()
def come_back(world: World, raid: Raid, number: int) -> None:
    """Let a part work again, unless something else keeps it out of action for longer."""
    if raid.wear.parts[number].back_s != raid.progress.now_s:
        return
    record(raid, LOG_PART_WORKS, number, -1, 0.0)
    restore_part(world, raid, number)
    expect_failure(world, raid, number)
