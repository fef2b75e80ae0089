"""The optimum if rounds could be divided: a convex program, by tangents.

A threat that takes y = sum of x times log-miss lets v exp(-y) through, which lies above each of its tangents;
linear programs with ever more tangents close in on it from below (Kelley 1960). No whole plan does better.
"""

from __future__ import annotations

import numpy as np

from .instance import F64, I64, Instance
from .master import SCALE
from .sets import new_pricing

__all__ = ["fractional_optimum"]

_TANGENTS_MOST = 200
_CLOSE = 1e-9
"""Share of all values that the tangents may lie below the curve at the end."""


def fractional_optimum(instance: Instance, least_per_threat: I64 | None = None) -> float:
    """Return what gets through at least if rounds could be divided.

    Parameters
    ----------
    instance
        Its cap of rounds at one threat counts too.
    least_per_threat
        Rounds that must go at each threat at least [threat], if any must.

    Raises
    ------
    ArithmeticError
        If there are fewer rounds than must be sent.
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, eye_array, hstack, kron, vstack

    shooters, threats = instance.miss_p.shape
    log_miss = new_pricing(instance).log_miss
    spent = kron(eye_array(shooters), np.ones((1, threats)))
    sent = kron(np.ones((1, shooters)), eye_array(threats))
    none = csr_array((shooters + 2 * threats, threats))
    least = np.zeros(threats) if least_per_threat is None else least_per_threat
    stock = hstack([vstack([spent, sent, -sent]), none])
    most = np.minimum(float(instance.most_per_threat), instance.rounds.sum())
    limits = np.concatenate([instance.rounds, np.full(threats, most), -least])
    power = hstack([csr_array(log_miss[shooter] * np.eye(threats)) for shooter in range(shooters)])
    cost = np.concatenate([np.zeros(shooters * threats), np.ones(threats)])
    greatest = float(instance.values.max(initial=0.0))
    factor = SCALE / greatest if greatest > 0.0 else 1.0
    scaled = instance._replace(values=factor * instance.values)
    touched: list[F64] = [np.zeros(threats)]
    lower = 0.0
    for _ in range(_TANGENTS_MOST):
        rows = [stock, *(hstack([-_slope(scaled, y) * power, -eye_array(threats)]) for y in touched)]
        sides = [limits, *(-scaled.values * np.exp(-y) * (1.0 + y) for y in touched)]
        found = linprog(cost, A_ub=vstack(rows), b_ub=np.concatenate(sides), method="highs")
        if found.status != 0:
            raise ArithmeticError("there are fewer rounds than must be sent")
        y = power @ found.x[: shooters * threats]
        lower = float(found.fun) / factor
        if float(np.sum(instance.values * np.exp(-y))) - lower <= _CLOSE * float(instance.values.sum()):
            break
        touched.append(y)
    return lower


def _slope(instance: Instance, y: F64) -> F64:
    """Return how fast a threat's value falls at ``y``, as a column."""
    falls: F64 = (instance.values * np.exp(-y))[:, None]
    return falls
