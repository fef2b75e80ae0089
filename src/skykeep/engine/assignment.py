"""Runs assignment policies on a case: from the model to arrays, and back to numbers with names."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType

import numpy as np

from skykeep.clean_stdout import clean_stdout
from skykeep.core.command.policies.answer import Answer, is_tight
from skykeep.core.command.policies.canonical import in_canonical_order
from skykeep.core.command.policies.instance import NO_LIMIT, Instance
from skykeep.core.command.policies.local_search import plan_local_search
from skykeep.core.command.policies.prices import best_of, good_prices
from skykeep.core.command.policies.table import POLICIES, Rule
from skykeep.model import AssignmentCase

__all__ = [
    "AssignmentResult",
    "PolicyResult",
    "Shots",
    "gap_above",
    "instance_of",
    "policy_descriptions",
    "run_policies",
]

_PROVES = "column-generation"


@dataclass(frozen=True, slots=True)
class Shots:
    """Rounds of one shooter at one threat."""

    shooter: str
    threat: str
    rounds: int


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """What one policy made of one case.

    ``value_surviving`` is the expected value that gets through, within ``mc_error_90`` where it was played
    and not computed; ``rounds_used`` the mean. ``lower_bound`` is what every plan lets through (of a policy
    that looks between salvos: every policy that looks as often), ``gap`` how far this one lies above it, as a
    share of it, None where the bound is 0 and this is not; ``gap_to_best_known`` likewise to what the file
    states. ``run_time_s`` is CPU time with compiled kernels. ``plan`` is the first salvo.
    """

    policy: str
    value_surviving: float
    mc_error_90: tuple[float, float] | None
    rounds_used: float
    run_time_s: float
    looks: int
    lower_bound: float
    gap: float | None
    gap_to_best_known: float | None
    proven: bool
    plan: tuple[Shots, ...]


@dataclass(frozen=True, slots=True)
class AssignmentResult:
    """What the policies made of one case; ``lower_bound`` is the best that was proven for one salvo."""

    case: AssignmentCase
    value: float
    lower_bound: float
    bound_time_s: float
    policies: tuple[PolicyResult, ...]


def policy_descriptions() -> Mapping[str, Mapping[str, str]]:
    """Return the policies by name: what each does, when it is wrong, and where it is from."""
    return MappingProxyType(
        {
            name: {"does": policy.words, "wrong_when": policy.wrong, "source": policy.source}
            for name, policy in POLICIES.items()
        }
    )


def instance_of(case: AssignmentCase) -> Instance:
    """Return a case as arrays."""
    return Instance(
        1.0 - np.array(case.kill_p, dtype=np.float64),
        np.array(case.value_by_threat, dtype=np.float64),
        np.array(case.rounds, dtype=np.int64),
        NO_LIMIT if case.rounds_per_threat_max is None else case.rounds_per_threat_max,
    )


def run_policies(
    case: AssignmentCase,
    names: Sequence[str],
    *,
    looks: int | None = None,
    seed: int = 0,
    tick: Callable[[], object] = lambda: None,
) -> AssignmentResult:
    """Return what some policies make of a case, with a proven bound beside each.

    Parameters
    ----------
    case
        Who fires at what.
    names
        Names of policies, in the order in which they are to stand.
    looks
        Salvos there is time for, for policies that look; by default what the case says.
    seed
        Of what is played.
    tick
        Called after each policy; what it raises ends the work.
    """
    instance = instance_of(case)
    rule = Rule(case.looks if looks is None else looks, seed)
    answers: dict[str, tuple[Answer, float]] = {}
    for name in names:
        _compiled(name)
        answers[name] = _timed(partial(POLICIES[name].answer, instance, rule))
        tick()
    lower, bound_time_s = _proven(instance, answers)
    return AssignmentResult(
        case,
        float(sum(case.value_by_threat)),
        lower,
        bound_time_s,
        tuple(_result(case, name, rule, answers[name], lower) for name in names),
    )


def _timed(answer: Callable[[], Answer]) -> tuple[Answer, float]:
    """Return an answer and the CPU time that it took in this thread, s."""
    with clean_stdout():
        begun_s = time.thread_time()
        found = answer()
        return found, time.thread_time() - begun_s


@cache
def _compiled(name: str) -> None:
    """Let a policy answer something small once, so that no compilation is counted as its time."""
    small = Instance(np.array([[0.5, 0.4], [0.3, 0.6]]), np.array([2.0, 1.0]), np.array([1, 2]), NO_LIMIT)
    POLICIES[name].answer(small, Rule(2, 0))


def _proven(instance: Instance, answers: Mapping[str, tuple[Answer, float]]) -> tuple[float, float]:
    """Return the best bound for one salvo, and the CPU time that it took where no policy proved one, s."""
    proven = [
        answer.lower
        for name, (answer, _) in answers.items()
        if answer.lower is not None and not POLICIES[name].looks
    ]
    if proven:
        return max(proven), 0.0
    _compiled(_PROVES)
    answer, taken_s = _timed(partial(in_canonical_order, instance, _bound_alone))
    return min([answer.lower or 0.0, *_surviving_at_once(answers)]), taken_s


def _surviving_at_once(answers: Mapping[str, tuple[Answer, float]]) -> list[float]:
    """Return what gets through each policy that spends all at once."""
    return [answer.surviving for name, (answer, _) in answers.items() if not POLICIES[name].looks]


def _bound_alone(instance: Instance) -> Answer:
    """Return the bound of the prices that belong to the plan of local search."""
    plan = plan_local_search(instance)
    lower = max(best_of(good_prices(instance, plan)).lower, 0.0)
    return Answer(plan, math.nan, math.nan, lower)


def _result(
    case: AssignmentCase, name: str, rule: Rule, found: tuple[Answer, float], lower: float
) -> PolicyResult:
    """Return one answer with its gaps."""
    answer, taken_s = found
    looks = rule.looks if POLICIES[name].looks else 1
    if looks > 1:
        lower = 0.0 if answer.lower is None else answer.lower
    played = answer.error_90 > 0.0
    span = (max(answer.surviving - answer.error_90, 0.0), answer.surviving + answer.error_90)
    known, total = case.best_known_value, float(sum(case.value_by_threat))
    return PolicyResult(
        policy=name,
        value_surviving=answer.surviving,
        mc_error_90=span if played else None,
        rounds_used=answer.rounds_used,
        run_time_s=taken_s,
        looks=looks,
        lower_bound=lower,
        gap=gap_above(answer.surviving, lower, total),
        gap_to_best_known=None if known is None or looks > 1 else gap_above(answer.surviving, known, total),
        proven=looks == 1 and is_tight(answer.surviving, lower, total),
        plan=tuple(
            Shots(case.shooters[shooter], case.threats[threat], int(answer.plan[shooter, threat]))
            for shooter, threat in zip(*np.nonzero(answer.plan), strict=True)
        ),
    )


def gap_above(surviving: float, reference: float, total: float) -> float | None:
    """Return how far a value lies above a reference, as a share of it; 0 within rounding."""
    if is_tight(surviving, reference, total) and is_tight(reference, surviving, total):
        return 0.0
    return (surviving - reference) / reference if reference > 0.0 else None
