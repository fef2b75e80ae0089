"""What was lost, came back and ran out in a run: estimates from the raids table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from .intervals import QUANTILE, estimate_outcome, estimate_probability

__all__ = ["EXHAUSTED", "wear_summary"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

EXHAUSTED = "exhausted_s_"
"""How the columns begin that say when a fire unit had fired its last round."""
_COUNTS = ("launchers_lost", "rounds_lost", "repairs")
_ENDS = (5.0, 95.0)


def wear_summary(
    columns: Mapping[str, I64], exhausted_s: Mapping[str, F64], units: Sequence[str], *, batches: int = 0
) -> dict[str, Any]:
    """Return what a summary says of losses and supply.

    Parameters
    ----------
    columns
        Counts of the raids table, shape (worlds, replications) each.
    exhausted_s
        For each fire unit when it had fired its last round, s, not a number where it had rounds left, same
        shape.
    units
        Names of the fire units.
    """
    found: dict[str, Any] = {
        name: estimate_outcome(columns[name], batches=batches).as_row() for name in _COUNTS
    }
    found["exhaustion"] = [_exhaustion(unit, exhausted_s[unit], batches) for unit in units]
    return found


def _exhaustion(unit: str, exhausted_s: F64, batches: int) -> dict[str, Any]:
    """Return how often a fire unit fires its last round, and when it does: median, and 5 to 95 of 100 of the
    raids in which it happens."""
    happens = np.isfinite(exhausted_s)
    times_s = exhausted_s[happens]
    ends = [float(end) for end in np.percentile(times_s, _ENDS, method=QUANTILE)] if times_s.size else None
    return {
        "unit": unit,
        "exhausted_p": estimate_probability(happens, batches=batches).as_row(),
        "median_s": float(np.median(times_s)) if times_s.size else None,
        "chance_90_s": ends,
    }
