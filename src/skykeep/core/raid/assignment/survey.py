"""What a post that assigns knows when it decides: its fire units, the threats that nobody engages, and the
earliest shot of each at each."""

from __future__ import annotations

import numpy as np

from ...kernel.bit_set import has_member
from ...kernel.jit import kernel
from ..doctrine import set_terms, weigh_shot
from ..identity.gone import holds_gone
from ..identity.held_aim import first_arrival_s, flies_at_part, value_at_stake
from ..identity.recognition import held_class
from ..shots.options import TIME_TOLERANCE_S, find_option
from ..state import Raid
from ..tables.assignment import Slot
from ..tables.doctrine import Terms
from ..vocabulary.codes import FIRST_OUTSIDE, ROLLING, UNLIMITED
from ..world import World
from .chain import is_within_reach, way_s

__all__ = ["loads_of", "spare_channels", "survey"]


@kernel()
def survey(world: World, raid: Raid, post: int, slot: Slot) -> bool:
    """Put what a post may decide about into ``raid.aims`` and a slot; return whether any of it is due
    now for a unit that can begin it.

    Threats stand in ``raid.aim_threats`` as they arrive, fire units in ``raid.aim_units`` by number.
    Policies that look ahead are told of units without a free channel and of shots that come later, too.
    """
    slot.units = 0
    slot.threats = 0
    slot.next_s = np.inf
    ahead = world.posts[post].policy == ROLLING or world.posts[post].policy >= FIRST_OUTSIDE
    for unit in range(len(world.units)):
        if world.units[unit].assigner == post and is_within_reach(world, raid, unit):
            spare = spare_channels(world, raid, unit)
            if ahead or spare > 0:
                raid.aim_units[slot.units] = unit
                raid.spare[slot.units] = spare
                slot.units += 1
    due = False
    for place in range(len(raid.threats)):
        threat = raid.by_impact[place]
        if slot.units == 0 or not _needs_shot(world, raid, post, threat, slot):
            continue
        shots = 0
        for row in range(slot.units):
            aim = raid.aims[raid.aim_units[row], threat]
            _aim_at(world, raid, raid.aim_units[row], threat, slot)
            due = due or (aim.due and raid.spare[row] > 0)
            if aim.due or (ahead and aim.launch_s < np.inf):
                shots += 1
        if shots > 0:
            raid.stakes[threat].worth = _worth_of(world, raid, post, threat)
            raid.stakes[threat].arrives_s = first_arrival_s(world, raid, threat)
            raid.aim_threats[slot.threats] = threat
            slot.threats += 1
    return due


@kernel()
def _needs_shot(world: World, raid: Raid, post: int, threat: int, slot: Slot) -> bool:
    """Whether a post knows a threat that flies on, and nobody engages it as far as it knows; where an order
    of its own holds it back, the slot is due once that has come to nothing."""
    now_s = raid.progress.now_s
    track = raid.tracks[post, threat]
    if track.known_s > now_s or track.engaged > 0 or track.others_until_s > now_s:
        return False
    if raid.threats[threat].impact_s <= now_s or holds_gone(world, raid, post, threat):
        return False
    for unit in range(len(world.units)):
        until_s = raid.orders[unit, threat].until_s
        if world.units[unit].assigner == post and until_s > now_s:
            slot.next_s = min(slot.next_s, until_s)
            return False
    return True


@kernel()
def spare_channels(world: World, raid: Raid, unit_number: int) -> int:
    """Return how many engagements a fire unit can begin beside those that were ordered of it."""
    unit = raid.units[unit_number]
    spare = unit.channels_free
    for threat in range(len(raid.threats)):
        order = raid.orders[unit_number, threat]
        if order.pending and order.until_s > raid.progress.now_s:
            spare -= 1
    if world.units[unit_number].missile_channels < UNLIMITED:
        spare = min(spare, unit.missiles_free)
    return max(min(spare, loads_of(world, raid, unit_number)), 0)


@kernel()
def loads_of(world: World, raid: Raid, unit: int) -> int:
    """Return the rounds that a fire unit has on its launchers or is loading."""
    rounds = 0
    for number in range(world.units[unit].first_launcher, world.units[unit].end_launcher):
        rounds += raid.launchers[number].rounds
    return rounds


@kernel()
def _worth_of(world: World, raid: Raid, post: int, threat: int) -> float:
    """Return what a post takes to be lost if a threat gets through, by what it may fly at."""
    at_part = flies_at_part(world, raid, threat)
    return max(value_at_stake(world, raid, threat), world.posts[post].part_value if at_part else 0.0)


@kernel()
def _aim_at(world: World, raid: Raid, unit: int, threat: int, slot: Slot) -> None:
    """Put the earliest shot of a fire unit at a threat that an order of now could bring about into its
    aim, and into the slot when a later one is due."""
    now_s = raid.progress.now_s
    aim, option, terms = raid.aims[unit, threat], raid.option, raid.terms
    aim.launch_s = np.inf
    aim.intercept_s = np.inf
    aim.rounds = 0
    aim.miss_p = 1.0
    aim.due = False
    rank = raid.engagements[unit, threat].rank
    if not has_member(raid.waiting[unit], rank):
        return
    to_launcher_s = way_s(world, unit) + world.units[unit].order_s
    set_terms(world, raid, unit, threat, terms)
    terms.launch_from_s = max(terms.launch_from_s, now_s + to_launcher_s)
    if _is_held(raid, terms, slot):
        return
    find_option(world, raid, unit, threat, terms, option)
    if option.launcher < 0 or not (option.faces or _may_turn(world, raid, unit)):
        return
    weigh_shot(world, raid, unit, threat, terms, option)
    if _is_held(raid, terms, slot):
        return
    kill_p = world.believed_kill_p[option.interceptor, held_class(world, raid, unit, threat)]
    aim.launch_s = option.launch_s
    aim.intercept_s = option.intercept_s
    aim.rounds = max(terms.rounds, 1)
    aim.miss_p = (1.0 - kill_p) ** aim.rounds
    due_s = option.launch_s - to_launcher_s - world.posts[world.units[unit].assigner].look_ahead_s
    aim.due = due_s <= now_s + TIME_TOLERANCE_S
    if not aim.due:
        slot.next_s = min(slot.next_s, due_s)


@kernel()
def _is_held(raid: Raid, terms: Terms, slot: Slot) -> bool:
    """Whether terms hold fire; the slot is due again at the end of the time for which they do."""
    until_s = terms.hold_until_s
    if until_s == -np.inf:
        return False
    if until_s > raid.progress.now_s:
        slot.next_s = min(slot.next_s, until_s)
    return True


@kernel()
def _may_turn(world: World, raid: Raid, unit: int) -> bool:
    """Whether the radar of a fire unit may turn away from where it looks."""
    state = raid.units[unit]
    return world.units[unit].slew_when_engaged or state.channels_free == state.channels_ready
