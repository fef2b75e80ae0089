"""Value greedy: each round in turn goes where it takes most value off, the rule of maximum marginal return.

den Broeder, Ellison and Emerling (1959), "On optimum target assignments", Operations Research 7, 322-326: it
is optimal where all shooters are alike. With unlike shooters it can be far off: it never takes a shot back.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...kernel.by_address import by_address
from ...kernel.jit import generic_kernel, kernel
from ...kernel.records import Grid, Rows
from .instance import I64, Instance
from .nearest_first import best_round

__all__ = ["fill_value_greedy", "plan_value_greedy"]


def plan_value_greedy(instance: Instance) -> I64:
    """Return the plan of maximum marginal return."""
    plan = np.zeros(instance.miss_p.shape, dtype=np.int64)
    best = np.empty(instance.values.size, dtype=np.int64)
    left, value = instance.rounds.copy(), instance.values.copy()
    _fill_from_python(instance.miss_p, left, value, (best, instance.most_per_threat), plan)
    return plan


@kernel()
def _dearest(miss_p: Grid[float], value: Rows[float], best: Rows[int]) -> int:
    """Return the threat of which its best round takes most value, -1 where none takes any."""
    found = -1
    most = 0.0
    for threat in range(len(value)):
        if best[threat] >= 0:
            gain = value[threat] * (1.0 - miss_p[best[threat], threat])
            if gain > most:
                most = gain
                found = threat
    return found


@kernel()
def _is_open(plan: Grid[int], threat: int, most_per_threat: int) -> bool:
    """Return whether one more round may go at a threat."""
    sent = 0
    for shooter in range(len(plan)):
        sent += plan[shooter, threat]
    return sent < most_per_threat


@kernel()
def fill_value_greedy(
    miss_p: Grid[float], left: Rows[int], value: Rows[float], room: tuple[Rows[int], int], plan: Grid[int]
) -> None:
    """Add rounds to ``plan`` [shooter, threat]; take them from ``left`` and what they stop from ``value``.

    ``room`` is a column [threat] to work in and the most rounds at one threat, those counted that were in the
    plan before.
    """
    best, most_per_threat = room
    threats = len(value)
    for threat in range(threats):
        best[threat] = best_round(miss_p, left, threat) if _is_open(plan, threat, most_per_threat) else -1
    while True:
        threat = _dearest(miss_p, value, best)
        if threat < 0:
            break
        shooter = best[threat]
        plan[shooter, threat] += 1
        left[shooter] -= 1
        value[threat] *= miss_p[shooter, threat]
        if not _is_open(plan, threat, most_per_threat):
            best[threat] = -1
        if left[shooter] == 0:
            for other in range(threats):
                if best[other] == shooter:
                    best[other] = best_round(miss_p, left, other)


@generic_kernel(wrap=True)
def _fill_from_python(miss_p: Any, left: Any, value: Any, room: tuple[Any, int], plan: Any) -> None:
    """Fill a plan, called from Python."""
    fill_value_greedy(
        by_address(miss_p), by_address(left), by_address(value), by_address(room), by_address(plan)
    )
