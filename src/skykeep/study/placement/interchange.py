"""Sites exchanged one at a time while that covers more: near the best within seconds, and without a proof.

Vertex substitution of Teitz and Bart (1968), from the greedy choice and from choices at random.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .greedy import greedy_sites
from .problem import Problem, value_of

__all__ = ["STARTS", "interchanged"]

F32 = npt.NDArray[np.float32]

STARTS = 20
"""Choices at random that are mended beside the greedy one, always the same ones."""
LEAST_GAIN = 1e-6
"""Exchanges that add less than this share are rounding."""


def interchanged(problem: Problem) -> tuple[int, ...]:
    """Return the best choice that exchanges find, without the fixed sites: never worse than the greedy one.

    It is the greedy one itself where more than the sum of one goal counts: of several goals, overlap, spacing
    and loss no exchange is judged by a sum.
    """
    greedy = greedy_sites(problem)
    if not problem.is_plain or problem.weights.shape[0] > 1:
        return greedy
    free = np.setdiff1d(np.arange(problem.covers.shape[0]), problem.fixed)
    draw = np.random.Generator(np.random.Philox(key=0))
    count = min(problem.count, free.size)
    starts = [greedy, *(draw.permutation(free)[:count].tolist() for _ in range(STARTS))]
    covers, weights = problem.covers.astype(np.float32), problem.weights[0].astype(np.float32)
    found = [_mended(problem, list(start), covers, weights) for start in starts]
    return max(found, key=lambda sites: value_of(problem, (*problem.fixed, *sites)))


def _mended(problem: Problem, sites: list[int], covers: F32, weights: F32) -> tuple[int, ...]:
    """Return a choice after the exchange that adds most, again and again until none adds anything."""
    value = value_of(problem, (*problem.fixed, *sites))
    while True:
        best, out, into = value + LEAST_GAIN, -1, -1
        for place in range(len(sites)):
            others = [*problem.fixed, *sites[:place], *sites[place + 1 :]]
            left = np.where(problem.covers[others].any(axis=0), np.float32(0.0), weights)
            gains = covers @ left
            site = int(np.argmax(gains))
            reached = float(weights.sum() - left.sum() + gains[site])
            if reached > best:
                best, out, into = reached, place, site
        if out < 0:
            return tuple(sites)
        changed = [*sites[:out], into, *sites[out + 1 :]]
        reached = value_of(problem, (*problem.fixed, *changed))
        if reached <= value:  # single precision saw a gain that is none
            return tuple(sites)
        sites, value = changed, reached
