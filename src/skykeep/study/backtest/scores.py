"""Scores of a predicted count against a recorded one: places, intervals, CRPS and log score of a pmf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["LOG_SCORE_FLOOR", "DayScores", "conditioned", "crps_fraction", "interval", "score_days"]

F64 = npt.NDArray[np.float64]

LOG_SCORE_FLOOR = 0.01
"""Share of every prediction that is spread evenly over all counts before its log score is taken, of every
model alike: a count that no simulated raid had would else cost infinitely much. Fixed beforehand."""

_ROUNDING = 1e-12
"""Sums of probabilities that are equal but for rounding count as equal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayScores:
    """Scores by day [day]: ``pit`` (randomised), whether the central intervals of 50 and 90 % hold the count
    (1 or 0), what share of its own probability each interval holds, their widths as a share of the launched,
    ``crps`` of the fraction, ``log_score`` with the floor and without, the chance of none and of all, and the
    mean share stopped.
    """

    pit: F64
    cover_50: F64
    cover_90: F64
    own_50: F64
    own_90: F64
    width_50: F64
    width_90: F64
    crps: F64
    log_score: F64
    log_score_no_floor: F64
    p_none: F64
    p_all: F64
    mean_share: F64


def conditioned(pmf: F64) -> F64:
    """Return a pmf given that the count is at least one; even over 1 to n where that cannot be."""
    found = pmf.copy()
    found[0] = 0.0
    total = float(found.sum())
    if total > 0.0:
        return found / total
    found[1:] = 1.0 / (len(found) - 1)
    return found


def interval(pmf: F64, share: float) -> tuple[int, int]:
    """Return the central interval of a pmf: the counts at which its sum first reaches both tails' ends.

    It holds at least ``share`` of the probability, on small counts much more.
    """
    tail = (1.0 - share) / 2.0
    sums = np.cumsum(pmf)
    low, high = np.searchsorted(sums, [tail - _ROUNDING, 1.0 - tail - _ROUNDING])
    last = len(pmf) - 1
    return min(int(low), last), min(int(high), last)


def crps_fraction(pmf: F64, count: int) -> float:
    """Return the continuous ranked probability score of the fraction ``count / n`` (n = length - 1 >= 1).

    The integral over x of (F(x) - 1{x >= count / n})^2, exact for steps of 1 / n (Gneiting and Raftery 2007).
    """
    n = len(pmf) - 1
    happened = np.arange(n) >= count
    return float(np.sum((np.cumsum(pmf)[:-1] - happened) ** 2) / n)


def score_days(pmfs: Sequence[F64], counts: Sequence[int], uniforms: Sequence[float]) -> DayScores:
    """Return the scores of each day.

    Parameters
    ----------
    pmfs
        What was predicted: probabilities of 0 to n of each day.
    counts
        What is on record.
    uniforms
        A uniform number for each day; places the count inside its own step (Czado, Gneiting, Held 2009).
    """
    rows = [
        _score_day(pmf, count, uniform) for pmf, count, uniform in zip(pmfs, counts, uniforms, strict=True)
    ]
    columns = zip(*rows, strict=True) if rows else ([] for _ in DayScores.__slots__)
    return DayScores(
        **{
            name: np.array(column, np.float64)
            for name, column in zip(DayScores.__slots__, columns, strict=True)
        }
    )


def _score_day(pmf: F64, count: int, uniform: float) -> tuple[float, ...]:
    """Return the scores of one day in the order of the fields."""
    n, p = len(pmf) - 1, float(pmf[count])
    floored = (1.0 - LOG_SCORE_FLOOR) * p + LOG_SCORE_FLOOR / (n + 1)
    (low_50, high_50), (low_90, high_90) = interval(pmf, 0.5), interval(pmf, 0.9)
    return (
        float(pmf[:count].sum()) + uniform * p,
        float(low_50 <= count <= high_50),
        float(low_90 <= count <= high_90),
        float(pmf[low_50 : high_50 + 1].sum()),
        float(pmf[low_90 : high_90 + 1].sum()),
        (high_50 - low_50) / n,
        (high_90 - low_90) / n,
        crps_fraction(pmf, count),
        float(np.log(floored)),
        float(np.log(p)) if p > 0.0 else float("-inf"),
        float(pmf[0]),
        float(pmf[n]),
        float(pmf @ np.arange(n + 1)) / n,
    )
