"""A radar is switched on, or was turned: it looks anew."""

from __future__ import annotations

from ...kernel.on_demand import kernel_on_demand
from ..picture.held_tracks import look_anew
from ..state import Raid
from ..timeline.log import record
from ..vocabulary.codes import ENGAGEMENT
from ..vocabulary.kinds import LOG_SWITCHED_ON
from ..world import World

__all__ = ["switch_on"]


@kernel_on_demand()
def switch_on(world: World, raid: Raid, radar: int, threat: int) -> None:
    """Let a radar that works radiate, and look anew if it searches; one that was on already was turned."""
    if raid.radars[radar].lost_s <= raid.progress.now_s:
        return
    if raid.duty[radar].on_s == raid.progress.now_s:
        record(raid, LOG_SWITCHED_ON, radar, threat, 0.0)
    if world.radars[radar].role != ENGAGEMENT:
        look_anew(world, raid, radar)
