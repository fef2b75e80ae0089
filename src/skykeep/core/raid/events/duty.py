"""What happens only where radars have duties: one is switched on, a confirmation that was put off comes due,
the lines of two passive sensors cross, a track is dropped."""

from __future__ import annotations

from ...kernel.on_demand import kernel_on_demand
from ..bearings import fix_track
from ..codes import ENGAGEMENT
from ..held_tracks import drop_track, look_anew
from ..kinds import CONFIRM, DROP_TRACK, FIX, LOG_SWITCHED_ON
from ..log import record
from ..state import Raid
from ..world import World
from .detect import confirm_track

__all__ = ["follow_duty"]


@kernel_on_demand()
def follow_duty(
    world: World, raid: Raid, kind: int, radar: int, threat: int, count: int, value: float
) -> None:
    """Let an event of a radar with duties happen; ``count`` and ``value`` are what its kind makes of them."""
    if kind == CONFIRM:
        confirm_track(world, raid, radar, threat, count, value > 0.0)
    elif kind == DROP_TRACK:
        drop_track(world, raid, radar, threat)
    elif kind == FIX:
        fix_track(world, raid, radar, threat, count)
    elif raid.radars[radar].lost_s > raid.progress.now_s:
        if raid.duty[radar].on_s == raid.progress.now_s:  # else it is on, and was turned
            record(raid, LOG_SWITCHED_ON, radar, threat, 0.0)
        if world.radars[radar].role != ENGAGEMENT:
            look_anew(world, raid, radar)
