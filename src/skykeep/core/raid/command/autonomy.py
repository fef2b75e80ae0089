"""Fire units without the post above them: they wait for orders for a time, and then go on by themselves."""

from __future__ import annotations

from ...kernel.on_demand import kernel_on_demand
from ..state import Raid
from ..timeline.blocks import note_waiting
from ..vocabulary.kinds import LOG_WAITS_FOR_ORDERS
from ..world import World

__all__ = ["goes_alone", "hold_for_orders"]


@kernel_on_demand()
def hold_for_orders(world: World, raid: Raid, unit: int) -> bool:
    """Let a fire unit hold fire at all that it might shoot at while it has lost the post above it and does
    not yet go on by itself, and tell whether it does. One for which a post assigns waits for that post's
    orders, wherever it stands.
    """
    duty = world.duties.units[unit]
    if duty.above < 0 or duty.autonomous_after_s <= 0.0 or world.units[unit].assigner >= 0:
        return False
    lost_s, now_s = raid.posts[duty.above].lost_s, raid.progress.now_s
    if lost_s > now_s or lost_s + duty.autonomous_after_s <= now_s:
        return False
    note_waiting(world, raid, unit, -1, LOG_WAITS_FOR_ORDERS)
    return True


@kernel_on_demand()
def goes_alone(world: World, raid: Raid, unit: int) -> bool:
    """Whether a fire unit has lost the post above it and goes on by itself, without asking anyone."""
    duty = world.duties.units[unit]
    if duty.above < 0 or duty.autonomous_after_s <= 0.0:
        return False
    return raid.posts[duty.above].lost_s + duty.autonomous_after_s <= raid.progress.now_s
