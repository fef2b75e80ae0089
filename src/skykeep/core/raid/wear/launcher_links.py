"""Links from an engagement radar to its launchers: a launcher whose link is down gets no order to fire."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..state import Raid
from ..vocabulary.codes import LAUNCHER_PART, LINK_PART
from ..world import World

__all__ = ["is_kept_out"]


@kernel()
def is_kept_out(world: World, raid: Raid, launcher: int) -> bool:
    """Whether a launcher itself, or the link to it, is out of action."""
    for number in range(len(world.wear.parts)):
        part = world.wear.parts[number]
        is_itself = part.part_kind == LAUNCHER_PART and part.row == launcher
        is_its_link = part.part_kind == LINK_PART and part.row <= launcher < part.end_row
        if (is_itself or is_its_link) and raid.wear.parts[number].back_s > raid.progress.now_s:
            return True
    return False
