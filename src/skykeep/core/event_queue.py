"""A binary heap of events by (time, order) in one packed array."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from . import layout as at
from .jit import kernel

__all__ = ["pop_first", "push_event"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

_KIND_WEIGHT = 2.0**40  # order is kind * 2^40 + sequence: ties in time go by kind, then by sequence


@kernel("boolean(float64[:, ::1], int64[::1], float64, int64, int64, int64, int64)")
def push_event(
    queue: F64, progress: I64, time_s: float, kind: int, unit: int, threat: int, count: int
) -> bool:
    """Add an event of ``kind``; False if the queue is full (nothing is changed then)."""
    size = progress[at.QUEUED]
    if size >= queue.shape[0]:
        return False
    order = kind * _KIND_WEIGHT + progress[at.NEXT_ORDER]
    progress[at.QUEUED] = size + 1
    progress[at.NEXT_ORDER] += 1
    child = size
    while child > 0:
        parent = (child - 1) >> 1
        parent_s = queue[parent, at.EVENT_S]
        if parent_s < time_s or (parent_s == time_s and queue[parent, at.EVENT_ORDER] < order):
            break
        for place in range(at.EVENT_PLACES):
            queue[child, place] = queue[parent, place]
        child = parent
    queue[child, at.EVENT_S] = time_s
    queue[child, at.EVENT_ORDER] = order
    queue[child, at.EVENT_KIND] = kind
    queue[child, at.EVENT_UNIT] = unit
    queue[child, at.EVENT_THREAT] = threat
    queue[child, at.EVENT_COUNT] = count
    return True


@kernel("void(float64[:, ::1], int64[::1])")
def pop_first(queue: F64, progress: I64) -> None:
    """Remove the first event (row 0; read its places before). Nothing happens on an empty queue."""
    last = progress[at.QUEUED] - 1
    if last < 0:
        return
    progress[at.QUEUED] = last
    time_s = queue[last, at.EVENT_S]
    order = queue[last, at.EVENT_ORDER]
    hole = 0
    while True:
        child = 2 * hole + 1
        if child >= last:
            break
        right = child + 1
        if right < last and (
            queue[right, at.EVENT_S] < queue[child, at.EVENT_S]
            or (
                queue[right, at.EVENT_S] == queue[child, at.EVENT_S]
                and queue[right, at.EVENT_ORDER] < queue[child, at.EVENT_ORDER]
            )
        ):
            child = right
        if time_s < queue[child, at.EVENT_S] or (
            time_s == queue[child, at.EVENT_S] and order < queue[child, at.EVENT_ORDER]
        ):
            break
        for place in range(at.EVENT_PLACES):
            queue[hole, place] = queue[child, place]
        hole = child
    for place in range(at.EVENT_PLACES):
        queue[hole, place] = queue[last, place]
