"""Local search: the better of the two quick plans, mended by chains of exchanges until none helps."""

from __future__ import annotations

from typing import Any

from ...kernel.by_address import by_address
from ...kernel.jit import generic_kernel, kernel
from ...kernel.records import Grid, Rows
from .exchange import exchange_pass
from .exchange_state import Exchange, new_exchange, plan_of
from .instance import I64, Instance, value_surviving
from .linear_assignment import plan_linear_assignment
from .value_greedy import plan_value_greedy

__all__ = ["LENGTH", "PASSES_MOST", "descend", "improved", "plan_local_search", "quick_plan"]

LENGTH = 10
"""Rounds that one chain moves at most: twice as many hardly find more, half as many find a third less."""
PASSES_MOST = 1_000
"""Passes after which a search ends whatever it could still gain; they are a dozen or two as a rule."""


def quick_plan(instance: Instance) -> I64:
    """Return the better of the plans of value-greedy and linear assignment."""
    plans = (plan_linear_assignment(instance), plan_value_greedy(instance))
    return min(plans, key=lambda plan: value_surviving(instance, plan))


def plan_local_search(instance: Instance) -> I64:
    """Return a plan that no short chain of exchanges betters."""
    return improved(instance, quick_plan(instance))


def improved(instance: Instance, plan: I64) -> I64:
    """Return what chains of exchanges make of a plan."""
    state = new_exchange(instance, plan, LENGTH)
    _search(state, instance.miss_p, instance.values, instance.most_per_threat)
    return plan_of(state, instance.miss_p.shape)


@kernel()
def descend(
    state: Exchange, miss_p: Grid[float], values: Rows[float], most_per_threat: int, passes: int
) -> int:
    """Apply chains until none helps or the passes are spent; return how many passes were made."""
    for number in range(passes):
        if exchange_pass(state, miss_p, values, most_per_threat) == 0:
            return number + 1
    return passes


@generic_kernel(wrap=True)
def _search(state: Exchange, miss_p: Any, values: Any, most_per_threat: int) -> None:
    """Descend, called from Python."""
    descend(by_address(state), by_address(miss_p), by_address(values), most_per_threat, PASSES_MOST)
