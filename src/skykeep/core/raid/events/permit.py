"""A fire unit asks whether it may fire, or the post above has decided that it may."""

from __future__ import annotations

from ...kernel.on_demand import kernel_on_demand
from ..kinds import ASK
from ..permission import ask_for_permission, send_permission
from ..state import Raid
from ..world import World

__all__ = ["follow_permission"]


@kernel_on_demand()
def follow_permission(world: World, raid: Raid, kind: int, unit: int, threat: int) -> None:
    """Let what an event says about a permission happen."""
    if kind == ASK:
        ask_for_permission(world, raid, unit, threat)
    else:
        send_permission(world, raid, unit, threat)
