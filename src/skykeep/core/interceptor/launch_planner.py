"""The launch planner: the earliest launch whose intercept is inside envelope, flight time and radar
support."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from .. import layout as at
from ..jit import kernel
from .table import table_time_s

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


@kernel("float64(float64[::1], float64[:, :, ::1], float64, float64, float64)")
def flight_time_s(round_: F64, tables_s: F64, slant_m: float, ground_m: float, height_m: float) -> float:
    """Return the time of flight to a point at ``slant_m``, ``ground_m`` and ``height_m`` above the launcher.

    ``round_`` is the interceptor's row of one world, ``tables_s`` [level, height, range] its fly-out tables,
    read as ``table_time_s`` says.
    """
    mode = round_[at.INTERCEPTOR_FLYOUT_MODE]
    if mode == _CONSTANT_SPEED:
        return float(slant_m / round_[at.INTERCEPTOR_FLYOUT_LEVEL])
    if mode == _TABLE:
        row = height_m / round_[at.INTERCEPTOR_HEIGHT_STEP_M]
        column = ground_m / round_[at.INTERCEPTOR_RANGE_STEP_M]
        return table_time_s(tables_s, round_[at.INTERCEPTOR_FLYOUT_LEVEL], row, column)
    return float(round_[at.INTERCEPTOR_FLYOUT_LEVEL])


@kernel("boolean(float64[:, ::1], int64, int64, UniTuple(float64, 5))", wrap=False)
def _supports(nodes: F64, node: int, bit: int, limits: tuple[float, float, float, float, float]) -> bool:
    """Whether the radar that owns ``bit`` holds the target at a node within its limits."""
    reach_m, lowest_rad, highest_rad, half_rad, centre_rad = limits
    seen = nodes[node]
    if not (int(seen[at.NODE_SIGHT]) >> bit) & 1 or seen[at.NODE_SLANT_M] > reach_m:
        return False
    if not lowest_rad <= seen[at.NODE_ELEVATION_RAD] <= highest_rad:
        return False
    if half_rad >= math.pi:
        return True
    turn_rad = abs(seen[at.NODE_AZIMUTH_RAD] - centre_rad) % _TWO_PI
    return bool(min(turn_rad, _TWO_PI - turn_rad) <= half_rad)


@kernel(
    "UniTuple(float64, 3)(float64[:, :, ::1], float64[:, ::1], float64[:, :, :, ::1],"
    "Tuple((int64, int64, int64, float64)), UniTuple(int64, 3), float64, UniTuple(int64, 2),"
    "UniTuple(float64, 5))"
)
def plan_launch(
    track: F64,
    rounds: F64,
    tables_s: F64,
    shot: tuple[int, int, int, float],
    nodes: tuple[int, int, int],
    earliest_s: float,
    radar: tuple[int, int],
    limits: tuple[float, float, float, float, float],
) -> tuple[float, float, float]:
    """Return (launch, intercept, intercept range) of the first feasible shot at a path; times on the path's
    clock.

    The launch is the earliest at or after ``earliest_s`` such that the collision course meets the threat
    inside the envelope (range, altitude, height above ground, threat speed) and the supporting radar sees
    the threat from launch until ``SUPPORT_BEFORE_S`` before intercept (at launch in any case), with gaps of
    at most ``COAST_S`` bridged; a gap counts from its own beginning, before ``earliest_s`` or not. Times
    and flight times are linear between nodes, so a constant-speed round against a straight inbound path is
    exact. All three are infinite if there is no such shot.

    Parameters
    ----------
    track
        Path nodes [S, N, ...] as ``Case.track``.
    rounds, tables_s
        Interceptors of one world [I, ...] and fly-out tables, see ``flight_time_s``.
    shot
        Interceptor, whether the threat is ballistic (1), site of the launcher and its altitude [m].
    nodes
        Start of the path, a node at or before ``earliest_s``, and the end of the path.
    radar
        Site of the engagement radar and the bit of its variant in ``NODE_SIGHT``.
    limits
        Instrumented range [m], lowest and highest elevation, half width of the sector and its centre [rad].
    """
    kind, ballistic, launcher_site, launcher_alt_m = shot
    radar_site, bit = radar
    begin, cursor, end = nodes
    round_ = rounds[kind]
    times_s = tables_s[kind]
    met = track[launcher_site]
    held = track[radar_site]
    if ballistic:
        range_max_m = round_[at.INTERCEPTOR_RANGE_MAX_BALLISTIC_M]
        alt_max_m = round_[at.INTERCEPTOR_ALT_MAX_BALLISTIC_MSL_M]
    else:
        range_max_m = round_[at.INTERCEPTOR_RANGE_MAX_M]
        alt_max_m = round_[at.INTERCEPTOR_ALT_MAX_MSL_M]
    range_min_m = round_[at.INTERCEPTOR_RANGE_MIN_M]
    before_s = round_[at.INTERCEPTOR_SUPPORT_BEFORE_S]
    coast_s = round_[at.INTERCEPTOR_COAST_S]
    any_track = round_[at.INTERCEPTOR_ANY_TRACK] > 0.0

    supported_from_s = earliest_s  # a launch before this would meet a gap longer than the coast
    gap_from_s = np.inf  # start of the gap that is open, infinite while the radar sees the threat
    look = cursor  # the last node whose support was judged; first back to where the radar saw the threat last
    while not any_track and not _supports(held, look, bit, limits):
        gap_from_s = held[look, at.NODE_T_S]
        if look == begin or gap_from_s < earliest_s - coast_s:
            gap_from_s = -np.inf
            break
        look -= 1
    look = cursor
    range_m = np.inf
    launch_s = -np.inf
    for node in range(cursor, end):
        place = met[node]
        before_range_m = range_m
        before_launch_s = launch_s
        range_m = place[at.NODE_SLANT_M]
        height_m = place[at.NODE_ALT_MSL_M] - launcher_alt_m
        node_s = place[at.NODE_T_S]
        launch_s = node_s - flight_time_s(round_, times_s, range_m, place[at.NODE_GROUND_M], height_m)
        if node == cursor:
            continue
        if not any_track:
            support_end_s = max(node_s - before_s, launch_s)
            while look < node and met[look + 1, at.NODE_T_S] <= support_end_s:
                look += 1
                look_s = met[look, at.NODE_T_S]
                if not _supports(held, look, bit, limits):
                    gap_from_s = min(gap_from_s, look_s)
                elif gap_from_s < np.inf:
                    if look_s - gap_from_s > coast_s:
                        supported_from_s = max(look_s, earliest_s)
                    gap_from_s = np.inf
            if support_end_s - gap_from_s > coast_s:
                continue
        if not launch_s >= supported_from_s:
            continue
        if (
            place[at.NODE_SPEED_MPS] > round_[at.INTERCEPTOR_TARGET_SPEED_MAX_MPS]
            or place[at.NODE_ALT_MSL_M] > alt_max_m
            or met[node - 1, at.NODE_HEIGHT_AGL_M] < round_[at.INTERCEPTOR_ALT_MIN_AGL_M]
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
        before_node_s = met[node - 1, at.NODE_T_S]
        intercept_s = before_node_s + low * (node_s - before_node_s)
        if before_launch_s == -np.inf:
            planned_s = launch_s
        else:
            planned_s = max(before_launch_s + low * (launch_s - before_launch_s), earliest_s)
        return planned_s, intercept_s, before_range_m + low * change_m
    return np.inf, np.inf, np.inf
