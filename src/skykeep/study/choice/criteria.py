"""Criteria of a choice: what each option is worth in every world, on one scale that is stated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.errors import UsageError, did_you_mean

__all__ = ["GROUPS", "SCALING", "Criterion", "check_weights", "goodness", "user_weights"]

F64 = npt.NDArray[np.float64]

GROUPS: Mapping[str, str] = {
    "leakers": "share of each raid that leaks, mean over the sites, all of them alike",
    "coverage": "how far out a target at each height is met on half of the bearings, mean over the sites",
    "rounds_left": "rounds left after each raid, mean over the sites",
    "robustness": "leakers of the lead raid without a single part, mean over its parts, alike launchers once",
    "cost": "what it costs to have and to keep",
    "years": "years from order to first capability",
}
"""Groups of criteria: the names that weights are given to, and what they are."""
UNLESS_ASKED_FOR = ("rounds_left", "robustness")
"""Groups that repeat what leakers say already: weighed only where a user gives them a weight."""
SCALING = (
    "Each criterion is worth 0 at the worse and 1 at the better of the 5 and 95 % points of all options in "
    "all worlds, in a straight line and beyond both ends; a weight is what the whole way between them is "
    "worth. Over all weightings the weight is shared uniformly among the groups of criteria, then inside "
    "each group."
)
_ENDS = (0.05, 0.95)


@dataclass(frozen=True, eq=False, kw_only=True)
class Criterion:
    """One criterion: its name, group, words and unit, and ``values`` [world, option], luck taken out."""

    name: str
    group: str
    words: str
    unit: str
    less_is_better: bool
    values: F64

    @property
    def ends(self) -> tuple[float, float]:
        """The values that are worth 0 and 1."""
        low, high = np.quantile(self.values, _ENDS, method="median_unbiased")
        return (float(high), float(low)) if self.less_is_better else (float(low), float(high))

    @property
    def worth(self) -> F64:
        """What each option is worth [world, option]; 0 where all are alike."""
        worst, best = self.ends
        if worst == best:
            return np.zeros_like(self.values)
        found: F64 = (self.values - worst) / (best - worst)
        return found

    def as_row(self) -> dict[str, Any]:
        """Return what a reader is told of it."""
        worst, best = self.ends
        return {
            "name": self.name,
            "group": self.group,
            "words": self.words,
            "unit": self.unit,
            "less_is_better": self.less_is_better,
            "worth_0_at": worst,
            "worth_1_at": best,
        }


def goodness(criteria: Sequence[Criterion]) -> F64:
    """Return what each option is worth [world, option, criterion]."""
    return np.stack([each.worth for each in criteria], axis=2)


def check_weights(weights: Mapping[str, float]) -> None:
    """Refuse weights of what is no group of criteria, below zero, or all zero.

    Raises
    ------
    UsageError
        Naming what is allowed.
    """
    for name, weight in weights.items():
        if name not in GROUPS:
            raise UsageError(
                f"weights: given {name!r}, allowed {', '.join(GROUPS)}.{did_you_mean(name, GROUPS)}"
            )
        if not 0.0 <= weight < np.inf:
            raise UsageError(f"weights {name}: given {weight:g}, must be a number of zero or more")
    if weights and not any(weights.values()):
        raise UsageError("weights: all are zero; give one of them more")


def user_weights(criteria: Sequence[Criterion], given: Mapping[str, float]) -> F64:
    """Return the weight of each criterion: that of its group, shared evenly inside it; they sum to 1.

    Groups that are given no weight have none.
    """
    counts = {name: sum(each.group == name for each in criteria) for name in given}
    found = np.array([given.get(each.group, 0.0) / max(1, counts.get(each.group, 1)) for each in criteria])
    total = float(found.sum())
    return found / total if total > 0.0 else found
