"""A threat reaches the engagement radar that it aims at: the fire unit is out of action."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..attention import ask_post
from ..kinds import IMPACT, LOG_RADAR_LOST
from ..log import record
from ..queue import push_event
from ..state import Raid
from ..world import World
from .launch import hold_back

__all__ = ["expect_impact", "hit_aim"]


@kernel()
def expect_impact(world: World, raid: Raid, threat: int) -> None:
    """Put off until its impact what a threat that aims at a radar, and does harm, does to it."""
    given = world.threats[threat]
    state = raid.threats[threat]
    if given.aim_unit >= 0 and not given.decoy and not world.paths[state.path].aborted:
        push_event(raid, state.impact_s, IMPACT, given.aim_unit, threat, 0, 0.0)


@kernel()
def hit_aim(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Put the radar of a fire unit out of action, unless the threat is dead or the radar was hit before.

    Rounds that still need it are lost when they meet, rounds that wait for their launch stay where they are.
    """
    now_s = raid.progress.now_s
    if raid.threats[threat].killed_s > now_s and raid.units[unit].lost_s > now_s:
        raid.units[unit].lost_s = now_s
        hold_back(world, raid, unit)
        record(raid, LOG_RADAR_LOST, unit, threat, 0.0)
        ask_post(world, raid, world.units[unit].post)
