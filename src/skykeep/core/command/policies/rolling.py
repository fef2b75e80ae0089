"""Rolling: fire some, look, plan again with what is left at what is left.

At each look all rounds left are planned, the first time by local search, later by maximum marginal return.
Of each threat's share as many are fired as makes equal salvos of the looks to come, the dearest threats
first, until a share of the rounds is left that is held back for survivors; at the last look all are fired.
Plan again rather than ahead: Hosein and Athans (1990), "Dynamic weapon-target assignment problems". Salvos
before the last are played, what gets through the last is computed.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ...kernel.by_address import by_address
from ...kernel.jit import generic_kernel, kernel
from ...kernel.records import Grid, Rows, as_table
from ...kernel.streams import stream_key, uniform
from .answer import Answer, answer_of
from .instance import F64, Instance, check_plan
from .local_search import plan_local_search
from .looks import lower_with_looks
from .value_greedy import fill_value_greedy

__all__ = ["PLAYS", "answer_rolling"]

PLAYS = 1_000
_TRIALS = 200
"""Plays of each share held back, on luck of their own: what is printed was not chosen by its own luck."""
HELD_SHARES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4)
"""Shares of the rounds left that are tried to be held back in all salvos but the last."""
_QUANTILE_90 = 1.6449
"""Half width of a 90 % interval in standard errors."""
_PURPOSE = 40
"""Of the draws: Purpose.ASSIGNMENT of the keyed streams, which this room cannot import; a test compares."""


class _Field(NamedTuple):
    """What one play works on: the instance, and what becomes of it.

    Rounds left [shooter], value of what is left [threat], copies of both to plan with; best shooter and size
    of the salvo [threat]; rounds fired and planned, those fired among them [shooter, threat].
    """

    miss_p: Grid[float]
    values: Rows[float]
    rounds: Rows[int]
    most_per_threat: int
    left: Rows[int]
    value: Rows[float]
    spare: Rows[int]
    worth: Rows[float]
    best: Rows[int]
    size: Rows[int]
    fired: Grid[int]
    plan: Grid[int]


def _new_field(instance: Instance) -> _Field:
    """Return the tables of a play."""
    shooters, threats = instance.miss_p.shape
    return _Field(
        miss_p=as_table(instance.miss_p),
        values=as_table(instance.values),
        rounds=as_table(instance.rounds),
        most_per_threat=instance.most_per_threat,
        left=as_table(np.empty(shooters, dtype=np.int64)),
        value=as_table(np.empty(threats)),
        spare=as_table(np.empty(shooters, dtype=np.int64)),
        worth=as_table(np.empty(threats)),
        best=as_table(np.empty(threats, dtype=np.int64)),
        size=as_table(np.empty(threats, dtype=np.int64)),
        fired=as_table(np.empty((shooters, threats), dtype=np.int64)),
        plan=as_table(np.empty((shooters, threats), dtype=np.int64)),
    )


def answer_rolling(instance: Instance, *, looks: int, seed: int) -> Answer:
    """Return the first salvo, and what gets through and is fired in :data:`PLAYS` plays.

    Parameters
    ----------
    instance
        Its cap of rounds at one threat counts over all looks.
    looks
        Salvos, at least 1; with 1 there is nothing to look at, and the plan is that of local search.
    seed
        Of the plays.
    """
    if looks == 1:
        return answer_of(instance, plan_local_search(instance))
    field = _new_field(instance)
    first, salvo = plan_local_search(instance), np.zeros(instance.miss_p.shape, dtype=np.int64)

    def play(held: float, plays: int, number: int) -> tuple[F64, F64]:
        key = np.uint64(stream_key(seed, _PURPOSE, number))
        results = np.empty(plays), np.empty(plays)
        _play_from_python(field, (key, looks, held), (first, salvo), results)
        return results

    held = min(HELD_SHARES, key=lambda share: float(play(share, _TRIALS, 1)[0].mean()))
    surviving, used = play(held, PLAYS, 0)
    check_plan(instance, salvo)
    mean = float(surviving.mean())
    error = _QUANTILE_90 * float(surviving.std(ddof=1)) / np.sqrt(PLAYS)
    lower = lower_with_looks(instance, looks, mean)
    return Answer(salvo, mean, float(used.mean()), lower, proven=False, error_90=float(error))


@kernel()
def _plan_again(field: _Field) -> None:
    """Plan all rounds left at all that is left, on top of what was fired."""
    for shooter in range(len(field.left)):
        field.spare[shooter] = field.left[shooter]
        for threat in range(len(field.value)):
            field.plan[shooter, threat] = field.fired[shooter, threat]
    for threat in range(len(field.value)):
        field.worth[threat] = field.value[threat]
    room = (field.best, field.most_per_threat)
    fill_value_greedy(field.miss_p, field.spare, field.worth, room, field.plan)


@kernel()
def _salvo_size(field: _Field, threat: int, salvos: int) -> int:
    """Return how many of the rounds planned at a threat make equal salvos of those to come."""
    planned = 0
    for shooter in range(len(field.left)):
        planned += field.plan[shooter, threat] - field.fired[shooter, threat]
    return (planned + salvos - 1) // salvos


@kernel()
def _best_planned(field: _Field, threat: int) -> int:
    """Return the shooter whose round is the best of those planned at a threat and not fired."""
    best = -1
    least_p = np.inf
    for shooter in range(len(field.left)):
        waits = field.plan[shooter, threat] > field.fired[shooter, threat]
        if waits and field.miss_p[shooter, threat] < least_p:
            best = shooter
            least_p = field.miss_p[shooter, threat]
    return best


@kernel()
def _fire(field: _Field, threat: int, luck: tuple[np.uint64, int], salvos: int) -> int:
    """Fire a salvo at a threat, its best rounds first; return how many, and mark it worthless if hit."""
    key, play = luck
    count: int = field.size[threat]
    before = 0
    for shooter in range(len(field.left)):
        before += field.fired[shooter, threat]
    for shot in range(count):
        best = _best_planned(field, threat)
        miss_p = field.miss_p[best, threat]
        field.fired[best, threat] += 1
        field.left[best] -= 1
        if salvos == 1:  # nobody looks after it: what gets through is computed
            field.value[threat] *= miss_p
        elif uniform(key, np.uint64(threat), play, before + shot) > miss_p:
            field.value[threat] = 0.0
    return count


@kernel()
def _next_threat(field: _Field) -> int:
    """Return the threat of which its best planned round takes most value, of those not marked; -1 if none."""
    found = -1
    most = 0.0
    for threat in range(len(field.value)):
        if field.best[threat] >= 0 and field.size[threat] > 0:
            gain = field.value[threat] * (1.0 - field.miss_p[field.best[threat], threat])
            if gain > most:
                most = gain
                found = threat
    return found


@kernel()
def _fire_salvo(field: _Field, luck: tuple[np.uint64, int], salvos: int, held: float) -> int:
    """Fire one salvo at all that is left, but for a share of the rounds held back; return how many."""
    budget = 0
    for shooter in range(len(field.left)):
        budget += field.left[shooter]
    if salvos > 1:
        budget -= int(np.ceil(held * budget))
    for threat in range(len(field.value)):
        field.best[threat] = _best_planned(field, threat)
        field.size[threat] = _salvo_size(field, threat, salvos)
    fired = 0
    while fired < budget:
        threat = _next_threat(field)
        if threat < 0:
            break
        fired += _fire(field, threat, luck, salvos)
        field.best[threat] = -1
    return fired


@kernel()
def _play_all(
    field: _Field,
    rule: tuple[np.uint64, int, float],
    plans: tuple[Grid[int], Grid[int]],
    results: tuple[Rows[float], Rows[float]],
) -> None:
    """Play from the start as often as there is room for results: what got through, and rounds used.

    ``rule`` is the key of the luck, the number of salvos, and the share of rounds that is held back in all
    but the last; ``plans`` what is planned at first, and room for what of it is fired at first.
    """
    key, looks, held = rule
    first, salvo = plans
    surviving, used = results
    for play in range(len(surviving)):
        for shooter in range(len(field.left)):
            field.left[shooter] = field.rounds[shooter]
            for threat in range(len(field.value)):
                field.fired[shooter, threat] = 0
                field.plan[shooter, threat] = first[shooter, threat]
        for threat in range(len(field.value)):
            field.value[threat] = field.values[threat]
        used[play] = 0.0
        for look in range(looks):
            if look > 0:
                _plan_again(field)
            used[play] += _fire_salvo(field, (key, play), looks - look, held)
            if look == 0:
                for shooter in range(len(field.left)):
                    for threat in range(len(field.value)):
                        salvo[shooter, threat] = field.fired[shooter, threat]
        surviving[play] = 0.0
        for threat in range(len(field.value)):
            surviving[play] += field.value[threat]


@generic_kernel(wrap=True)
def _play_from_python(
    field: _Field, rule: tuple[np.uint64, int, float], plans: tuple[Any, Any], results: tuple[Any, Any]
) -> None:
    """Play, called from Python."""
    _play_all(by_address(field), rule, by_address(plans), by_address(results))
