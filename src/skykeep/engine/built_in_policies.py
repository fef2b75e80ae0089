"""The built-in policies in Python, at the same door as a policy of the user's.

Those that the kernel has, too, order here what they order there, which a test holds them to; ``columns`` has
no other place, because the solver of its linear programs has none. They are where to begin with one's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from skykeep.clean_stdout import clean_stdout
from skykeep.core.command.policies.answer import Answer as Planned
from skykeep.core.command.policies.answer import answer_of
from skykeep.core.command.policies.canonical import in_canonical_order
from skykeep.core.command.policies.column_generation import answer_column_generation
from skykeep.core.command.policies.instance import Instance
from skykeep.core.command.policies.local_search import improved
from skykeep.core.command.policies.matching import plan_matching
from skykeep.core.command.policies.nearest_first import plan_nearest_first
from skykeep.core.command.policies.value_greedy import plan_value_greedy
from skykeep.core.raid.tables.assignment import SALVOS_AHEAD
from skykeep.core.raid.vocabulary.codes import COLUMNS, NEAREST_FIRST, POLICY_NAMES
from skykeep.core.raid.world import Case
from skykeep.errors import UsageError, did_you_mean

from .decisions import LEAVE_TO_UNITS, Answer, PolicySeat, Situation
from .legend import Legend, plain_legend

__all__ = ["AHEAD", "DUE", "BuiltInPolicy", "Posed", "compile_proofs", "posed_to", "proven", "seat_of"]

I64 = npt.NDArray[np.int64]

DUE, AHEAD = "salvos due now", "all rounds left at all that is known"
"""What a policy is asked: which of the salvos that can begin now, one at a threat at most; or all rounds at
all threats in sight, :data:`SALVOS_AHEAD` salvos at one at most, of which it then orders what is due."""


class Posed(NamedTuple):
    """One decision as it is posed to a policy, and its plan, which may come with a proof."""

    instance: Instance
    planned: Planned


class _Way(NamedTuple):
    """How a policy decides: what it is asked, its plan of that, and what of the plan it orders."""

    asked: str
    plan: Callable[[Instance], Planned]
    ordered: Callable[[Situation, I64], I64]


class BuiltInPolicy:
    """A built-in policy as an object: ``BuiltInPolicy("value-greedy").decide(situation)``.

    Raises
    ------
    UsageError
        If there is no policy of that name.
    """

    def __init__(self, name: str) -> None:
        if name not in _WAYS:
            raise UsageError(
                f"policy: given {name!r}, must be one of {', '.join(_WAYS)}.{did_you_mean(name, _WAYS)}"
            )
        self.name = name

    @property
    def asked(self) -> str:
        """What a decision asks of the policy, in words: :data:`DUE` or :data:`AHEAD`."""
        return _WAYS[self.name].asked

    def decide(self, situation: Situation) -> Answer:
        """Return the orders of the policy."""
        return self.orders(situation, self.posed(situation))

    def posed(self, situation: Situation) -> Posed:
        """Return the decision as it is posed to the policy, with its plan."""
        way = _WAYS[self.name]
        instance = situation.instance() if way.asked == DUE else _ahead(situation)
        return Posed(instance, way.plan(instance))

    def orders(self, situation: Situation, posed: Posed) -> Answer:
        """Return what of a plan is ordered now; of ``nearest-first`` nothing, each unit looks for itself."""
        if self.name == POLICY_NAMES[NEAREST_FIRST]:
            return LEAVE_TO_UNITS
        plan = _WAYS[self.name].ordered(situation, posed.planned.plan)
        return [(int(unit), int(threat)) for unit, threat in np.argwhere(plan > 0)]


def posed_to(situation: Situation, orders: list[tuple[int, int, int]]) -> Posed:
    """Return the decision that orders of any policy answer: the salvos that are due, and those ordered.

    An order counts as the salvo that doctrine asks for, whatever rounds it names.
    """
    plan = np.zeros(situation.miss_p.shape, dtype=np.int64)
    for unit, threat, _ in orders:
        plan[unit, threat] = 1
    instance = situation.instance()
    instance = instance._replace(miss_p=np.where(plan > 0, situation.miss_p, instance.miss_p))
    return Posed(instance, answer_of(instance, plan))


def proven(posed: Posed) -> float:
    """Return what every plan of a decision lets through, as the post believes: the best bound that is proven
    by column generation, and never above what the plan of the decision itself lets through."""
    if posed.planned.lower is not None:
        return posed.planned.lower
    found = _by_columns(posed.instance)
    return min(found.lower or 0.0, posed.planned.surviving)


def compile_proofs() -> None:
    """Prove something small, so that no compilation is counted as the time of what is proven later."""
    uneven = 1.0 / np.arange(2.0, 26.0).reshape(4, 6)
    _by_columns(Instance(uneven, np.arange(1.0, 7.0), np.full(4, 2, dtype=np.int64), SALVOS_AHEAD))


def seat_of(case: Case, legend: Legend | None = None) -> PolicySeat | None:
    """Return who answers for the posts of a case whose policy is not in the kernel; None if each one's is."""
    if not np.any(case.posts["policy"] == COLUMNS):
        return None
    return PolicySeat(BuiltInPolicy(POLICY_NAMES[COLUMNS]), legend or plain_legend(case))


def _ahead(situation: Situation) -> Instance:
    """Return the assignment of all salvos that units have rounds for at all that is known."""
    return Instance(situation.miss_p, situation.value, _salvos(situation), SALVOS_AHEAD)


def _salvos(situation: Situation) -> I64:
    """Return the salvos that each unit has rounds for: of the greatest size asked for, at least one if it has
    any."""
    most = np.maximum(situation.salvo.max(axis=1, initial=1), 1)
    salvos: I64 = np.maximum(situation.rounds // most, np.minimum(situation.rounds, 1))
    return salvos


def _all(_: Situation, plan: I64) -> I64:
    """Return a plan of what is due, all of which is ordered."""
    return plan


def _due(situation: Situation, plan: I64) -> I64:
    """Return what is due of a plan of all rounds, for the units that it chose and those with salvos to
    spare."""
    idle = _salvos(situation) - plan.sum(axis=1)
    chosen = (plan > 0) | ((plan.sum(axis=0) > 0) & (idle > 0)[:, None])
    now = situation.instance()
    return plan_value_greedy(now._replace(miss_p=np.where(chosen, now.miss_p, 1.0)))


def _planned(plan: Callable[[Instance], I64]) -> Callable[[Instance], Planned]:
    """Return a plan as an answer without a proof."""
    return lambda instance: answer_of(instance, plan(instance))


def _searched(instance: Instance) -> I64:
    """Return the greedy plan of an instance, mended by exchanges."""
    return improved(instance, plan_value_greedy(instance))


def _by_columns(instance: Instance) -> Planned:
    """Return a plan with the bound that column generation proves, however units and threats are listed."""
    with clean_stdout():
        return in_canonical_order(instance, answer_column_generation)


_WAYS: Mapping[str, _Way] = MappingProxyType(
    {
        "nearest-first": _Way(DUE, _planned(plan_nearest_first), _all),
        "value-greedy": _Way(DUE, _planned(plan_value_greedy), _all),
        "marginal": _Way(DUE, _planned(_searched), _all),
        "rolling": _Way(AHEAD, _planned(_searched), _due),
        "exact": _Way(DUE, _planned(plan_matching), _all),
        "columns": _Way(AHEAD, _by_columns, _due),
    }
)
