"""Reports on their way from post to post: delayed, queued where a link has no more capacity, or lost."""

from __future__ import annotations

from ...kernel.jit import kernel
from ...kernel.streams import combine_keys, stream_key
from ..luck import happens
from ..state import Raid
from ..timeline.log import record
from ..timeline.queue import push_event
from ..vocabulary.kinds import LOG_REPORT_LOST, LOG_REPORT_SENT, REPORT, TELLS
from ..vocabulary.purposes import REPORT_LOST
from ..world import World

__all__ = ["send_report", "tell_others"]


@kernel(inline=True)
def tell_others(
    world: World, raid: Raid, post: int, threat: int, what: int, until_s: float, not_over: int
) -> None:
    """Send a report over every link of a post but one, mostly that over which it came; a lost post tells
    nobody."""
    given = world.posts[post]
    if given.first_link < given.end_link and raid.posts[post].lost_s > raid.progress.now_s:
        for link in range(given.first_link, given.end_link):
            if link != not_over:
                send_report(world, raid, link, threat, what, until_s)


@kernel()
def send_report(world: World, raid: Raid, link: int, threat: int, what: int, until_s: float) -> None:
    """Send a report over a link; whoever sends it does not learn whether it arrives."""
    given, state = world.links[link], raid.links[link]
    sent_s = max(raid.progress.now_s, state.free_s) + given.report_s
    state.free_s = sent_s
    entity = combine_keys(world.threats[threat].key, given.key)
    key = stream_key(world.seed, REPORT_LOST, world.number)
    ordinal = TELLS * raid.reports_sent[link, TELLS * threat + what] + what
    raid.reports_sent[link, TELLS * threat + what] += 1
    if happens(given.loss_p, key, entity, raid.progress.replication, ordinal):
        record(raid, LOG_REPORT_LOST, link, threat, float(what))
        return
    record(raid, LOG_REPORT_SENT, link, threat, float(what))
    push_event(raid, sent_s + given.latency_s, REPORT, link, threat, what, until_s)
