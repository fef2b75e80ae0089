"""Iterated search: local search, then again and again from where it got to, with values shaken in between.

Values are multiplied by random factors for a few passes and then put back, which moves many rounds at once
and each with a reason ("noising", Charon and Hudry 1993, Operations Research Letters 14, 133-137).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...kernel.by_address import by_address
from ...kernel.jit import generic_kernel, kernel
from ...kernel.records import Grid, Rows
from ...kernel.streams import stream_key, uniform
from .exchange import exchange_pass
from .exchange_state import Exchange, new_exchange, place_each, plan_of, refresh_each
from .instance import I64, Instance
from .local_search import PASSES_MOST, descend, plan_local_search

__all__ = ["plan_iterated_search", "shake"]

SHAKES = 20
_LENGTH = 6
"""Rounds that one chain moves at most: less than in local search, which counts less than shaking often."""
SHAKEN_PASSES = 2
SPREAD = 0.3
"""Standard deviation of the logarithm of the random factors."""
SEED = 1
"""Of the factors: part of the policy, which is a rule and gives one plan."""


def plan_iterated_search(instance: Instance) -> I64:
    """Return the best plan of :data:`SHAKES` descents and the one before them."""
    state = new_exchange(instance, plan_local_search(instance), _LENGTH)
    best, shaken = np.array(state.threat), np.empty_like(instance.values)
    _shake_from_python(state, instance.miss_p, (instance.values, shaken, best), instance.most_per_threat)
    return plan_of(state, instance.miss_p.shape)


@kernel()
def _total(values: Rows[float]) -> float:
    """Sum over all threats."""
    total = 0.0
    for threat in range(len(values)):
        total += values[threat]
    return total


@kernel()
def _shaken(values: Rows[float], shaken: Rows[float], key: np.uint64, number: int) -> None:
    """Multiply values by random factors, evenly spread in their logarithm."""
    half = SPREAD * np.sqrt(3.0)
    for threat in range(len(values)):
        share = 2.0 * uniform(key, np.uint64(threat), 0, number) - 1.0
        shaken[threat] = values[threat] * np.exp(half * share)


@kernel()
def shake(
    state: Exchange,
    miss_p: Grid[float],
    columns: tuple[Rows[float], Rows[float], Rows[int]],
    most_per_threat: int,
    shakes: int,
) -> float:
    """Search, shake and search again; return the least value that got through, its plan in the state.

    ``columns`` are the values, room for shaken ones, and where the rounds of the best plan go.
    """
    values, shaken, best = columns
    key = stream_key(SEED, 0, 0)
    least = np.inf
    for number in range(shakes + 1):
        descend(state, miss_p, values, most_per_threat, PASSES_MOST)
        surviving = _total(state.value)
        if surviving < least:
            least = surviving
            for round_ in range(len(best)):
                best[round_] = state.threat[round_]
        else:
            place_each(state, best)
        if number < shakes:
            _shaken(values, shaken, key, number)
            refresh_each(state, miss_p, shaken)
            for _ in range(SHAKEN_PASSES):
                exchange_pass(state, miss_p, shaken, most_per_threat)
            refresh_each(state, miss_p, values)
    place_each(state, best)
    return least


@generic_kernel(wrap=True)
def _shake_from_python(
    state: Exchange, miss_p: Any, columns: tuple[Any, Any, Any], most_per_threat: int
) -> None:
    """Shake, called from Python."""
    shake(by_address(state), by_address(miss_p), by_address(columns), most_per_threat, SHAKES)
