"""The time of a phased array: searching and tracking share it, and what is too much stretches the revisit.

A radar that searches its volume once per revisit, which takes a share of the time, and looks at each track
for one dwell, has room for so many tracks. Nothing is kept back for either: with more, the revisit of both is
stretched until a search and all dwells fit.
"""

from __future__ import annotations

import math

from ..kernel.jit import kernel

__all__ = ["stretched_revisit_s", "track_capacity"]


@kernel(wrap=True)
def stretched_revisit_s(revisit_s: float, tracks: int, dwell_s: float, search_share: float) -> float:
    """Return the time between two looks: the one wanted, or as long as a search and the dwells take.

    Parameters
    ----------
    revisit_s
        Time between looks that is wanted.
    tracks
        Tracks held.
    dwell_s
        Dwell per look.
    search_share
        Share of the wanted revisit that a search takes, from 0 to below 1.

    Notes
    -----
    max(T, s T + N tau).
    """
    return max(revisit_s, search_share * revisit_s + tracks * dwell_s)


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
