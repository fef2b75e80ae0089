"""The time of a phased array: searching and tracking share it, and what is too much stretches the revisit.

A radar that looks at each track for one dwell per revisit, and searches for a share of its time, has room for
so many tracks. With more, every track waits: the revisit is stretched until the dwells fit.
"""

from __future__ import annotations

import math

from ..kernel.jit import kernel

__all__ = ["stretched_revisit_s", "track_capacity"]


@kernel(wrap=True)
def stretched_revisit_s(revisit_s: float, tracks: int, dwell_s: float, search_share: float) -> float:
    """Return the time between two looks at a track: the one wanted, or as long as the dwells take.

    Parameters
    ----------
    revisit_s
        Time between looks that is wanted.
    tracks
        Tracks held.
    dwell_s
        Dwell per look.
    search_share
        Share of time kept for searching, from 0 to below 1.

    Notes
    -----
    max(T, N tau / (1 - s)).
    """
    return max(revisit_s, tracks * dwell_s / (1.0 - search_share))


def track_capacity(revisit_s: float, dwell_s: float, search_share: float) -> int:
    """Return how many tracks a radar looks at without stretching their revisit.

    Raises
    ------
    ValueError
        If a time is not above zero, or the share is not from 0 to below 1.
    """
    if not (revisit_s > 0.0 and dwell_s > 0.0 and 0.0 <= search_share < 1.0):
        raise ValueError(
            f"revisit_s = {revisit_s!r} and dwell_s = {dwell_s!r} must be above zero, search_share = "
            f"{search_share!r} from 0 to below 1"
        )
    room = (1.0 - search_share) * revisit_s / dwell_s
    return math.floor(room * (1.0 + 1e-12))
