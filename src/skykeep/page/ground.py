"""The ground of a page: as fine as the room for it allows."""

from __future__ import annotations

import math
import zlib

from skykeep.terrain.window import GroundWindow

from .arrays import array_bytes

__all__ = ["FAR_BYTES_MOST", "GROUND_BYTES_MOST", "ground_that_fits", "packed_size"]

GROUND_BYTES_MOST = 450_000
"""Room of the packed ground in a page, bytes."""
FAR_BYTES_MOST = 30_000
"""Room of the ground beside, which is only looked at, bytes."""
BYTES_A_POST = 0.8
"""What a post takes in hilly country, bytes: where the search for the step begins."""
LEVEL = 9


def packed_size(window: GroundWindow) -> int:
    """Return how many bytes the heights take when predicted and deflated; in a page they take less."""
    return len(zlib.compress(array_bytes(window.alt_msl_m, "med"), LEVEL))


def ground_that_fits(window: GroundWindow, most_bytes: int = GROUND_BYTES_MOST) -> GroundWindow:
    """Return every n-th post, n the least whole number with which the packed ground fits.

    Raises
    ------
    ValueError
        If ``most_bytes`` is too small for four posts.
    """
    posts = window.alt_msl_m.size
    every = max(1, math.ceil(math.sqrt(posts * BYTES_A_POST / most_bytes)))
    while packed_size(window.thinned(every)) > most_bytes:
        if every > max(window.alt_msl_m.shape):
            raise ValueError(f"{most_bytes} bytes hold no ground at all")
        every += 1
    while every > 1 and packed_size(window.thinned(every - 1)) <= most_bytes:
        every -= 1
    return window.thinned(every)
