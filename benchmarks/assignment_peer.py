"""Instances of the published kind, and what a user without skykeep would do with them.

Kind of instance: values whole and uniform from 1 to 99, kill probabilities uniform from 0 to 1, as in the
files that Toffolo and Pavlikov publish (wta_100x200x2 and such); these are drawn anew with a stated seed,
because theirs are not free to ship.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from skykeep.core.command.policies.instance import I64, NO_LIMIT, Instance

__all__ = ["drawn", "library_matching", "plain_greedy"]


def drawn(shooters: int, threats: int, rounds: int, *, seed: int) -> Instance:
    """Return an instance with as many rounds for each shooter."""
    luck = np.random.default_rng(seed)
    values = luck.integers(1, 100, threats).astype(np.float64)
    return Instance(
        1.0 - luck.random((shooters, threats)),
        values,
        np.full(shooters, rounds, dtype=np.int64),
        NO_LIMIT,
    )


def library_matching(instance: Instance) -> I64:
    """Return what ``linear_sum_assignment`` gives: a round at each threat, then the rest at what is left.

    Threats are its rows: the other way round it takes six times as long on these instances.
    """
    plan = np.zeros(instance.miss_p.shape, dtype=np.int64)
    value = instance.values.copy()
    left = np.repeat(np.arange(instance.rounds.size), instance.rounds)
    while left.size:
        gain = (value * (1.0 - instance.miss_p[left])).T
        threats, rows = linear_sum_assignment(gain, maximize=True)
        np.add.at(plan, (left[rows], threats), 1)
        value[threats] *= instance.miss_p[left[rows], threats]
        left = np.delete(left, rows)
    return plan


def plain_greedy(instance: Instance) -> I64:
    """Return the rule of maximum marginal return in plain Python: no numpy in its loops."""
    misses, value = instance.miss_p.tolist(), instance.values.tolist()
    left = instance.rounds.tolist()
    plan = np.zeros(instance.miss_p.shape, dtype=np.int64)
    for _ in range(sum(left)):
        gain, shooter, threat = max(
            (value[t] * (1.0 - row[t]), s, t)
            for s, row in enumerate(misses)
            if left[s] > 0
            for t in range(len(value))
        )
        if gain <= 0.0:
            break
        plan[shooter, threat] += 1
        left[shooter] -= 1
        value[threat] *= misses[shooter][threat]
    return plan
