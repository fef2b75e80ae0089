"""What a policy answers: a plan, what gets through, and what is proven about it."""

from __future__ import annotations

from typing import NamedTuple

from .instance import I64, Instance, check_plan, value_surviving

__all__ = ["TIGHT", "Answer", "answer_of", "is_tight"]

TIGHT = 1e-9
"""Share of what gets through within which a plan and a bound are the same."""
_ROUNDING = 2e-11
"""The same as a share of all values: what bounds leave for rounding, see :mod:`prices` and :mod:`master`."""


class Answer(NamedTuple):
    """The answer of one policy.

    ``plan`` [shooter, threat] counts rounds; of a policy that looks between shots only those of the first
    salvo. ``surviving`` is the expected value that gets through, played and not computed where ``error_90``
    is above zero: half the width in which its true mean lies with a confidence of 90 %. ``rounds_used`` is
    the mean. ``lower`` is what every plan lets through, as far as this policy proved it, None if it proved
    nothing; ``proven`` whether its own plan is proven to be the best.
    """

    plan: I64
    surviving: float
    rounds_used: float
    lower: float | None = None
    proven: bool = False
    error_90: float = 0.0


def answer_of(instance: Instance, plan: I64, *, lower: float | None = None, proven: bool = False) -> Answer:
    """Return the answer that is a plan spent at once.

    Raises
    ------
    ValueError
        If the plan spends what is not there.
    """
    check_plan(instance, plan)
    return Answer(plan, value_surviving(instance, plan), float(plan.sum()), lower, proven)


def is_tight(value: float, bound_value: float, total_value: float) -> bool:
    """Return whether a bound proves that a plan lets no more through than must be, up to rounding."""
    return value - bound_value <= TIGHT * value + _ROUNDING * total_value
