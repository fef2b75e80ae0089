"""Prices of rounds, and the bound that any prices prove.

For any prices u_s >= 0 no plan lets less through than the sum of the cheapest sets at each threat less the
price of all rounds: the Lagrangian relaxation of the stocks (Fisher 1981, Management Science 27, 1-18).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from .instance import F64, I64, Instance, surviving_by_threat, value_surviving
from .sets import Pricing, new_pricing, price_sets

__all__ = ["SAFETY", "Priced", "ascend", "best_of", "exchange_prices", "good_prices", "price"]

SAFETY = 1e-11
"""Share of all values that is taken off a bound: more than rounding, and sure shots, can add to it."""

_CHAIN = 16
"""Longest chain whose worth is looked at."""
_STEPS = 60
_PATIENCE = 4
"""Steps without a better bound after which they are halved."""
_STEP_LEAST = 1e-3
_WORTH = 1e-4
"""Share of what gets through that a better bound must add to count as progress."""


class Priced(NamedTuple):
    """What prices prove: the lower bound, and the rounds of each shooter that the cheapest sets use.

    ``sets`` [threat, shooter] are those sets and ``cost`` [threat] what each costs; where there are looks
    between shots, those of the first salvo.
    """

    prices: F64
    lower: float
    use: F64
    sets: I64
    cost: F64


def price(search: Pricing, prices: F64) -> Priced:
    """Return the bound of prices."""
    threats, shooters = search.order.shape
    sets = np.empty((threats, shooters), dtype=np.int64)
    best, bound = np.empty(threats), np.empty(threats)
    price_sets(search, prices, sets, best, bound)
    lower = float(np.sum(bound) - prices @ search.rounds - SAFETY * np.sum(search.values))
    return Priced(prices.copy(), lower, sets.sum(axis=0).astype(np.float64), sets, best)


def exchange_prices(instance: Instance, plan: I64) -> Iterator[F64]:
    """Give what one more round of each shooter would be worth to a plan, by chains of 1, 2, 4, ... rounds.

    A round is added, or replaces one that goes on: the chains of :mod:`exchange`. Where none betters the
    plan, these prices soon make each of its rounds worth its price; where long ones do, they go on growing.
    """
    miss_p = instance.miss_p
    value = surviving_by_threat(instance, plan)
    open_to_more = plan.sum(axis=0) < instance.most_per_threat
    worth = np.max(value * (1.0 - miss_p) * open_to_more, axis=1, initial=0.0)
    yield worth
    shooters, threats = np.nonzero(plan)
    if shooters.size == 0:
        return
    without = np.empty(shooters.size)
    for place, (shooter, threat) in enumerate(zip(shooters, threats, strict=True)):
        others = plan[:, threat].copy()
        others[shooter] -= 1
        without[place] = instance.values[threat] * np.prod(miss_p[:, threat] ** others)
    gain = value[threats] - without * miss_p[:, threats]
    gain[shooters, np.arange(shooters.size)] = 0.0
    for length in range(1, _CHAIN + 1):
        worth = np.maximum(worth, np.max(gain + worth[shooters], axis=1))
        if length & (length - 1) == 0:
            yield worth


def ascend(start: Priced, evaluate: Callable[[F64], Priced], rounds: I64, upper_value: float) -> list[Priced]:
    """Return what was met in some sixty steps towards a better bound, the start with it.

    Steps follow the over-use of each shooter's rounds, as far as the distance to ``upper_value``, what a plan
    lets through, allows (Polyak 1969); half of the last direction is kept.
    """
    found = best = start
    met = [start]
    share, idle, heading = 1.0, 0, np.zeros(rounds.size)
    for _ in range(_STEPS):
        over = found.use - rounds
        over[(over < 0.0) & (found.prices <= 0.0)] = 0.0
        heading = over + 0.5 * heading
        length2 = float(heading @ heading)
        if length2 == 0.0 or share < _STEP_LEAST or best.lower >= upper_value * (1.0 - 1e-9):
            break
        step = share * (upper_value - found.lower) / length2
        found = evaluate(np.maximum(found.prices + step * heading, 0.0))
        met.append(found)
        idle = 0 if found.lower > best.lower + _WORTH * upper_value else idle + 1
        if found.lower > best.lower:
            best = found
        if idle >= _PATIENCE:
            share, idle, found = 0.5 * share, 0, best
    return met


def good_prices(instance: Instance, plan: I64) -> list[Priced]:
    """Return prices that start from those of a plan and what they prove, in no order."""
    search = new_pricing(instance)
    tried = [price(search, prices) for prices in exchange_prices(instance, plan)]
    start = max(tried, key=lambda each: each.lower)
    upper = value_surviving(instance, plan)
    return tried + ascend(start, lambda prices: price(search, prices), instance.rounds, upper)


def best_of(met: list[Priced]) -> Priced:
    """Return the prices that prove most."""
    return max(met, key=lambda each: each.lower)
