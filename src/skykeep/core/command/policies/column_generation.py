"""Column generation: the best mixture of sets of rounds, a proven bound, and a whole plan of those sets.

Each threat takes one set; the linear program mixes sets, its prices ask for better ones, and when there are
none its optimum bounds every plan (Gilmore and Gomory 1961; for weapons and targets Lu and Chen 2021, "A new
exact algorithm for the weapon-target assignment problem", Omega 98, 102138).
"""

from __future__ import annotations

from typing import NamedTuple

from .answer import Answer, answer_of, is_tight
from .instance import F64, I64, Instance, value_surviving
from .local_search import improved, plan_local_search
from .master import Columns, best_mixture, best_whole
from .prices import Priced, best_of, good_prices, price
from .sets import Pricing, new_pricing

__all__ = ["Generated", "answer_column_generation", "generate"]

_ROUNDS_MOST = 200
"""Linear programs after which the bound stands as it is."""
_CLOSE = 1e-6
"""Share by which the bound may lie below the linear program's optimum at the end."""
_NODES = 200


class Generated(NamedTuple):
    """Sets that are worth their price, the best prices found, and the best plan so far."""

    columns: Columns
    priced: Priced
    plan: I64


def generate(instance: Instance) -> Generated:
    """Return the columns at which the bound is as good as the linear program makes it."""
    plan = plan_local_search(instance)
    met = good_prices(instance, plan)
    priced = best_of(met)
    columns = Columns(instance)
    columns.add_all(plan.T)
    for each in met:
        columns.add_all(each.sets)
    search, total = new_pricing(instance), float(instance.values.sum())
    for _ in range(_ROUNDS_MOST):
        if is_tight(value_surviving(instance, plan), priced.lower, total):
            break
        mixed = best_mixture(columns)
        if mixed.surviving - priced.lower <= _CLOSE * mixed.surviving:
            break
        better, new = _price_between(search, columns, priced, mixed.prices)
        priced = best_of([priced, better])
        if new == 0:
            break
    return Generated(columns, priced, plan)


def _price_between(search: Pricing, columns: Columns, best: Priced, prices: F64) -> tuple[Priced, int]:
    """Return the better of two prices, and how many new sets they asked for.

    First half way between the best prices and the program's own, which jump about (Wentges 1997); where that
    asks for nothing new, the program's own.
    """
    half = price(search, 0.5 * (best.prices + prices))
    new = columns.add_all(half.sets)
    if new > 0:
        return half, new
    own = price(search, prices)
    return best_of([half, own]), columns.add_all(own.sets)


def answer_column_generation(instance: Instance) -> Answer:
    """Return the better of a plan of the generated sets and that of local search, with the proven bound."""
    found = generate(instance)
    plan = found.plan
    total = float(instance.values.sum())
    if not is_tight(value_surviving(instance, plan), found.priced.lower, total):
        whole, _ = best_whole(found.columns, nodes=_NODES)
        if whole is not None:
            plan = min(plan, improved(instance, whole), key=lambda each: value_surviving(instance, each))
    surviving = value_surviving(instance, plan)
    lower = min(found.priced.lower, surviving)
    return answer_of(instance, plan, lower=lower, proven=is_tight(surviving, lower, total))
