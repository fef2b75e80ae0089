"""A choice of sites as plain arrays: which cells each site covers, what each weighs, what must hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

__all__ = ["Problem", "compacted", "counts_of", "shares_of", "value_of", "without_dominated"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, kw_only=True)
class Problem:
    """Choose at most ``count`` sites beside the ``fixed`` ones so that the least goal is as large as can be.

    A cell is covered when at least ``overlap`` sites cover it. Each row of ``weights`` is one goal: the
    share of it that is covered is the sum of the weights of the covered cells. With ``one_lost``, a goal is
    the share that is left when that site is lost whose loss hurts most.

    Parameters
    ----------
    covers
        bool [site, cell].
    weights
        float [goal, cell], none negative; a row sums to 1 where somebody could cover all.
    count
        Most sites that are chosen beside the fixed ones.
    fixed
        Indices of sites that stand already.
    apart
        Pairs of sites that are too near to each other for both to be chosen.
    """

    covers: Bools
    weights: F64
    count: int
    fixed: tuple[int, ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    overlap: int = 1
    one_lost: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether a site that covers no more than another is never needed, and greedy choice has its bound:
        one cover is enough, no two sites are too near, and none is lost."""
        return self.overlap == 1 and not self.apart and not self.one_lost


def counts_of(problem: Problem, sites: Sequence[int]) -> I64:
    """Return by how many of some sites each cell is covered: int [cell]."""
    count: I64 = problem.covers[list(sites)].sum(axis=0, dtype=np.int64)
    return count


def shares_of(problem: Problem, sites: Sequence[int]) -> F64:
    """Return the share of each goal that sites cover with none of them lost: float [goal]."""
    return np.asarray(problem.weights @ (counts_of(problem, sites) >= problem.overlap))


def value_of(problem: Problem, sites: Sequence[int]) -> float:
    """Return the least goal that sites reach: what is to be as large as can be."""
    if not problem.one_lost:
        return float(shares_of(problem, sites).min())
    return min(losses_of(problem, sites), default=0.0)


def losses_of(problem: Problem, sites: Sequence[int]) -> list[float]:
    """Return the least goal that is left when each of the sites alone is lost."""
    count = counts_of(problem, sites)
    left = [count - problem.covers[site] >= problem.overlap for site in sites]
    return [float((problem.weights @ cells).min()) for cells in left]


def compacted(problem: Problem) -> Problem:
    """Return the same problem with cells that the same sites cover as one cell, and without those that no
    site covers: every choice has the same value.
    """
    packed = np.packbits(problem.covers, axis=0).T
    _, first, which = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    which = which.ravel()
    sums = [np.bincount(which, row, minlength=first.size) for row in problem.weights]
    weights: F64 = np.stack(sums).astype(np.float64)
    covers = problem.covers[:, first]
    kept = covers.any(axis=0) & weights.any(axis=0)
    return replace(problem, covers=np.ascontiguousarray(covers[:, kept]), weights=weights[:, kept])


def without_dominated(problem: Problem) -> tuple[Problem, I64]:
    """Return the problem without sites that cover no cell beyond those of another, and the indices of the
    sites that are left; all are left where a second cover may be worth something.

    Of sites that cover the same the first is left. Fixed sites are never left out.
    """
    everything = np.arange(problem.covers.shape[0])
    if not problem.is_plain:
        return problem, everything
    covers = problem.covers.astype(np.float32)
    both = covers @ covers.T
    size = np.diagonal(both)
    within = both >= size[:, None] - 0.5
    better = within & ((size[None, :] > size[:, None]) | (everything[None, :] < everything[:, None]))
    dominated = np.asarray(better.any(axis=1))
    dominated[list(problem.fixed)] = False
    left = np.flatnonzero(~dominated)
    place = {int(site): number for number, site in enumerate(left)}
    kept = replace(problem, covers=problem.covers[left], fixed=tuple(place[site] for site in problem.fixed))
    return kept, left
