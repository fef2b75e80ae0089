"""Exact matching: each threat gets at most one shot, and the shots together take most value off.

Where a threat may be shot at once, the best plan is a matching, found by one best chain after another: a
spare shot goes at a threat, whose shooter takes another one, and so on (successive shortest paths, Ahuja,
Magnanti and Orlin, "Network Flows", 1993, chapter 9). Every matching on the way is the best of its size.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...kernel.by_address import by_address
from ...kernel.jit import generic_kernel, kernel
from ...kernel.records import Grid, Rows
from .instance import I64, Instance

__all__ = ["fill_matching", "plan_matching"]

_LEAST_GAIN = 1e-12
"""Share of all values that a chain must at least take off: less is rounding."""


def plan_matching(instance: Instance) -> I64:
    """Return the best plan of at most one round at each threat, whatever ``most_per_threat`` says."""
    shooters, threats = instance.miss_p.shape
    plan = np.zeros((shooters, threats), dtype=np.int64)
    room = (np.zeros(threats, dtype=np.int64), np.zeros(shooters), np.zeros(shooters, dtype=np.int64))
    _fill_from_python(instance.miss_p, instance.rounds.copy(), instance.values, room, plan)
    return plan


@kernel()
def fill_matching(
    miss_p: Grid[float],
    left: Rows[int],
    values: Rows[float],
    room: tuple[Rows[int], Rows[float], Rows[int]],
    plan: Grid[int],
) -> None:
    """Set ``plan`` [shooter, threat] and take its rounds from ``left``; ``room`` holds columns to work in:
    [threat], [shooter] and [shooter]."""
    owner, token, by_threat = room
    total = 0.0
    for threat in range(len(values)):
        total += values[threat]
        owner[threat] = -1
        for shooter in range(len(left)):
            plan[shooter, threat] = 0
    while True:
        _pass_tokens(miss_p, left, values, room, _LEAST_GAIN * total)
        best = _LEAST_GAIN * total
        last = -1
        goes = -1
        for shooter in range(len(left)):
            for threat in range(len(values)):
                gain = token[shooter] + values[threat] * (1.0 - miss_p[shooter, threat])
                if owner[threat] < 0 and gain > best:
                    best = gain
                    last = shooter
                    goes = threat
        if last < 0:
            return
        _shoot_along(left, owner, by_threat, plan, last, goes)


@kernel()
def _pass_tokens(
    miss_p: Grid[float],
    left: Rows[int],
    values: Rows[float],
    room: tuple[Rows[int], Rows[float], Rows[int]],
    least: float,
) -> None:
    """Find what it is worth to get a spare shot to each shooter: another takes one of its threats over."""
    owner, token, by_threat = room
    for shooter in range(len(left)):
        token[shooter] = 0.0 if left[shooter] > 0 else -np.inf
        by_threat[shooter] = -1
    changed = True
    rounds = 0
    while changed and rounds < len(left):
        changed = False
        rounds += 1
        for threat in range(len(values)):
            holder = owner[threat]
            if holder < 0:
                continue
            for shooter in range(len(left)):
                gain = token[shooter] + values[threat] * (miss_p[holder, threat] - miss_p[shooter, threat])
                if shooter != holder and miss_p[shooter, threat] < 1.0 and gain > token[holder] + least:
                    token[holder] = gain
                    by_threat[holder] = threat * len(left) + shooter
                    changed = True


@kernel()
def _shoot_along(
    left: Rows[int], owner: Rows[int], by_threat: Rows[int], plan: Grid[int], last: int, goes: int
) -> None:
    """Send the last shooter of a chain at a threat, and let those before it take over what it leaves."""
    shooter = last
    threat = goes
    while True:
        plan[shooter, threat] = 1
        owner[threat] = shooter
        if by_threat[shooter] < 0:
            left[shooter] -= 1
            return
        given_up = by_threat[shooter] // len(left)
        taker = by_threat[shooter] % len(left)
        plan[shooter, given_up] = 0
        shooter = taker
        threat = given_up


@generic_kernel(wrap=True)
def _fill_from_python(miss_p: Any, left: Any, values: Any, room: Any, plan: Any) -> None:
    """Fill a plan, called from Python."""
    fill_matching(
        by_address(miss_p), by_address(left), by_address(values), by_address(room), by_address(plan)
    )
