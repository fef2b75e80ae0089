"""A fire unit decides: it looks at the threats that it may engage, the most urgent first, and starts
every engagement that it can start now."""

from __future__ import annotations

import math

import numpy as np

from ..kernel.bit_set import drop_member, next_member
from ..kernel.jit import kernel
from .assignment.orders import await_order, obey_order
from .command.autonomy import hold_for_orders
from .doctrine import ease_terms, narrows, set_terms, weigh_shot
from .events.launch import order_salvo
from .identity.gone import holds_gone
from .shots.options import TIME_TOLERANCE_S, find_anywhere, find_option
from .shots.salvo import loaded_rounds, next_load_s, rounds_at_hand
from .shots.sector import turn_to_shot
from .state import Raid
from .tables.entities import Option, Terms
from .timeline.blocks import note_block, note_engaged, note_waiting, set_block
from .timeline.queue import push_event
from .timeline.sleepers import let_sleep, rouse_due
from .vocabulary.codes import UNLIMITED
from .vocabulary.kinds import (
    LOG_HELD_BY_DOCTRINE,
    LOG_HELD_DEAD,
    LOG_LEAVES_SECTOR,
    LOG_NO_CHANNEL,
    LOG_NO_MISSILE_CHANNEL,
    LOG_NO_ROUND,
    LOG_NO_SHOT_LEFT,
    LOG_NOT_IN_REACH,
    LOG_OUT_OF_SECTOR,
    LOG_TURNING,
    LOG_UNIT_LOST,
    LOG_WAITS_BY_DOCTRINE,
    WAKE,
)
from .vocabulary.reasons import OUT_OF_SECTOR
from .world import World

__all__ = ["seek_shots"]

_LOOK_ON, _DONE_LOOKING = 1, 2
"""Whether a fire unit looks at the next threat after one."""


@kernel(inline=True)
def seek_shots(world: World, raid: Raid, unit_number: int) -> None:
    """Let a fire unit look for shots."""
    unit = raid.units[unit_number]
    now_s = raid.progress.now_s
    if unit.lost_s <= now_s or unit.slewing_until_s > now_s:
        note_waiting(world, raid, unit_number, -1, LOG_UNIT_LOST if unit.lost_s <= now_s else LOG_TURNING)
        return
    if len(world.duties.units) > 0 and hold_for_orders(world, raid, unit_number):
        return
    if unit.sleepers > 0:
        rouse_due(raid, unit_number)
    waiting = raid.waiting[unit_number]
    unit.pending_s = np.inf
    rank = -1
    while unit.channels_free > 0:
        rank = next_member(waiting, rank + 1)
        if rank < 0:
            return
        threat = raid.order[unit_number, rank]
        if _is_over(world, raid, unit_number, threat):
            if raid.threats[threat].impact_s > now_s:
                note_block(raid, LOG_HELD_DEAD, unit_number, threat, np.inf)
            drop_member(waiting, rank)
        elif (
            _consider(world, raid, unit_number, threat)
            and _look_at(world, raid, unit_number, threat) == _DONE_LOOKING
        ):
            turning = unit.slewing_until_s > now_s
            kind = LOG_TURNING if turning else LOG_NO_MISSILE_CHANNEL
            note_waiting(world, raid, unit_number, rank - 1, kind)
            return
    note_waiting(world, raid, unit_number, rank, LOG_NO_CHANNEL)


@kernel(inline=True)
def _is_over(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether a threat has reached its aim, or the post of a fire unit holds it to be dead."""
    if raid.threats[threat].impact_s <= raid.progress.now_s:
        return True
    return holds_gone(world, raid, world.units[unit].post, threat)


@kernel(inline=True)
def _consider(world: World, raid: Raid, unit_number: int, threat: int) -> bool:
    """Put down what keeps a fire unit from looking at a threat, and tell whether nothing does: nobody of whom
    the post knows engages it, and it is not to be waited for."""
    if len(raid.orders) > 0 and await_order(world, raid, unit_number, threat):
        return False
    track = raid.tracks[world.units[unit_number].post, threat]
    if track.engaged > 0 or track.others_until_s > raid.progress.now_s:
        note_engaged(world, raid, unit_number, threat)
        return False
    engagement = raid.engagements[unit_number, threat]
    if engagement.not_before_s > raid.progress.now_s:
        if engagement.kept_by != OUT_OF_SECTOR:
            unit = raid.units[unit_number]
            unit.pending_s = min(unit.pending_s, engagement.not_before_s)
        return False
    return True


@kernel(inline=True)
def _look_at(world: World, raid: Raid, unit: int, threat: int) -> int:
    """Start an engagement of a threat if it can start now, or put down what it waits for."""
    terms, option = raid.terms, raid.option
    set_terms(world, raid, unit, threat, terms)
    if terms.hold_until_s > -np.inf:
        _hold(raid, unit, threat, terms)
        return _LOOK_ON
    find_option(world, raid, unit, threat, terms, option)
    if option.launcher >= 0:
        if not option.faces:
            return _look_elsewhere(world, raid, unit, threat, option)
        weigh_shot(world, raid, unit, threat, terms, option)
        if terms.hold_until_s > -np.inf:
            _hold(raid, unit, threat, terms)
            return _LOOK_ON
        if len(raid.orders) > 0:
            obey_order(world, raid, unit, threat, terms)
        if not world.units[unit].partial_salvo and _wait_for_load(
            world, raid, unit, threat, terms.rounds, option
        ):
            return _LOOK_ON
    if option.launcher < 0 or not option.any_round:
        _give_up(world, raid, unit, threat, terms, option)
        return _LOOK_ON
    order_s, ready_s = world.units[unit].order_s, raid.launchers[option.launcher].ready_s
    available_s = max(raid.progress.now_s + order_s, ready_s)
    in_reach = option.launch_s <= available_s + TIME_TOLERANCE_S
    if option.reloading or not in_reach:
        # later: come back in time for the order when the threat is in reach, or the launcher is reloaded
        later_s = max(option.launch_s, available_s) - order_s
        if option.reloading:
            later_s = max(later_s, ready_s)
        why = _why_later(terms, option, in_reach)
        if not in_reach and _turns_to_sooner(world, raid, unit, threat, terms, option):
            return _DONE_LOOKING
        note_block(raid, why, unit, threat, later_s)
        _wait(raid, unit, threat, later_s)
        return _LOOK_ON
    _trim_to_channels(world, raid, unit, terms)
    if not _has_channels(world, raid, unit, terms.rounds):
        return _DONE_LOOKING
    order_salvo(world, raid, unit, threat, terms, option)
    return _LOOK_ON


@kernel(inline=True)
def _why_later(terms: Terms, option: Option, in_reach: bool) -> int:
    """Return what puts the option of a fire unit off: a load, or its reach, narrowed by doctrine or not."""
    if option.reloading and in_reach:
        return LOG_NO_ROUND
    return LOG_WAITS_BY_DOCTRINE if narrows(terms) else LOG_NOT_IN_REACH


@kernel(inline=True)
def _wait_for_load(world: World, raid: Raid, unit: int, threat: int, wanted: int, option: Option) -> bool:
    """Let a whole salvo wait for the next load, and tell whether it does; without the rounds for it, now or
    then, there is none."""
    loaded = loaded_rounds(world, raid, unit, option.interceptor)
    option.any_round = loaded >= wanted
    if rounds_at_hand(world, raid, unit, option.interceptor) < wanted <= loaded:
        loaded_s = next_load_s(world, raid, unit, option.interceptor)
        note_block(raid, LOG_NO_ROUND, unit, threat, loaded_s)
        _wait(raid, unit, threat, loaded_s)
        return True
    return False


@kernel()
def _give_up(world: World, raid: Raid, unit: int, threat: int, terms: Terms, option: Option) -> None:
    """Let a threat go for good: no feasible shot is left, or no round, or none before the end of a
    reload."""
    engagement = raid.engagements[unit, threat]
    if not option.any_round or option.all_reloading:
        note_block(raid, LOG_NO_ROUND, unit, threat, np.inf)
    elif _only_rules_forbid(world, raid, unit, threat, terms, option):
        if terms.again_s < np.inf:
            note_block(raid, LOG_HELD_BY_DOCTRINE, unit, threat, terms.again_s)
            _wait(raid, unit, threat, terms.again_s)
            return
        note_block(raid, LOG_HELD_BY_DOCTRINE, unit, threat, np.inf)
    else:
        note_block(raid, LOG_NO_SHOT_LEFT, unit, threat, np.inf)
    drop_member(raid.waiting[unit], engagement.rank)


@kernel()
def _only_rules_forbid(
    world: World, raid: Raid, unit: int, threat: int, terms: Terms, option: Option
) -> bool:
    """Whether there would be a shot at a threat if doctrine did not limit when and where it may meet: the
    terms are eased for it, and the option is that shot."""
    if not narrows(terms):
        return False
    ease_terms(terms)
    find_option(world, raid, unit, threat, terms, option)
    return option.launcher >= 0


@kernel(inline=True)
def _trim_to_channels(world: World, raid: Raid, unit: int, terms: Terms) -> None:
    """Let a salvo ask for no more channels for missiles than the radar has at all, where it may be part of
    one."""
    given = world.units[unit]
    if given.missile_channels < UNLIMITED and given.partial_salvo:
        terms.rounds = min(terms.rounds, raid.units[unit].missile_channels_ready)


@kernel(inline=True)
def _has_channels(world: World, raid: Raid, unit: int, rounds: int) -> bool:
    """Whether the channels for missiles are free that a salvo needs: it waits for all of them."""
    if world.units[unit].missile_channels >= UNLIMITED:
        return True
    return raid.units[unit].missiles_free >= max(rounds, 1)


@kernel()
def _hold(raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """Hold fire as long as the terms say: for good, until a time, or until something happens."""
    engagement = raid.engagements[unit, threat]
    note_block(raid, LOG_HELD_BY_DOCTRINE, unit, threat, terms.hold_until_s)
    if terms.hold_until_s == np.inf:
        drop_member(raid.waiting[unit], engagement.rank)
    elif terms.hold_until_s > raid.progress.now_s:
        _wait(raid, unit, threat, terms.hold_until_s)


@kernel()
def _wait(raid: Raid, unit_number: int, threat: int, until_s: float) -> None:
    """Let a threat wait, and its fire unit wake then."""
    unit = raid.units[unit_number]
    raid.engagements[unit_number, threat].not_before_s = until_s
    unit.pending_s = min(unit.pending_s, until_s)
    push_event(raid, until_s, WAKE, unit_number, threat, 0, 0.0)
    if unit.lets_sleep:
        let_sleep(raid, unit_number, threat)


@kernel()
def _look_elsewhere(world: World, raid: Raid, unit_number: int, threat: int, option: Option) -> int:
    """There is a shot, but not in the sector: turn, if nothing in the sector is under way or planned."""
    unit = raid.units[unit_number]
    engagement = raid.engagements[unit_number, threat]
    set_block(raid, OUT_OF_SECTOR, unit_number, threat)
    idle, planned = _is_idle(raid, unit_number), unit.pending_s < np.inf
    if not _may_turn(world, raid, unit_number):
        engagement.not_before_s = (
            unit.pending_s if idle and planned else np.nextafter(raid.progress.now_s, np.inf)
        )
        note_block(raid, LOG_OUT_OF_SECTOR, unit_number, threat, unit.pending_s)
        return _LOOK_ON
    faced_s = turn_to_shot(world, raid, unit_number, threat, option, before_s=np.inf)
    if faced_s == np.inf:
        # the radar faces the shot already and would lose the threat before the intercept
        note_block(raid, LOG_LEAVES_SECTOR, unit_number, threat, np.inf)
        drop_member(raid.waiting[unit_number], engagement.rank)
        return _LOOK_ON
    push_event(raid, faced_s, WAKE, unit_number, threat, 0, 0.0)
    return _DONE_LOOKING


@kernel()
def _turns_to_sooner(
    world: World, raid: Raid, unit_number: int, threat: int, terms: Terms, option: Option
) -> bool:
    """Turn to a shot outside the sector that comes before the option inside it by more than the turn takes;
    tell whether there is one. The option is overwritten."""
    if world.radars[world.units[unit_number].radar].sector_half_rad >= math.pi:
        return False
    if not _may_turn(world, raid, unit_number):
        return False
    inside_s = option.launch_s
    find_anywhere(world, raid, unit_number, threat, terms, option)
    faced_s = turn_to_shot(world, raid, unit_number, threat, option, inside_s)
    if faced_s == np.inf:
        return False
    set_block(raid, OUT_OF_SECTOR, unit_number, threat)
    push_event(raid, faced_s, WAKE, unit_number, threat, 0, 0.0)
    return True


@kernel(inline=True)
def _may_turn(world: World, raid: Raid, unit: int) -> bool:
    """Whether a fire unit may turn its radar: nothing in the sector is planned, nor under way unless it turns
    all the same."""
    if raid.units[unit].pending_s < np.inf:
        return False
    return _is_idle(raid, unit) or world.units[unit].slew_when_engaged


@kernel(inline=True)
def _is_idle(raid: Raid, unit_number: int) -> bool:
    """Whether a fire unit engages nothing."""
    unit = raid.units[unit_number]
    return unit.channels_free == unit.channels_ready
