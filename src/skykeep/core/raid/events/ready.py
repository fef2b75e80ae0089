"""A fire unit becomes ready to engage a threat, and asks for permission where it needs one."""

from __future__ import annotations

from ...kernel.bit_set import add_member
from ...kernel.jit import kernel
from ..doctrine import rank_again
from ..state import Raid
from ..timeline.attention import ask_unit
from ..timeline.log import record
from ..timeline.queue import push_event
from ..vocabulary.kinds import ASK, LOG_READY
from ..world import World

__all__ = ["become_ready"]


@kernel(inline=True)
def become_ready(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Let a fire unit shoot at a threat from now on, if it was not ready before."""
    if raid.engagements[unit, threat].ready_s != raid.progress.now_s:
        return
    record(raid, LOG_READY, unit, threat, 0.0)
    if len(world.known_places) > 0:
        rank_again(world, raid, unit, threat)
    add_member(raid.waiting[unit], raid.engagements[unit, threat].rank)
    if len(raid.permits) > 0:
        push_event(raid, raid.progress.now_s, ASK, unit, threat, 0, 0.0)
    ask_unit(raid, unit)
