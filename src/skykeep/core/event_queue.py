"""Events to come in order of time, ties by kind, then as they were put in.

A new event is mostly among the last, so the queue is a sorted list that is filled from its end and read from
its front: with the few events that are open at a time it is faster than a heap.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from . import layout as at
from .jit import kernel
from .rows import FLOATS, WHOLES

__all__ = [
    "MOST_THREATS",
    "MOST_UNITS",
    "event_parts",
    "pack_event",
    "pop_event",
    "push_event",
    "push_rare_event",
]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

# an event in one whole number: kind, count, fire unit, threat, the last in the lowest bits
_THREAT_BITS, _UNIT_BITS, _COUNT_BITS = 20, 12, 24
_KIND_SHIFT = _THREAT_BITS + _UNIT_BITS + _COUNT_BITS
MOST_THREATS = 1 << _THREAT_BITS
MOST_UNITS = 1 << _UNIT_BITS
_MOST_COUNTED = 1 << _COUNT_BITS


@kernel("int64(int64, int64, int64, int64)", inline=True)
def pack_event(kind: int, unit: int, threat: int, count: int) -> int:
    """Return an event as one whole number."""
    return (((((kind << _COUNT_BITS) + count) << _UNIT_BITS) + unit) << _THREAT_BITS) + threat


@kernel("UniTuple(int64, 4)(int64)", inline=True)
def event_parts(event: int) -> tuple[int, int, int, int]:
    """Return (kind, unit, threat, count) of an event."""
    unit = (event >> _THREAT_BITS) & (MOST_UNITS - 1)
    count = (event >> (_THREAT_BITS + _UNIT_BITS)) & (_MOST_COUNTED - 1)
    return event >> _KIND_SHIFT, unit, event & (MOST_THREATS - 1), count


@kernel(f"boolean(Tuple(({FLOATS}, {WHOLES}, int64)), {WHOLES}, float64, UniTuple(int64, 4))", inline=True)
def push_event(
    queue: tuple[F64, I64, int], progress: I64, time_s: float, parts: tuple[int, int, int, int]
) -> bool:
    """Add an event of (kind, unit, threat, count); False if the queue is full (nothing is lost then).

    ``queue`` are the columns of times and of events, and their length; ``progress`` is the raid's.
    """
    times_s, events, length = queue
    kind, unit, threat, count = parts
    event = pack_event(kind, unit, threat, count)
    first = progress[at.QUEUE_FIRST]
    place = progress[at.QUEUE_END]
    if place == length:
        # move what is left to the front
        if first == 0:
            return False
        for left in range(first, length):
            times_s[left - first] = times_s[left]
            events[left - first] = events[left]
        place = length - first
        first = 0
        progress[at.QUEUE_FIRST] = 0
    progress[at.QUEUE_END] = place + 1
    while place > first and not (
        times_s[place - 1] < time_s
        or (times_s[place - 1] == time_s and (events[place - 1] >> _KIND_SHIFT) <= kind)
    ):
        times_s[place] = times_s[place - 1]
        events[place] = events[place - 1]
        place -= 1
    times_s[place] = time_s
    events[place] = event
    return True


@kernel(f"int64({WHOLES}, {WHOLES})", inline=True)
def pop_event(events: I64, progress: I64) -> int:
    """Take the first event off a queue that is not empty."""
    first = progress[at.QUEUE_FIRST]
    progress[at.QUEUE_FIRST] = first + 1
    if first + 1 == progress[at.QUEUE_END]:
        progress[at.QUEUE_FIRST] = 0
        progress[at.QUEUE_END] = 0
    return int(events[first])


@kernel(f"boolean(Tuple(({FLOATS}, {WHOLES}, int64)), {WHOLES}, float64, UniTuple(int64, 4))")
def push_rare_event(
    queue: tuple[F64, I64, int], progress: I64, time_s: float, parts: tuple[int, int, int, int]
) -> bool:
    """Do what :func:`push_event` does, as a call: it is large to have everywhere."""
    return push_event(queue, progress, time_s, parts)
