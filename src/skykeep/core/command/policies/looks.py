"""The bound where the defender looks between salvos and fires again only at what is left.

Prices as without looks, stage by stage from the last: what a threat is worth before a salvo is the cheapest
of what it is worth after it, times the misses, plus the prices of the rounds fired. Stocks are kept in the
mean only, so no policy that looks does better (a relaxation of weakly coupled decisions, Hawkins 2003;
Adelman and Mersereau 2008, Operations Research 56, 712-727).
"""

from __future__ import annotations

import numpy as np

from .instance import F64, I64, Instance
from .local_search import plan_local_search
from .prices import SAFETY, Priced, ascend, best_of, good_prices
from .sets import Pricing, new_pricing, price_sets

__all__ = ["lower_with_looks"]

_SHARES = (1.0, 0.5, 0.25, 0.12, 0.06)
"""Of the prices without looks, to start from: a round is worth less where one looks before the next."""


def lower_with_looks(instance: Instance, looks: int, upper_value: float) -> float:
    """Return a bound on what gets through whatever is fired in ``looks`` salvos with a look before each.

    ``upper_value`` is what some policy lets through; it only sizes the steps.
    """
    search = new_pricing(instance)
    start = best_of(good_prices(instance, plan_local_search(instance))).prices
    tried = [_priced(search, share * start, looks) for share in _SHARES]
    met = ascend(best_of(tried), lambda prices: _priced(search, prices, looks), instance.rounds, upper_value)
    return max(best_of(met).lower, 0.0)


def _priced(search: Pricing, prices: F64, looks: int) -> Priced:
    """Return what prices prove with looks, and the mean use of rounds."""
    threats, shooters = search.order.shape
    worth, salvos = search.values.copy(), []
    for _ in range(looks):
        sets = np.empty((threats, shooters), dtype=np.int64)
        best, bound = np.empty(threats), np.empty(threats)
        price_sets(search._replace(values=worth), prices, sets, best, bound)
        salvos.append(sets)
        worth = bound
    lower = float(np.sum(worth) - prices @ search.rounds - SAFETY * np.sum(search.values))
    return Priced(prices.copy(), lower, _mean_use(search, salvos[::-1]), salvos[-1], worth)


def _mean_use(search: Pricing, salvos: list[I64]) -> F64:
    """Return the mean rounds that each shooter fires, first salvo first."""
    there = np.ones(search.values.size)
    use = np.zeros(search.rounds.size)
    for sets in salvos:
        use += there @ sets
        there = there * np.prod(search.miss_p.T**sets, axis=1)
    return use
