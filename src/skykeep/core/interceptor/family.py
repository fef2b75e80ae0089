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

_GRAVITY_MPS2 = 9.80665


@generic_kernel()
def _fill_column(column: int, h_family: F64, t_family: F64, v_family: F64, table: FlyoutTable) -> None:
    """Write the earliest time and its speed at each height of one column that the family meets."""
    spacing = table.height_m[1]
    last_row = table.height_m.shape[0] - 1
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


@generic_kernel(wrap=True)
def fill_table(
    body: Round, goal: FlightGoal, family: tuple[F64, F64, F64], elevation_rad: F64, table: FlyoutTable
) -> None:
    """Fill a table whose times are infinite and speeds zero with the earliest of the family.

    ``family`` holds height, time and speed [path, column], all nan, and is filled first.
    """
    h_family, t_family, v_family = family
    for i in range(elevation_rad.shape[0]):
        fly(elevation_rad[i], body, goal, h_family[i], t_family[i], v_family[i])
    for j in range(1, table.range_m.shape[0]):
        _fill_column(j, h_family, t_family, v_family, table)


@generic_kernel(wrap=True)
def dive_table(body: Round, slope_rad: float, table: FlyoutTable) -> None:
    """Let the round dive to each node from the row above where that is earlier, the top row first.

    Over one row's height the air is that of the middle: the square of the speed falls with drag and grows
    with weight, v'^2 = v^2 e + 2 g sin(slope) (1 - e) / a, with e = exp(-a s), a = density / coefficient, s
    the path; the time is the path over the mean speed.
    """
    rows, columns = table.time_s.shape
    drop_m = table.height_m[1]
    path_m = drop_m / math.sin(slope_rad)
    back = drop_m / math.tan(slope_rad) / table.range_m[1]
    for k in range(rows - 2, -1, -1):
        middle_m = body.launch_alt_msl_m + table.height_m[k] + 0.5 * drop_m
        drag_per_m = density_kg_m3(middle_m) / body.ballistic_coefficient_kg_m2
        kept = math.exp(-drag_per_m * path_m)
        gained = 2.0 * _GRAVITY_MPS2 * math.sin(slope_rad) * (1.0 - kept) / drag_per_m
        for j in range(1, columns):
            column = j - back
            i = math.floor(column)
            if i < 1:
                continue
            share = column - i
            after = min(i + 1, columns - 1)
            start_s = (1.0 - share) * table.time_s[k + 1, i] + share * table.time_s[k + 1, after]
            if not start_s < np.inf:
                continue
            start_mps = (1.0 - share) * table.speed_mps[k + 1, i] + share * table.speed_mps[k + 1, after]
            end_mps = math.sqrt(start_mps * start_mps * kept + gained)
            met_s = start_s + 2.0 * path_m / (start_mps + end_mps)
            if end_mps >= body.intercept_speed_mps and met_s < table.time_s[k, j]:
                table.time_s[k, j] = met_s
                table.speed_mps[k, j] = end_mps


@generic_kernel(wrap=True)
def clean_table(intercept_speed_mps: float, table: FlyoutTable) -> None:
    """Close gaps on the near side of reachable points, go on from the last of them at the least speed of an
    intercept, then let no time fall with range.

    A gap lies between the flat paths, too slow there, and the lofted ones, which come down beyond it; a round
    that can arrive beyond can spend the surplus on the way, so the time of the next point beyond is kept. The
    column of no ground range takes the time of its neighbour in proportion to the slant range.
    """
    rows, columns = table.time_s.shape
    spacing = table.range_m[1]
    for k in range(rows):
        for j in range(columns - 2, 0, -1):
            if table.time_s[k, j] == np.inf:
                table.time_s[k, j] = table.time_s[k, j + 1]
                table.speed_mps[k, j] = table.speed_mps[k, j + 1]
        if k > 0 and table.time_s[k, 1] == np.inf:
            table.time_s[k, 1] = table.time_s[k - 1, 1] + table.height_m[1] / intercept_speed_mps
            table.speed_mps[k, 1] = intercept_speed_mps
        for j in range(2, columns):
            if table.time_s[k, j] == np.inf:
                table.time_s[k, j] = table.time_s[k, j - 1] + spacing / intercept_speed_mps
                table.speed_mps[k, j] = intercept_speed_mps
    for k in range(rows):
        height = table.height_m[k]
        table.time_s[k, 0] = table.time_s[k, 1] * height / math.hypot(height, spacing)
        table.speed_mps[k, 0] = table.speed_mps[k, 1]
        for j in range(1, columns):
            table.time_s[k, j] = max(table.time_s[k, j], table.time_s[k, j - 1])
