"""Events to come in order of time, ties by kind, then as they were put in.

A new event is mostly among the last, so the queue is a sorted list that is filled from its end and read from
its front: with the few events that are open at a time it is faster than a heap. Where many are open, reports
and flights that end soon go in from the front, into the room of the events that have happened.
"""

from __future__ import annotations

from ..kernel.jit import kernel
from .state import Raid
from .tables import Event

__all__ = ["drop_events", "first_event", "push_event", "take_event"]

_FEW = 16
"""So many open events are gone through from the end in any case."""


@kernel(inline=True)
def push_event(
    raid: Raid, time_s: float, kind: int, place: int, threat: int, count: int, value: float
) -> None:
    """Add an event; if the queue is full, the raid is broken off before the next one."""
    progress = raid.progress
    row = progress.queue_end
    if row == len(raid.queue):
        if progress.queue_first == 0:
            progress.overflowed = True
            return
        _move_to_front(raid)
        row = progress.queue_end
    if row - progress.queue_first > _FEW and _is_near_front(raid, time_s):
        row = _open_from_front(raid, time_s, kind)
    else:
        progress.queue_end = row + 1
        while row > progress.queue_first:
            before = raid.queue[row - 1]
            if before.time_s < time_s or (before.time_s == time_s and before.kind <= kind):
                break
            _copy(before, raid.queue[row])
            row -= 1
    event = raid.queue[row]
    event.time_s = time_s
    event.kind = kind
    event.place = place
    event.threat = threat
    event.count = count
    event.value = value


@kernel()
def _is_near_front(raid: Raid, time_s: float) -> bool:
    """Whether a time lies before the middle of the queue, and there is room for an event in front."""
    first = raid.progress.queue_first
    return first > 0 and time_s < raid.queue[(first + raid.progress.queue_end) // 2].time_s


@kernel()
def _open_from_front(raid: Raid, time_s: float, kind: int) -> int:
    """Move the events that come before a new one up by one row, and return the row that is free; one that
    comes after it must be in the queue."""
    raid.progress.queue_first -= 1
    row = raid.progress.queue_first
    after = raid.queue[row + 1]
    while after.time_s < time_s or (after.time_s == time_s and after.kind <= kind):
        _copy(after, raid.queue[row])
        row += 1
        after = raid.queue[row + 1]
    return row


@kernel(inline=True)
def _copy(event: Event, there: Event) -> None:
    """Copy an event to another place."""
    there.time_s = event.time_s
    there.kind = event.kind
    there.place = event.place
    there.threat = event.threat
    there.count = event.count
    there.value = event.value


@kernel()
def _move_to_front(raid: Raid) -> None:
    """Move the events that are left to the front of the queue."""
    first = raid.progress.queue_first
    end = raid.progress.queue_end
    for row in range(first, end):
        _copy(raid.queue[row], raid.queue[row - first])
    raid.progress.queue_first = 0
    raid.progress.queue_end = end - first


@kernel(inline=True)
def first_event(raid: Raid) -> Event:
    """Return the first event of a queue that is not empty."""
    return raid.queue[raid.progress.queue_first]


@kernel(inline=True)
def take_event(raid: Raid) -> None:
    """Take the first event off a queue that is not empty; it can be read until the next is put in."""
    progress = raid.progress
    progress.queue_first += 1
    if progress.queue_first == progress.queue_end:
        progress.queue_first = 0
        progress.queue_end = 0


@kernel()
def drop_events(raid: Raid, kind: int, place: int) -> None:
    """Take all events of a kind that are to happen to a place off the queue."""
    progress = raid.progress
    kept = progress.queue_first
    for row in range(progress.queue_first, progress.queue_end):
        event = raid.queue[row]
        if event.kind == kind and event.place == place:
            continue
        if kept < row:
            _copy(event, raid.queue[kept])
        kept += 1
    progress.queue_end = kept
    if kept == progress.queue_first:
        progress.queue_first = 0
        progress.queue_end = 0
