"""The look-up in fly-out tables: one meaning of their edges for coverage and for raids."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ..kernel.jit import generic_kernel
from ..kernel.records import Cube

__all__ = ["table_time_s"]

F64 = npt.NDArray[np.float64]


@generic_kernel(wrap=True)
def table_time_s(tables_s: Cube[float] | F64, level: float, row: float, column: float) -> float:
    """Return the time of flight at a place between tables, counted in tables, rows and columns; trilinear.

    The last table, row and column belong to it; beyond the last row and column, and left of the first, the
    time is infinite. A row below the first is read as the first. A place next to an unreachable node is
    unreachable unless it lies on the grid line of reachable ones, or on a table in which it is not.

    Parameters
    ----------
    tables_s
        Times at nodes [table, row, column], as an array or by address; infinite where a node cannot be
        reached.
    level
        Place between the tables, 0 to the last.
    row, column
        Height above the launcher and ground range in steps of the tables.
    """
    first = tables_s[0]
    if not (0.0 <= column <= len(first[0]) - 1 and row <= len(first) - 1):
        return math.inf
    up = max(row, 0.0)
    table, i, j = int(level), int(up), int(column)
    share, b, a = level - table, up - i, column - j  # 0 where there is no next one to be read
    found_s = 0.0
    weight = 1.0 - share
    for step in range(2):
        if weight > 0.0:
            times_s = tables_s[table + step]
            low_s = times_s[i, j]
            if a > 0.0:
                low_s = (1.0 - a) * low_s + a * times_s[i, j + 1]
            if b > 0.0:
                high_s = times_s[i + 1, j]
                if a > 0.0:
                    high_s = (1.0 - a) * high_s + a * times_s[i + 1, j + 1]
                low_s = (1.0 - b) * low_s + b * high_s
            found_s += weight * low_s
        weight = share
    return found_s
