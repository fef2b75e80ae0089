"""The sets of rounds that are worth their price at one threat: the columns of column generation.

At prices u_s a set S at threat t costs v_t times the product of its misses, plus its prices. Finding the
least is a small branch and bound: shooters in the order of price over log-miss, and at each node the bound
that follows if rounds could be divided (a convex function of the sum of log-misses over linear prices).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ...kernel.by_address import by_address
from ...kernel.jit import generic_kernel, kernel
from ...kernel.records import Grid, Rows, as_table
from .instance import Instance

__all__ = ["Pricing", "list_each", "list_sets", "new_pricing", "price_each", "price_sets"]

_MISS_LEAST = 1e-12
"""A sure shot in the bounds, where a part of it would be as sure; a set is judged by its own misses."""
_NODES_MOST = 20_000
"""Nodes at one threat, after which the bound of the first node stands and the best set so far."""
_LISTED_NODES_MOST = 2_000_000
"""The same where sets are listed; a second or two."""
_SLACK = 1e-13
"""Share of a threat's value by which another set must be cheaper to be looked for."""


class Pricing(NamedTuple):
    """An instance by logarithms, and room for the search at one threat.

    ``log_miss`` [shooter, threat] is minus the logarithm of a miss; ``order`` [threat, shooter] by price over
    it, kept from search to search because prices change little; ``counts``, ``value``, ``cost``, ``slots``
    [level] are the node that the search is at.
    """

    miss_p: Grid[float]
    log_miss: Grid[float]
    values: Rows[float]
    rounds: Rows[int]
    most_per_threat: int
    order: Grid[int]
    ratio: Rows[float]
    counts: Rows[int]
    value: Rows[float]
    cost: Rows[float]
    slots: Rows[int]


def new_pricing(instance: Instance) -> Pricing:
    """Return the tables of a search."""
    shooters, threats = instance.miss_p.shape
    return Pricing(
        miss_p=as_table(instance.miss_p),
        log_miss=as_table(-np.log(np.maximum(instance.miss_p, _MISS_LEAST))),
        values=as_table(instance.values),
        rounds=as_table(instance.rounds),
        most_per_threat=instance.most_per_threat,
        order=as_table(np.tile(np.arange(shooters), (threats, 1))),
        ratio=as_table(np.empty(shooters)),
        counts=as_table(np.empty(shooters, dtype=np.int64)),
        value=as_table(np.empty(shooters + 1)),
        cost=as_table(np.empty(shooters + 1)),
        slots=as_table(np.empty(shooters + 1, dtype=np.int64)),
    )


@kernel()
def _sort(search: Pricing, prices: Rows[float], threat: int, worth: float) -> int:
    """Put the shooters in the order of price over log-miss; return of how many that is below ``worth``.

    A round for which it is above the threat's value is in no cheapest set; out of reach it is infinite.
    """
    for shooter in range(len(prices)):
        log_miss = search.log_miss[shooter, threat]
        search.ratio[shooter] = prices[shooter] / log_miss if log_miss > 0.0 else np.inf
    for place in range(1, len(prices)):
        shooter = search.order[threat, place]
        at = place
        while at > 0 and search.ratio[search.order[threat, at - 1]] > search.ratio[shooter]:
            search.order[threat, at] = search.order[threat, at - 1]
            at -= 1
        search.order[threat, at] = shooter
    useful = 0
    while useful < len(prices) and search.ratio[search.order[threat, useful]] < worth:
        useful += 1
    return useful


@kernel()
def _bound(search: Pricing, prices: Rows[float], threat: int, level: int, useful: int) -> float:
    """Return the least cost below a node, its later rounds divisible."""
    left: float = search.value[level]
    cost: float = search.cost[level]
    for place in range(level, useful):
        shooter = search.order[threat, place]
        ratio = search.ratio[shooter]
        if left <= ratio:
            break
        most = min(search.rounds[shooter], search.slots[level])
        after = left * np.exp(-search.log_miss[shooter, threat] * most)
        if after >= ratio:
            cost += prices[shooter] * most
            left = after
        else:
            cost += ratio * np.log(left / ratio) if ratio > 0.0 else 0.0
            left = ratio
            break
    return left + cost


@kernel()
def _enter(search: Pricing, prices: Rows[float], threat: int, level: int) -> None:
    """Work out the node below a level, by the count of the shooter there."""
    shooter = search.order[threat, level]
    count = search.counts[level]
    left = search.value[level]
    for _ in range(count):
        left *= search.miss_p[shooter, threat]
    search.value[level + 1] = left
    search.cost[level + 1] = search.cost[level] + prices[shooter] * count
    search.slots[level + 1] = search.slots[level] - count


@kernel()
def _write(search: Pricing, threat: int, level: int, sets: Grid[int], row: int) -> None:
    """Write the set of a node."""
    for shooter in range(len(sets[row])):
        sets[row, shooter] = 0
    for place in range(level):
        sets[row, search.order[threat, place]] = search.counts[place]


@kernel()
def _open(search: Pricing, prices: Rows[float], threat: int, worth: float) -> tuple[int, float]:
    """Begin at a threat with no round sent; return how many shooters count, and the bound on all sets."""
    useful = _sort(search, prices, threat, worth)
    search.value[0] = search.values[threat]
    search.cost[0] = 0.0
    search.slots[0] = search.most_per_threat
    return useful, _bound(search, prices, threat, 0, useful)


@kernel()
def _next(search: Pricing, prices: Rows[float], threat: int, at: tuple[int, int], limit: float) -> int:
    """Return the level of the next node whose bound is below a limit, 0 when all have been seen.

    ``at`` is the level of the node that was last looked at, and how many shooters count. A node is first
    followed with as many rounds of the next shooter as it has, then with fewer.
    """
    level, useful = at
    if level < useful and search.slots[level] > 0 and _bound(search, prices, threat, level, useful) < limit:
        shooter = search.order[threat, level]
        search.counts[level] = min(search.rounds[shooter], search.slots[level])
        _enter(search, prices, threat, level)
        return level + 1
    while level > 0:
        level -= 1
        if search.counts[level] > 0:
            search.counts[level] -= 1
            _enter(search, prices, threat, level)
            if search.counts[level] > 0 or _bound(search, prices, threat, level + 1, useful) < limit:
                return level + 1
    return 0


@kernel()
def price_each(
    search: Pricing, prices: Rows[float], sets: Grid[int], best: Rows[float], bound: Rows[float]
) -> int:
    """Find the cheapest set at each threat; return the nodes that were looked at.

    ``sets`` [threat, shooter] counts its rounds, ``best`` [threat] is what it costs; ``bound`` [threat] what
    every set costs at least: the same, unless the search was given up.
    """
    nodes = 0
    for threat in range(len(search.values)):
        useful, first = _open(search, prices, threat, search.values[threat])
        slack = _SLACK * search.values[threat]
        best[threat] = search.values[threat]
        _write(search, threat, 0, sets, threat)
        level = 0
        seen = 0
        while seen < _NODES_MOST:
            seen += 1
            level = _next(search, prices, threat, (level, useful), best[threat] - slack)
            if level == 0:
                break
            cost = search.value[level] + search.cost[level]
            if cost < best[threat]:
                best[threat] = cost
                _write(search, threat, level, sets, threat)
        bound[threat] = best[threat] if level == 0 else first
        nodes += seen
    return nodes


@kernel()
def list_each(search: Pricing, prices: Rows[float], threat: int, value_limit: float, sets: Grid[int]) -> int:
    """Write every set at a threat that costs at most ``value_limit``; return how many, -1 if too many.

    Also those with a round that is not worth its price, which may be in the best plan where it would be idle;
    none with one out of reach.
    """
    useful, _ = _open(search, prices, threat, np.inf)
    found = 0
    if search.values[threat] <= value_limit:
        _write(search, threat, 0, sets, 0)
        found = 1
    level = 0
    for _ in range(_LISTED_NODES_MOST):
        level = _next(search, prices, threat, (level, useful), value_limit)
        if level == 0:
            return found
        if search.counts[level - 1] > 0 and search.value[level] + search.cost[level] <= value_limit:
            if found == len(sets):
                return -1
            _write(search, threat, level, sets, found)
            found += 1
    return -1


@generic_kernel(wrap=True)
def price_sets(search: Pricing, prices: Any, sets: Any, best: Any, bound: Any) -> int:
    """Find the cheapest set at each threat, called from Python: see :func:`price_each`."""
    tables = by_address((search, prices, sets, best, bound))
    return price_each(tables[0], tables[1], tables[2], tables[3], tables[4])


@generic_kernel(wrap=True)
def list_sets(search: Pricing, prices: Any, threat: int, value_limit: float, sets: Any) -> int:
    """Write every set at a threat below a limit, called from Python: see :func:`list_each`."""
    tables = by_address((search, prices, sets))
    return list_each(tables[0], tables[1], threat, value_limit, tables[2])
