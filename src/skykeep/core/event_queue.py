"""A binary heap of events by (time, order) in one packed array."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from . import layout as at
from .jit import kernel

__all__ = ["MOST_THREATS", "MOST_UNITS", "event_kind", "event_parts", "pop_first", "push_event"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

_KIND_SHIFT = 40  # order is kind * 2^40 + sequence: ties in time go by kind, then by sequence
_THREAT_BITS = 20  # what an event concerns is count * 2^32 + unit * 2^20 + threat: below 2^53, so exact
_UNIT_BITS = 12
MOST_THREATS = 1 << _THREAT_BITS
MOST_UNITS = 1 << _UNIT_BITS


@kernel("boolean(float64[:, ::1], int64[::1], float64, int64, int64, int64, int64)")
def push_event(
    queue: F64, progress: I64, time_s: float, kind: int, unit: int, threat: int, count: int
) -> bool:
    """Add an event of ``kind``; False if the queue is full (nothing is changed then)."""
    size = progress[at.QUEUED]
    if size >= queue.shape[0]:
        return False
    order = float((kind << _KIND_SHIFT) + progress[at.NEXT_ORDER])
    progress[at.QUEUED] = size + 1
    progress[at.NEXT_ORDER] += 1
    child = size
    while child > 0:
        parent = (child - 1) >> 1
        above = queue[parent]
        if above[at.EVENT_S] < time_s or (above[at.EVENT_S] == time_s and above[at.EVENT_ORDER] < order):
            break
        below = queue[child]
        below[at.EVENT_S] = above[at.EVENT_S]
        below[at.EVENT_ORDER] = above[at.EVENT_ORDER]
        below[at.EVENT_WHAT] = above[at.EVENT_WHAT]
        child = parent
    here = queue[child]
    here[at.EVENT_S] = time_s
    here[at.EVENT_ORDER] = order
    here[at.EVENT_WHAT] = float((((count << _UNIT_BITS) + unit) << _THREAT_BITS) + threat)
    return True


@kernel("int64(float64[::1])")
def event_kind(event: F64) -> int:
    """Return the kind of the event in a row of the queue."""
    return int(event[at.EVENT_ORDER]) >> _KIND_SHIFT


@kernel("UniTuple(int64, 3)(float64[::1])")
def event_parts(event: F64) -> tuple[int, int, int]:
    """Return (unit, threat, count) of the event in a row of the queue."""
    what = int(event[at.EVENT_WHAT])
    unit = (what >> _THREAT_BITS) & (MOST_UNITS - 1)
    return unit, what & (MOST_THREATS - 1), what >> (_THREAT_BITS + _UNIT_BITS)


@kernel("void(float64[:, ::1], int64[::1])")
def pop_first(queue: F64, progress: I64) -> None:
    """Remove the first event (row 0; read its places before). Nothing happens on an empty queue."""
    last = progress[at.QUEUED] - 1
    if last < 0:
        return
    progress[at.QUEUED] = last
    moved = queue[last]
    time_s = moved[at.EVENT_S]
    order = moved[at.EVENT_ORDER]
    hole = 0
    while True:
        child = 2 * hole + 1
        if child >= last:
            break
        below = queue[child]
        if child + 1 < last:
            right = queue[child + 1]
            if right[at.EVENT_S] < below[at.EVENT_S] or (
                right[at.EVENT_S] == below[at.EVENT_S] and right[at.EVENT_ORDER] < below[at.EVENT_ORDER]
            ):
                child += 1
                below = right
        if time_s < below[at.EVENT_S] or (time_s == below[at.EVENT_S] and order < below[at.EVENT_ORDER]):
            break
        here = queue[hole]
        here[at.EVENT_S] = below[at.EVENT_S]
        here[at.EVENT_ORDER] = below[at.EVENT_ORDER]
        here[at.EVENT_WHAT] = below[at.EVENT_WHAT]
        hole = child
    here = queue[hole]
    here[at.EVENT_S] = time_s
    here[at.EVENT_ORDER] = order
    here[at.EVENT_WHAT] = moved[at.EVENT_WHAT]
