"""The ground of a page: as fine as the room for it allows."""

from __future__ import annotations

import math
import zlib

import numpy as np
import numpy.typing as npt

from skykeep.terrain.window import NO_HEIGHT_M, GroundWindow

from .arrays import array_bytes

__all__ = [
    "FAR_BYTES_MOST",
    "GROUND_BYTES_MOST",
    "HEIGHT_STEP_M",
    "ground_that_fits",
    "in_height_steps",
    "packed_size",
]

GROUND_BYTES_MOST = 450_000
"""Room of the packed ground in a page, bytes."""
FAR_BYTES_MOST = 30_000
"""Room of the ground beside, which is only looked at, bytes."""
BYTES_A_POST = 0.6
"""What a post takes in hilly country, bytes: where the search for the step begins."""
LEVEL = 9
HEIGHT_STEP_M = 3
"""Heights of a page that travels lie on whole multiples of this, m: whole metres are told to within one,
where the elevation data are good to tens of them, in a fifth less room."""


def in_height_steps(alt_msl_m: npt.NDArray[np.int16], step_m: int) -> npt.NDArray[np.int16]:
    """Return heights in whole steps of ``step_m``, the nearest ones; a void stays what it is."""
    steps = np.rint(alt_msl_m / step_m).astype(np.int16)
    return np.where(alt_msl_m == NO_HEIGHT_M, np.int16(NO_HEIGHT_M), steps)


def packed_size(window: GroundWindow) -> int:
    """Return how many bytes the heights take when predicted and deflated; in a page they take less."""
    return len(zlib.compress(array_bytes(in_height_steps(window.alt_msl_m, HEIGHT_STEP_M), "med"), LEVEL))


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
