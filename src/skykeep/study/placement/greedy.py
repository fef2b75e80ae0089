"""Sites chosen one after the other: quick, with a known worst case, and beside every proof."""

from __future__ import annotations

import math

import numpy as np

from .problem import Problem, counts_of, value_of

__all__ = ["GREEDY_FLOOR", "greedy_sites"]

GREEDY_FLOOR = 1.0 - 1.0 / math.e
"""What greedy choice reaches of the best at least, where one cover is enough and nothing else is asked
(Nemhauser, Wolsey and Fisher 1978)."""


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
    while free and len(chosen) < problem.count:
        standing = (*problem.fixed, *chosen)
        now = _worth(problem, standing)
        worths = {site: _worth(problem, (*standing, site)) for site in sorted(free)}
        best = max(worths, key=lambda site: (worths[site], -site))
        if worths[best] <= now:
            break
        chosen.append(best)
        free -= near.get(best, set()) | {best}
    return tuple(chosen)


def _worth(problem: Problem, sites: tuple[int, ...]) -> tuple[float, float]:
    """Return the least goal, and how far cells are on the way to as many covers as are asked for."""
    if not sites:
        return 0.0, 0.0
    most = problem.overlap + problem.one_lost
    towards = np.minimum(counts_of(problem, sites), most) / most
    return round(value_of(problem, sites), 12), round(float((problem.weights @ towards).mean()), 12)
