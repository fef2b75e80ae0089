"""A command post has recognised a track, and its fire units get ready."""

from __future__ import annotations

import numpy as np

from ...kernel.on_demand import kernel_on_demand
from ..picture.tracks import prepare_units
from ..state import Raid
from ..timeline.log import record
from ..vocabulary.kinds import LOG_CLASSIFIED, LOG_HELD_FRIENDLY
from ..world import World

__all__ = ["recognise_track"]


@kernel_on_demand()
def recognise_track(world: World, raid: Raid, post: int, threat: int) -> None:
    """Let a post know what it takes a threat for, unless it is lost by now or knows already."""
    now_s = raid.progress.now_s
    track = raid.tracks[post, threat]
    if raid.posts[post].lost_s <= now_s or raid.threats[threat].killed_s <= now_s:
        return
    if track.recognised_s < np.inf:
        return
    track.recognised_s = now_s
    record(raid, LOG_CLASSIFIED, post, threat, float(track.held_class))
    if track.held_friendly:
        record(raid, LOG_HELD_FRIENDLY, post, threat, 0.0)
    prepare_units(world, raid, post, threat)
