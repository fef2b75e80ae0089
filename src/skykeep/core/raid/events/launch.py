"""A salvo is ordered, and its rounds are launched: at once, or as soon as a launcher is ready again."""

from __future__ import annotations

from ...kernel.bit_set import drop_member
from ...kernel.jit import kernel
from ..assignment.orders import follow_order
from ..command.links import tell_others
from ..picture.readiness import free_weapons
from ..shots.launchers import ready_launcher, take_round
from ..shots.options import TIME_TOLERANCE_S, plan_shot
from ..state import Raid
from ..tables.entities import Option, Terms
from ..timeline.blocks import set_block
from ..timeline.log import record
from ..timeline.queue import push_event
from ..vocabulary.codes import MISS, NO_LINK, ORDERED, UNLIMITED
from ..vocabulary.kinds import ASSESS, INTERCEPT, LAUNCH, LOG_ORDERED, TELLS_ENGAGED
from ..vocabulary.reasons import NO_REASON
from ..world import World

__all__ = ["launch_round", "order_salvo"]


@kernel(inline=True)
def order_salvo(
    world: World, raid: Raid, unit_number: int, threat_number: int, terms: Terms, option: Option
) -> None:
    """Order an option, and further rounds of its type as many as its terms say; take a channel for it."""
    given = world.units[unit_number]
    unit = raid.units[unit_number]
    engagement = raid.engagements[unit_number, threat_number]
    track = raid.tracks[given.post, threat_number]
    engagement.salvos += 1
    set_block(raid, NO_REASON, unit_number, threat_number)
    engagement.ordered = 0
    engagement.fired = 0
    engagement.to_come = 0
    last_s = option.intercept_s
    while True:
        _order_round(world, raid, unit_number, threat_number, option)
        last_s = max(last_s, option.intercept_s)
        if engagement.ordered >= terms.rounds:
            break
        if not _find_next(world, raid, unit_number, threat_number, terms, option):
            break
    record(raid, LOG_ORDERED, unit_number, threat_number, float(engagement.ordered))
    engagement.noted = LOG_ORDERED
    drop_member(raid.waiting[unit_number], engagement.rank)
    unit.channels_free -= 1
    track.engaged += 1
    unit.salvos += 1
    if len(raid.orders) > 0:
        follow_order(world, raid, unit_number, threat_number)
    if unit.salvos == 1 and given.weapons_free:
        free_weapons(world, raid, unit_number)
    if given.missile_channels < UNLIMITED:
        unit.missiles_free -= engagement.ordered
    judged_s = last_s + given.assessment_s
    engagement.judged_s = judged_s
    push_event(raid, judged_s, ASSESS, unit_number, threat_number, 0, 0.0)
    tell_others(world, raid, given.post, threat_number, TELLS_ENGAGED, judged_s, NO_LINK)


@kernel(inline=True)
def _order_round(world: World, raid: Raid, unit: int, threat: int, option: Option) -> None:
    """Take a round from its launcher, and launch it when the option says."""
    take_round(world, raid, unit, option.launcher, option.launch_s)
    number = raid.progress.shots
    if number < len(raid.shots):
        raid.progress.shots += 1
    else:
        raid.progress.overflowed = True
        number -= 1
    shot = raid.shots[number]
    shot.launch_s = option.launch_s
    shot.intercept_s = option.intercept_s
    shot.threat = threat
    shot.unit = unit
    shot.interceptor = option.interceptor
    shot.launcher = option.launcher
    shot.end = ORDERED
    shot.cut = False
    engagement = raid.engagements[unit, threat]
    engagement.ordered += 1
    engagement.to_come += 1
    if option.launch_s <= raid.progress.now_s + TIME_TOLERANCE_S:
        launch_round(raid, number)
    else:
        push_event(raid, option.launch_s, LAUNCH, unit, threat, number, 0.0)


@kernel(inline=True)
def launch_round(raid: Raid, number: int) -> None:
    """Launch a round that was ordered and not held back since; it meets its threat in time."""
    shot = raid.shots[number]
    if shot.end != ORDERED:
        return
    threat = raid.threats[shot.threat]
    shot.ordinal = threat.shots
    shot.end = MISS
    threat.shots += 1
    engagement = raid.engagements[shot.unit, shot.threat]
    engagement.fired += 1
    engagement.shots += 1
    push_event(raid, shot.intercept_s, INTERCEPT, shot.unit, shot.threat, number, 0.0)


@kernel()
def _find_next(world: World, raid: Raid, unit: int, threat_number: int, terms: Terms, option: Option) -> bool:
    """Put the next shot of a salvo into its option: a round of the same type that can be launched at once."""
    now_s = raid.progress.now_s
    number = ready_launcher(world, raid, unit, option.interceptor)
    if number < 0 or raid.launchers[number].reloaded_s > now_s:
        return False
    option.launcher = number
    earliest_s = max(now_s, raid.launchers[number].ready_s, option.launch_s + terms.spacing_s)
    if earliest_s <= option.launch_s:
        return True
    half_rad = world.radars[world.units[unit].radar].sector_half_rad
    launch_s, intercept_s = plan_shot(world, raid, unit, number, threat_number, earliest_s, half_rad, terms)
    if launch_s > earliest_s + TIME_TOLERANCE_S:
        return False
    option.launch_s = max(launch_s, now_s)
    option.intercept_s = max(intercept_s, option.launch_s)
    return True
