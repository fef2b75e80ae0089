"""Which fire units look for shots next: a set, to which an event adds whom it concerns."""

from __future__ import annotations

from ...kernel.bit_set import add_member
from ...kernel.jit import kernel
from ..state import Raid
from ..world import World

__all__ = ["ask_post", "ask_unit"]


@kernel(inline=True)
def ask_unit(raid: Raid, unit: int) -> None:
    """Let one fire unit look for shots, too."""
    add_member(raid.asked, unit)


@kernel(inline=True)
def ask_post(world: World, raid: Raid, post: int) -> None:
    """Let every fire unit of a post look for shots, too."""
    for unit in range(world.posts[post].first_unit, world.posts[post].end_unit):
        add_member(raid.asked, unit)
