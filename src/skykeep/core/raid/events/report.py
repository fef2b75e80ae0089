"""A report reaches a post: a track, an engagement by others, a kill, a bearing, a word about permission."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..command.links import tell_others
from ..command.permission import hear_permission, hear_request
from ..picture.bearings import learn_of_bearing
from ..picture.operators import drop_from_lines
from ..picture.tracks import learn_of_track
from ..state import Raid
from ..timeline.attention import ask_post
from ..timeline.log import record
from ..timeline.queue import push_event
from ..vocabulary.kinds import (
    LOG_REPORT_RECEIVED,
    TELLS_BEARING,
    TELLS_ENGAGED,
    TELLS_PERMISSION,
    TELLS_REQUEST,
    TELLS_TRACK,
    WAKE,
)
from ..world import World

__all__ = ["receive_report"]


@kernel()
def receive_report(world: World, raid: Raid, link: int, threat: int, what: int, until_s: float) -> None:
    """Let the post at the end of a link learn what a report says, and hand it on if that is new; at a lost
    post nobody does."""
    post = world.links[link].to_post
    track = raid.tracks[post, threat]
    if raid.posts[post].lost_s <= raid.progress.now_s:
        if what < TELLS_REQUEST:
            raid.threats[threat].lost_tracks += 1
        return
    record(raid, LOG_REPORT_RECEIVED, link, threat, float(what))
    if what == TELLS_BEARING:
        learn_of_bearing(world, raid, post, threat, int(until_s))
        return
    if what == TELLS_REQUEST:
        hear_request(world, raid, int(until_s), threat)
        return
    if what == TELLS_PERMISSION:
        hear_permission(raid, int(until_s), threat)
        return
    if what == TELLS_TRACK:
        learn_of_track(world, raid, post, threat, world.links[link].back)
        return
    if what == TELLS_ENGAGED:
        if until_s <= track.others_until_s:
            return
        track.others_until_s = until_s
        if until_s > raid.progress.now_s:  # else it comes when what it tells of is over
            for unit in range(world.posts[post].first_unit, world.posts[post].end_unit):
                push_event(raid, until_s, WAKE, unit, threat, 0, 0.0)
    else:
        if track.gone:
            return
        track.gone = True
        drop_from_lines(world, raid, post, threat)
    tell_others(world, raid, post, threat, what, until_s, world.links[link].back)
    ask_post(world, raid, post)
