"""Exact: every set that can be part of a better plan is listed, and the best whole plan of them is proven.

A set whose cost at the best prices lies above that of the cheapest at its threat by more than the distance
between plan and bound is in no better plan. What is left is few as a rule; HiGHS settles it by branch and
bound. Where sets are too many, or it does not finish, the bound stands and the plan is not called proven.
"""

from __future__ import annotations

import numpy as np

from .answer import TIGHT, Answer, answer_of, is_tight
from .column_generation import Generated, generate
from .instance import I64, Instance, value_surviving
from .local_search import improved
from .master import Columns, best_whole
from .prices import SAFETY
from .sets import list_sets, new_pricing

__all__ = ["answer_exact"]

_SETS_MOST = 20_000
"""Sets in all; with more, branch and bound would take minutes."""
_FIRST_NODES, _NODES = 200, 20_000
_FIRST_PARTS = 4.0
"""Sets within this part of the distance between plan and bound are tried first: often they are enough."""


def answer_exact(instance: Instance) -> Answer:
    """Return the best plan with a proof, or the best found with the bound."""
    found = generate(instance)
    plan, lower, total = found.plan, found.priced.lower, float(instance.values.sum())
    if not is_tight(value_surviving(instance, plan), lower, total):
        whole, _ = best_whole(found.columns, nodes=_FIRST_NODES)
        if whole is not None:
            plan = min(plan, improved(instance, whole), key=lambda each: value_surviving(instance, each))
    plan, lower = _settled(instance, found, plan)
    surviving = value_surviving(instance, plan)
    lower = min(lower, surviving)
    return answer_of(instance, plan, lower=lower, proven=is_tight(surviving, lower, total))


def _settled(instance: Instance, found: Generated, plan: I64) -> tuple[I64, float]:
    """Return the best plan, and the bound on all, from sets ever further from the cheapest of their threat.

    A plan with a set that costs ``distance`` more than the cheapest lets through at least the bound and that
    distance; so the best of the plans without such sets, or that sum, bounds all.
    """
    lower, surviving = found.priced.lower, value_surviving(instance, plan)
    total = float(instance.values.sum())
    distance = (surviving - lower) / _FIRST_PARTS
    while not is_tight(surviving, lower, total):
        columns = _sets_within(instance, found, distance)
        if columns is None:
            break
        whole, bound = best_whole(columns, nodes=_NODES)
        if whole is not None:
            plan = min(plan, whole, key=lambda each: value_surviving(instance, each))
        surviving = value_surviving(instance, plan)
        lower = max(lower, min(bound, found.priced.lower + distance) - SAFETY * total)
        farthest = surviving - found.priced.lower + TIGHT * surviving  # no set is left out by rounding
        if distance >= farthest:
            break
        distance = min(2.0 * distance, farthest)
    return plan, lower


def _sets_within(instance: Instance, found: Generated, distance: float) -> Columns | None:
    """Return every set within a distance of the cheapest of its threat; None if they are too many."""
    search, columns = new_pricing(instance), Columns(instance)
    room = np.empty((_SETS_MOST, instance.rounds.size), dtype=np.int64)
    for threat, cost in enumerate(found.priced.cost):
        listed = list_sets(search, found.priced.prices, threat, float(cost + distance), room)
        if listed < 0 or len(columns) + listed > _SETS_MOST:
            return None
        for counts in room[:listed]:
            columns.add(threat, counts)
    return columns
