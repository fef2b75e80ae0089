"""A threat reaches the radar, command post or launcher that it aims at, which is out of action from then on
unless the threat does it no harm."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ...kernel.streams import stream_key
from ..duties.radiation import met_silence
from ..identity.aims import aims_at_part
from ..luck import happens
from ..shots.launchers import load_empty, unit_of
from ..shots.supply import return_load
from ..state import Raid
from ..timeline.attention import ask_post
from ..timeline.log import record
from ..timeline.queue import push_event
from ..vocabulary.codes import LAUNCHER_PART, POST_PART, RADAR_PART, UNIT_PART
from ..vocabulary.kinds import (
    IMPACT,
    LOG_LAUNCHER_LOST,
    LOG_LAUNCHER_UNHARMED,
    LOG_POST_LOST,
    LOG_POST_UNHARMED,
    LOG_RADAR_LOST,
    LOG_RADAR_UNHARMED,
    LOG_SEARCH_RADAR_LOST,
    LOG_SEARCH_RADAR_UNHARMED,
)
from ..vocabulary.purposes import DAMAGE
from ..wear.repair import await_repair
from ..wear.restore import reconsider
from ..wear.silence import (
    leave_without_orders,
    let_stand_in,
    put_launcher_out,
    silence_own_radars,
    silence_unit,
)
from ..world import World
from .move import has_left, leave_if_shot_at

__all__ = ["expect_impact", "hit_aim"]


@kernel(inline=True)
def expect_impact(world: World, raid: Raid, threat: int) -> None:
    """Put off until its impact what a threat that aims at a part of the defence, and does harm, does."""
    given = world.threats[threat]
    state = raid.threats[threat]
    if aims_at_part(given) and not given.decoy and not world.paths[state.path].aborted:
        push_event(raid, state.impact_s, IMPACT, -1, threat, 0, 0.0)


@kernel_on_demand()
def hit_aim(world: World, raid: Raid, threat: int) -> None:
    """Put what a threat aims at out of action, unless the threat is dead, or its aim has left, or it finds
    its aim by the aim's radiation and the aim is silent, or does it no harm."""
    given = world.threats[threat]
    dead = raid.threats[threat].killed_s <= raid.progress.now_s
    if len(world.wear.moves) > 0:
        leave_if_shot_at(world, raid, threat)
        dead = dead or has_left(world, raid, threat)
    if dead:
        return
    if len(world.duties.radars) > 0 and met_silence(world, raid, threat):
        return
    if _spares_aim(world, raid, threat):
        _note_unharmed(world, raid, threat)
        return
    if given.aim_unit >= 0:
        _lose_unit(world, raid, given.aim_unit, threat)
    elif given.aim_radar >= 0:
        _lose_radar(world, raid, given.aim_radar, threat)
    elif given.aim_post >= 0:
        _lose_post(world, raid, given.aim_post, threat)
    else:
        _lose_launcher(world, raid, _launcher_there(world, given.aim_launcher), threat)


@kernel()
def _spares_aim(world: World, raid: Raid, threat: int) -> bool:
    """Whether a threat that reaches a part of the defence leaves it working, by its class and the part."""
    given = world.threats[threat]
    flown = world.classes[given.threat_class]
    p = flown.spares_launcher_p
    if given.aim_unit >= 0 or given.aim_radar >= 0:
        p = flown.spares_radar_p
    elif given.aim_post >= 0:
        p = flown.spares_post_p
    return happens(p, stream_key(world.seed, DAMAGE, world.number), given.key, raid.progress.replication, 0)


@kernel()
def _note_unharmed(world: World, raid: Raid, threat: int) -> None:
    """Write down what a threat has reached and left working."""
    given = world.threats[threat]
    if given.aim_unit >= 0:
        record(raid, LOG_RADAR_UNHARMED, given.aim_unit, threat, 0.0)
    elif given.aim_radar >= 0:
        record(raid, LOG_SEARCH_RADAR_UNHARMED, given.aim_radar, threat, 0.0)
    elif given.aim_post >= 0:
        record(raid, LOG_POST_UNHARMED, given.aim_post, threat, 0.0)
    else:
        launcher = _launcher_there(world, given.aim_launcher)
        if launcher >= 0:
            record(raid, LOG_LAUNCHER_UNHARMED, launcher, threat, 0.0)


@kernel()
def _lose_unit(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Put the engagement radar of a fire unit out of action, and with it the searching one that it may be."""
    raid.units[unit].hit = True
    if raid.units[unit].lost_s > raid.progress.now_s:
        silence_unit(world, raid, unit)
        record(raid, LOG_RADAR_LOST, unit, threat, 0.0)
        silence_own_radars(world, raid, unit)
        let_stand_in(world, raid, world.units[unit].post, threat)
        ask_post(world, raid, world.units[unit].post)
    for radar in range(len(world.radars)):
        if world.radars[radar].key == world.radars[raid.units[unit].radar].key:
            raid.radars[radar].hit = True
    await_repair(world, raid, UNIT_PART, unit)


@kernel()
def _lose_radar(world: World, raid: Raid, radar: int, threat: int) -> None:
    """Put a searching radar out of action: it confirms no track any more, and those it made are kept. A fire
    unit whose engagement radar it is, too, loses that."""
    raid.radars[radar].hit = True
    if raid.radars[radar].lost_s == np.inf:
        raid.radars[radar].lost_s = raid.progress.now_s
        record(raid, LOG_SEARCH_RADAR_LOST, radar, threat, 0.0)
        let_stand_in(world, raid, world.radars[radar].post, threat)
    for unit in range(len(world.units)):
        if world.radars[raid.units[unit].radar].key == world.radars[radar].key:
            _lose_unit(world, raid, unit, threat)
    await_repair(world, raid, RADAR_PART, radar)


@kernel()
def _lose_post(world: World, raid: Raid, post: int, threat: int) -> None:
    """Put a command post out of action: it learns nothing and tells nothing any more. Fire units under it
    look again when they have waited for its orders long enough."""
    raid.posts[post].hit = True
    if raid.posts[post].lost_s == np.inf:
        raid.posts[post].lost_s = raid.progress.now_s
        record(raid, LOG_POST_LOST, post, threat, 0.0)
        leave_without_orders(world, raid, post, threat)
    await_repair(world, raid, POST_PART, post)


@kernel()
def _launcher_there(world: World, aimed: int) -> int:
    """Return the launcher that is hit in place of one that a world does not have: the fire unit's launchers
    that are there take the aims in turn; -1 where none is there."""
    if world.launchers[aimed].present:
        return aimed
    unit = unit_of(world, aimed)
    first, end = world.units[unit].first_launcher, world.units[unit].end_launcher
    there = 0
    for number in range(first, end):
        if world.launchers[number].present:
            there += 1
    if there == 0:
        return -1
    wanted = (aimed - first) % there
    for number in range(first, end):
        if world.launchers[number].present:
            if wanted == 0:
                return number
            wanted -= 1
    return -1


@kernel()
def _lies_hit(world: World, raid: Raid, number: int) -> bool:
    """Whether a launcher is out of action because it was hit: one that was repaired and has failed since is
    there to be hit again."""
    for place in range(len(world.wear.parts)):
        part = world.wear.parts[place]
        if part.part_kind == LAUNCHER_PART and part.row == number:
            return raid.wear.parts[place].hit
    return raid.launchers[number].hit


@kernel()
def _lose_launcher(world: World, raid: Raid, number: int, threat: int) -> None:
    """Put a launcher out of action with its rounds, those being loaded and those that wait for their launch;
    its fire unit fights on with the others."""
    if number < 0 or _lies_hit(world, raid, number):
        return
    launcher = raid.launchers[number]
    unit = unit_of(world, number)
    launcher.hit = True
    record(raid, LOG_LAUNCHER_LOST, number, threat, 0.0)
    put_launcher_out(world, raid, number)
    given_back = return_load(world, raid, unit, number)
    raid.units[unit].rounds_lost += launcher.rounds
    launcher.rounds = 0
    launcher.emptied_s = min(launcher.emptied_s, raid.progress.now_s)
    launcher.reloaded_s = np.inf
    if given_back:
        load_empty(world, raid, unit)
        reconsider(raid, unit)
        ask_post(world, raid, world.units[unit].post)
    await_repair(world, raid, LAUNCHER_PART, number)
