"""Whether a command post holds a threat to be dead."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..state import Raid
from ..world import World

__all__ = ["holds_gone"]


@kernel(inline=True)
def holds_gone(world: World, raid: Raid, post: int, threat: int) -> bool:
    """Whether a post holds a threat to be dead: its units or others have judged so, or, where others have
    killed it and no salvo of its own is under way, it notices by itself after a time."""
    track = raid.tracks[post, threat]
    if track.gone or track.engaged > 0:
        return track.gone
    state = raid.threats[threat]
    if state.killed_s + world.posts[post].notice_s > raid.progress.now_s:
        return False
    return world.units[state.killer].post != post  # of a kill of its own it knows what was judged
