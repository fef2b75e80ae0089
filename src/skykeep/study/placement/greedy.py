"""Sites chosen one after the other: quick, with a known worst case, and beside every proof."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from .problem import Problem, counts_of, value_of

__all__ = ["GREEDY_FLOOR", "greedy_sites"]

GREEDY_FLOOR = 1.0 - 1.0 / math.e
"""What greedy choice reaches of the best at least, where one cover is enough and nothing else is asked
(Nemhauser, Wolsey and Fisher 1978)."""
DIGITS = 12
"""Shares that differ beyond these are sums in another order."""


def greedy_sites(problem: Problem) -> tuple[int, ...]:
    """Return sites chosen one after the other, without the fixed ones, each to add most to the least goal.

    Where two add as much, that which brings more cells nearer to the overlap asked for; then the earlier.
    The choice ends early when all that are left stand too near to a chosen one, or add nothing at all.
    """
    near: dict[int, set[int]] = {}
    for one, other in problem.apart:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    chosen: list[int] = []
    free = set(range(problem.covers.shape[0])) - set(problem.fixed)
    for site in problem.fixed:
        free -= near.get(site, set())
    now = _worths(problem, problem.fixed, None)[0]
    while free and len(chosen) < problem.count:
        left = sorted(free)
        worths = _worths(problem, (*problem.fixed, *chosen), left)
        best = max(range(len(left)), key=lambda place: (*worths[place], -place))
        if tuple(worths[best]) <= tuple(now):
            break
        now = worths[best]
        chosen.append(left[best])
        free -= near.get(left[best], set()) | {left[best]}
    return tuple(chosen)


def _worths(problem: Problem, standing: tuple[int, ...], left: list[int] | None) -> list[tuple[float, float]]:
    """Return the least goal, and how far cells are on the way to as many covers as are asked for: of what
    stands with each of the sites that are left beside it, or alone.
    """
    most = problem.overlap + problem.one_lost
    count = counts_of(problem, standing)
    more: Sequence[int | None] = [None] if left is None else left
    found = []
    for site in more:
        there = count if site is None else count + problem.covers[site]
        if problem.one_lost:
            sites = standing if site is None else (*standing, site)
            value = value_of(problem, sites) if sites else 0.0
        else:
            value = float((problem.weights @ (there >= problem.overlap)).min())
        towards = value if most == 1 else float((problem.weights @ np.minimum(there, most)).mean()) / most
        found.append((round(value, DIGITS), round(towards, DIGITS)))
    return found
