"""The intervals of a simulated outcome and the split of its variance, each from its own definition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from skykeep.model import wilson_interval

__all__ = [
    "QUANTILE",
    "TOO_FEW_TO_SPLIT",
    "WORLDS_FOR_IGNORANCE",
    "Bounds",
    "Estimate",
    "Interval",
    "VarianceSplit",
    "estimate_outcome",
    "estimate_probability",
    "estimate_ratio",
    "expected_by_world",
    "ignorance_interval",
    "luck_interval",
    "mc_error_interval",
    "median_worlds",
    "median_worlds_count",
    "never_seen_p",
    "split_variance",
    "student_t",
    "total_interval",
    "why_no_split",
    "wilson_interval",
]

F64 = npt.NDArray[np.float64]
Interval = tuple[float, float]
Bounds = tuple[float, float]
"""Least and greatest value that an outcome can take."""

WORLDS_FOR_IGNORANCE = 50
"""Fewer draws of the figures than this say too little about the ends of their range, and their median world
is one or a few whose luck may spread more than all raids together: the two doubts are not told apart."""
TOO_FEW_TO_SPLIT = f"fewer than {WORLDS_FOR_IGNORANCE} worlds, too few to tell the two doubts apart"
ONE_RAID_EACH = "one raid in each world, so the two doubts cannot be told apart"
YES_OR_NO = "one raid has it or has it not: a chance has no interval of luck"

_LOW, _HIGH = 0.05, 0.95
_MEDIAN_SHARE = 10
"""One world in so many, those nearest to the median of the means, stand for the median world."""
QUANTILE: Final = "median_unbiased"
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
    """A mean with its four intervals; ``None`` where an interval has no meaning or no data.

    ``luck_note`` and ``ignorance_note`` say why these two are missing, and are empty where they are not.
    """

    mean: float
    mc_error_90: Interval | None
    luck_90: Interval | None
    ignorance_90: Interval | None
    total_90: Interval | None
    variance: VarianceSplit | None
    luck_note: str = ""
    ignorance_note: str = ""

    def as_row(self) -> dict[str, Any]:
        """Return the estimate as plain data; the names are part of the published output.

        ``chance_90`` is the older name of ``luck_90``.
        """
        split = None if self.variance is None else self.variance.as_row()
        if split is not None and self.ignorance_note:
            split["ignorance_note"] = self.ignorance_note
        return {
            "mean": self.mean,
            "mc_error_90": _plain(self.mc_error_90),
            "luck_90": _plain(self.luck_90),
            "chance_90": _plain(self.luck_90),
            "ignorance_90": _plain(self.ignorance_90),
            "total_90": _plain(self.total_90),
            "variance": split,
            "luck_note": self.luck_note,
            "ignorance_note": self.ignorance_note,
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
    low, high = np.quantile(values, np.array([_LOW, _HIGH]), axis=axis, method=QUANTILE)
    return low, high


def mc_error_interval(outcomes: npt.ArrayLike, batches: int = 0) -> Interval | None:
    """Return the 90 % interval of the computed mean: mean -+ t(0.95, W - 1) s / sqrt(W).

    ``s`` is the standard deviation of the W world means: raids of one world share its figures and are not
    independent. None for a single world. Where worlds take turns in so many ``batches``, each a scrambled
    sequence, they are not independent of one another, and the means of batches stand in place of theirs.

    Reference: Student's t interval on cluster means, e.g. Cochran, "Sampling Techniques" (1977), section 9.3.
    """
    means = _by_world(outcomes).mean(axis=1)
    if batches:
        means = np.array([means[batch::batches].mean() for batch in range(min(batches, means.size))])
    if means.size < 2:
        return None
    half = student_t(means.size - 1) * float(means.std(ddof=1)) / float(np.sqrt(means.size))
    centre = float(means.mean())
    return centre - half, centre + half


def student_t(freedom: int) -> float:
    """Return the 95 % point of Student's t, half of a 90 % interval in standard errors."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, _HIGH))


def luck_interval(outcomes: npt.ArrayLike) -> Interval | None:
    """Return the 5 and 95 % points of one raid's outcome in the median world: luck alone.

    The median world is the tenth of the worlds whose means lie nearest to the median of all means; their
    raids are pooled, so that its ends do not hang on the few raids of one world. Points of each world must
    not be averaged instead: where whole raids are missed in some worlds and not in others, such means hold
    anything from 8 to 82 % of raids. It does not shrink with work. None with one raid in each world.
    """
    found = _by_world(outcomes)
    if found.shape[1] < 2:
        return None
    low, high = _quantiles(found[median_worlds(found)], None)
    return float(low), float(high)


def median_worlds(found: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Return the tenth of the worlds of outcomes [world, replication] nearest to the median of means."""
    means = found.mean(axis=1)
    distance = np.abs(means - np.median(means))
    return np.argsort(distance, kind="stable")[: median_worlds_count(means.size)]


def median_worlds_count(worlds: int) -> int:
    """Return how many of so many worlds stand for the median one, at least one."""
    return max(1, round(worlds / _MEDIAN_SHARE))


def why_no_split(outcomes: npt.ArrayLike) -> str:
    """Return why luck and ignorance cannot be told apart in outcomes [worlds, replications], empty if they
    can.
    """
    worlds, replications = _by_world(outcomes).shape
    if worlds < WORLDS_FOR_IGNORANCE:
        return TOO_FEW_TO_SPLIT
    return ONE_RAID_EACH if replications < 2 else ""


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

    Those are :func:`expected_by_world`. None with fewer than 50 worlds or one replication.
    """
    found = _by_world(outcomes)
    if split_variance(found) is None or why_no_split(found):
        return None
    low, high = _quantiles(expected_by_world(found), None)
    return float(low), float(high)


def expected_by_world(outcomes: npt.ArrayLike) -> F64:
    """Return the expected outcome of each world [worlds], as near as its raids tell.

    A world's mean of R raids scatters more than its expectation, so the means are shrunk towards the grand
    mean by sqrt(max(0, 1 - S2_within / (R S2_between))): what is left has the variance of the expectations.
    With one raid in each world, or one world, they are the means as they are.
    """
    found = _by_world(outcomes)
    means: F64 = found.mean(axis=1)
    split = split_variance(found)
    if split is None:
        return means
    centre, between = float(means.mean()), float(means.var(ddof=1))
    kept = float(np.sqrt(max(0.0, split.ignorance) / between)) if between > 0.0 else 0.0
    shrunk: F64 = centre + kept * (means - centre)
    return shrunk


def total_interval(outcomes: npt.ArrayLike) -> Interval | None:
    """Return the 5 and 95 % points over all raids of all worlds; None for a single raid."""
    found = _by_world(outcomes)
    if found.size < 2:
        return None
    low, high = _quantiles(found, None)
    return float(low), float(high)


def never_seen_p(worlds: int) -> float:
    """Return the chance below which an event may lie that happened in none of so many worlds: 1 - 0.05^(1/W).

    It is the chance with which W worlds without the event are as likely as one in twenty, however much the
    raids of a world share their fate.

    Reference: the exact one-sided binomial limit for no success (Clopper and Pearson 1934), near 3 / W.
    """
    return 1.0 - float(_LOW ** (1.0 / worlds))


def estimate_outcome(outcomes: npt.ArrayLike, *, bounds: Bounds | None = None, batches: int = 0) -> Estimate:
    """Return the mean of outcomes [worlds, replications] with its four intervals and the variance split.

    Parameters
    ----------
    outcomes
        One value for each raid [worlds, replications].
    bounds
        Least and greatest value that can happen. Intervals of the expectation end there, and where every raid
        had one of the two they still reach :func:`never_seen_p` of the way to the other.
    batches
        As in :func:`mc_error_interval`.

    Raises
    ------
    ValueError
        If ``outcomes`` has another shape or is empty.
    """
    found = _by_world(outcomes)
    why = why_no_split(found)
    return Estimate(
        mean=float(found.mean()),
        mc_error_90=_within(mc_error_interval(found, batches), found, bounds),
        luck_90=None if why else luck_interval(found),
        ignorance_90=_within(ignorance_interval(found), found, bounds),
        total_90=total_interval(found),
        variance=split_variance(found),
        luck_note=why,
        ignorance_note=why,
    )


def estimate_probability(happened: npt.ArrayLike, *, batches: int = 0) -> Estimate:
    """Return a probability with its intervals, from whether it happened in each raid [worlds, replications].

    One raid's outcome is yes or no, so there is neither an interval of luck nor a total one. The others end
    at 0 and 1, and what never happened, or always did, still has an interval: see :func:`never_seen_p`.

    Raises
    ------
    ValueError
        If ``happened`` has another shape or is empty.
    """
    found = estimate_outcome(happened, bounds=(0.0, 1.0), batches=batches)
    return replace(found, luck_90=None, total_90=None, luck_note=YES_OR_NO)


def _within(interval: Interval | None, found: F64, bounds: Bounds | None) -> Interval | None:
    """Return an interval of the expectation of a bounded outcome."""
    if interval is None or bounds is None:
        return interval
    least, most = bounds
    reach = never_seen_p(found.shape[0]) * (most - least)
    if (found == least).all():
        return least, least + reach
    if (found == most).all():
        return most - reach, most
    return max(least, interval[0]), min(most, interval[1])


def estimate_ratio(
    numerator: npt.ArrayLike, denominator: npt.ArrayLike, *, batches: int = 0
) -> tuple[float, Interval | None] | None:
    """Return the ratio of two totals over worlds [worlds] and the 90 % interval of its computation.

    The interval is that of a mean of world residuals numerator - ratio * denominator (linearised ratio of
    cluster totals; Cochran 1977, section 6.4); ``batches`` as in :func:`mc_error_interval`. None where the
    denominator is zero everywhere; no interval for one world.
    """
    above = np.asarray(numerator, dtype=np.float64)
    below = np.asarray(denominator, dtype=np.float64)
    if below.sum() == 0.0:
        return None
    ratio = float(above.sum() / below.sum())
    if above.size < 2:
        return ratio, None
    spread = mc_error_interval(((above - ratio * below) / below.mean())[:, None], batches)
    if spread is None:
        return ratio, None
    half = (spread[1] - spread[0]) / 2.0
    return ratio, (ratio - half, ratio + half)
