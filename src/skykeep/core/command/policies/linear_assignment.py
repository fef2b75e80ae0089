"""Linear assignment: one round at each threat, the best such matching, then another layer on top.

Exact where every threat gets at most one round (Manne 1958, "A target-assignment problem", Operations
Research 6, 346-351). It is what one finds in a library; the layers know nothing of each other.
"""

from __future__ import annotations

import numpy as np

from .instance import I64, Instance

__all__ = ["plan_linear_assignment"]


def plan_linear_assignment(instance: Instance) -> I64:
    """Return a plan of layers: each is the matching of the rounds left to threats that stops most value."""
    from scipy.optimize import linear_sum_assignment

    plan = np.zeros(instance.miss_p.shape, dtype=np.int64)
    value = instance.values.copy()
    left = np.repeat(np.arange(instance.rounds.size), np.minimum(instance.rounds, _useful(instance)))
    for _ in range(min(instance.most_per_threat, left.size)):
        gain = (value * (1.0 - instance.miss_p[left])).T  # by threats it takes a sixth of the time
        threats, rows = linear_sum_assignment(gain, maximize=True)
        useful = gain[threats, rows] > 0.0
        rows, threats = rows[useful], threats[useful]
        if rows.size == 0:
            break
        np.add.at(plan, (left[rows], threats), 1)
        value[threats] *= instance.miss_p[left[rows], threats]
        left = np.delete(left, rows)
        if left.size == 0:
            break
    return plan


def _useful(instance: Instance) -> int:
    """Return how many rounds of one shooter can be of any use: as many as all threats may take."""
    return int(min(instance.most_per_threat * instance.values.size, int(instance.rounds.sum())))
