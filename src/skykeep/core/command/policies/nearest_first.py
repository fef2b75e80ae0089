"""Nearest first: threats in the order in which they come, each the best round that is left, in turns.

What a crew does that looks at time alone: no value, no look ahead. It is also what the raids of skykeep play,
one threat at a time.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...kernel.by_address import by_address
from ...kernel.jit import generic_kernel, kernel
from ...kernel.records import Grid, Rows
from .instance import I64, Instance

__all__ = ["fill_nearest_first", "plan_nearest_first"]


def plan_nearest_first(instance: Instance) -> I64:
    """Return a plan that goes round the threats in their order, a round each, until none is left.

    Threats stand in the order in which they would arrive. The best round is the one with the highest kill
    probability, of equal ones that of the first shooter; one that cannot hit is never fired.
    """
    plan = np.zeros(instance.miss_p.shape, dtype=np.int64)
    _fill_from_python(instance.miss_p, instance.rounds.copy(), instance.most_per_threat, plan)
    return plan


@kernel()
def best_round(miss_p: Grid[float], left: Rows[int], threat: int) -> int:
    """Return the shooter with rounds left that misses a threat least, -1 if none can hit it."""
    best = -1
    least_p = 1.0
    for shooter in range(len(left)):
        if left[shooter] > 0 and miss_p[shooter, threat] < least_p:
            least_p = miss_p[shooter, threat]
            best = shooter
    return best


@kernel()
def fill_nearest_first(miss_p: Grid[float], left: Rows[int], most_per_threat: int, plan: Grid[int]) -> None:
    """Add rounds to ``plan`` [shooter, threat] and take them from ``left`` [shooter]."""
    threats = len(miss_p[0])
    sent = 0
    fired = True
    while fired and sent < most_per_threat:
        fired = False
        sent += 1
        for threat in range(threats):
            shooter = best_round(miss_p, left, threat)
            if shooter >= 0:
                plan[shooter, threat] += 1
                left[shooter] -= 1
                fired = True


@generic_kernel(wrap=True)
def _fill_from_python(miss_p: Any, left: Any, most_per_threat: int, plan: Any) -> None:
    """Fill a plan, called from Python."""
    fill_nearest_first(by_address(miss_p), by_address(left), most_per_threat, by_address(plan))
