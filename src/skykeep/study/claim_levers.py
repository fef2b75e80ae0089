"""The levers that could make a claim true, each with its value now, its end, and a case at any value."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from skykeep.compiler.levers import (
    kill_p_now,
    part_of_the_way,
    rounds_now,
    tracking_now,
    with_eyes,
    with_kill_p,
    with_rounds,
    with_tracking,
)
from skykeep.engine import EngineCase, real_threats
from skykeep.model import Scenario

__all__ = ["TOGETHER", "Lever", "claim_levers", "values_together"]

TOGETHER = "together"
ROUNDS_FOR_EACH = 20
"""Rounds for each threat beyond which more can hardly be used."""
_P_STEP, _WAY_STEP, _ROUNDS_STEP, _EYES_STEP_M = 0.005, 0.02, 0.25, 2000.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Lever:
    """One thing that could be otherwise: its ``values`` from least to most, and the case at one of them.

    ``now`` is today's value in the mean over worlds, ``unit`` that of the values, empty for a probability.
    ``at`` says where it stands once it has gone a share of its way, together with the others.
    """

    name: str
    words: str
    unit: str
    now: float
    values: tuple[float, ...]
    case: Callable[[float], EngineCase]
    at: Callable[[float], float]

    @property
    def most(self) -> float:
        """The value at the end of the lever."""
        return self.values[-1]


def _steps(low: float, high: float, step: float) -> tuple[float, ...]:
    """Return values from low to high, both included, about a step apart."""
    count = max(1, round((high - low) / step))
    return tuple(float(value) for value in np.linspace(low, high, count + 1))


def claim_levers(scenario: Scenario, case: EngineCase) -> tuple[Lever, ...]:
    """Return the levers of a scenario: kill probability, rounds, warning, tracking, and all together."""
    real = int(np.count_nonzero(real_threats(case.threats)))
    rounds = max(float(rounds_now(case).mean()), 1.0)
    most_rounds = max(2.0, float(math.ceil(ROUNDS_FOR_EACH * real / rounds)))
    kill_p, tracked = float(kill_p_now(case).mean()), float(tracking_now(case).mean())
    farthest_m = max(group.standoff_m for group in scenario.raid.groups)
    return (
        Lever(
            name="kill_probability",
            words="the kill probability of every round, each for itself",
            unit="",
            now=kill_p,
            values=_steps(0.0, 1.0, _P_STEP),
            case=lambda p: with_kill_p(case, p),
            at=lambda share: kill_p + share * (1.0 - kill_p),
        ),
        Lever(
            name="rounds",
            words="ready rounds, more on the same launchers",
            unit="times",
            now=1.0,
            values=_steps(1.0, most_rounds, _ROUNDS_STEP),
            case=lambda factor: with_rounds(case, factor),
            at=lambda share: most_rounds**share,
        ),
        Lever(
            name="warning",
            words="warning: a track of every threat from this range on, whatever hides it",
            unit="m",
            now=0.0,
            values=_steps(0.0, farthest_m, _EYES_STEP_M),
            case=lambda range_m: with_eyes(case, range_m),
            at=lambda share: share * farthest_m,
        ),
        Lever(
            name="tracking",
            words="the chance that luck lets a threat be tracked, each for itself",
            unit="",
            now=tracked,
            values=_steps(0.0, 1.0, _P_STEP),
            case=lambda p: with_tracking(case, p),
            at=lambda share: tracked + share * (1.0 - tracked),
        ),
        Lever(
            name=TOGETHER,
            words="all of these together, each the same share of its way to its end (rounds by ratio)",
            unit="share",
            now=0.0,
            values=_steps(0.0, 1.0, _WAY_STEP),
            case=lambda share: part_of_the_way(case, share, rounds_factor=most_rounds, eyes_m=farthest_m),
            at=lambda share: share,
        ),
    )


def values_together(levers: tuple[Lever, ...], share: float) -> dict[str, float]:
    """Return where each lever stands in the mean over worlds once all have gone a share of their way."""
    return {lever.name: lever.at(share) for lever in levers if lever.name != TOGETHER}
