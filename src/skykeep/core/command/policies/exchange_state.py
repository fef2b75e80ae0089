"""What a search holds: where every round goes, and what each threat is worth with and without it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ...kernel.jit import generic_kernel
from .instance import F64, I64, Instance

__all__ = ["Exchange", "drop", "new_exchange", "plan_of", "put", "refresh", "refresh_all"]

ADDS = 4
"""Threats that a shooter's spare round would best be added to."""
SWAPS = 12
"""Rounds that a shooter's spare round would best replace."""


class Exchange(NamedTuple):
    """Rounds one by one, and room for one pass of chains.

    ``shooter`` and ``threat`` [round]: whose it is and where it goes, -1 nowhere; ``first`` [threat] and
    ``after`` [round] chain the rounds at a threat, -1 at the end, and ``number`` [threat] counts them.
    ``value`` [threat] is what gets through, ``without`` [round] what would at its threat without it. The rest
    is room:
    the best additions and replacements [shooter, rank] and the labels of chains [length, round].
    """

    shooter: I64
    threat: I64
    first: I64
    after: I64
    number: I64
    value: F64
    without: F64
    add_threat: I64
    add_change: F64
    swap_round: I64
    swap_change: F64
    label: F64
    before: I64
    end_change: F64
    end_threat: I64
    used: I64


def new_exchange(instance: Instance, plan: I64, length: int) -> Exchange:
    """Return the state of a plan; rounds that it leaves idle are there too, as many as could be of use.

    ``length`` is how many rounds one chain moves at most.
    """
    shooters, threats = plan.shape
    useful = min(instance.most_per_threat * threats, int(instance.rounds.sum()))
    held = np.maximum(plan.sum(axis=1), np.minimum(instance.rounds, useful))
    sent = [np.repeat(np.arange(threats), row) for row in plan]
    idle = [np.full(number - row.size, -1) for number, row in zip(held, sent, strict=True)]
    threat = np.concatenate([part for pair in zip(sent, idle, strict=True) for part in pair]).astype(np.int64)
    rounds = threat.size
    ranked = (shooters, ADDS), (shooters, SWAPS)
    state = Exchange(
        np.repeat(np.arange(shooters), held),
        np.full(rounds, -1),
        np.full(threats, -1),
        np.full(rounds, -1),
        np.zeros(threats, dtype=np.int64),
        np.empty(threats),
        np.empty(rounds),
        np.empty(ranked[0], dtype=np.int64),
        np.empty(ranked[0]),
        np.empty(ranked[1], dtype=np.int64),
        np.empty(ranked[1]),
        np.empty((length, rounds)),
        np.empty((length, rounds), dtype=np.int64),
        np.empty((length, rounds)),
        np.empty((length, rounds), dtype=np.int64),
        np.zeros(threats, dtype=np.int64),
    )
    place_all(state, threat)
    return state


def plan_of(state: Exchange, shape: tuple[int, int]) -> I64:
    """Return where the rounds of a state go, as a plan [shooter, threat]."""
    plan = np.zeros(shape, dtype=np.int64)
    goes = state.threat >= 0
    np.add.at(plan, (state.shooter[goes], state.threat[goes]), 1)
    return plan


@generic_kernel()
def put(state: Exchange, round_: int, threat: int) -> None:
    """Send a round, which is nowhere, at a threat."""
    state.after[round_] = state.first[threat]
    state.first[threat] = round_
    state.threat[round_] = threat
    state.number[threat] += 1


@generic_kernel()
def drop(state: Exchange, round_: int) -> None:
    """Take a round back from its threat."""
    threat = state.threat[round_]
    if state.first[threat] == round_:
        state.first[threat] = state.after[round_]
    else:
        place = state.first[threat]
        while state.after[place] != round_:
            place = state.after[place]
        state.after[place] = state.after[round_]
    state.threat[round_] = -1
    state.number[threat] -= 1


@generic_kernel()
def refresh(state: Exchange, miss_p: F64, values: F64, threat: int) -> None:
    """Work out anew what gets through at a threat, with all its rounds and without each.

    By products, never by division: a sure shot has no inverse, and nothing drifts.
    """
    product = values[threat]
    round_ = state.first[threat]
    while round_ >= 0:
        product *= miss_p[state.shooter[round_], threat]
        others = values[threat]
        other = state.first[threat]
        while other >= 0:
            if other != round_:
                others *= miss_p[state.shooter[other], threat]
            other = state.after[other]
        state.without[round_] = others
        round_ = state.after[round_]
    state.value[threat] = product


@generic_kernel(wrap=True)
def refresh_all(state: Exchange, miss_p: F64, values: F64) -> None:
    """Work out anew what gets through at every threat."""
    for threat in range(len(values)):
        refresh(state, miss_p, values, threat)


@generic_kernel(wrap=True)
def place_all(state: Exchange, threat: I64) -> None:
    """Put every round where ``threat`` [round] says, -1 nowhere."""
    for each in range(len(state.first)):
        state.first[each] = -1
        state.number[each] = 0
    for round_ in range(len(threat)):
        state.threat[round_] = -1
        if threat[round_] >= 0:
            put(state, round_, threat[round_])
