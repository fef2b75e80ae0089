"""What a policy is given: shooters with rounds, threats with values, kill probabilities between them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["F64", "I64", "NO_LIMIT", "Instance", "check_plan", "surviving_by_threat", "value_surviving"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

NO_LIMIT = 2**31
"""Rounds at one threat where nothing limits them."""


class Instance(NamedTuple):
    """A static assignment: rounds are spent at once, shots are independent of each other.

    ``miss_p`` [shooter, threat] is one less the kill probability of one round, 1 where it cannot reach;
    ``values`` [threat] what is lost if the threat gets through; ``rounds`` [shooter] what may be spent, all
    alike; ``most_per_threat`` caps the rounds at one threat, :data:`NO_LIMIT` where nothing does.
    """

    miss_p: F64
    values: F64
    rounds: I64
    most_per_threat: int


def surviving_by_threat(instance: Instance, plan: I64) -> F64:
    """Return the expected value that gets through at each threat: v_t times the product of all misses.

    ``plan`` [shooter, threat] counts rounds.
    """
    survives: F64 = instance.values * np.prod(instance.miss_p**plan, axis=0)
    return survives


def value_surviving(instance: Instance, plan: I64) -> float:
    """Return the expected value that gets through in all; see :func:`surviving_by_threat`."""
    return float(np.sum(surviving_by_threat(instance, plan)))


def check_plan(instance: Instance, plan: I64) -> None:
    """Raise ValueError if a plan spends what is not there: every policy's answer passes through here."""
    if plan.shape != instance.miss_p.shape or np.any(plan < 0):
        raise ValueError(f"a plan of shape {plan.shape} with least {plan.min(initial=0)} is none")
    if np.any(plan.sum(axis=1) > instance.rounds):
        raise ValueError("a plan spends more rounds than a shooter has")
    if np.any(plan.sum(axis=0) > instance.most_per_threat):
        raise ValueError("a plan sends more rounds at a threat than it may")
