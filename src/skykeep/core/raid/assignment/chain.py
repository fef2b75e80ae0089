"""The chain of posts from one that assigns down to a fire unit: whether it holds, how long a word takes."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.streams import combine_keys, stream_key
from ..luck import happens
from ..state import Raid
from ..vocabulary.purposes import ORDER_LOST
from ..world import World

__all__ = ["is_on_the_way", "is_within_reach", "obeys", "send_word_s", "way_s"]


@kernel()
def _cut_since_s(world: World, raid: Raid, unit: int) -> float:
    """Return since when a fire unit hears nothing from the post that assigns: since that was lost, or a post
    on the way, or from the start where a link is cut; infinite while the chain holds."""
    assigner = world.units[unit].assigner
    post = world.units[unit].post
    since_s = raid.posts[assigner].lost_s
    while post != assigner:
        since_s = min(since_s, raid.posts[post].lost_s)
        if world.links[world.posts[post].down_link].loss_p >= 1.0:
            return -np.inf
        post = world.posts[post].above
    return since_s


@kernel()
def is_on_the_way(world: World, unit: int, lost: int) -> bool:
    """Whether a post stands between a fire unit and the post that assigns for it, or is one of both ends."""
    assigner = world.units[unit].assigner
    if assigner < 0:
        return False
    post = world.units[unit].post
    while post != assigner and post != lost:
        post = world.posts[post].above
    return post == lost


@kernel()
def is_within_reach(world: World, raid: Raid, unit: int) -> bool:
    """Whether a post that assigns can reach a fire unit that is there."""
    now_s = raid.progress.now_s
    return raid.units[unit].lost_s > now_s and _cut_since_s(world, raid, unit) > now_s


@kernel()
def obeys(world: World, raid: Raid, unit: int) -> bool:
    """Whether a fire unit waits for orders; without word from its post it does for a time, then fights
    alone."""
    assigner = world.units[unit].assigner
    if assigner < 0 or raid.posts[assigner].leaves:
        return False
    return _cut_since_s(world, raid, unit) + world.posts[assigner].autonomous_s > raid.progress.now_s


@kernel()
def way_s(world: World, unit: int) -> float:
    """Return how long a word takes from the post that assigns to a fire unit, if no link is busy."""
    post = world.units[unit].post
    total_s = 0.0
    while post != world.units[unit].assigner:
        link = world.links[world.posts[post].down_link]
        total_s += link.latency_s + link.report_s
        post = world.posts[post].above
    return total_s


@kernel()
def send_word_s(world: World, raid: Raid, unit: int, threat: int) -> float:
    """Send an order down the chain and return when it comes; infinite if a link loses it.

    The links of the way are taken in their order from below, each free again once the order is through.
    """
    now_s = raid.progress.now_s
    post = world.units[unit].post
    total_s = now_s
    key = stream_key(world.seed, ORDER_LOST, world.number)
    ordinal = raid.orders[unit, threat].sent
    while post != world.units[unit].assigner:
        number = world.posts[post].down_link
        link, state = world.links[number], raid.links[number]
        entity = combine_keys(combine_keys(world.threats[threat].key, world.units[unit].key), link.key)
        if happens(link.loss_p, key, entity, raid.progress.replication, ordinal):
            total_s = np.inf
        begun_s = max(now_s, state.free_s)
        state.free_s = begun_s + link.report_s
        total_s += begun_s - now_s + link.report_s + link.latency_s
        post = world.posts[post].above
    return total_s
