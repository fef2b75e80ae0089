"""Far events: those that happen after all that are near, in a heap at the end of the table of the queue.

The first of them stands in the last row; those below the one at ``place`` are at ``2 place + 1`` and
``2 place + 2``. Equal ones go by ``number``, which falls for events that near ones give away and rises for
new ones: the former come before all that are far, the latter after all that are like them.
"""

from __future__ import annotations

from ...kernel.jit import kernel
from ..state import Raid
from ..tables.entities import Event

__all__ = ["add_far", "copy_event", "drop_far", "fetch_far", "first_far", "precedes", "put_off"]


@kernel(inline=True)
def precedes(event: Event, time_s: float, kind: int) -> bool:
    """Whether an event comes before a new one, or is like it and so keeps its place before it."""
    return event.time_s < time_s or (event.time_s == time_s and event.kind <= kind)


@kernel(inline=True)
def copy_event(event: Event, there: Event) -> None:
    """Copy an event to another place; among near ones its number has no meaning."""
    there.time_s = event.time_s
    there.kind = event.kind
    there.place = event.place
    there.threat = event.threat
    there.count = event.count
    there.value = event.value


@kernel(inline=True)
def _at(raid: Raid, place: int) -> Event:
    """Return the far event at a place of the heap."""
    return raid.queue[len(raid.queue) - 1 - place]


@kernel(inline=True)
def first_far(raid: Raid) -> Event:
    """Return the first far event; there must be one."""
    return _at(raid, 0)


@kernel(inline=True)
def _precedes_far(event: Event, time_s: float, kind: int, number: int) -> bool:
    """Whether a far event comes before another one."""
    if event.time_s == time_s and event.kind == kind:
        return event.number < number
    return precedes(event, time_s, kind)


@kernel(inline=True)
def _move(event: Event, there: Event) -> None:
    """Copy a far event to another place of the heap."""
    copy_event(event, there)
    there.number = event.number


@kernel()
def _open(raid: Raid, time_s: float, kind: int, number: int) -> int:
    """Move the far events that come after a new one down, and return the row that is free for it."""
    place = raid.progress.far
    raid.progress.far += 1
    while place > 0:
        above = (place - 1) // 2
        if _precedes_far(_at(raid, above), time_s, kind, number):
            break
        _move(_at(raid, above), _at(raid, place))
        place = above
    _at(raid, place).number = number
    return len(raid.queue) - 1 - place


@kernel()
def add_far(raid: Raid, time_s: float, kind: int) -> int:
    """Return the row for a new event among the far ones."""
    raid.progress.last_number += 1
    return _open(raid, time_s, kind, raid.progress.last_number)


@kernel()
def put_off(raid: Raid) -> None:
    """Let the last of the near events be far."""
    raid.progress.queue_end -= 1
    raid.progress.first_number -= 1
    last = raid.queue[raid.progress.queue_end]
    row = _open(raid, last.time_s, last.kind, raid.progress.first_number)
    copy_event(last, raid.queue[row])


@kernel()
def fetch_far(raid: Raid) -> None:
    """Let the first far event be the last of the near ones."""
    progress = raid.progress
    copy_event(first_far(raid), raid.queue[progress.queue_end])
    progress.queue_end += 1
    progress.far -= 1
    last = _at(raid, progress.far)
    place = 0
    while True:
        below = 2 * place + 1
        if below >= progress.far:
            break
        if below + 1 < progress.far:
            left = _at(raid, below)
            below += int(_precedes_far(_at(raid, below + 1), left.time_s, left.kind, left.number))
        if not _precedes_far(_at(raid, below), last.time_s, last.kind, last.number):
            break
        _move(_at(raid, below), _at(raid, place))
        place = below
    _move(last, _at(raid, place))


@kernel()
def drop_far(raid: Raid, kind: int, place: int, threat: int) -> None:
    """Take all far events of a kind off the queue that are to happen to a place, about one threat or, with
    -1, about any."""
    count = raid.progress.far
    spare = raid.queue[raid.progress.queue_end]
    raid.progress.far = 0
    for each in range(count):
        event = _at(raid, each)
        if event.kind != kind or event.place != place or threat not in (-1, event.threat):
            _move(_at(raid, each), spare)  # its own place may be filled by another one
            row = _open(raid, spare.time_s, spare.kind, spare.number)
            copy_event(spare, raid.queue[row])
