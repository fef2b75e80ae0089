"""Columns that cross into the kernels: named tuples of C-contiguous arrays, SI units in the names."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["FlyoutTable", "PathBank"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
U8 = npt.NDArray[np.uint8]


class PathBank(NamedTuple):
    """Timed threat paths, one after the other; path p has nodes ``node_start[p]:node_start[p + 1]``.

    ``t_s`` counts from the start of the path and increases strictly; the last node is the impact (or, where
    ``aborted`` is 1, the place where the path meets the ground). ``height_agl_m`` is above the terrain.
    """

    node_start: I64
    t_s: F64
    pos_ecef_m: F64
    alt_msl_m: F64
    height_agl_m: F64
    speed_mps: F64
    aborted: U8


class FlyoutTable(NamedTuple):
    """Time of flight and speed left of an interceptor against ground range and height above the launcher.

    ``time_s[i, j]`` belongs to ``height_m[i]`` and ``range_m[j]``; infinite where the point cannot be
    reached. Both axes are evenly spaced and begin at zero.
    """

    range_m: F64
    height_m: F64
    time_s: F64
    speed_mps: F64
