"""The master of column generation: one set for each threat, no shooter overdrawn, by HiGHS through scipy."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .instance import F64, I64, Instance

__all__ = ["SCALE", "Columns", "Mixed", "best_mixture", "best_whole"]

SCALE = 1e5
"""The largest value in the programs' own units: their tolerances are absolute, about 1e-6."""


class Columns:
    """Sets of rounds, each at its threat, no two alike; the empty set of every threat is there from the
    start."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        shooters, threats = instance.miss_p.shape
        self._known: set[tuple[int, bytes]] = set()
        self.threat: list[int] = []
        self.counts: list[I64] = []
        self.cost: list[float] = []
        for threat in range(threats):
            self.add(threat, np.zeros(shooters, dtype=np.int64))

    def add(self, threat: int, counts: I64) -> bool:
        """Add a set at a threat; return whether it is new."""
        key = threat, counts.tobytes()
        if key in self._known:
            return False
        self._known.add(key)
        self.threat.append(threat)
        self.counts.append(counts.copy())
        misses = self.instance.miss_p[:, threat] ** counts
        self.cost.append(float(self.instance.values[threat] * np.prod(misses)))
        return True

    def add_all(self, sets: I64) -> int:
        """Add a set at each threat [threat, shooter]; return how many are new."""
        return sum(self.add(threat, counts) for threat, counts in enumerate(sets))

    def __len__(self) -> int:
        return len(self.threat)


class Mixed(NamedTuple):
    """A mixture of columns: what gets through, and the prices of rounds that go with it."""

    surviving: float
    prices: F64


def _rows(columns: Columns) -> tuple[object, object]:
    """Return the sparse matrices of threats and of shooters over columns."""
    from scipy.sparse import csr_array

    threats = columns.instance.values.size
    number = len(columns)
    each = (np.ones(number), (columns.threat, np.arange(number)))
    return csr_array(each, shape=(threats, number)), csr_array(np.array(columns.counts, dtype=np.float64).T)


def _factor(columns: Columns) -> float:
    """Return the factor from values to the programs' own units."""
    greatest = float(columns.instance.values.max(initial=0.0))
    return SCALE / greatest if greatest > 0.0 else 1.0


def best_mixture(columns: Columns) -> Mixed:
    """Return the linear program's optimum: columns may be mixed, so less gets through than in any plan.

    Raises
    ------
    ArithmeticError
        If HiGHS finds none, which no instance should do to it.
    """
    from scipy.optimize import linprog

    one_each, spent = _rows(columns)
    factor, threats = _factor(columns), columns.instance.values.size
    found = linprog(
        factor * np.array(columns.cost),
        A_ub=spent,
        b_ub=columns.instance.rounds,
        A_eq=one_each,
        b_eq=np.ones(threats),
        method="highs",
    )
    if found.status != 0:
        raise ArithmeticError(f"the linear program of {len(columns)} columns was not solved: {found.message}")
    prices = np.maximum(-np.asarray(found.ineqlin.marginals) / factor, 0.0)
    return Mixed(float(found.fun) / factor, prices)


def best_whole(columns: Columns, *, nodes: int) -> tuple[I64 | None, float]:
    """Return the best plan made of whole columns, and a bound on every such plan.

    Parameters
    ----------
    columns
        What may be chosen.
    nodes
        Nodes of branch and bound after which it is given up; the plan is None if none was found by then.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    one_each, spent = _rows(columns)
    factor = _factor(columns)
    found = milp(
        factor * np.array(columns.cost),
        constraints=[
            LinearConstraint(one_each, 1.0, 1.0),
            LinearConstraint(spent, -np.inf, columns.instance.rounds),
        ],
        integrality=np.ones(len(columns)),
        bounds=Bounds(0.0, 1.0),
        options={"node_limit": nodes, "mip_rel_gap": 0.0},
    )
    bound = found.mip_dual_bound
    lower = float(bound) / factor if bound is not None and np.isfinite(bound) else 0.0
    if found.x is None:
        return None, lower
    plan = np.zeros(columns.instance.miss_p.shape, dtype=np.int64)
    for place in np.flatnonzero(found.x > 0.5):
        plan[:, columns.threat[place]] += columns.counts[place]
    return plan, lower
