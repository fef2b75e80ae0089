"""A searching radar confirms a track, or a passive sensor begins to hear a threat."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..command.links import send_report
from ..picture.bearings import take_bearing
from ..picture.held_tracks import keep_track
from ..picture.tracks import learn_of_track
from ..state import Raid
from ..timeline.log import record
from ..vocabulary.codes import NO_LINK
from ..vocabulary.kinds import LOG_CONFIRMED, TELLS_TRACK
from ..world import World

__all__ = ["confirm_track"]


@kernel()
def confirm_track(world: World, raid: Raid, radar_number: int, threat: int, epoch: int, cued: bool) -> None:
    """Let a radar report a track to its post, unless the threat is dead by now, or radar or post are lost.

    What a radar with duties was foreseen to find in an ``epoch`` that is over does not come about; see
    ``keep_track`` for those that are ``cued``.
    """
    radar = world.radars[radar_number]
    now_s = raid.progress.now_s
    if raid.threats[threat].killed_s <= now_s:
        return
    if len(world.duties.radars) > 0 and epoch != raid.duty[radar_number].epoch:
        return
    if raid.radars[radar_number].lost_s <= now_s or raid.posts[radar.post].lost_s <= now_s:
        raid.threats[threat].lost_tracks += 1
        return
    if len(world.duties.radars) > 0:
        if world.duties.radars[radar_number].bearing_only:
            take_bearing(world, raid, radar_number, threat)
            return
        if not keep_track(world, raid, radar_number, threat, epoch, cued):
            return
    record(raid, LOG_CONFIRMED, radar_number, threat, 0.0)
    if radar.link == NO_LINK:
        learn_of_track(world, raid, radar.post, threat, NO_LINK)
    else:
        send_report(world, raid, radar.link, threat, TELLS_TRACK, 0.0)
