"""Sorting by time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .jit import kernel
from .rows import FLOATS, WHOLES, row

__all__ = ["sort_by_time", "sorting_room"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

_RANKED_MOST = 64


def sorting_room(count: int) -> int:
    """Return how many whole numbers :func:`sort_by_time` needs room for to sort ``count`` times."""
    return 2 * count + count // _RANKED_MOST + 1


@kernel("int64(float64, float64, float64)", inline=True)
def _span(time_s: float, first_s: float, spans_per_s: float) -> int:
    """The span of a time; the first for what is no number because a time is infinite."""
    share = (time_s - first_s) * spans_per_s
    return int(share) if share > 0.0 else 0


@kernel(f"void({FLOATS}, {WHOLES}, {FLOATS}, {WHOLES}, int64, {WHOLES})")
def _deal(times_s: F64, whats: I64, dealt_s: F64, dealt: I64, count: int, ends: I64) -> None:
    """Deal times into equal spans of time, in order of the spans, and find where each of these ends.

    There are ``count // _RANKED_MOST + 1`` spans; the result is in the first two columns, the next two are
    room for it.
    """
    spans = count // _RANKED_MOST + 1
    first_s = np.inf
    last_s = -np.inf
    for place in range(count):
        first_s = min(first_s, times_s[place])
        last_s = max(last_s, times_s[place])
    spans_per_s = (spans - 1) / (last_s - first_s) if last_s > first_s else 0.0
    if not spans_per_s < np.inf:
        spans_per_s = 0.0  # a hair apart: all in one span
    for span in range(spans):
        ends[span] = 0
    for place in range(count):
        ends[_span(times_s[place], first_s, spans_per_s)] += 1
    for span in range(1, spans):
        ends[span] += ends[span - 1]
    for place in range(count - 1, -1, -1):
        span = _span(times_s[place], first_s, spans_per_s)
        ends[span] -= 1
        dealt_s[ends[span]] = times_s[place]
        dealt[ends[span]] = whats[place]
    for place in range(count):
        times_s[place] = dealt_s[place]
        whats[place] = dealt[place]
    for span in range(spans - 1):
        ends[span] = ends[span + 1]
    ends[spans - 1] = count


@kernel(f"void({FLOATS}, {WHOLES}, {FLOATS}, {WHOLES}, int64, {WHOLES})", inline=True)
def _rank(times_s: F64, whats: I64, sorted_s: F64, sorted_whats: I64, count: int, room: I64) -> None:
    """Put each time where the number of earlier ones tells: all are compared, four with all at a time."""
    earlier = room
    taken = row(room, count, 1)
    for place in range(2 * count):
        room[place] = 0
    fours = count // 4 * 4
    for place in range(0, fours, 4):
        first_s, second_s = times_s[place], times_s[place + 1]
        third_s, fourth_s = times_s[place + 2], times_s[place + 3]
        for other in range(count):
            time_s = times_s[other]
            earlier[other] += int(first_s < time_s) + int(second_s < time_s)
            earlier[other] += int(third_s < time_s) + int(fourth_s < time_s)
    for place in range(fours, count):
        first_s = times_s[place]
        for other in range(count):
            earlier[other] += first_s < times_s[other]
    for place in range(count):
        rank = earlier[place] + taken[earlier[place]]
        taken[earlier[place]] += 1
        sorted_s[rank] = times_s[place]
        sorted_whats[rank] = whats[place]


@kernel(f"boolean({FLOATS}, {WHOLES}, {FLOATS}, {WHOLES}, int64)")
def _copy_sorted(times_s: F64, whats: I64, sorted_s: F64, sorted_whats: I64, count: int) -> bool:
    """Copy times as far as they are in order, and return whether all are."""
    for place in range(count):
        if place > 0 and times_s[place] < times_s[place - 1]:
            return False
        sorted_s[place] = times_s[place]
        sorted_whats[place] = whats[place]
    return True


@kernel(f"void(UniTuple(Tuple(({FLOATS}, {WHOLES})), 2), int64, {WHOLES})")
def sort_by_time(columns: tuple[tuple[F64, I64], tuple[F64, I64]], count: int, room: I64) -> None:
    """Sort ``count`` times and what belongs to them; equal times keep their order.

    For a few dozen times nothing is faster than to count for each how many are earlier. More are first dealt
    into spans of time, so that times which are spread evenly, or all alike, take a time linear in their
    number; thousands that are nearly alike and in disorder take the square of it.

    Parameters
    ----------
    columns
        Times and what belongs to them, whose order may change, and room for the same sorted.
    count
        How many there are.
    room
        Room for ``sorting_room(count)`` whole numbers.
    """
    (times_s, whats), (sorted_s, sorted_whats) = columns
    spans = count // _RANKED_MOST + 1
    ends = row(room, 2 * count, 1)
    ends[0] = count
    if spans > 1:
        _deal(times_s, whats, sorted_s, sorted_whats, count, ends)
    begin = 0
    for span in range(spans):
        some_s, some = row(times_s, begin, 1), row(whats, begin, 1)
        these_s, these = row(sorted_s, begin, 1), row(sorted_whats, begin, 1)
        length = ends[span] - begin
        if length <= _RANKED_MOST or not _copy_sorted(some_s, some, these_s, these, length):
            _rank(some_s, some, these_s, these, length, room)
        begin = ends[span]
