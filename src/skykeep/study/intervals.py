"""The four intervals of a simulated outcome and the split of its variance, each from its own definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

__all__ = [
    "WORLDS_FOR_IGNORANCE",
    "Estimate",
    "Interval",
    "VarianceSplit",
    "chance_interval",
    "estimate_outcome",
    "estimate_probability",
    "estimate_ratio",
    "ignorance_interval",
    "mc_error_interval",
    "split_variance",
    "total_interval",
]

F64 = npt.NDArray[np.float64]
Interval = tuple[float, float]

WORLDS_FOR_IGNORANCE = 50
"""Fewer draws of the figures than this say too little about the ends of their range."""

_LOW, _HIGH = 0.05, 0.95
_QUANTILE: Final = "median_unbiased"
"""Quantiles by definition 8 of Hyndman and Fan, "Sample quantiles in statistical packages" (1996): nearly
unbiased whatever the distribution. The usual linear one lies inside the truth: of 20 normal values its
interval would hold 85 instead of 90 % of raids, and averaging over worlds does not mend that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VarianceSplit:
    """Variance of one raid's outcome: luck inside a world, and the spread of expected outcomes over worlds.

    ``ignorance`` is an unbiased estimate and may come out negative; then it is not separable from zero.
    """

    chance: float
    ignorance: float

    @property
    def separable(self) -> bool:
        """Whether the estimated variance of expected outcomes is above zero."""
        return self.ignorance > 0.0

    def as_row(self) -> dict[str, Any]:
        """Return the split as plain data, with the words that a negative estimate needs."""
        note = "" if self.separable else "not separable from zero"
        return {"chance": self.chance, "ignorance": self.ignorance, "ignorance_note": note}


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A mean with its four intervals; ``None`` where an interval has no meaning or no data."""

    mean: float
    mc_error_90: Interval | None
    chance_90: Interval | None
    ignorance_90: Interval | None
    total_90: Interval | None
    variance: VarianceSplit | None

    def as_row(self) -> dict[str, Any]:
        """Return the estimate as plain data; the names are part of the published output."""
        return {
            "mean": self.mean,
            "mc_error_90": _plain(self.mc_error_90),
            "chance_90": _plain(self.chance_90),
            "ignorance_90": _plain(self.ignorance_90),
            "total_90": _plain(self.total_90),
            "variance": None if self.variance is None else self.variance.as_row(),
        }


def _plain(interval: Interval | None) -> list[float] | None:
    """Return an interval as a list, for JSON."""
    return None if interval is None else [float(interval[0]), float(interval[1])]


def _by_world(outcomes: npt.ArrayLike) -> F64:
    """Return outcomes as floats [worlds, replications], or refuse another shape."""
    found = np.asarray(outcomes, dtype=np.float64)
    if found.ndim != 2 or found.size == 0:
        raise ValueError(f"outcomes must have the shape (worlds, replications), given {found.shape}")
    return found


def _quantiles(values: F64, axis: int | None) -> tuple[Any, Any]:
    """Return the 5 and 95 % points along an axis."""
    low, high = np.quantile(values, np.array([_LOW, _HIGH]), axis=axis, method=_QUANTILE)
    return low, high


def mc_error_interval(outcomes: npt.ArrayLike) -> Interval | None:
    """Return the 90 % interval of the computed mean: mean -+ t(0.95, W - 1) s / sqrt(W).

    ``s`` is the standard deviation of the W world means: raids of one world share its figures and are not
    independent. None for a single world.

    Reference: Student's t interval on cluster means, e.g. Cochran, "Sampling Techniques" (1977), section 9.3.
    """
    means = _by_world(outcomes).mean(axis=1)
    if means.size < 2:
        return None
    from scipy.special import stdtrit

    half = float(stdtrit(means.size - 1, _HIGH)) * float(means.std(ddof=1)) / float(np.sqrt(means.size))
    centre = float(means.mean())
    return centre - half, centre + half


def chance_interval(outcomes: npt.ArrayLike) -> Interval | None:
    """Return the 5 and 95 % points of one raid's outcome inside a world, averaged over worlds.

    It does not shrink with work. None with one raid in each world.
    """
    found = _by_world(outcomes)
    if found.shape[1] < 2:
        return None
    low, high = _quantiles(found, 1)
    return float(low.mean()), float(high.mean())


def split_variance(outcomes: npt.ArrayLike) -> VarianceSplit | None:
    """Return the split of the variance into S2_within and B = S2_between - S2_within / R.

    S2_within is the mean variance inside a world, S2_between the variance of world means; both divide by one
    less than the number of values. B is negative where the means of worlds differ by less than luck alone
    would make them. None with fewer than two worlds or replications.

    Reference: one-way random-effects analysis of variance, e.g. Searle, Casella, McCulloch, "Variance
    Components" (1992), section 3.6.
    """
    found = _by_world(outcomes)
    worlds, replications = found.shape
    if worlds < 2 or replications < 2:
        return None
    within = float(found.var(axis=1, ddof=1).mean())
    between = float(found.mean(axis=1).var(ddof=1))
    return VarianceSplit(chance=within, ignorance=between - within / replications)


def ignorance_interval(outcomes: npt.ArrayLike) -> Interval | None:
    """Return the 5 and 95 % points over worlds of the expected outcome.

    A world's mean of R raids scatters more than its expectation, so the means are first shrunk towards the
    grand mean by sqrt(max(0, 1 - S2_within / (R S2_between))): what is left has the variance of the
    expectations. None with fewer than 50 worlds or one replication.
    """
    found = _by_world(outcomes)
    split = split_variance(found)
    if split is None or found.shape[0] < WORLDS_FOR_IGNORANCE:
        return None
    means = found.mean(axis=1)
    centre = float(means.mean())
    between = float(means.var(ddof=1))
    kept = float(np.sqrt(max(0.0, split.ignorance) / between)) if between > 0.0 else 0.0
    low, high = _quantiles(centre + kept * (means - centre), None)
    return float(low), float(high)


def total_interval(outcomes: npt.ArrayLike) -> Interval | None:
    """Return the 5 and 95 % points over all raids of all worlds; None for a single raid."""
    found = _by_world(outcomes)
    if found.size < 2:
        return None
    low, high = _quantiles(found, None)
    return float(low), float(high)


def estimate_outcome(outcomes: npt.ArrayLike) -> Estimate:
    """Return the mean of outcomes [worlds, replications] with its four intervals and the variance split.

    Raises
    ------
    ValueError
        If ``outcomes`` has another shape or is empty.
    """
    found = _by_world(outcomes)
    return Estimate(
        mean=float(found.mean()),
        mc_error_90=mc_error_interval(found),
        chance_90=chance_interval(found),
        ignorance_90=ignorance_interval(found),
        total_90=total_interval(found),
        variance=split_variance(found),
    )


def estimate_probability(happened: npt.ArrayLike) -> Estimate:
    """Return a probability with its intervals, from whether it happened in each raid [worlds, replications].

    One raid's outcome is yes or no, so there is neither a chance nor a total interval. The error of the mean
    ends at 0 and 1. Where it never happened in W worlds, the upper end is 1 - 0.05^(1/W), the probability
    below which W worlds without it are likelier than one in twenty, however much the raids of a world share
    their fate; where it always happened, the lower end likewise.

    Raises
    ------
    ValueError
        If ``happened`` has another shape or is empty.
    """
    found = _by_world(happened)
    return Estimate(
        mean=float(found.mean()),
        mc_error_90=_probability_error(found),
        chance_90=None,
        ignorance_90=ignorance_interval(found),
        total_90=None,
        variance=split_variance(found),
    )


def _probability_error(happened: F64) -> Interval | None:
    """Return the 90 % interval of the computed mean of yes and no, within 0 and 1."""
    spread = mc_error_interval(happened)
    if spread is None:
        return None
    mean = float(happened.mean())
    sure = float(_LOW ** (1.0 / happened.shape[0]))
    if mean in (0.0, 1.0):
        return (0.0, 1.0 - sure) if mean == 0.0 else (sure, 1.0)
    return max(0.0, spread[0]), min(1.0, spread[1])


def estimate_ratio(
    numerator: npt.ArrayLike, denominator: npt.ArrayLike
) -> tuple[float, Interval | None] | None:
    """Return the ratio of two totals over worlds [worlds] and the 90 % interval of its computation.

    The interval is that of a mean of world residuals numerator - ratio * denominator (linearised ratio of
    cluster totals; Cochran 1977, section 6.4). None where the denominator is zero everywhere; no interval for
    one world.
    """
    above = np.asarray(numerator, dtype=np.float64)
    below = np.asarray(denominator, dtype=np.float64)
    if below.sum() == 0.0:
        return None
    ratio = float(above.sum() / below.sum())
    if above.size < 2:
        return ratio, None
    spread = mc_error_interval(((above - ratio * below) / below.mean())[:, None])
    if spread is None:
        return ratio, None
    half = (spread[1] - spread[0]) / 2.0
    return ratio, (ratio - half, ratio + half)
