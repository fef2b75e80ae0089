"""The best choice of sites with its proof: maximal covering as a mixed-integer program (HiGHS).

Church and ReVelle (1974) state the plain problem; overlap, spacing, the worst of several goals and the loss
of one site are more rows of the same program.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from skykeep.clean_stdout import clean_stdout

from .enumerated import best_of_all
from .greedy import greedy_sites
from .interchange import interchanged
from .problem import Problem, compacted, value_of, without_dominated

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["Choice", "Fewest", "best_sites", "fewest_sites", "most_reached"]

F64 = npt.NDArray[np.float64]

ROUNDING = 1e-9
"""Shares that differ by less are the same: sums of weights are not exact."""
PROVEN = 1e-6
"""A bound so little above a value is no better: the solver's own tolerance, a tenth of a person in a
hundred thousand."""
SOLVED = 0
"""Status of the solver for a search that came to its end."""
IMPOSSIBLE = 2
"""Status for a program that no choice meets."""
FAILED = 4
"""Status for a search that broke off in an error of its own."""
WHOLE = 1e-6
"""A bound on a number of sites may lie this far above a whole number and mean it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A choice of sites: indices without the fixed ones, what they reach, and what no choice can exceed.

    ``gap`` is (bound - value) / value: 0 where the choice is proven to be the best.
    """

    sites: tuple[int, ...]
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """How far the bound lies above the value, as a share of it; infinite where nothing is reached yet."""
        over = self.bound - self.value
        if over <= PROVEN:
            return 0.0
        return over / self.value if self.value > 0.0 else math.inf

    @property
    def is_proven(self) -> bool:
        """Whether no other choice is better."""
        return self.gap == 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fewest:
    """The least number of sites that meets a goal: proven to be at least ``least``.

    ``sites`` meet it, None where none were found; ``most`` is what all candidates reach together at most.
    """

    goal: float
    sites: tuple[int, ...] | None
    least: int | None
    most: float

    @property
    def is_proven(self) -> bool:
        """Whether fewer sites cannot do it, or none can."""
        return self.least is None or (self.sites is not None and len(self.sites) == self.least)


def best_sites(problem: Problem, *, time_limit_s: float, gap: float = 0.0) -> Choice:
    """Return the best choice of sites with what is proven of it.

    The same problem gives the same choice unless the time limit ends the search; then it is the best that
    was found, and ``bound`` says how much better another could be.

    Parameters
    ----------
    time_limit_s
        When the search ends, seconds.
    gap
        The search may end as soon as it has proven that no choice is better by more than this share; above 0
        exchanges and a relaxed program are tried first.
    """
    small, left = _reduced(problem)
    program = _Program(small)
    ceiling = value_of(replace(small, one_lost=False), range(small.covers.shape[0]))
    if small.covers.shape[1] == 0:
        return Choice(sites=(), value=value_of(problem, problem.fixed), bound=ceiling)
    sites = interchanged(small) if gap > 0.0 else greedy_sites(small)
    quick = Choice(sites=sites, value=value_of(small, (*small.fixed, *sites)), bound=ceiling)
    if gap > 0.0:  # a relaxed program may prove enough, in a fraction of the time
        quick = replace(quick, bound=max(quick.value, min(ceiling, program.relaxed(time_limit_s))))
    found = quick if gap > 0.0 and quick.gap <= gap else _searched(program, quick, time_limit_s, gap)
    return replace(found, sites=tuple(int(left[site]) for site in found.sites))


def _searched(program: _Program, quick: Choice, time_limit_s: float, gap: float) -> Choice:
    """Return what the solver finds, or the quick choice if that is better, with the lower bound of both."""
    small = program.problem
    found = program.largest(time_limit_s, gap)
    if found.sites is None and (sites := best_of_all(small)) is not None:
        value = value_of(small, (*small.fixed, *sites))
        return Choice(sites=sites, value=value, bound=value)
    options = [quick.sites] if found.sites is None else [found.sites, quick.sites]
    values = [value_of(small, (*small.fixed, *sites)) for sites in options]
    best = int(np.argmax(np.array(values) + [ROUNDING, 0.0][: len(values)]))
    bound = min(quick.bound, math.inf if found.bound is None else found.bound)
    return Choice(sites=options[best], value=values[best], bound=max(bound, values[best]))


def fewest_sites(problem: Problem, goal: float, *, time_limit_s: float) -> Fewest:
    """Return the least number of sites, beside the fixed ones, with which every goal is at least ``goal``.

    ``problem.count`` does not count. Where all candidates together do not meet it, no number does.
    """
    problem = replace(problem, count=problem.covers.shape[0])
    most = most_reached(problem, time_limit_s=time_limit_s)
    if most < goal - ROUNDING:
        return Fewest(goal=goal, sites=None, least=None, most=most)
    small, left = _reduced(problem)
    found = _Program(small).smallest(goal, time_limit_s)
    if found.is_impossible:
        return Fewest(goal=goal, sites=None, least=None, most=min(most, goal))
    sites = found.sites
    if sites is not None and value_of(small, (*small.fixed, *sites)) < goal - ROUNDING:
        sites = None
    greedy = _greedy_to(small, goal)
    if greedy is not None and (sites is None or len(greedy) < len(sites)):
        sites = greedy
    least = max(0, math.ceil(found.bound - WHOLE)) if found.bound is not None else 0
    return Fewest(
        goal=goal,
        sites=None if sites is None else tuple(int(left[site]) for site in sites),
        least=least if sites is None else min(least, len(sites)),
        most=most,
    )


def most_reached(problem: Problem, *, time_limit_s: float) -> float:
    """Return what no choice exceeds, however many sites are chosen: all of them, unless some are too near to
    each other; then what is proven within the time limit.
    """
    everyone = range(problem.covers.shape[0])
    if not problem.apart:
        return value_of(problem, everyone)
    return best_sites(replace(problem, count=len(everyone)), time_limit_s=time_limit_s).bound


def _reduced(problem: Problem) -> tuple[Problem, npt.NDArray[np.int64]]:
    """Return a smaller problem with the same best value, and which sites of the first are left."""
    small, left = without_dominated(compacted(problem))
    return compacted(small), left


def _greedy_to(problem: Problem, goal: float) -> tuple[int, ...] | None:
    """Return the first sites of a greedy choice that meet a goal, None where it never does."""
    sites = greedy_sites(problem)
    for count in range(len(sites) + 1):
        standing = (*problem.fixed, *sites[:count])
        if standing and value_of(problem, standing) >= goal - ROUNDING:
            return sites[:count]
    return None


@dataclass(frozen=True, slots=True)
class _Found:
    """What the solver gives: sites if it found any, its bound if it has one, or that no choice is allowed."""

    sites: tuple[int, ...] | None
    bound: float | None
    is_impossible: bool


class _Program:
    """The rows of the program. Columns: a site is chosen; a cell is covered; a cell stays covered when any
    one site is lost; the least goal. The last two only where they are needed.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.sites, self.cells = problem.covers.shape
        self.scale = max(self.cells, 1) / max(float(problem.weights.sum(axis=1).max(initial=0.0)), ROUNDING)
        self.weights = problem.weights * self.scale
        spare = self.cells if problem.one_lost else 0
        self.columns = self.sites + self.cells + spare + 1
        self.blocks: list[Any] = []
        self.low: list[F64] = []
        self.high: list[F64] = []
        self._covering()
        self._goals()
        if problem.apart:
            pairs = np.array(problem.apart)
            rows = np.repeat(np.arange(len(pairs)), 2)
            self._add(self._sparse(np.ones(rows.size), rows, pairs.ravel(), len(pairs)), -np.inf, 1.0)

    def _sparse(self, values: Any, rows: Any, columns: Any, count: int) -> csr_array:
        from scipy.sparse import csr_array

        return csr_array((values, (rows, columns)), shape=(count, self.columns))

    def _add(self, rows: Any, low: float, high: float | F64) -> None:
        count = rows.shape[0]
        self.blocks.append(rows)
        self.low.append(np.full(count, low))
        self.high.append(np.broadcast_to(np.asarray(high, dtype=np.float64), (count,)).copy())

    def _covering(self) -> None:
        """A cell is covered as often as sites cover it, and stays covered if one more does."""
        covers, overlap = self.problem.covers, self.problem.overlap
        cell, site = np.nonzero(covers.T)
        each = np.arange(self.cells)
        values = [-np.ones(cell.size), np.full(self.cells, float(overlap))]
        rows, columns = [cell, each], [site, self.sites + each]
        if self.problem.one_lost:
            spare = self.sites + self.cells + each
            values, rows, columns = [*values, np.ones(self.cells)], [*rows, each], [*columns, spare]
            order = self._sparse(
                np.r_[np.ones(self.cells), -np.ones(self.cells)],
                np.r_[each, each],
                np.r_[spare, self.sites + each],
                self.cells,
            )
            self._add(order, -np.inf, 0.0)
        rows_of_cells = self._sparse(np.r_[*values], np.r_[*rows], np.r_[*columns], self.cells)
        self._add(rows_of_cells, -np.inf, 0.0)

    def _goals(self) -> None:
        """The least goal is no larger than any, nor than what is left when a chosen site is lost."""
        goals = self.weights.shape[0]
        covered = np.zeros((goals, self.columns))
        covered[:, self.sites : self.sites + self.cells] = -self.weights
        covered[:, -1] = 1.0
        self._add(self._dense(covered), -np.inf, 0.0)
        if not self.problem.one_lost:
            return
        start = self.sites + self.cells
        for site in range(self.sites):
            own = self.weights * self.problem.covers[site]
            lost = covered.copy()
            lost[:, self.sites : start] += own
            lost[:, start : start + self.cells] -= own
            lost[:, site] = own.sum(axis=1)
            self._add(self._dense(lost), -np.inf, own.sum(axis=1))

    def _dense(self, rows: F64) -> csr_array:
        from scipy.sparse import csr_array

        return csr_array(rows)

    def largest(self, time_limit_s: float, gap: float) -> _Found:
        """Return the sites with the largest least goal."""
        found = self._solved(
            self._aim(), float(self.problem.count), 0.0, time_limit_s, gap, self._whole_columns()
        )
        return replace(found, bound=None if found.bound is None else -found.bound / self.scale)

    def relaxed(self, time_limit_s: float) -> float:
        """Return what no choice exceeds, if parts of sites could be chosen too; infinite if time is short."""
        parts = np.zeros(self.columns)
        found = self._solved(self._aim(), float(self.problem.count), 0.0, time_limit_s, 0.0, parts)
        return math.inf if found.bound is None else -found.bound / self.scale

    def _aim(self) -> F64:
        """Return what is made small: the least goal with the sign turned."""
        aim = np.zeros(self.columns)
        if self.weights.shape[0] == 1 and not self.problem.one_lost:
            aim[self.sites : self.sites + self.cells] = -self.weights[0]  # solved faster than by its row
        else:
            aim[-1] = -1.0
        return aim

    def smallest(self, goal: float, time_limit_s: float) -> _Found:
        """Return the fewest sites whose least goal is large enough."""
        aim = np.zeros(self.columns)
        aim[: self.sites] = 1.0
        aim[list(self.problem.fixed)] = 0.0
        least = (goal - ROUNDING) * self.scale
        return self._solved(aim, np.inf, least, time_limit_s, 0.0, self._whole_columns())

    def _solved(
        self, aim: F64, count: float, least: float, time_limit_s: float, gap: float, whole: F64
    ) -> _Found:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import vstack

        low, high = np.zeros(self.columns), np.ones(self.columns)
        low[-1], high[-1] = least, np.inf
        fixed = list(self.problem.fixed)
        low[fixed] = 1.0
        chosen = np.zeros((1, self.columns))
        chosen[0, : self.sites] = 1.0
        chosen[0, fixed] = 0.0
        rows = vstack([*self.blocks, self._dense(chosen)], format="csr")
        ends = np.concatenate([*self.low, [-np.inf]]), np.concatenate([*self.high, [count]])
        with clean_stdout(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that the time is over is told by what is returned
            for presolve in (True, False):
                result = milp(
                    aim,
                    constraints=LinearConstraint(rows, *ends),
                    integrality=whole,
                    bounds=Bounds(low, high),
                    options={"time_limit": time_limit_s, "mip_rel_gap": gap, "presolve": presolve},
                )
                if result.status != FAILED:  # seen on small programs, whose first reduction goes astray
                    break
        bound = getattr(result, "mip_dual_bound", None)
        if bound is None or not math.isfinite(bound):  # as where the first reduction solves it all
            bound = float(result.fun) if result.status == SOLVED else None
        impossible = result.status == IMPOSSIBLE
        return _Found(sites=self._sites_of(result.x), bound=bound, is_impossible=impossible)

    def _whole_columns(self) -> F64:
        """A covered cell is whole by itself where one cover is enough; else it must be made so."""
        whole = np.zeros(self.columns)
        whole[: self.sites] = 1.0
        if self.problem.overlap > 1:
            whole[self.sites : self.sites + self.cells] = 1.0
        if self.problem.one_lost:
            whole[self.sites + self.cells : -1] = 1.0
        return whole

    def _sites_of(self, values: F64 | None) -> tuple[int, ...] | None:
        if values is None:
            return None
        chosen: Sequence[int] = [int(site) for site in np.flatnonzero(values[: self.sites] > 0.5)]
        return tuple(site for site in chosen if site not in self.problem.fixed)
