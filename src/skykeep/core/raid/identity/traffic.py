"""What command posts take traffic for: who is none of the raid answers, or is not heard to, and may be shot
at by mistake.

Whether an aircraft answers at all is its own luck, the same for every post; whether a post misses its answer
is that of the post. Both are drawn with the raid, keyed by the names of those concerned.
"""

from __future__ import annotations

from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ...kernel.streams import combine_keys, stream_key
from ..luck import happens
from ..state import Raid
from ..vocabulary.codes import FRIENDLY, RAID
from ..vocabulary.purposes import ANSWER, DECLARE
from ..vocabulary.reasons import ANSWER_MISSED, DID_NOT_ANSWER
from ..world import World

__all__ = ["is_answer_heard", "is_declared", "why_shot_down"]


@kernel()
def _answers(world: World, raid: Raid, number: int) -> bool:
    """Whether an aircraft of the traffic answers when it is asked who it is."""
    given = world.threats[number]
    rule = world.recognition[0]
    silent_p = rule.friend_silent_p if given.side == FRIENDLY else rule.neutral_silent_p
    key = stream_key(world.seed, ANSWER, world.number)
    return not happens(silent_p, key, given.key, raid.progress.replication, 0)


@kernel()
def is_answer_heard(world: World, raid: Raid, post: int, number: int) -> bool:
    """Whether traffic answers, and a post does not miss it."""
    if not _answers(world, raid, number):
        return False
    entity = combine_keys(world.threats[number].key, world.posts[post].key)
    key = stream_key(world.seed, ANSWER, world.number)
    return not happens(world.recognition[0].answer_missed_p, key, entity, raid.progress.replication, 0)


@kernel()
def is_declared(world: World, raid: Raid, post: int, number: int) -> bool:
    """Whether a post declares hostile what it holds for no friend."""
    given = world.threats[number]
    rule = world.recognition[0]
    entity = combine_keys(given.key, world.posts[post].key)
    key = stream_key(world.seed, DECLARE, world.number)
    declared_p = rule.traffic_declared_p
    if given.side == RAID:
        declared_p = 1.0 - rule.threat_undeclared_p
    return happens(declared_p, key, entity, raid.progress.replication, 0)


@kernel_on_demand()
def why_shot_down(world: World, raid: Raid, number: int) -> int:
    """Return why an aircraft of the traffic was shot down."""
    return ANSWER_MISSED if _answers(world, raid, number) else DID_NOT_ANSWER
