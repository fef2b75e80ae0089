"""Columns that cross into the kernels: named tuples of C-contiguous arrays, SI units in the names."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Case", "FlyoutTable", "PathBank"]

F64 = npt.NDArray[np.float64]
F32 = npt.NDArray[np.float32]
I64 = npt.NDArray[np.int64]
U8 = npt.NDArray[np.uint8]
U64 = npt.NDArray[np.uint64]


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


class Case(NamedTuple):
    """A compiled scenario in packed columns; the places in each last axis are named in ``layout``.

    P paths, N nodes, S sites, Q sensors, U fire units, L launchers, I interceptor types, T threats, C
    classes, W worlds: ``path`` [P + 1, 2 + Q], ``track`` [S, N, ...], ``sensors`` [W, Q, ...], ``units`` [W,
    U, ...], ``doctrine`` [W, U, C, ...], ``launchers`` [W, L, ...], ``interceptors`` [W, I, 14 + C],
    ``threats`` [T, ...], ``classes`` [W, C, ...], ``luck`` [W, ...], ``entity`` [4, max(Q, U, T, L)].
    ``confirm`` is (m, n). ``flyout_time_s[i, level, height, range]`` holds fly-out tables. ``p_detect[c, :]``
    lies over an even grid of SNR in dB, ``snr_grid_db`` (first, step). ``given`` [raids, T, ...] replaces the
    computed picture, and the kill draws, where it is not empty.
    """

    seed: int
    confirm: tuple[int, int]
    snr_grid_db: tuple[float, float]
    path: I64
    track: F64
    sensors: F64
    units: F64
    doctrine: I64
    launchers: F64
    interceptors: F64
    flyout_time_s: F64
    threats: F64
    classes: F64
    p_detect: F64
    luck: F64
    entity: U64
    given: F64
