"""One order for all: an answer does not depend on the order in which shooters and threats are listed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .answer import Answer
from .instance import I64, Instance

__all__ = ["canonical_order", "in_canonical_order", "reordered"]


def canonical_order(instance: Instance) -> tuple[I64, I64]:
    """Return an order of the shooters and one of the threats that is the same however they are listed.

    Threats by value, shooters by rounds, then both by two sums over their sorted misses. Only what is alike
    in all of that stays as it is listed.
    """
    order = []
    for misses, first in ((instance.miss_p.T, instance.values), (instance.miss_p, instance.rounds)):
        alike = np.sort(misses, axis=1)
        order.append(np.lexsort((alike.sum(axis=1), np.sqrt(alike).sum(axis=1), -first)))
    threats, shooters = order
    return shooters, threats


def reordered(instance: Instance, shooters: I64, threats: I64) -> Instance:
    """Return the instance with shooters and threats in another order."""
    return Instance(
        np.ascontiguousarray(instance.miss_p[np.ix_(shooters, threats)]),
        instance.values[threats],
        instance.rounds[shooters],
        instance.most_per_threat,
    )


def in_canonical_order(instance: Instance, answer: Callable[[Instance], Answer]) -> Answer:
    """Return what a policy answers in the canonical order, its plan in that of the instance."""
    shooters, threats = canonical_order(instance)
    found = answer(reordered(instance, shooters, threats))
    plan = np.empty_like(found.plan)
    plan[np.ix_(shooters, threats)] = found.plan
    return found._replace(plan=plan)
