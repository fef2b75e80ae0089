"""Chains of exchanges: a round leaves its threat, replaces another, which replaces another, and so on.

The shortest chain takes a round from one threat and adds it to another (reassign), or trades two (swap). Each
threat is changed once in a chain, so that the changes add up and the best chains are shortest paths: the
cyclic exchanges of Ahuja, Kumar, Jha and Orlin (2007), "Exact and heuristic algorithms for the weapon-target
assignment problem", Operations Research 55, 1136-1146, with labels as there kept one for each round.
"""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.records import Grid, Rows
from .exchange_state import Exchange, drop, put, refresh

__all__ = ["exchange_pass"]

_LEAST_GAIN = 1e-12
"""Share of all values that a chain must at least take off: less is rounding."""


@kernel()
def _rank(change: Grid[float], what: Grid[int], shooter: int, best: float, found: int) -> None:
    """Keep ``found`` among the best of a shooter, the lowest change first."""
    last = len(what[shooter]) - 1
    if best < change[shooter, last]:
        place = last
        while place > 0 and change[shooter, place - 1] > best:
            change[shooter, place] = change[shooter, place - 1]
            what[shooter, place] = what[shooter, place - 1]
            place -= 1
        change[shooter, place] = best
        what[shooter, place] = found


@kernel()
def _rank_additions(state: Exchange, miss_p: Grid[float], most_per_threat: int) -> None:
    """Find for each shooter the threats where one more round of it takes most off."""
    for shooter in range(len(miss_p)):
        for place in range(len(state.add_threat[0])):
            state.add_change[shooter, place] = 0.0
            state.add_threat[shooter, place] = -1
        for threat in range(len(state.value)):
            if state.number[threat] < most_per_threat:
                change = state.value[threat] * (miss_p[shooter, threat] - 1.0)
                _rank(state.add_change, state.add_threat, shooter, change, threat)


@kernel()
def _is_repeated(state: Exchange, round_: int) -> bool:
    """Return whether a round of the same shooter comes earlier among those at its threat."""
    earlier = state.first[state.threat[round_]]
    while earlier != round_:
        if state.shooter[earlier] == state.shooter[round_]:
            return True
        earlier = state.after[earlier]
    return False


@kernel()
def _rank_replacements(state: Exchange, miss_p: Grid[float]) -> None:
    """Find for each shooter the rounds that it would best replace, counting what these could do elsewhere."""
    for shooter in range(len(miss_p)):
        for place in range(len(state.swap_round[0])):
            state.swap_change[shooter, place] = np.inf
            state.swap_round[shooter, place] = -1
    for round_ in range(len(state.threat)):
        threat = state.threat[round_]
        if threat >= 0 and not _is_repeated(state, round_):
            own = state.shooter[round_]
            for shooter in range(len(miss_p)):
                if shooter != own:
                    change = state.without[round_] * miss_p[shooter, threat] - state.value[threat]
                    change += state.add_change[own, 0]
                    _rank(state.swap_change, state.swap_round, shooter, change, round_)


@kernel()
def _touches(state: Exchange, length: int, round_: int, threat: int) -> bool:
    """Return whether a chain that ends in ``round_`` took one of its rounds from a threat."""
    at = round_
    for step in range(length, -1, -1):
        if state.threat[at] == threat:
            return True
        if step > 0:
            at = state.before[step, at]
    return False


@kernel()
def _root(state: Exchange, length: int, round_: int) -> int:
    """Return the round that a chain began with."""
    at = round_
    for step in range(length, 0, -1):
        at = state.before[step, at]
    return at


@kernel()
def _close(state: Exchange, miss_p: Grid[float], length: int) -> None:
    """Find for each chain of a length where its last round best goes: to a threat, or where it began."""
    for round_ in range(len(state.threat)):
        state.end_change[length, round_] = np.inf
        if state.label[length, round_] < np.inf:
            shooter = state.shooter[round_]
            change = 0.0
            goes = -1
            root = _root(state, length, round_)
            begun = state.threat[root]
            if begun >= 0 and root != round_:
                change = state.without[root] * (miss_p[shooter, begun] - 1.0)
                goes = begun
            for place in range(len(state.add_threat[0])):
                threat = state.add_threat[shooter, place]
                if threat < 0:
                    break
                if not _touches(state, length, round_, threat):
                    if state.add_change[shooter, place] < change:
                        change = state.add_change[shooter, place]
                        goes = threat
                    break
            state.end_threat[length, round_] = goes
            if goes >= 0:
                state.end_change[length, round_] = state.label[length, round_] + change


@kernel()
def _extend(state: Exchange, length: int) -> None:
    """Lengthen every chain by the replacements of its last round; keep the best chain to each round."""
    for round_ in range(len(state.threat)):
        state.label[length + 1, round_] = np.inf
    for round_ in range(len(state.threat)):
        label = state.label[length, round_]
        if label < np.inf:
            shooter = state.shooter[round_]
            for place in range(len(state.swap_round[0])):
                other = state.swap_round[shooter, place]
                if other < 0:
                    break
                further = label + state.swap_change[shooter, place]
                further -= state.add_change[state.shooter[other], 0]
                if further < state.label[length + 1, other] and not _touches(
                    state, length, round_, state.threat[other]
                ):
                    state.label[length + 1, other] = further
                    state.before[length + 1, other] = round_


@kernel()
def _is_free(state: Exchange, length: int, round_: int) -> bool:
    """Return whether no chain of this pass has changed a threat of this one."""
    if state.used[state.end_threat[length, round_]] > 0:
        return False
    at = round_
    for step in range(length, -1, -1):
        threat = state.threat[at]
        if threat >= 0 and state.used[threat] > 0:
            return False
        if step > 0:
            at = state.before[step, at]
    return True


@kernel()
def _apply(state: Exchange, miss_p: Grid[float], values: Rows[float], length: int, round_: int) -> None:
    """Move the rounds of a chain, from its end to its beginning."""
    at = round_
    goes = state.end_threat[length, round_]
    state.used[goes] = 1
    for step in range(length, -1, -1):
        left = state.threat[at]
        if left >= 0:
            drop(state, at)
            state.used[left] = 1
        put(state, at, goes)
        refresh(state, miss_p, values, goes)
        if left >= 0:
            refresh(state, miss_p, values, left)
        goes = left
        if step > 0:
            at = state.before[step, at]


@kernel()
def _keep_best_lengths(state: Exchange) -> None:
    """Keep of the chains that end in each round the best: its change and length in the first row, whose place
    for the round before is free."""
    for round_ in range(len(state.threat)):
        best_length = 0
        for length in range(1, len(state.label)):
            if state.end_change[length, round_] < state.end_change[best_length, round_]:
                best_length = length
        state.end_change[0, round_] = state.end_change[best_length, round_]
        state.before[0, round_] = best_length


@kernel()
def _apply_best(state: Exchange, miss_p: Grid[float], values: Rows[float], least: float) -> int:
    """Apply chains, the best first, as long as they share no threat; return how many."""
    _keep_best_lengths(state)
    applied = 0
    while True:
        best = least
        best_round = -1
        for round_ in range(len(state.threat)):
            if state.end_change[0, round_] < best:
                best = state.end_change[0, round_]
                best_round = round_
        if best_round < 0:
            return applied
        length = state.before[0, best_round]
        state.end_change[0, best_round] = np.inf
        if _is_free(state, length, best_round):
            _apply(state, miss_p, values, length, best_round)
            applied += 1


@kernel()
def exchange_pass(state: Exchange, miss_p: Grid[float], values: Rows[float], most_per_threat: int) -> int:
    """Find chains that take value off and apply them; return how many were applied, 0 at a local optimum."""
    total = 0.0
    for threat in range(len(values)):
        state.used[threat] = 0
        total += values[threat]
    _rank_additions(state, miss_p, most_per_threat)
    _rank_replacements(state, miss_p)
    for round_ in range(len(state.threat)):
        threat = state.threat[round_]
        state.label[0, round_] = 0.0 if threat < 0 else state.without[round_] - state.value[threat]
    longest = len(state.label) - 1
    for length in range(longest + 1):
        _close(state, miss_p, length)
        if length < longest:
            _extend(state, length)
    return _apply_best(state, miss_p, values, -_LEAST_GAIN * total)
