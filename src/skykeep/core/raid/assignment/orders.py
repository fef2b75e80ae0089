"""Orders on their way from a post that assigns to fire units, and what a unit makes of one."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ..state import Raid
from ..tables.assignment import Slot
from ..tables.doctrine import Terms
from ..timeline.attention import ask_unit
from ..timeline.blocks import note_block, set_block
from ..timeline.log import record
from ..timeline.queue import push_event
from ..vocabulary.kinds import (
    LOG_ASSIGNED,
    LOG_AWAITS_ORDER,
    LOG_NOT_ORDERED,
    LOG_ORDER_LOST,
    LOG_ORDER_SENT,
    ORDER,
    WAKE,
)
from ..vocabulary.reasons import HELD_BY_DOCTRINE, NO_ORDER, NO_REASON
from ..world import World
from .chain import is_on_the_way, obeys, send_word_s
from .survey import spare_channels

__all__ = [
    "await_order",
    "follow_order",
    "give_orders",
    "obey_order",
    "receive_order",
    "wake_cut_off",
    "wake_units",
]

_FOLLOWED_WITHIN_S = 10.0
"""After the launch that it orders, a post takes an order to have come to nothing; assumed, and the turn of a
radar is added."""


@kernel()
def give_orders(world: World, raid: Raid, slot: Slot) -> None:
    """Send what ``raid.answer`` says about those in a slot, and put down which threats the post keeps its
    units from."""
    for column in range(slot.threats):
        threat = raid.aim_threats[column]
        for row in range(slot.units):
            unit = raid.aim_units[row]
            if raid.answer[unit, threat] > 0:
                _send_order(world, raid, unit, threat, raid.answer[unit, threat], slot)
    for column in range(slot.threats):
        threat = raid.aim_threats[column]
        ordered = _is_ordered(raid, threat, slot)
        for row in range(slot.units):
            _put_down(world, raid, raid.aim_units[row], threat, ordered)


@kernel()
def _is_ordered(raid: Raid, threat: int, slot: Slot) -> bool:
    """Whether any unit of a decision is to shoot at a threat."""
    rounds = 0
    for row in range(slot.units):
        rounds += raid.answer[raid.aim_units[row], threat]
    return rounds > 0


@kernel()
def _send_order(world: World, raid: Raid, unit_number: int, threat: int, rounds: int, slot: Slot) -> None:
    """Send an order to a fire unit; the post does not learn whether it arrives, and the slot is due again
    once it must have come to nothing."""
    order = raid.orders[unit_number, threat]
    unit = world.units[unit_number]
    comes_s = send_word_s(world, raid, unit_number, threat)
    order.sent += 1
    order.rounds = 0
    order.pending = True
    order.until_s = max(raid.aims[unit_number, threat].launch_s, raid.progress.now_s) + _FOLLOWED_WITHIN_S
    if world.radars[unit.radar].sector_half_rad < np.pi:
        order.until_s += np.pi / unit.slew_rate_radps
    slot.next_s = min(slot.next_s, order.until_s)
    if comes_s == np.inf:
        record(raid, LOG_ORDER_LOST, unit_number, threat, float(rounds))
    else:
        record(raid, LOG_ORDER_SENT, unit_number, threat, float(rounds))
        push_event(raid, comes_s, ORDER, unit_number, threat, rounds, 0.0)


@kernel()
def _put_down(world: World, raid: Raid, unit: int, threat: int, ordered: bool) -> None:
    """Put down that a post keeps a unit with a spare channel from a threat, or that an order about it is on
    its way, which may never come."""
    if ordered:
        set_block(raid, NO_ORDER, unit, threat)
    elif raid.aims[unit, threat].due and spare_channels(world, raid, unit) > 0:
        note_block(raid, LOG_NOT_ORDERED, unit, threat, np.inf)


@kernel_on_demand()
def receive_order(raid: Raid, unit: int, threat: int, rounds: int, slot: Slot) -> None:
    """Let a fire unit look whether it can follow an order that has come: no reason for its post to
    decide anew."""
    if raid.units[unit].lost_s <= raid.progress.now_s:
        return
    raid.orders[unit, threat].rounds = rounds
    set_block(raid, NO_REASON, unit, threat)
    record(raid, LOG_ASSIGNED, unit, threat, float(rounds))
    slot.obeying = True
    ask_unit(raid, unit)


@kernel_on_demand()
def await_order(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Put down that a fire unit leaves a threat alone because its post has not ordered it to shoot, and tell
    whether it does."""
    if not obeys(world, raid, unit):
        return False
    order = raid.orders[unit, threat]
    if order.rounds > 0 and order.until_s >= raid.progress.now_s:
        return False
    held = raid.engagements[unit, threat].kept_by == HELD_BY_DOCTRINE
    note_block(raid, LOG_NOT_ORDERED if held else LOG_AWAITS_ORDER, unit, threat, np.inf)
    return True


@kernel_on_demand()
def obey_order(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """Let a salvo have as many rounds as were ordered, as far as its doctrine leaves them."""
    if obeys(world, raid, unit) and raid.orders[unit, threat].rounds > 0:
        terms.rounds = min(raid.orders[unit, threat].rounds, terms.rounds_most)


@kernel_on_demand()
def follow_order(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Take an order as followed; the post of the unit itself sees that it shoots, another counts on it until
    it is told."""
    order = raid.orders[unit, threat]
    order.rounds = 0
    order.pending = False
    if world.units[unit].assigner == world.units[unit].post:
        order.until_s = -np.inf


@kernel()
def wake_units(world: World, raid: Raid, post: int) -> None:
    """Let the fire units for which a post assigns look for shots."""
    for unit in range(len(world.units)):
        if world.units[unit].assigner == post:
            push_event(raid, raid.progress.now_s, WAKE, unit, 0, 0, 0.0)


@kernel_on_demand()
def wake_cut_off(world: World, raid: Raid, lost: int) -> None:
    """Let the fire units that a lost post cuts off from orders look for shots once they fight alone."""
    for unit in range(len(world.units)):
        if is_on_the_way(world, unit, lost):
            alone_s = raid.progress.now_s + world.posts[world.units[unit].assigner].autonomous_s
            push_event(raid, alone_s, WAKE, unit, 0, 0, 0.0)
