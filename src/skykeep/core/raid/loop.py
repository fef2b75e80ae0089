"""A raid as discrete events in continuous time, and the loop over the raids of a world.

A raid can be gone on with after a longer log or a later limit, to the same events. Ties go by time, kind of
event, and the order in which events were put in; what becomes ready at the same time comes last.
"""

from __future__ import annotations

import numpy as np

from ..kernel.jit import kernel
from .codes import DONE, GO_ON, LOG_FULL, TIME_LIMIT
from .decide import seek_shots
from .events.assess import assess_salvo
from .events.channels_back import give_channels_back
from .events.kinds import ASSESS, CHANNELS_BACK, RADAR_HIT
from .events.radar_hit import hit_radar
from .events.ready import become_ready
from .events.wake import wake_unit
from .queue import first_event, take_event
from .state import Raid
from .world import World

__all__ = ["advance"]


@kernel()
def advance(world: World, raid: Raid, until_s: float) -> int:
    """Run a raid that has been started on; return DONE, LOG_FULL, TIME_LIMIT or FAULT.

    After LOG_FULL give a longer log that begins with the same rows; after TIME_LIMIT (no event left before
    ``until_s``) call again with a later limit. FAULT means that the queue overflowed.
    """
    progress = raid.progress
    while True:
        while progress.next_unit < progress.end_unit:
            unit = progress.next_unit
            progress.next_unit += 1
            code = seek_shots(world, raid, unit)
            if code != GO_ON:
                return code
        if _log_is_short(raid):
            return LOG_FULL
        ready_s = _next_ready_s(raid)
        queued_s = _next_queued_s(raid)
        now_s = min(ready_s, queued_s)
        if now_s == np.inf:
            return DONE
        if now_s > until_s:
            return TIME_LIMIT
        progress.now_s = now_s
        if ready_s < queued_s:
            become_ready(raid)
        else:
            _handle_first(world, raid)


@kernel(inline=True)
def _log_is_short(raid: Raid) -> bool:
    """Whether the log may overflow: one event logs an entry, and at most one turn of each fire unit."""
    return 0 < len(raid.log) < raid.progress.logged + 1 + len(raid.units)


@kernel(inline=True)
def _next_ready_s(raid: Raid) -> float:
    """Return when the next pair of fire unit and threat becomes ready; infinite if none does."""
    progress = raid.progress
    return raid.ready_s[progress.next_ready] if progress.next_ready < progress.ready else np.inf


@kernel(inline=True)
def _next_queued_s(raid: Raid) -> float:
    """Return when the next event in the queue happens; infinite if it is empty."""
    progress = raid.progress
    return raid.queue[progress.queue_first].time_s if progress.queue_first < progress.queue_end else np.inf


@kernel()
def _handle_first(world: World, raid: Raid) -> None:
    """Take the first event off the queue and let it happen."""
    event = first_event(raid)
    kind, unit, threat, count = event.kind, event.unit, event.threat, event.count
    take_event(raid)
    if kind == RADAR_HIT:
        hit_radar(world, raid, unit, threat)
    elif kind == ASSESS:
        assess_salvo(world, raid, unit, threat)
    elif kind == CHANNELS_BACK:
        give_channels_back(raid, unit, count)
    else:
        wake_unit(raid, unit)
