"""Launch authority: a fire unit fires only once its superior has permitted it, ``permission_s`` after it was
ready for a threat; with ``free_after_first`` the first permission holds for every threat after it. One that
goes on without its superior asks nobody."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..autonomy import goes_alone
from ..state import Raid
from ..world import World

__all__ = ["limit_shot"]


@kernel()
def limit_shot(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Put a launch off until the permission has come."""
    doctrine = world.doctrine[unit, world.threats[threat].threat_class]
    if doctrine.permission_s <= 0.0:
        return
    if len(world.duties.units) > 0 and goes_alone(world, raid, unit):
        return
    asked_s = raid.engagements[unit, threat].ready_s
    if doctrine.free_after_first:
        for other in range(len(raid.threats)):
            asked_s = min(asked_s, raid.engagements[unit, other].ready_s)
    raid.terms.launch_from_s = max(raid.terms.launch_from_s, asked_s + doctrine.permission_s)
