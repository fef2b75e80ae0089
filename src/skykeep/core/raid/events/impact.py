"""A threat reaches the radar or command post that it aims at, which is out of action from then on."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ..assignment.orders import wake_units
from ..attention import ask_post
from ..kinds import IMPACT, LOG_POST_LOST, LOG_RADAR_LOST, LOG_SEARCH_RADAR_LOST, WAKE
from ..log import record
from ..queue import push_event
from ..radiation import met_silence, stand_in
from ..state import Raid
from ..world import World
from .launch import hold_back

__all__ = ["expect_impact", "hit_aim"]


@kernel()
def expect_impact(world: World, raid: Raid, threat: int) -> None:
    """Put off until its impact what a threat that aims at a part of the defence, and does harm, does."""
    given = world.threats[threat]
    state = raid.threats[threat]
    aims = max(given.aim_unit, given.aim_radar, given.aim_post) >= 0
    if aims and not given.decoy and not world.paths[state.path].aborted:
        push_event(raid, state.impact_s, IMPACT, -1, threat, 0, 0.0)


@kernel_on_demand()
def hit_aim(world: World, raid: Raid, threat: int) -> None:
    """Put what a threat aims at out of action, unless the threat is dead, or finds its aim by the aim's
    radiation and the aim is silent."""
    given = world.threats[threat]
    if raid.threats[threat].killed_s <= raid.progress.now_s:
        return
    if len(world.duties.radars) > 0 and met_silence(world, raid, threat):
        return
    if given.aim_unit >= 0:
        _lose_unit(world, raid, given.aim_unit, threat)
    elif given.aim_radar >= 0:
        _lose_radar(world, raid, given.aim_radar, threat)
    else:
        _lose_post(world, raid, given.aim_post, threat)


@kernel()
def _lose_unit(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Put the engagement radar of a fire unit out of action, and with it the searching one that it may be.

    Rounds that still need it are lost when they meet, rounds that wait for their launch stay where they are.
    """
    now_s = raid.progress.now_s
    if raid.units[unit].lost_s <= now_s:
        return
    raid.units[unit].lost_s = now_s
    hold_back(world, raid, unit)
    record(raid, LOG_RADAR_LOST, unit, threat, 0.0)
    own_key = world.radars[world.units[unit].radar].key
    for radar in range(len(world.radars)):
        if world.radars[radar].key == own_key:
            raid.radars[radar].lost_s = min(raid.radars[radar].lost_s, now_s)
    _stand_in(world, raid, world.units[unit].post, threat)
    ask_post(world, raid, world.units[unit].post)


@kernel()
def _lose_radar(world: World, raid: Raid, radar: int, threat: int) -> None:
    """Put a searching radar out of action: it confirms no track any more, and those it made are kept. A fire
    unit whose engagement radar it is, too, loses that."""
    if raid.radars[radar].lost_s < np.inf:
        return
    raid.radars[radar].lost_s = raid.progress.now_s
    record(raid, LOG_SEARCH_RADAR_LOST, radar, threat, 0.0)
    _stand_in(world, raid, world.radars[radar].post, threat)
    for unit in range(len(world.units)):
        if world.radars[world.units[unit].radar].key == world.radars[radar].key:
            _lose_unit(world, raid, unit, threat)


@kernel()
def _stand_in(world: World, raid: Raid, post: int, threat: int) -> None:
    """Let engagement radars search in place of what a post has lost, where a scenario has it so."""
    if len(world.duties.radars) > 0:
        stand_in(world, raid, post, threat)


@kernel()
def _lose_post(world: World, raid: Raid, post: int, threat: int) -> None:
    """Put a command post out of action: it learns nothing and tells nothing any more. Fire units under it
    look again when they have waited for its orders long enough."""
    if raid.posts[post].lost_s < np.inf:
        return
    raid.posts[post].lost_s = raid.progress.now_s
    record(raid, LOG_POST_LOST, post, threat, 0.0)
    if len(raid.orders) > 0:
        wake_units(world, raid, post, world.posts[post].autonomous_s)
    for unit in range(len(world.duties.units)):
        duty = world.duties.units[unit]
        if duty.above == post and duty.autonomous_after_s > 0.0:
            push_event(raid, raid.progress.now_s + duty.autonomous_after_s, WAKE, unit, threat, 0, 0.0)
