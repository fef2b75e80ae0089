"""What a search holds: where every round goes, and what each threat is worth with and without it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ...kernel.by_address import by_address
from ...kernel.jit import generic_kernel, kernel
from ...kernel.records import Grid, Rows, as_table
from .instance import I64, Instance

__all__ = [
    "Exchange",
    "begin",
    "drop",
    "new_exchange",
    "place_each",
    "plan_of",
    "put",
    "refresh",
    "refresh_each",
]

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

    shooter: Rows[int]
    threat: Rows[int]
    first: Rows[int]
    after: Rows[int]
    number: Rows[int]
    value: Rows[float]
    without: Rows[float]
    add_threat: Grid[int]
    add_change: Grid[float]
    swap_round: Grid[int]
    swap_change: Grid[float]
    label: Grid[float]
    before: Grid[int]
    end_change: Grid[float]
    end_threat: Grid[int]
    used: Rows[int]


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
    state = Exchange(
        *map(
            as_table,
            (
                np.repeat(np.arange(shooters), held),
                np.full(rounds, -1),
                np.full(threats, -1),
                np.full(rounds, -1),
                np.zeros(threats, dtype=np.int64),
                np.empty(threats),
                np.empty(rounds),
                np.empty((shooters, ADDS), dtype=np.int64),
                np.empty((shooters, ADDS)),
                np.empty((shooters, SWAPS), dtype=np.int64),
                np.empty((shooters, SWAPS)),
                np.empty((length, rounds)),
                np.empty((length, rounds), dtype=np.int64),
                np.empty((length, rounds)),
                np.empty((length, rounds), dtype=np.int64),
                np.zeros(threats, dtype=np.int64),
            ),
        )
    )
    begin(state, instance.miss_p, instance.values, threat)
    return state


def plan_of(state: Exchange, shape: tuple[int, int]) -> I64:
    """Return where the rounds of a state go, as a plan [shooter, threat]."""
    plan = np.zeros(shape, dtype=np.int64)
    threat = np.asarray(state.threat)
    goes = threat >= 0
    np.add.at(plan, (np.asarray(state.shooter)[goes], threat[goes]), 1)
    return plan


@kernel()
def put(state: Exchange, round_: int, threat: int) -> None:
    """Send a round, which is nowhere, at a threat."""
    state.after[round_] = state.first[threat]
    state.first[threat] = round_
    state.threat[round_] = threat
    state.number[threat] += 1


@kernel()
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


@kernel()
def refresh(state: Exchange, miss_p: Grid[float], values: Rows[float], threat: int) -> None:
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


@kernel()
def refresh_each(state: Exchange, miss_p: Grid[float], values: Rows[float]) -> None:
    """Work out anew what gets through at every threat."""
    for threat in range(len(values)):
        refresh(state, miss_p, values, threat)


@kernel()
def place_each(state: Exchange, threat: Rows[int]) -> None:
    """Put every round where ``threat`` [round] says, -1 nowhere."""
    for each in range(len(state.first)):
        state.first[each] = -1
        state.number[each] = 0
    for round_ in range(len(threat)):
        state.threat[round_] = -1
        if threat[round_] >= 0:
            put(state, round_, threat[round_])


@generic_kernel(wrap=True)
def begin(state: Exchange, miss_p: Any, values: Any, threat: Any) -> None:
    """Put every round where ``threat`` says, and work out what gets through."""
    place_each(by_address(state), by_address(threat))
    refresh_each(by_address(state), by_address(miss_p), by_address(values))
