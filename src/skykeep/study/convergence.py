"""Whether more worlds would tell more: the half-width of a computed mean against the number of worlds."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .intervals import mc_error_interval

__all__ = ["convergence"]

LEAST_WORLDS = 16
"""Worlds of the first row: fewer say nothing of their own scatter."""


def convergence(outcomes: npt.ArrayLike, *, batches: int = 0) -> list[dict[str, Any]]:
    """Return mean and half its 90 % interval after some of the worlds, half as many in each earlier row, all
    of them in the last.

    The rows of independent worlds end with the first so many; a design of ``batches`` sequences is cut where
    all of them have as many points. Empty with fewer than ``LEAST_WORLDS`` worlds.

    Parameters
    ----------
    outcomes
        One value for each raid [worlds, replications].
    batches
        As in ``skykeep.study.intervals.mc_error_interval``.
    """
    found = np.asarray(outcomes, dtype=np.float64)
    step = max(1, batches)
    rows: list[dict[str, Any]] = []
    worlds = found.shape[0]
    while worlds >= max(LEAST_WORLDS, step):
        error = mc_error_interval(found[:worlds], batches)
        if error is None:
            break
        rows.append(
            {
                "worlds": worlds,
                "mean": float(found[:worlds].mean()),
                "half_width_90": 0.5 * (error[1] - error[0]),
            }
        )
        worlds = worlds // (2 * step) * step
    return rows[::-1]
