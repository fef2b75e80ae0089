"""A radar that looks anew after it was out of action finds a threat."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..state import Raid
from ..world import World
from .detect import confirm_track

__all__ = ["find_threat"]


@kernel()
def find_threat(world: World, raid: Raid, radar: int, threat: int) -> None:
    """Let a radar confirm what it was foreseen to find when its looks began anew."""
    confirm_track(world, raid, radar, threat, 0, False)
