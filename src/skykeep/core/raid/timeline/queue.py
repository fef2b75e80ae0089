"""Events to come in order of time, ties by kind, then as they were put in.

The queue is a table with two ends. At its front stand the *near* events: a sorted list that is filled from
its end, since a new event is mostly among the last, and read from its front. With the few events that are
open at a time in most raids nothing is faster. Where more are open, those that come after all near ones are
*far*, in a heap at the end of the table (``far_events.py``), where an event costs the logarithm of their
number. A row between the two is always free, so that an event can change sides.
"""

from __future__ import annotations

from ...kernel.jit import kernel
from ..state import Raid
from ..tables.entities import Event
from .far_events import add_far, copy_event, drop_far, fetch_far, first_far, precedes, put_off

__all__ = ["drop_events", "fetch_due", "first_event", "push_event", "take_event"]

_NEAR_MOST = 24
"""So many events are near before any is far."""
_TAKEN_MOST = 40
"""So many rows may stay empty at the front: near events that wandered on would leave the fastest memory."""


@kernel()
def push_event(
    raid: Raid, time_s: float, kind: int, place: int, threat: int, count: int, value: float
) -> None:
    """Add an event; if the queue is full, the raid is broken off before the next one."""
    progress = raid.progress
    taken = progress.queue_first
    if taken >= _TAKEN_MOST and taken >= progress.queue_end - taken:
        _move_to_front(raid)
    if progress.queue_end + progress.far + 1 >= len(raid.queue):
        if progress.queue_first == 0:
            progress.overflowed = True
            return
        _move_to_front(raid)
    if progress.far > 0 or progress.queue_end - progress.queue_first >= _NEAR_MOST:
        row = _open_among_many(raid, time_s, kind)
    else:
        row = _open_near(raid, time_s, kind)
    event = raid.queue[row]
    event.time_s = time_s
    event.kind = kind
    event.place = place
    event.threat = threat
    event.count = count
    event.value = value


@kernel(inline=True)
def _open_near(raid: Raid, time_s: float, kind: int) -> int:
    """Move the near events that come after a new one up by one row, and return the row that is free."""
    row = raid.progress.queue_end
    raid.progress.queue_end = row + 1
    while row > raid.progress.queue_first and not precedes(raid.queue[row - 1], time_s, kind):
        copy_event(raid.queue[row - 1], raid.queue[row])
        row -= 1
    return row


@kernel()
def _open_among_many(raid: Raid, time_s: float, kind: int) -> int:
    """Return the row for a new event where some are far, or no more can be near."""
    progress = raid.progress
    crowded = progress.queue_end - progress.queue_first >= _NEAR_MOST
    bound = raid.queue[progress.queue_end - 1] if crowded else first_far(raid)
    if precedes(bound, time_s, kind):
        return add_far(raid, time_s, kind)
    if crowded:
        put_off(raid)
    return _open_near(raid, time_s, kind)


@kernel()
def _move_to_front(raid: Raid) -> None:
    """Move the near events to the front of the queue."""
    first = raid.progress.queue_first
    end = raid.progress.queue_end
    for row in range(first, end):
        copy_event(raid.queue[row], raid.queue[row - first])
    raid.progress.queue_first = 0
    raid.progress.queue_end = end - first


@kernel(inline=True)
def first_event(raid: Raid) -> Event:
    """Return the first event of a queue that is not empty."""
    return raid.queue[raid.progress.queue_first]


@kernel(inline=True)
def take_event(raid: Raid) -> None:
    """Take the first event off a queue that is not empty; it can be read until the next is put in."""
    raid.progress.queue_first += 1
    if raid.progress.queue_first == raid.progress.queue_end:
        _begin_again(raid)


@kernel(inline=True)
def _begin_again(raid: Raid) -> None:
    """Let the first far event be near since no other is; without one the queue begins at its front again."""
    if raid.progress.far > 0:
        fetch_far(raid)
    else:
        raid.progress.queue_first = 0
        raid.progress.queue_end = 0


@kernel(inline=True)
def fetch_due(raid: Raid) -> None:
    """Let all events be near that happen by now."""
    while raid.progress.far > 0 and first_far(raid).time_s <= raid.progress.now_s:
        fetch_far(raid)


@kernel()
def drop_events(raid: Raid, kind: int, place: int, threat: int) -> None:
    """Take all events of a kind off the queue that are to happen to a place, about one threat or, with -1,
    about any."""
    progress = raid.progress
    kept = progress.queue_first
    for row in range(progress.queue_first, progress.queue_end):
        event = raid.queue[row]
        if event.kind == kind and event.place == place and threat in (-1, event.threat):
            continue
        if kept < row:
            copy_event(event, raid.queue[kept])
        kept += 1
    progress.queue_end = kept
    if progress.far > 0:
        drop_far(raid, kind, place, threat)
    if kept == progress.queue_first:
        _begin_again(raid)
