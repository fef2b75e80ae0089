"""The launch planner: the earliest launch whose intercept is inside envelope, flight time and radar
support."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from .. import layout as at
from ..jit import kernel
from ..rows import FLOATS, row
from .table import interpolate_time_s

__all__ = ["find_node", "flight_time_s", "plan_launch"]

F64 = npt.NDArray[np.float64]

_TABLE, _CONSTANT_SPEED = 0, 1
_TWO_PI = 2.0 * math.pi


@kernel(f"int64({FLOATS}, int64, float64, int64)", inline=True)
def find_node(nodes: F64, end: int, path_time_s: float, cursor: int) -> int:
    """Return the last node at or before ``path_time_s`` that has a successor, searching forward from
    ``cursor``."""
    last = end - 2
    while cursor < last and row(nodes, cursor + 1, at.NODE_PLACES)[at.NODE_T_S] <= path_time_s:
        cursor += 1
    return cursor


@kernel(f"float64({FLOATS}, {FLOATS}, UniTuple(int64, 2), float64, float64, float64)", inline=True)
def flight_time_s(
    round_: F64, tables_s: F64, size: tuple[int, int], slant_m: float, ground_m: float, height_m: float
) -> float:
    """Return the time of flight to a point at ``slant_m``, ``ground_m`` and ``height_m`` above the launcher.

    ``round_`` is the interceptor's row of one world, ``tables_s`` [level, height, range] its fly-out tables
    of ``size`` (heights, ranges), read as ``table_time_s`` says.
    """
    mode = round_[at.INTERCEPTOR_FLYOUT_MODE]
    if mode == _CONSTANT_SPEED:
        return float(slant_m / round_[at.INTERCEPTOR_FLYOUT_LEVEL])
    if mode == _TABLE:
        up = height_m / round_[at.INTERCEPTOR_HEIGHT_STEP_M]
        out = ground_m / round_[at.INTERCEPTOR_RANGE_STEP_M]
        return interpolate_time_s(tables_s, size, round_[at.INTERCEPTOR_FLYOUT_LEVEL], up, out)
    return float(round_[at.INTERCEPTOR_FLYOUT_LEVEL])


@kernel(f"boolean({FLOATS}, {FLOATS}, UniTuple(float64, 2))")
def _supports(seen: F64, radar: F64, sector: tuple[float, float]) -> bool:
    """Whether a radar holds the target at the node ``seen`` within its limits."""
    half_rad, centre_rad = sector
    if not (int(seen[at.NODE_SIGHT]) >> int(radar[at.SENSOR_SIGHT_BIT])) & 1:
        return False
    if seen[at.NODE_SLANT_M] > radar[at.SENSOR_INSTRUMENTED_M]:
        return False
    lowest_rad, highest_rad = radar[at.SENSOR_ELEVATION_MIN_RAD], radar[at.SENSOR_ELEVATION_MAX_RAD]
    if not lowest_rad <= seen[at.NODE_ELEVATION_RAD] <= highest_rad:
        return False
    if half_rad >= math.pi:
        return True
    turn_rad = abs(seen[at.NODE_AZIMUTH_RAD] - centre_rad) % _TWO_PI
    return bool(min(turn_rad, _TWO_PI - turn_rad) <= half_rad)


@kernel("UniTuple(float64, 2)(float64, float64, float64, float64, float64)", inline=True)
def _part_below(low: float, high: float, first: float, last: float, limit: float) -> tuple[float, float]:
    """Return the part of [low, high] where a number from ``first`` to ``last`` is at most ``limit``; the
    first of the two is the greater where there is none.
    """
    if first > limit:
        if last > limit:
            return 2.0, 1.0
        return max(low, (limit - first) / (last - first)), high
    if last > limit:
        return low, min(high, (limit - first) / (last - first))
    return low, high


@kernel(
    f"UniTuple(float64, 3)(UniTuple({FLOATS}, 2), Tuple(({FLOATS}, {FLOATS}, int64, int64)),"
    "Tuple((int64, float64)), UniTuple(int64, 3), float64, " + f"{FLOATS}, UniTuple(float64, 2))"
)
def plan_launch(
    sights: tuple[F64, F64],
    flight: tuple[F64, F64, int, int],
    shot: tuple[int, float],
    nodes: tuple[int, int, int],
    earliest_s: float,
    radar: F64,
    sector: tuple[float, float],
) -> tuple[float, float, float]:
    """Return (launch, intercept, intercept range) of the first feasible shot at a path; times on the path's
    clock.

    The launch is the earliest at or after ``earliest_s`` such that the collision course meets the threat
    inside the envelope (range, altitude, height above ground, threat speed) and the supporting radar sees
    the threat from launch until ``SUPPORT_BEFORE_S`` before intercept (at launch in any case), with gaps of
    at most ``COAST_S`` bridged; a gap counts from its own beginning, before ``earliest_s`` or not. Times,
    flight times and what the envelope limits are linear between nodes, so a constant-speed round against a
    straight inbound path is exact. All three are infinite if there is no such shot.

    Parameters
    ----------
    sights
        Path nodes as the sites of the launcher and of the engagement radar see them, rows of ``Case.track``.
    flight
        The interceptor's row of one world and its fly-out tables with their size, see ``flight_time_s``.
    shot
        Whether the threat is ballistic (1) and the altitude of the launcher [m].
    nodes
        Start of the path, a node at or before ``earliest_s``, and the end of the path.
    radar
        The engagement radar's row of ``Case.sensors``.
    sector
        Half width of the sector that is allowed to it, and the sector's centre [rad].
    """
    met, held = sights
    round_, times_s, heights, ranges = flight
    ballistic, launcher_alt_m = shot
    begin, cursor, end = nodes
    if ballistic:
        range_max_m = round_[at.INTERCEPTOR_RANGE_MAX_BALLISTIC_M]
        alt_max_m = round_[at.INTERCEPTOR_ALT_MAX_BALLISTIC_MSL_M]
    else:
        range_max_m = round_[at.INTERCEPTOR_RANGE_MAX_M]
        alt_max_m = round_[at.INTERCEPTOR_ALT_MAX_MSL_M]
    range_min_m = round_[at.INTERCEPTOR_RANGE_MIN_M]
    height_min_m = round_[at.INTERCEPTOR_ALT_MIN_AGL_M]
    speed_max_mps = round_[at.INTERCEPTOR_TARGET_SPEED_MAX_MPS]
    before_s = round_[at.INTERCEPTOR_SUPPORT_BEFORE_S]
    coast_s = round_[at.INTERCEPTOR_COAST_S]
    any_track = round_[at.INTERCEPTOR_ANY_TRACK] > 0.0

    supported_from_s = earliest_s  # a launch before this would meet a gap longer than the coast
    gap_from_s = np.inf  # start of the gap that is open, infinite while the radar sees the threat
    look = cursor  # the last node whose support was judged; first back to where the radar saw the threat last
    while not any_track and not _supports(row(held, look, at.NODE_PLACES), radar, sector):
        gap_from_s = row(held, look, at.NODE_PLACES)[at.NODE_T_S]
        if look == begin or gap_from_s < earliest_s - coast_s:
            gap_from_s = -np.inf
            break
        look -= 1
    look = cursor
    place = row(met, cursor, at.NODE_PLACES)
    range_m = place[at.NODE_SLANT_M]
    height_m = place[at.NODE_ALT_MSL_M] - launcher_alt_m
    launch_s = place[at.NODE_T_S] - flight_time_s(
        round_, times_s, (heights, ranges), range_m, place[at.NODE_GROUND_M], height_m
    )
    for node in range(cursor + 1, end):
        before = place
        before_range_m = range_m
        before_launch_s = launch_s
        place = row(met, node, at.NODE_PLACES)
        range_m = place[at.NODE_SLANT_M]
        height_m = place[at.NODE_ALT_MSL_M] - launcher_alt_m
        node_s = place[at.NODE_T_S]
        launch_s = node_s - flight_time_s(
            round_, times_s, (heights, ranges), range_m, place[at.NODE_GROUND_M], height_m
        )
        if not any_track:
            support_end_s = max(node_s - before_s, launch_s)
            while look < node and row(met, look + 1, at.NODE_PLACES)[at.NODE_T_S] <= support_end_s:
                look += 1
                look_s = row(met, look, at.NODE_PLACES)[at.NODE_T_S]
                if not _supports(row(held, look, at.NODE_PLACES), radar, sector):
                    gap_from_s = min(gap_from_s, look_s)
                elif gap_from_s < np.inf:
                    if look_s - gap_from_s > coast_s:
                        supported_from_s = max(look_s, earliest_s)
                    gap_from_s = np.inf
            if support_end_s - gap_from_s > coast_s:
                continue
        if not launch_s >= supported_from_s:
            continue
        # the part [low, high] of the segment that ends at this node where launch time and envelope fit
        low = 0.0
        high = 1.0
        if before_launch_s < supported_from_s:
            low = (supported_from_s - before_launch_s) / (launch_s - before_launch_s)
            if not low <= 1.0:
                low = 1.0  # the segment begins where the round cannot fly
        low, high = _part_below(low, high, before_range_m, range_m, range_max_m)
        low, high = _part_below(low, high, -before_range_m, -range_m, -range_min_m)
        low, high = _part_below(low, high, before[at.NODE_ALT_MSL_M], place[at.NODE_ALT_MSL_M], alt_max_m)
        low, high = _part_below(
            low, high, -before[at.NODE_HEIGHT_AGL_M], -place[at.NODE_HEIGHT_AGL_M], -height_min_m
        )
        low, high = _part_below(low, high, before[at.NODE_SPEED_MPS], place[at.NODE_SPEED_MPS], speed_max_mps)
        if low > high:
            continue
        before_node_s = before[at.NODE_T_S]
        intercept_s = before_node_s + low * (node_s - before_node_s)
        if before_launch_s == -np.inf:
            planned_s = launch_s
        else:
            planned_s = max(before_launch_s + low * (launch_s - before_launch_s), earliest_s)
        return planned_s, intercept_s, before_range_m + low * (range_m - before_range_m)
    return np.inf, np.inf, np.inf
