"""What a command post takes a track for: its class, and whose it is, after a time and with errors.

What a post will take a threat for is drawn with the raid, keyed by threat and post; no fire unit of the post
is asked before the post has made up its mind, so nothing is known too early. Where recognition is off, posts
know at once and rightly.
"""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ...kernel.streams import combine_keys, stream_key, uniform
from ..luck import happens
from ..state import Raid
from ..vocabulary.codes import RAID
from ..vocabulary.purposes import CLASSIFY, IDENTIFY
from ..world import World
from .traffic import is_answer_heard, is_declared

__all__ = ["form_beliefs", "held_class", "held_friendly_by_all", "recognised_after_s"]


@kernel(inline=True)
def held_class(world: World, raid: Raid, unit: int, threat: int) -> int:
    """Return the class that the post of a fire unit takes a threat for: doctrine goes by it."""
    return raid.tracks[world.units[unit].post, threat].held_class


@kernel_on_demand()
def recognised_after_s(world: World) -> float:
    """Return how long a post takes to recognise a track that it has learnt of."""
    rule = world.recognition[0]
    return max(rule.classify_s, rule.identify_s)


@kernel_on_demand()
def form_beliefs(world: World, raid: Raid) -> None:
    """Set what each post is going to take each threat for."""
    for threat in range(len(world.threats)):
        for post in range(len(raid.tracks)):
            track = raid.tracks[post, threat]
            track.held_class = _class_taken(world, raid, post, threat)
            if world.threats[threat].side == RAID:
                track.held_friendly = _is_taken_for_friend(world, raid, post, threat)
            else:
                track.held_friendly = is_answer_heard(world, raid, post, threat)
            track.declared = not track.held_friendly and is_declared(world, raid, post, threat)


@kernel()
def _class_taken(world: World, raid: Raid, post: int, number: int) -> int:
    """Return the class that a post takes a threat for: a decoy, or what it may be a decoy of, by the luck of
    decoys; else its own rightly, or another one that flies as it does."""
    given = world.threats[number]
    kind = given.threat_class
    if raid.threats[number].held_for_decoy:
        return kind if given.decoy else world.classes[kind].decoyed_by
    if world.classes[kind].decoy_of >= 0:
        kind = world.classes[kind].decoy_of
    entity = combine_keys(given.key, world.posts[post].key)
    key = stream_key(world.seed, CLASSIFY, world.number)
    replication = raid.progress.replication
    if happens(world.recognition[0].class_right_p, key, entity, replication, 0):
        return kind
    others = 0
    for other in range(len(world.classes)):
        if _may_be_taken_for(world, kind, other):
            others += 1
    if others == 0:
        return kind
    place = min(int(uniform(key, entity, replication, 1) * others), others - 1)
    for other in range(len(world.classes)):
        if _may_be_taken_for(world, kind, other):
            if place == 0:
                return other
            place -= 1
    return kind


@kernel()
def _may_be_taken_for(world: World, kind: int, other: int) -> bool:
    """Whether a class may be taken for another one: not for a decoy, which has a chance of its own, and
    nothing that flies for something that falls."""
    ballistic = world.classes[kind].ballistic == world.classes[other].ballistic
    return other != kind and world.classes[other].decoy_of < 0 and ballistic


@kernel()
def _is_taken_for_friend(world: World, raid: Raid, post: int, number: int) -> bool:
    """Whether a post takes a threat for a friend."""
    entity = combine_keys(world.threats[number].key, world.posts[post].key)
    key = stream_key(world.seed, IDENTIFY, world.number)
    return happens(world.recognition[0].threat_for_friend_p, key, entity, raid.progress.replication, 0)


@kernel_on_demand()
def held_friendly_by_all(world: World, raid: Raid, threat: int) -> bool:
    """Whether every post with fire units that knows of a threat takes it for a friend, and any does."""
    taken = False
    for post in range(len(raid.tracks)):
        track = raid.tracks[post, threat]
        if track.known_s < np.inf and world.posts[post].end_unit > world.posts[post].first_unit:
            if not track.held_friendly:
                return False
            taken = True
    return taken
