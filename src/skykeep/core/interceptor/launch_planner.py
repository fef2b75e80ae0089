"""The launch planner: the earliest launch whose intercept is inside envelope, flight time and radar
support."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from .. import layout as at
from ..jit import kernel

__all__ = ["find_node", "flight_time_s", "plan_launch"]

F64 = npt.NDArray[np.float64]

_TABLE, _CONSTANT_SPEED = 0, 1
_TWO_PI = 2.0 * math.pi


@kernel("int64(float64[:, :, ::1], int64, float64, int64)")
def find_node(track: F64, end: int, path_time_s: float, cursor: int) -> int:
    """Return the last node at or before ``path_time_s`` that has a successor, searching forward from
    ``cursor``."""
    last = end - 2
    while cursor < last and track[0, cursor + 1, at.NODE_T_S] <= path_time_s:
        cursor += 1
    return cursor


@kernel("float64(float64[:, ::1], float64[:, :, :, ::1], int64, float64, float64, float64)")
def flight_time_s(
    rounds: F64, tables_s: F64, kind: int, slant_m: float, ground_m: float, height_m: float
) -> float:
    """Return the time of flight to a point at ``slant_m``, ``ground_m`` and ``height_m`` above the launcher.

    ``rounds`` [I, ...] are the interceptors of one world, ``tables_s`` [I, level, height, range] the fly-out
    tables. Infinite where the table does not reach. Heights below the launcher read as its own height.
    """
    level = rounds[kind, at.INTERCEPTOR_FLYOUT_LEVEL]
    mode = int(rounds[kind, at.INTERCEPTOR_FLYOUT_MODE])
    if mode == _CONSTANT_SPEED:
        return float(slant_m / level)
    if mode != _TABLE:
        return float(level)
    column = ground_m / rounds[kind, at.INTERCEPTOR_RANGE_STEP_M]
    row = max(height_m, 0.0) / rounds[kind, at.INTERCEPTOR_HEIGHT_STEP_M]
    if column >= tables_s.shape[3] - 1 or row >= tables_s.shape[2] - 1:
        return np.inf
    j = int(column)
    i = int(row)
    a = column - j
    b = row - i
    floor = min(int(level), tables_s.shape[1] - 2)
    time_s = 0.0
    weight = 1.0 - (level - floor)
    for step in range(2):
        low = tables_s[kind, floor + step, i, j] * (1.0 - a) + tables_s[kind, floor + step, i, j + 1] * a
        high = (
            tables_s[kind, floor + step, i + 1, j] * (1.0 - a)
            + tables_s[kind, floor + step, i + 1, j + 1] * a
        )
        if not (low < np.inf and high < np.inf):
            return np.inf
        time_s += weight * ((1.0 - b) * low + b * high)
        weight = 1.0 - weight
    return time_s


@kernel(
    "UniTuple(float64, 3)(float64[:, :, ::1], float64[:, ::1], float64[:, :, :, ::1],"
    "Tuple((int64, int64, int64, float64)), UniTuple(int64, 2), float64, UniTuple(int64, 2),"
    "UniTuple(float64, 5))"
)
def plan_launch(
    track: F64,
    rounds: F64,
    tables_s: F64,
    shot: tuple[int, int, int, float],
    nodes: tuple[int, int],
    earliest_s: float,
    radar: tuple[int, int],
    limits: tuple[float, float, float, float, float],
) -> tuple[float, float, float]:
    """Return (launch, intercept, intercept range) of the first feasible shot at a path; times on the path's
    clock.

    The launch is the earliest at or after ``earliest_s`` such that the collision course meets the threat
    inside the envelope (range, altitude, height above ground, threat speed) and the supporting radar sees the
    threat from launch until ``SUPPORT_BEFORE_S`` before intercept, with gaps of at most ``COAST_S`` bridged.
    Times and flight times are linear between nodes, so a constant-speed round against a straight inbound path
    is exact. All three are infinite if there is no such shot.

    Parameters
    ----------
    track
        Path nodes [S, N, ...] as ``Case.track``.
    rounds, tables_s
        Interceptors of one world [I, ...] and fly-out tables, see ``flight_time_s``.
    shot
        Interceptor, whether the threat is ballistic (1), site of the launcher and its altitude [m].
    nodes
        A node at or before ``earliest_s`` and the end of the path.
    radar
        Site of the engagement radar and the bit of its variant in ``NODE_SIGHT``.
    limits
        Instrumented range [m], lowest and highest elevation, half width of the sector and its centre [rad].
    """
    kind, ballistic, launcher_site, launcher_alt_m = shot
    radar_site, bit = radar
    cursor, end = nodes
    reach_m, lowest_rad, highest_rad, half_rad, centre_rad = limits
    if ballistic:
        range_max_m = rounds[kind, at.INTERCEPTOR_RANGE_MAX_BALLISTIC_M]
        alt_max_m = rounds[kind, at.INTERCEPTOR_ALT_MAX_BALLISTIC_MSL_M]
    else:
        range_max_m = rounds[kind, at.INTERCEPTOR_RANGE_MAX_M]
        alt_max_m = rounds[kind, at.INTERCEPTOR_ALT_MAX_MSL_M]
    range_min_m = rounds[kind, at.INTERCEPTOR_RANGE_MIN_M]
    before_s = rounds[kind, at.INTERCEPTOR_SUPPORT_BEFORE_S]
    coast_s = rounds[kind, at.INTERCEPTOR_COAST_S]
    any_track = rounds[kind, at.INTERCEPTOR_ANY_TRACK] > 0.0

    supported_from_s = earliest_s  # a launch before this would meet a gap longer than the coast
    look = cursor  # next node whose support is to be judged
    gap_from_s = np.inf  # start of the gap that is open, infinite while the radar sees the threat
    range_m = np.inf
    launch_s = -np.inf
    for node in range(cursor, end):
        before_range_m = range_m
        before_launch_s = launch_s
        range_m = track[launcher_site, node, at.NODE_SLANT_M]
        flight_s = flight_time_s(
            rounds,
            tables_s,
            kind,
            range_m,
            track[launcher_site, node, at.NODE_GROUND_M],
            track[launcher_site, node, at.NODE_ALT_MSL_M] - launcher_alt_m,
        )
        node_s = track[launcher_site, node, at.NODE_T_S]
        launch_s = node_s - flight_s
        if node == cursor:
            continue
        if not any_track:
            support_end_s = node_s - before_s
            while look <= node and (
                look == cursor or track[launcher_site, look, at.NODE_T_S] <= support_end_s
            ):
                look_s = track[launcher_site, look, at.NODE_T_S]
                elevation_rad = track[radar_site, look, at.NODE_ELEVATION_RAD]
                supported = (
                    (int(track[radar_site, look, at.NODE_SIGHT]) >> bit) & 1
                    and track[radar_site, look, at.NODE_SLANT_M] <= reach_m
                    and lowest_rad <= elevation_rad <= highest_rad
                )
                if supported and half_rad < math.pi:
                    turn_rad = abs(track[radar_site, look, at.NODE_AZIMUTH_RAD] - centre_rad) % _TWO_PI
                    supported = min(turn_rad, _TWO_PI - turn_rad) <= half_rad
                if supported:
                    if look_s - gap_from_s > coast_s:
                        supported_from_s = look_s
                    gap_from_s = np.inf
                elif gap_from_s == np.inf:
                    gap_from_s = max(look_s, earliest_s)
                look += 1
            if support_end_s - gap_from_s > coast_s:
                continue
        if not launch_s >= supported_from_s:
            continue
        if (
            track[launcher_site, node, at.NODE_SPEED_MPS] > rounds[kind, at.INTERCEPTOR_TARGET_SPEED_MAX_MPS]
            or track[launcher_site, node, at.NODE_ALT_MSL_M] > alt_max_m
            or track[launcher_site, node - 1, at.NODE_HEIGHT_AGL_M]
            < rounds[kind, at.INTERCEPTOR_ALT_MIN_AGL_M]
        ):
            continue
        # the part [low, high] of the segment that ends at this node where range and launch time fit
        low = 0.0
        high = 1.0
        if before_launch_s < supported_from_s:
            low = (supported_from_s - before_launch_s) / (launch_s - before_launch_s)
            if not low <= 1.0:
                low = 1.0  # the segment begins where the round cannot fly
        change_m = range_m - before_range_m
        if change_m <= 0.0:
            if range_m > range_max_m or before_range_m < range_min_m:
                continue
            if before_range_m > range_max_m:
                low = max(low, (range_max_m - before_range_m) / change_m)
            if range_m < range_min_m:
                high = (range_min_m - before_range_m) / change_m
        else:
            if before_range_m > range_max_m or range_m < range_min_m:
                continue
            if range_m > range_max_m:
                high = (range_max_m - before_range_m) / change_m
            if before_range_m < range_min_m:
                low = max(low, (range_min_m - before_range_m) / change_m)
        if low > high:
            continue
        before_node_s = track[launcher_site, node - 1, at.NODE_T_S]
        intercept_s = before_node_s + low * (node_s - before_node_s)
        if before_launch_s == -np.inf:
            planned_s = launch_s
        else:
            planned_s = max(before_launch_s + low * (launch_s - before_launch_s), earliest_s)
        return planned_s, intercept_s, before_range_m + low * change_m
    return np.inf, np.inf, np.inf
