"""The two-run rule: when a simulated figure contradicts an exact one.

A figure fails only if the exact value lies outside the 99.9 % interval of a first run *and* of a second
with ten times the runs under another key. A right program then fails about once in a million figures, not
once in a thousand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = [
    "FIRST_KEY",
    "SECOND_KEY",
    "SECOND_RUN_FACTOR",
    "Figure",
    "Interval",
    "interval",
    "judge",
    "proportion",
    "rounding",
]

F64 = npt.NDArray[np.float64]

Z_999 = 3.2905267314918945
"""Two-sided 99.9 % point of the standard normal distribution."""


SECOND_RUN_FACTOR = 10
FIRST_KEY, SECOND_KEY = 1, 2


def rounding(exact: float) -> float:
    """Return by how much an exact value and a mean of runs may differ in the digits of a double."""
    return 1e-9 * max(1.0, abs(exact))


@dataclass(frozen=True, slots=True)
class Interval:
    """Mean of a run with the limits of its own 99.9 % interval."""

    mean: float
    low: float
    high: float

    def holds(self, exact: float) -> bool:
        """Return whether the exact value lies inside, to the digits of a double."""
        slack = rounding(exact)
        return self.low - slack <= exact <= self.high + slack


@dataclass(frozen=True, slots=True)
class Figure:
    """The verdict on one figure: last run's interval, exact value, and how many runs it took."""

    field: str
    exact: float
    interval: Interval
    runs: int
    passed: bool


def interval(values: npt.ArrayLike, span: float | None = None) -> Interval:
    """Return the mean of independent values and its 99.9 % interval by the normal law.

    Equal values leave room for others, up to ``span`` away, that are too rare to have come up: as rare as an
    event that :func:`proportion` allows after none in as many trials. Values that are all zero or one are
    read as a proportion. Without a span, equal values of another kind have an interval of no width: such a
    figure must be met exactly.

    Raises
    ------
    ValueError
        If there are fewer than two values.
    """
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim != 1 or numbers.size < 2:
        raise ValueError("an interval needs a row of at least two values")
    if span is not None and np.all(numbers == numbers[0]):
        room = span * proportion(0, numbers.size).high
        return Interval(float(numbers[0]), float(numbers[0]) - room, float(numbers[0]) + room)
    if np.all((numbers == 0.0) | (numbers == 1.0)):
        return proportion(int(numbers.sum()), numbers.size)
    mean = float(numbers.mean())
    half = Z_999 * float(numbers.std(ddof=1)) / math.sqrt(numbers.size)
    return Interval(mean, mean - half, mean + half)


def proportion(hits: int, trials: int) -> Interval:
    """Return a proportion and its 99.9 % interval after Wilson (1927), JASA 22, 209-212."""
    share = hits / trials
    z2 = Z_999 * Z_999
    centre = (share + z2 / (2.0 * trials)) / (1.0 + z2 / trials)
    half = Z_999 / (1.0 + z2 / trials) * math.sqrt(share * (1.0 - share) / trials + z2 / (4.0 * trials**2))
    return Interval(share, min(centre - half, share), max(centre + half, share))


def judge(
    simulate: Callable[[int, int], Mapping[str, npt.ArrayLike]],
    exact: Mapping[str, float],
    runs: int,
    *,
    span: Mapping[str, float] | None = None,
    seed: int = 0,
) -> list[Figure]:
    """Return the verdict on each exact figure under the two-run rule.

    Parameters
    ----------
    simulate
        Called with a number of runs and a key; gives one value per run under the names of ``exact``.
    exact
        Exact values by name.
    runs
        Runs of the first call; the second, if any figure needs it, has ten times as many under another key.
    span
        How far apart two values of a figure may lie, by name, see :func:`interval`.
    seed
        Zero or more; no two seeds share a key.

    Raises
    ------
    KeyError
        If the simulation gives nothing under a name.
    """
    first_key, second_key = (2 * seed + key for key in (FIRST_KEY, SECOND_KEY))
    apart = span or {}
    figures = _figures(simulate(runs, first_key), exact, apart, runs)
    if all(figure.passed for figure in figures):
        return figures
    more = runs * SECOND_RUN_FACTOR
    again = _figures(simulate(more, second_key), exact, apart, more)
    return [first if first.passed else second for first, second in zip(figures, again, strict=True)]


def _figures(
    run: Mapping[str, npt.ArrayLike], exact: Mapping[str, float], span: Mapping[str, float], runs: int
) -> list[Figure]:
    """Return the figures of one run, each with whether its interval holds the exact value."""
    found = {field: interval(run[field], span.get(field)) for field in exact}
    return [Figure(f, exact[f], found[f], runs, found[f].holds(exact[f])) for f in exact]
