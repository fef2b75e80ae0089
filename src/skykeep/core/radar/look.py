"""One look of a radar: its chance of detection, read from a table."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ..kernel.jit import generic_kernel
from ..kernel.records import Rows

__all__ = ["look_p_detect"]

F64 = npt.NDArray[np.float64]

_SNR_FLOOR = 1e-30


@generic_kernel(wrap=True)
def look_p_detect(p_detect: Rows[float] | F64, snr_grid_db: tuple[float, float], snr: float) -> float:
    """Return the probability of detection of one look at a power ratio by linear interpolation in a table.

    ``p_detect``, an array or a table by address, lies on an even grid in decibels, ``snr_grid_db`` (first,
    step). 0 at and below the first place of the grid, the last value at and beyond its last.
    """
    place = (10.0 * math.log10(max(snr, _SNR_FLOOR)) - snr_grid_db[0]) / snr_grid_db[1]
    if not place > 0.0:
        return 0.0
    last = len(p_detect) - 1
    if place >= last:
        return p_detect[last]
    index = int(place)
    share = place - index
    return (1.0 - share) * p_detect[index] + share * p_detect[index + 1]
