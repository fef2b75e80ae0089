"""Laws against the days of one class in one reading: scores by stratum, paired differences, and a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.rng import entity_key
from skykeep.study.intervals import wilson_interval

from .baselines import fit_beta_binomial
from .judge import ALL, verdicts
from .laws import BASELINES, FITTED, SIMULATED, Law
from .readings import STRATA, Day, Measure, Reading, strata_of
from .scores import DayScores, conditioned, score_days
from .weeks import WeekBlocks, keyed_uniforms

__all__ = ["PIT_BINS", "Comparison", "compare_laws", "correlation_interval"]

F64 = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

PIT_BINS = 10
"""Classes of the histogram of places; flat where the law is right."""

_CORRELATION_DRAWS = 20
"""Records drawn from a law, to see what intraclass correlation they would show; fewer have no 5 % end."""
_WEEK_DRAWS = 40
"""Redrawn records for the interval of the recorded correlation."""
_DRAWN_TOLERANCE = 1e-2
"""Of the logit of such a correlation, which differs much more from one drawn record to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What is compared: a class in a reading and a measure, its development days and those to predict."""

    record_class: str
    reading: Reading
    measure: Measure
    development: Sequence[Day]
    days: Sequence[Day]
    seed: int

    @property
    def name(self) -> str:
        """The name of its luck."""
        return f"{self.record_class}/{self.measure}/{self.reading}"


def compare_laws(asked: Comparison, laws: Sequence[Law]) -> dict[str, Any]:
    """Return how each law did, as plain data.

    ``models`` by name, each with its scores by stratum and the histogram of places; ``paired`` differences of
    the simulation to each baseline, below 0 where it is better in CRPS and above 0 where it is in log score;
    ``verdicts`` of the simulation by stratum, failures first.
    """
    blocks = WeekBlocks(asked.days, asked.seed, asked.name)
    inside = _inside(asked.days)
    uniforms = keyed_uniforms(asked.seed, f"pit/{asked.name}", asked.days)
    counts = [day.stopped for day in asked.days]
    models: dict[str, Any] = {}
    scores: dict[str, DayScores] = {}
    for law in laws:
        pmfs = [_pmf(law, day, asked.reading) for day in asked.days]
        scores[law.name] = score_days(pmfs, counts, list(uniforms))
        models[law.name] = law.as_row() | {
            "strata": {
                name: _scores_row(scores[law.name], chosen, blocks) for name, chosen in inside.items()
            },
            "pit_histogram": np.histogram(scores[law.name].pit, PIT_BINS, (0.0, 1.0))[0].tolist(),
            "correlation": _drawn_correlation(asked, law, pmfs),
        }
    paired = {
        name: {
            base: {stratum: _paired(scores[name], scores[base], at, blocks) for stratum, at in inside.items()}
            for base in BASELINES
            if base in scores
        }
        for name in (SIMULATED, FITTED)
        if name in scores
    }
    return {
        "record_class": asked.record_class,
        "reading": asked.reading,
        "measure": asked.measure,
        "development_days": len(asked.development),
        "test_days": len(asked.days),
        "record": {
            "strata": {name: _record_row(asked.days, chosen, blocks) for name, chosen in inside.items()},
            "correlation_development": _correlation(asked.development, asked.reading),
            "correlation_test": _correlation(asked.days, asked.reading),
            "correlation_test_90": correlation_interval(asked.days, asked.reading, blocks),
        },
        "models": models,
        "paired": paired,
        "verdicts": verdicts(models, paired),
    }


def _inside(days: Sequence[Day]) -> dict[str, Bools]:
    """Return which days are in each stratum, all of them first."""
    names = np.array(strata_of([day.launched for day in days]), dtype=object)
    whole = np.ones(len(days), bool)
    return {ALL: whole} | {each.name: np.asarray(names == each.name, bool) for each in STRATA}


def _pmf(law: Law, day: Day, reading: Reading) -> F64:
    """Return what a law says of a day, given that it is seen."""
    pmf = law.forecast.pmf(day)
    return conditioned(pmf) if reading == "zeros_not_stated" else pmf


def _scores_row(scores: DayScores, chosen: Bools, blocks: WeekBlocks) -> dict[str, Any]:
    """Return the mean scores of some days."""

    def mean(values: F64) -> dict[str, Any]:
        return blocks.mean(values, chosen)

    central = ((scores.pit >= 0.05) & (scores.pit <= 0.95)).astype(float)
    own = {
        name: float(getattr(scores, name)[chosen].mean()) if chosen.any() else None
        for name in ("own_50", "own_90")
    }
    return {
        "days": int(chosen.sum()),
        "cover_50": mean(scores.cover_50) | {"if_the_law_held": own["own_50"]},
        "width_50": mean(scores.width_50),
        "cover_90": mean(scores.cover_90) | {"if_the_law_held": own["own_90"]},
        "width_90": mean(scores.width_90),
        "places_inside_90": mean(central),
        "crps": mean(scores.crps),
        "log_score": mean(scores.log_score),
        "log_score_no_floor": mean(scores.log_score_no_floor),
        "p_none": mean(scores.p_none),
        "p_all": mean(scores.p_all),
        "mean_share": mean(scores.mean_share),
    }


def _paired(first: DayScores, second: DayScores, chosen: Bools, blocks: WeekBlocks) -> dict[str, Any]:
    """Return the mean differences of two laws over the same days."""
    return {
        "days": int(chosen.sum()),
        "crps": blocks.mean(first.crps - second.crps, chosen),
        "log_score": blocks.mean(first.log_score - second.log_score, chosen),
    }


def _record_row(days: Sequence[Day], chosen: Bools, blocks: WeekBlocks) -> dict[str, Any]:
    """Return what is on record of some days; ``mean_share`` is the mean over days of the share stopped."""
    shares = np.array([day.stopped / day.launched for day in days])
    some = [day for day, wanted in zip(days, chosen, strict=True) if wanted]
    launched, stopped = sum(day.launched for day in some), sum(day.stopped for day in some)
    none = sum(day.stopped == 0 for day in some)
    whole = sum(day.stopped == day.launched for day in some)
    return {
        "days": len(some),
        "launched": launched,
        "stopped": stopped,
        "share": _share(stopped, launched),
        "p_none": _share(none, len(some)),
        "p_all": _share(whole, len(some)),
        "mean_share": blocks.mean(shares, chosen),
    }


def _share(count: int, of: int) -> dict[str, Any]:
    """Return a share with the 90 % interval of its count alone."""
    if of == 0:
        return {"value": None, "count_error_90": None}
    return {"value": count / of, "count_error_90": list(wilson_interval(count, of))}


def _correlation(days: Sequence[Day], reading: Reading, tolerance: float = 1e-6) -> float | None:
    """Return the intraclass correlation of some days, None where no day has two threats."""
    if not any(day.launched > 1 for day in days):
        return None
    return fit_beta_binomial(
        days, seen_from=int(reading == "zeros_not_stated"), tolerance=tolerance
    ).correlation


def correlation_interval(days: Sequence[Day], reading: Reading, blocks: WeekBlocks) -> list[float] | None:
    """Return the 90 % interval of the intraclass correlation over redrawn weeks, None where it has none."""
    draws = [blocks.resampled(days, draw) for draw in range(_WEEK_DRAWS)]
    known = [value for each in draws if (value := _correlation(each, reading, _DRAWN_TOLERANCE)) is not None]
    if len(known) < _WEEK_DRAWS:
        return None
    return [float(end) for end in np.quantile(known, [0.05, 0.95], method="median_unbiased")]


def _drawn_correlation(asked: Comparison, law: Law, pmfs: Sequence[F64]) -> dict[str, Any] | None:
    """Return the intraclass correlation that records drawn from a law show: their median, 5 and 95 %."""
    if law.kind == "alternative" or not any(day.launched > 1 for day in asked.days):
        return None
    found = []
    sums = [np.cumsum(pmf) for pmf in pmfs]
    for draw in range(_CORRELATION_DRAWS):
        key = np.array([asked.seed, entity_key(f"backtest/correlation/{asked.name}/{draw}")], np.uint64)
        places = np.random.Generator(np.random.Philox(key=key)).random(len(sums))
        drawn = [
            Day(day.day, day.launched, min(int(np.searchsorted(total, place)), day.launched))
            for day, total, place in zip(asked.days, sums, places, strict=True)
        ]
        value = _correlation(drawn, asked.reading, _DRAWN_TOLERANCE)
        if value is not None:
            found.append(value)
    low, middle, high = np.quantile(found, [0.05, 0.5, 0.95], method="median_unbiased")
    return {"value": float(middle), "drawn_90": [float(low), float(high)]}
