"""One look of a radar: its chance of detection, read from a table."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ..jit import kernel
from ..rows import FLOATS, address

__all__ = ["interpolate_p_detect", "look_p_detect"]

F64 = npt.NDArray[np.float64]

_SNR_FLOOR = 1e-30


@kernel(f"float64({FLOATS}, int64, UniTuple(float64, 2), float64)")
def interpolate_p_detect(p_detect: F64, places: int, snr_grid_db: tuple[float, float], snr: float) -> float:
    """Do what :func:`look_p_detect` says; the table by address, with the number of its places."""
    place = (10.0 * math.log10(max(snr, _SNR_FLOOR)) - snr_grid_db[0]) / snr_grid_db[1]
    if not place > 0.0:
        return 0.0
    last = places - 1
    if place >= last:
        return float(p_detect[last])
    index = int(place)
    share = place - index
    return float((1.0 - share) * p_detect[index] + share * p_detect[index + 1])


@kernel(wrap=True)
def look_p_detect(p_detect: F64, snr_grid_db: tuple[float, float], snr: float) -> float:
    """Return the probability of detection of one look at a power ratio by linear interpolation in a table.

    ``p_detect`` lies on an even grid in decibels, ``snr_grid_db`` (first, step). 0 at and below the first
    place of the grid, the last value at and beyond its last.
    """
    return interpolate_p_detect(address(p_detect), p_detect.size, snr_grid_db, snr)
