"""Iterated search: local search, then again and again from where it got to, with values shaken in between.

Values are multiplied by random factors for a few passes and then put back, which moves many rounds at once
and each with a reason ("noising", Charon and Hudry 1993, Operations Research Letters 14, 133-137).
"""

from __future__ import annotations

import numpy as np

from ...kernel.jit import generic_kernel
from ...kernel.streams import stream_key, uniform
from .exchange import exchange_pass
from .exchange_state import Exchange, new_exchange, place_all, plan_of, refresh_all
from .instance import F64, I64, Instance
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
    refresh_all(state, instance.miss_p, instance.values)
    best = np.empty_like(state.threat)
    key = np.uint64(stream_key(SEED, 0, 0))
    shaken = np.empty_like(instance.values)
    shake(state, instance.miss_p, (instance.values, shaken, best), instance.most_per_threat, (key, SHAKES))
    place_all(state, best)
    return plan_of(state, instance.miss_p.shape)


@generic_kernel()
def _total(values: F64) -> float:
    total = 0.0
    for threat in range(len(values)):
        total += values[threat]
    return total


@generic_kernel()
def _shaken(values: F64, shaken: F64, key: np.uint64, number: int) -> None:
    """Multiply values by random factors, evenly spread in their logarithm."""
    half = SPREAD * np.sqrt(3.0)
    for threat in range(len(values)):
        share = 2.0 * uniform(key, np.uint64(threat), 0, number) - 1.0
        shaken[threat] = values[threat] * np.exp(half * share)


@generic_kernel(wrap=True)
def shake(
    state: Exchange,
    miss_p: F64,
    columns: tuple[F64, F64, I64],
    most_per_threat: int,
    luck: tuple[np.uint64, int],
) -> float:
    """Search, shake and search again; return the least value that got through.

    ``columns`` are the values, room for shaken ones, and where the best plan goes [round]; ``luck`` the key
    of the factors and how many times to shake.
    """
    values, shaken, best = columns
    key, shakes = luck
    least = np.inf
    for number in range(shakes + 1):
        descend(state, miss_p, values, most_per_threat, PASSES_MOST)
        surviving = _total(state.value)
        if surviving < least:
            least = surviving
            for round_ in range(len(best)):
                best[round_] = state.threat[round_]
        else:
            place_all(state, best)
        if number < shakes:
            _shaken(values, shaken, key, number)
            refresh_all(state, miss_p, shaken)
            for _ in range(SHAKEN_PASSES):
                exchange_pass(state, miss_p, shaken, most_per_threat)
            refresh_all(state, miss_p, values)
    return least
