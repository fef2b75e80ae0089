"""Which fire units look for shots next."""

from __future__ import annotations

from ..kernel.jit import kernel
from .state import Raid
from .world import World

__all__ = ["ask_post", "ask_unit"]


@kernel(inline=True)
def ask_unit(raid: Raid, unit: int) -> None:
    """Let one fire unit look for shots."""
    raid.progress.next_unit = unit
    raid.progress.end_unit = unit + 1


@kernel(inline=True)
def ask_post(world: World, raid: Raid, post: int) -> None:
    """Let every fire unit of a post look for shots."""
    raid.progress.next_unit = world.posts[post].first_unit
    raid.progress.end_unit = world.posts[post].end_unit
