"""The slot of policies: when a post decides, and who answers for it."""

from __future__ import annotations

import numpy as np

from ...kernel.bit_set import next_member
from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ..state import Raid
from ..tables.assignment import Slot
from ..timeline.queue import push_event
from ..vocabulary.codes import FIRST_OUTSIDE
from ..vocabulary.kinds import DECIDE
from ..world import World
from .chain import is_on_the_way
from .fill import fill_answer
from .orders import give_orders, wake_units
from .survey import survey

__all__ = ["call_over", "decide_at_post", "follow_answer", "start_assignment", "take_seat"]


@kernel_on_demand()
def start_assignment(raid: Raid, slot: Slot) -> None:
    """Set every order to none, and every post to not deciding."""
    slot.post = -1
    slot.answered = False
    slot.obeying = False
    slot.decisions = 0
    for post in range(len(raid.posts)):
        raid.posts[post].decides_s = np.inf
        raid.posts[post].decided_s = -np.inf
        raid.posts[post].leaves = False
    for unit in range(len(raid.units)):
        for threat in range(len(raid.threats)):
            order = raid.orders[unit, threat]
            order.rounds = 0
            order.until_s = -np.inf
            order.pending = False
            order.sent = 0


@kernel_on_demand()
def take_seat(raid: Raid, post: int, slot: Slot) -> None:
    """Let a post decide once the event is over, unless it has been called for another time meanwhile."""
    state = raid.posts[post]
    if state.decides_s != raid.progress.now_s:
        return
    state.decides_s = np.inf
    if state.lost_s > raid.progress.now_s:
        slot.post = post


@kernel()
def _call_for_asked(world: World, raid: Raid) -> None:
    """Call the posts that assign for the fire units that are asked to look."""
    unit = next_member(raid.asked, 0)
    while unit >= 0:
        _call(world, raid, world.units[unit].assigner, raid.progress.now_s)
        unit = next_member(raid.asked, unit + 1)


@kernel_on_demand()
def decide_at_post(world: World, raid: Raid, slot: Slot) -> bool:
    """After an event, call the post of fire units that are asked to look, or let a post decide whose time it
    is; return whether the raid has to wait for an answer from outside."""
    progress = raid.progress
    post = slot.post
    if post < 0:
        if slot.obeying:
            slot.obeying = False
        else:
            _call_for_asked(world, raid)
        return False
    if survey(world, raid, post, slot):
        raid.posts[post].decided_s = progress.now_s
        slot.decisions += 1
        if world.posts[post].policy >= FIRST_OUTSIDE:
            slot.answered = False
            return True
        fill_answer(world, raid, post, slot)
        give_orders(world, raid, slot)
    _close(world, raid, post, slot)
    return False


@kernel_on_demand()
def follow_answer(world: World, raid: Raid, slot: Slot) -> None:
    """Give the orders that a policy outside of the kernel has put into ``raid.answer``, or leave the choice
    to the fire units."""
    post = slot.post
    raid.posts[post].leaves = slot.leaves
    if slot.leaves:
        wake_units(world, raid, post)
    else:
        give_orders(world, raid, slot)
    slot.answered = False
    _close(world, raid, post, slot)


@kernel()
def _close(world: World, raid: Raid, post: int, slot: Slot) -> None:
    """End a decision; the next comes when a pair is due, an order has come to nothing, or by the clock."""
    slot.post = -1
    next_s = slot.next_s
    if world.posts[post].period_s > 0.0 and slot.threats > 0:
        next_s = min(next_s, raid.progress.now_s + world.posts[post].period_s)
    if next_s < np.inf:
        _call(world, raid, post, next_s)


@kernel_on_demand()
def call_over(world: World, raid: Raid, post: int) -> None:
    """Let whoever assigns by a post, or through it, decide now that it works again."""
    for unit in range(len(world.units)):
        if is_on_the_way(world, unit, post):
            _call(world, raid, world.units[unit].assigner, raid.progress.now_s)


@kernel()
def _call(world: World, raid: Raid, post: int, when_s: float) -> None:
    """Let a post decide at a time, or by its clock after it; an earlier call holds.

    One that has just left the choice to its units is not asked again at that moment: they look because it
    did, and would ask it for ever where they see no shot and it does.
    """
    if post < 0 or raid.posts[post].lost_s <= raid.progress.now_s:
        return
    state = raid.posts[post]
    due_s = max(when_s, state.decided_s + world.posts[post].period_s)
    if state.leaves and due_s <= state.decided_s:
        return
    if due_s < state.decides_s:
        state.decides_s = due_s
        push_event(raid, due_s, DECIDE, post, 0, 0, 0.0)
