"""How far decisions of a policy lie above what is proven of them, in some raids that are played again.

The bound is on a decision as it is posed: static, at its moment, by what the post then believes. It bounds no
raid: a policy that keeps rounds back for what it foresees may let more through now and less in the end.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from skykeep.engine import EngineCase, Legend, Worker
from skykeep.engine.assignment import gap_above
from skykeep.engine.built_in_policies import DUE, BuiltInPolicy, Posed, posed_to, proven
from skykeep.engine.decisions import (
    LEAVE_TO_UNITS,
    Answer,
    Policy,
    PolicySeat,
    Situation,
    checked_orders,
    name_of,
)

from .executors import Executor, SerialExecutor, Stop
from .outcomes import estimate_row

__all__ = ["RAIDS_MOST", "gap_rows"]

F64 = npt.NDArray[np.float64]

RAIDS_MOST, DECISIONS_MOST = 20, 20
"""Worlds of which the first raid is played again, and decisions of each, evenly spread, that are proven: a
proof takes a millisecond and more, often longer than the whole raid."""


class _Raid(NamedTuple):
    """One raid: how many decisions there were; how far the plans of some lie above the bound, as a share of
    it, None above a bound of zero; and the CPU time that the proofs took."""

    decisions: int
    gaps: list[float | None]
    proof_time_s: float


@dataclass(slots=True)
class _Watched:
    """A policy of which each decision is kept; its copies write to one list, in the order of a raid."""

    policy: Policy
    found: list[Posed] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the policy is called."""
        return name_of(self.policy)

    def __deepcopy__(self, memo: dict[int, Any]) -> _Watched:
        return _Watched(copy.deepcopy(self.policy, memo), self.found)

    def decide(self, situation: Situation) -> Answer:
        """Return what the policy orders, and keep what it was asked."""
        if isinstance(self.policy, BuiltInPolicy):
            posed = self.policy.posed(situation)
            answer = self.policy.orders(situation, posed)
            self.found.append(posed)
            return answer
        answer = self.policy.decide(situation)
        if isinstance(answer, str) and answer == LEAVE_TO_UNITS:
            return answer
        orders = checked_orders(situation, answer, self.name)
        self.found.append(posed_to(situation, orders))
        return orders


def _prove(decisions: Sequence[Posed]) -> _Raid:
    """Return how far the plans of some decisions of a raid, evenly spread over them, lie above the bound."""
    begun_s = time.thread_time()
    places = np.unique(np.linspace(0, len(decisions) - 1, min(len(decisions), DECISIONS_MOST)).astype(int))
    gaps = [_gap(decisions[place]) for place in places]
    return _Raid(len(decisions), gaps, time.thread_time() - begun_s)


def _gap(posed: Posed) -> float | None:
    """Return how far a plan lies above what is proven, as a share of that."""
    total = float(posed.instance.values.sum())
    return gap_above(posed.planned.surviving, proven(posed), total)


def gap_rows(
    policies: Sequence[tuple[EngineCase, Policy]],
    legend: Legend,
    *,
    worlds: int,
    view: str,
    executor: Executor | None = None,
    tick: Callable[[], object] = lambda: None,
) -> list[dict[str, Any]]:
    """Return for each policy how far its decisions lie above what is proven of them.

    Parameters
    ----------
    policies
        Cases whose posts assign, and who answers there; built-in ones as objects.
    legend
        Names of the case.
    worlds
        Worlds that were played; of the first :data:`RAIDS_MOST` of them the first raid is played again.
    view
        View of the figures.
    executor
        Who does the work; never changes a gap.
    tick
        Called after each raid.

    Returns
    -------
    list
        For each policy ``asked`` (what a decision asks of it), ``raids`` that were played again, the
        ``decisions`` in them, how many of these are ``proven``, ``of_raid`` (an estimate of the mean gap of
        these in a raid; None if there was none), ``worst``, ``without_gap`` (decisions above a bound of zero,
        which are left out) and ``proof_time_s`` (CPU time of one proof). Gaps are shares of the bound.

    Raises
    ------
    UsageError
        If a policy answers what is not allowed.
    """
    stop = Stop()

    def play(key: tuple[int, int]) -> tuple[tuple[int, int], _Raid]:
        case, policy = policies[key[0]]
        watched = _Watched(policy)
        Worker(case, PolicySeat(watched, legend)).run(key[1], key[1] + 1, 1, stopped=lambda: stop.wanted)
        return key, _prove(watched.found)

    keys = [(place, world) for place in range(len(policies)) for world in range(min(worlds, RAIDS_MOST))]
    found: dict[tuple[int, int], _Raid] = {}
    results = (executor or SerialExecutor()).map(play, keys, stop)
    try:
        for key, raid in results:
            found[key] = raid
            tick()
    finally:
        results.close()
    return [
        _row(policy, [found[each] for each in keys if each[0] == place], view)
        for place, (_, policy) in enumerate(policies)
    ]


def _row(policy: Policy, raids: Sequence[_Raid], view: str) -> dict[str, Any]:
    """Return what was proven of a policy in some raids."""
    proofs = sum(len(raid.gaps) for raid in raids)
    gaps = [[gap for gap in raid.gaps if gap is not None] for raid in raids]
    means = np.array([[np.mean(raid)] for raid in gaps if raid])
    return {
        "asked": policy.asked if isinstance(policy, BuiltInPolicy) else DUE,
        "raids": len(raids),
        "decisions": sum(raid.decisions for raid in raids),
        "proven": proofs,
        "without_gap": proofs - sum(map(len, gaps)),
        "of_raid": _never_below_zero(estimate_row(means, view)) if means.size else None,
        "worst": max((gap for raid in gaps for gap in raid), default=None),
        "proof_time_s": sum(raid.proof_time_s for raid in raids) / max(proofs, 1),
    }


def _never_below_zero(row: dict[str, Any]) -> dict[str, Any]:
    """Return an estimate of gaps, none of whose intervals reaches below zero."""
    ends = {name: row[name] for name in row if name.endswith("_90") and row[name] is not None}
    return row | {name: [max(low, 0.0), max(high, 0.0)] for name, (low, high) in ends.items()}
