"""What a raid does to traffic, and the rounds that it wastes: estimates from the raids table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from .intervals import estimate_outcome, estimate_probability

__all__ = ["traffic_summary"]

I64 = npt.NDArray[np.int64]

WASTED = {
    "rounds_at_dead": "rounds_wasted",
    "rounds_at_decoys": "rounds_at_decoys",
    "rounds_at_friendly": "rounds_at_friendly",
    "rounds_at_neutral": "rounds_at_neutral",
    "rounds_at_harmless": "rounds_at_harmless",
}
"""Kinds of wasted rounds, each round in one of them, and their columns of the raids table."""


def traffic_summary(
    columns: Mapping[str, I64], sides: Sequence[str], *, identifies: bool, batches: int = 0
) -> dict[str, Any]:
    """Return what a summary says of traffic and of wasted rounds.

    Parameters
    ----------
    columns
        Counts of the raids table, shape (worlds, replications) each.
    sides
        Whose each threat is.
    identifies
        Whether posts may be wrong about that: else nothing is shot at by assumption.
    """
    found: dict[str, Any] = {"identification": identifies}
    for side in ("friendly", "neutral"):
        flown = sum(each == side for each in sides)
        found[f"{side}_flown"] = flown
        for what in ("engaged", "shot_down"):
            values = columns[f"{side}_{what}"]
            found[f"{side}_{what}"] = estimate_outcome(
                values, bounds=(0.0, float(flown)), batches=batches
            ).as_row()
        found[f"p_{side}_shot_down"] = estimate_probability(
            columns[f"{side}_shot_down"] > 0, batches=batches
        ).as_row()
    most = (0.0, float(columns["rounds_loaded"].max()))
    for name, column in WASTED.items():
        found[name] = estimate_outcome(columns[column], bounds=most, batches=batches).as_row()
    wasted = np.sum([columns[column] for column in WASTED.values()], axis=0)
    found["rounds_wasted_in_all"] = estimate_outcome(wasted, bounds=most, batches=batches).as_row()
    return found
