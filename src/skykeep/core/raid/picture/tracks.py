"""What a post knows: it learns of a track, tells others, and its fire units get ready."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ..command.links import tell_others
from ..command.permission import decide_on_waiting
from ..duties.radiation import cue_radars
from ..identity.recognition import recognised_after_s
from ..state import Raid
from ..timeline.log import record
from ..timeline.queue import push_event
from ..vocabulary.kinds import LOG_KNOWN, RECOGNISE, TELLS_TRACK
from ..world import World
from .kept_out import note_kept_out
from .readiness import expect_ready

__all__ = ["learn_of_track", "prepare_units"]


@kernel()
def learn_of_track(world: World, raid: Raid, post: int, threat: int, not_over: int) -> None:
    """Let a post learn of a track, and tell it over all links but one; what it knows already it does not tell
    again."""
    track = raid.tracks[post, threat]
    if track.known_s < np.inf:
        return
    track.known_s = raid.progress.now_s
    record(raid, LOG_KNOWN, post, threat, 0.0)
    if len(world.duties.radars) > 0:
        cue_radars(world, raid, post, threat)
    if len(world.recognition) > 0:
        push_event(raid, raid.progress.now_s + recognised_after_s(world), RECOGNISE, post, threat, 0, 0.0)
    else:
        track.recognised_s = raid.progress.now_s
        prepare_units(world, raid, post, threat)
    tell_others(world, raid, post, threat, TELLS_TRACK, 0.0, not_over)


@kernel()
def prepare_units(world: World, raid: Raid, post: int, threat: int) -> None:
    """Let the fire units of a post get ready for a threat that it has recognised."""
    if len(raid.permits) > 0:
        decide_on_waiting(world, raid, post, threat)
    for unit in range(world.posts[post].first_unit, world.posts[post].end_unit):
        expect_ready(world, raid, unit, threat)
        if len(world.wear.parts) > 0 and raid.units[unit].lost_s <= raid.progress.now_s:
            note_kept_out(world, raid, unit, threat)
