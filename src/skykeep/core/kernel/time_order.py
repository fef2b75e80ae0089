"""Sorting by time."""

from __future__ import annotations

import numpy as np

from .jit import kernel
from .records import Rows

__all__ = ["sort_by_time", "sorting_room"]

_RANKED_MOST = 64


def sorting_room(count: int) -> int:
    """Return how many whole numbers :func:`sort_by_time` needs room for to sort ``count`` times."""
    return 2 * count + count // _RANKED_MOST + 1


@kernel(inline=True)
def _span(time_s: float, first_s: float, spans_per_s: float) -> int:
    """The span of a time; the first for what is no number because a time is infinite."""
    share = (time_s - first_s) * spans_per_s
    return int(share) if share > 0.0 else 0


@kernel()
def _deal(
    times_s: Rows[float],
    whats: Rows[int],
    dealt_s: Rows[float],
    dealt: Rows[int],
    count: int,
    room: Rows[int],
) -> None:
    """Deal times into equal spans of time, in order of the spans, and find where each of these ends.

    There are ``count // _RANKED_MOST + 1`` spans, whose ends come after the first 2 ``count`` places of
    ``room``; the result is in the first two columns, the next two are room for it.
    """
    spans = count // _RANKED_MOST + 1
    ends = 2 * count
    first_s = np.inf
    last_s = -np.inf
    for place in range(count):
        first_s = min(first_s, times_s[place])
        last_s = max(last_s, times_s[place])
    spans_per_s = (spans - 1) / (last_s - first_s) if last_s > first_s else 0.0
    if not spans_per_s < np.inf:
        spans_per_s = 0.0  # a hair apart: all in one span
    for span in range(spans):
        room[ends + span] = 0
    for place in range(count):
        room[ends + _span(times_s[place], first_s, spans_per_s)] += 1
    for span in range(1, spans):
        room[ends + span] += room[ends + span - 1]
    for place in range(count - 1, -1, -1):
        span = ends + _span(times_s[place], first_s, spans_per_s)
        room[span] -= 1
        dealt_s[room[span]] = times_s[place]
        dealt[room[span]] = whats[place]
    for place in range(count):
        times_s[place] = dealt_s[place]
        whats[place] = dealt[place]
    for span in range(spans - 1):
        room[ends + span] = room[ends + span + 1]
    room[ends + spans - 1] = count


@kernel(inline=True)
def _rank(
    times_s: Rows[float],
    whats: Rows[int],
    sorted_s: Rows[float],
    sorted_whats: Rows[int],
    part: tuple[int, int],
    room: Rows[int],
) -> None:
    """Put each time of a part where the number of earlier ones tells: all are compared, four with all at a
    time."""
    begin, count = part
    for place in range(2 * count):
        room[place] = 0
    fours = count // 4 * 4
    for place in range(0, fours, 4):
        first_s, second_s = times_s[begin + place], times_s[begin + place + 1]
        third_s, fourth_s = times_s[begin + place + 2], times_s[begin + place + 3]
        for other in range(count):
            time_s = times_s[begin + other]
            room[other] += int(first_s < time_s) + int(second_s < time_s)
            room[other] += int(third_s < time_s) + int(fourth_s < time_s)
    for place in range(fours, count):
        first_s = times_s[begin + place]
        for other in range(count):
            room[other] += int(first_s < times_s[begin + other])
    for place in range(count):
        earlier = room[place]
        rank = begin + earlier + room[count + earlier]  # after those of the same time that came before
        room[count + earlier] += 1
        sorted_s[rank] = times_s[begin + place]
        sorted_whats[rank] = whats[begin + place]


@kernel()
def _copy_sorted(
    times_s: Rows[float],
    whats: Rows[int],
    sorted_s: Rows[float],
    sorted_whats: Rows[int],
    part: tuple[int, int],
) -> bool:
    """Copy the times of a part as far as they are in order, and return whether all are."""
    begin, count = part
    for place in range(begin, begin + count):
        if place > begin and times_s[place] < times_s[place - 1]:
            return False
        sorted_s[place] = times_s[place]
        sorted_whats[place] = whats[place]
    return True


@kernel()
def sort_by_time(
    times_s: Rows[float],
    whats: Rows[int],
    sorted_s: Rows[float],
    sorted_whats: Rows[int],
    count: int,
    room: Rows[int],
) -> None:
    """Sort ``count`` times and what belongs to them; equal times keep their order.

    For a few dozen times nothing is faster than to count for each how many are earlier. More are first dealt
    into spans of time, so that times which are spread evenly, or all alike, take a time linear in their
    number; thousands that are nearly alike and in disorder take the square of it.

    Parameters
    ----------
    times_s, whats
        Times and what belongs to them, whose order may change.
    sorted_s, sorted_whats
        The same sorted.
    count
        How many there are.
    room
        Room for ``sorting_room(count)`` whole numbers.
    """
    spans = count // _RANKED_MOST + 1
    ends = 2 * count
    room[ends] = count
    if spans > 1:
        _deal(times_s, whats, sorted_s, sorted_whats, count, room)
    begin = 0
    for span in range(spans):
        end = room[ends + span]
        part = (begin, end - begin)
        if end - begin <= _RANKED_MOST or not _copy_sorted(times_s, whats, sorted_s, sorted_whats, part):
            _rank(times_s, whats, sorted_s, sorted_whats, part, room)
        begin = end
