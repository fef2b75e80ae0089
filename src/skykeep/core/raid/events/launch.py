"""A salvo is launched: rounds leave their launchers, channels are taken, what becomes of each is drawn."""

from __future__ import annotations

from ...kernel.bit_set import drop_member
from ...kernel.jit import kernel
from ...kernel.streams import combine_keys, stream_key, uniform
from ..codes import HIT, MISS, UNLIMITED
from ..launchers import ready_launcher, take_round
from ..options import TIME_TOLERANCE_S, plan_shot
from ..purposes import COMMON_KILL, KILL
from ..queue import push_event
from ..state import Raid
from ..world import World
from .kinds import ASSESS, CHANNELS_BACK

__all__ = ["fire_salvo"]


@kernel(inline=True)
def fire_salvo(world: World, raid: Raid, unit_number: int, threat_number: int, wanted: int) -> bool:
    """Fire the option found, and further rounds of its type up to ``wanted``; False if the queue is full."""
    given = world.units[unit_number]
    unit = raid.units[unit_number]
    threat = raid.threats[threat_number]
    engagement = raid.engagements[unit_number, threat_number]
    option = raid.option
    engagement.first_launch_s = option.launch_s
    fired = 0
    last_s = option.intercept_s
    while True:
        _fire(world, raid, unit_number, threat_number)
        last_s = max(last_s, option.intercept_s)
        fired += 1
        if fired >= wanted or not _find_next(world, raid, unit_number, threat_number):
            break
    drop_member(raid.waiting[unit_number], threat.impact_rank)
    unit.channels_free -= 1
    threat.engaged += 1
    engagement.salvos += 1
    if not push_event(raid, last_s + given.assessment_s, ASSESS, unit_number, threat_number, 0):
        return False
    if given.missile_channels < UNLIMITED:
        unit.missiles_free -= fired
        return push_event(raid, last_s, CHANNELS_BACK, unit_number, threat_number, fired)
    return True


@kernel(inline=True)
def _fire(world: World, raid: Raid, unit: int, threat_number: int) -> None:
    """Fire one round; each shot's luck is keyed by threat and ordinal, so it can be settled now."""
    option = raid.option
    threat = raid.threats[threat_number]
    take_round(world, raid, unit, option.launcher, option.launch_s)
    kills = _draws_kill(world, raid, threat_number) and not _is_spoiled(world, raid, unit, threat_number)
    if kills:
        threat.killed_s = min(threat.killed_s, option.intercept_s)
    shot = raid.shots[raid.progress.shots]
    raid.progress.shots += 1
    shot.launch_s = option.launch_s
    shot.intercept_s = option.intercept_s
    shot.threat = threat_number
    shot.unit = unit
    shot.interceptor = option.interceptor
    shot.launcher = option.launcher
    shot.ordinal = threat.shots
    shot.end = HIT if kills else MISS
    threat.shots += 1


@kernel(inline=True)
def _draws_kill(world: World, raid: Raid, threat_number: int) -> bool:
    """Whether the next shot at a threat kills it, if nothing common to all its shots spoils it."""
    threat = world.threats[threat_number]
    ordinal = raid.threats[threat_number].shots
    kill_p = world.kill_p[raid.option.interceptor, threat.threat_class]
    if len(world.given_kill_u) > 0:
        drawn = world.given_kill_u[raid.progress.given, threat_number]
        if ordinal < len(drawn):
            return drawn[ordinal] < kill_p
    key = stream_key(world.seed, KILL, world.number)
    return uniform(key, threat.key, raid.progress.replication, ordinal) < kill_p


@kernel(inline=True)
def _is_spoiled(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether what is common to all shots of a unit at a threat spoils them; drawn with the first hit."""
    good_p = world.chances.common_kill
    if good_p >= 1.0:
        return False
    engagement = raid.engagements[unit, threat]
    if not engagement.spoil_drawn:
        key = stream_key(world.seed, COMMON_KILL, world.number)
        entity = combine_keys(world.threats[threat].key, world.units[unit].key)
        engagement.spoil_drawn = True
        engagement.spoiled = not uniform(key, entity, raid.progress.replication, 0) < good_p
    return engagement.spoiled


@kernel()
def _find_next(world: World, raid: Raid, unit: int, threat_number: int) -> bool:
    """Put the next shot of a salvo into the option: a round of the same type that can be launched at once."""
    now_s = raid.progress.now_s
    option = raid.option
    number = ready_launcher(world, raid, unit, option.interceptor)
    if number < 0 or raid.launchers[number].reloaded_s > now_s:
        return False
    option.launcher = number
    earliest_s = max(now_s, raid.launchers[number].ready_s)
    if earliest_s <= option.launch_s:
        return True
    half_rad = world.radars[world.units[unit].radar].sector_half_rad
    cursor = raid.threats[threat_number].node
    launch_s, intercept_s = plan_shot(world, raid, unit, number, threat_number, cursor, earliest_s, half_rad)
    if launch_s > earliest_s + TIME_TOLERANCE_S:
        return False
    option.launch_s = max(launch_s, now_s)
    option.intercept_s = max(intercept_s, option.launch_s)
    return True
