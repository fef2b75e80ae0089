"""The fly-out table of a family of paths: the earliest of them at each node, dives from them, no gaps."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ..arrays import FlyoutTable
from ..earth.atmosphere import density_kg_m3
from ..kernel.jit import generic_kernel
from .flight import FlightGoal, Round, fly

__all__ = ["clean_table", "dive_table", "fill_table"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

_GRAVITY_MPS2 = 9.80665


@generic_kernel(wrap=True)
def _fill_columns(h_family: F64, t_family: F64, v_family: F64, table: FlyoutTable) -> None:
    """Write the earliest time and its speed at each height of each column that the family meets."""
    spacing = table.height_m[1]
    last_row = table.height_m.shape[0] - 1
    for column in range(1, table.range_m.shape[0]):
        for i in range(h_family.shape[0] - 1):
            ha, hb = h_family[i, column], h_family[i + 1, column]
            if math.isnan(ha) or math.isnan(hb) or ha == hb:
                continue
            low = max(math.ceil(min(ha, hb) / spacing - 1e-9), 0)
            high = min(math.floor(max(ha, hb) / spacing), last_row)
            for k in range(low, high + 1):
                share = (table.height_m[k] - ha) / (hb - ha)
                t = t_family[i, column] + share * (t_family[i + 1, column] - t_family[i, column])
                if t < table.time_s[k, column]:
                    table.time_s[k, column] = t
                    v_rise = v_family[i + 1, column] - v_family[i, column]
                    table.speed_mps[k, column] = v_family[i, column] + share * v_rise


def fill_table(
    body: Round, goal: FlightGoal, family: tuple[F64, F64, F64], elevation_rad: F64, table: FlyoutTable
) -> None:
    """Fill a table whose times are infinite and speeds zero with the earliest of the family.

    ``family`` holds height, time and speed [path, column], all nan, and is filled first.
    """
    for elevation, *rows in zip(elevation_rad, *family, strict=True):
        fly(elevation, body, goal, *rows)
    _fill_columns(*family, table)


def dive_table(body: Round, slope_rad: float, table: FlyoutTable) -> None:
    """Let the round dive to each node from the row above where that is earlier, the top row first.

    Over one row's height the air is that of the middle: the square of the speed falls with drag and grows
    with weight, v'^2 = v^2 e + 2 g sin(slope) (1 - e) / a, with e = exp(-a s), a = density / coefficient, s
    the path; the time is the path over the mean speed.
    """
    rows, columns = table.time_s.shape
    drop_m = float(table.height_m[1])
    path_m = drop_m / math.sin(slope_rad)
    back = drop_m / math.tan(slope_rad) / float(table.range_m[1])
    from_column = np.arange(columns) - back
    near = np.floor(from_column).astype(np.int64)
    met = np.flatnonzero(near >= 1)
    near, share = near[met], (from_column - near)[met]
    after = np.minimum(near + 1, columns - 1)
    for k in range(rows - 2, -1, -1):
        middle_m = body.launch_alt_msl_m + float(table.height_m[k]) + 0.5 * drop_m
        drag_per_m = density_kg_m3(middle_m) / body.ballistic_coefficient_kg_m2
        if drag_per_m == 0.0:
            continue  # above all air
        kept = math.exp(-drag_per_m * path_m)
        gained = 2.0 * _GRAVITY_MPS2 * math.sin(slope_rad) * (1.0 - kept) / drag_per_m
        above_s, above_mps = table.time_s[k + 1], table.speed_mps[k + 1]
        start_s = _blend(above_s, near, after, share)
        start_mps = _blend(above_mps, near, after, share)
        end_mps = np.sqrt(start_mps * start_mps * kept + gained)
        met_s = start_s + 2.0 * path_m / (start_mps + end_mps)
        earlier = (end_mps >= body.intercept_speed_mps) & (met_s < table.time_s[k, met])
        table.time_s[k, met[earlier]] = met_s[earlier]
        table.speed_mps[k, met[earlier]] = end_mps[earlier]


def _blend(row: F64, near: I64, after: I64, share: F64) -> F64:
    """Return values of a row between two columns each, infinite where one of them is."""
    ends = row[near], row[after]
    with np.errstate(invalid="ignore"):  # nothing of an infinite time
        mixed = (1.0 - share) * ends[0] + share * ends[1]
    return np.where(np.isnan(mixed), np.inf, mixed)


def clean_table(intercept_speed_mps: float, table: FlyoutTable) -> None:
    """Close gaps on the near side of reachable points, go on from the last of them at the least speed of an
    intercept, then let no time fall with range.

    A gap lies between the flat paths, too slow there, and the lofted ones, which come down beyond it; a round
    that can arrive beyond can spend the surplus on the way, so the time of the next point beyond is kept. The
    column of no ground range takes the time of its neighbour in proportion to the slant range.
    """
    spacing = float(table.range_m[1])
    leg_s = spacing / intercept_speed_mps
    climb_s = float(table.height_m[1]) / intercept_speed_mps
    below_s = math.inf
    for k, height in enumerate(table.height_m.tolist()):
        time_s, speed_mps = table.time_s[k].tolist(), table.speed_mps[k].tolist()
        columns = len(time_s)
        for j in range(columns - 2, 0, -1):
            if time_s[j] == math.inf:
                time_s[j], speed_mps[j] = time_s[j + 1], speed_mps[j + 1]
        if k > 0 and time_s[1] == math.inf:
            time_s[1], speed_mps[1] = below_s + climb_s, intercept_speed_mps
        for j in range(2, columns):
            if time_s[j] == math.inf:
                time_s[j], speed_mps[j] = time_s[j - 1] + leg_s, intercept_speed_mps
        below_s = time_s[1]
        time_s[0] = time_s[1] * height / math.hypot(height, spacing)
        speed_mps[0] = speed_mps[1]
        table.time_s[k] = np.maximum.accumulate(time_s)
        table.speed_mps[k] = speed_mps
