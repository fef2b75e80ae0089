"""The laws that are scored on the days of a class: the simulation, its parts, and the baselines."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from .baselines import (
    BetaBinomial,
    Binomial,
    Forecast,
    LastQuarter,
    QuarterRegression,
    fit_beta_binomial,
    fit_binomial,
    fit_quarter_regression,
)
from .defences import RecordClass, Stylised
from .fitted import fit_simulation
from .played import PlayedSizes
from .quarters import quarterly_record
from .readings import Day, Measure, Reading
from .simulated import Mixture, NothingStopped, Simulated

__all__ = [
    "BASELINES",
    "BETA_BINOMIAL",
    "DEVELOPMENT_LEAST",
    "FITTED",
    "SIMULATED",
    "Law",
    "baseline_laws",
    "simulated_laws",
]

SIMULATED, FITTED, BETA_BINOMIAL = "simulated", "simulated_fitted", "beta_binomial"
BASELINES = ("binomial", BETA_BINOMIAL, "quarter_regression", "last_quarter")

DEVELOPMENT_LEAST = 10
"""Days of the development half below which nothing is fitted to a folder; assumed. What was fitted to the
public record until the same day, and is shipped, then stands in."""

FILE = Path(__file__).with_name("data") / "development.toml"

Kind = Literal["simulated", "fitted", "alternative", "baseline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A law by name, in words, what kind it is, and whether its numbers come with the package."""

    name: str
    words: str
    kind: Kind
    forecast: Forecast
    shipped: bool = False

    def as_row(self) -> dict[str, Any]:
        """Return the law as plain data."""
        return {
            "words": self.words,
            "kind": self.kind,
            "fitted_elsewhere": self.shipped,
            "numbers": self.forecast.as_row(),
        }


def baseline_laws(
    development: Sequence[Day], days: Sequence[Day], record_class: str, reading: Reading, measure: Measure
) -> list[Law]:
    """Return the baselines of a class, fitted to its development days, or as shipped where there are few.

    Parameters
    ----------
    development
        Days to fit.
    days
        All days: the rate of a quarter is known once it is over.
    record_class, reading, measure
        Whose shipped numbers stand in.
    """
    seen_from = int(reading == "zeros_not_stated")
    shipped = len(development) < DEVELOPMENT_LEAST
    binomial: Binomial
    regression: QuarterRegression
    if shipped:
        found = _shipped_numbers().get(f"{record_class}/{measure}/{reading}")
        if found is None:
            return []
        binomial, beta = Binomial(found["binomial"]), BetaBinomial(*found["beta_binomial"])
        regression = QuarterRegression(*found["quarter_regression"])
    else:
        binomial = fit_binomial(development, seen_from=seen_from)
        beta = fit_beta_binomial(development, seen_from=seen_from)
        regression = fit_quarter_regression(development, seen_from=seen_from)
    named: list[tuple[str, str, Forecast]] = [
        ("binomial", "a constant rate, threats independent", binomial),
        (BETA_BINOMIAL, "a constant rate, days that differ", beta),
        ("quarter_regression", "a rate that follows the size, quarters that differ", regression),
        (
            "last_quarter",
            "the rate of the quarter before",
            LastQuarter.of(
                days, beta.correlation, earlier=_shipped_quarters(record_class) if shipped else None
            ),
        ),
    ]
    return [
        Law(name=name, words=words, kind="baseline", forecast=forecast, shipped=shipped)
        for name, words, forecast in named
    ]


def simulated_laws(
    asked: RecordClass,
    stylised: Stylised,
    played: dict[tuple[str, ...], PlayedSizes],
    development: Sequence[Day],
    reading: Reading,
) -> list[Law]:
    """Return the laws of the simulation: all alternatives together, with two numbers fitted, and each alone.

    ``played`` has the raids against the units of every alternative.
    """
    parts: list[Law] = []
    for each in stylised.of_class(asked):
        forecast: Forecast = Simulated(played[each.units], each.places) if each.units else NothingStopped()
        parts.append(
            Law(name=f"alternative:{each.id}", words=each.words, kind="alternative", forecast=forecast)
        )
    whole = Law(
        name=SIMULATED,
        words="public figures and all alternatives of the defence, nothing fitted",
        kind="simulated",
        forecast=Mixture(tuple(part.forecast for part in parts)),
    )
    if reading == "zeros_not_stated":
        # without a system nothing is stopped, and such days are not seen: alone, that law says nothing here
        parts = [part for part in parts if not isinstance(part.forecast, NothingStopped)]
    if len(development) < DEVELOPMENT_LEAST:
        return [whole, *parts]
    one = played[stylised.alternatives[asked.reference].units]
    fit = fit_simulation(development, one, seen_from=int(reading == "zeros_not_stated"))
    words = f"public figures, with the number of units and the spread of raids fitted ({asked.reference})"
    return [whole, Law(name=FITTED, words=words, kind="fitted", forecast=fit), *parts]


def _shipped_quarters(record_class: str) -> dict[tuple[int, int], tuple[int, int]]:
    """Return what was stopped and launched in each quarter of the public record, by year and quarter."""
    return {
        (int(row["quarter"][:4]), int(row["quarter"][-1])): (row["stopped"], row["launched"])
        for row in quarterly_record()
        if row["record_class"] == record_class
    }


@cache
def _shipped_numbers() -> dict[str, dict[str, Any]]:
    """Return what was fitted to the public record until the end of its development half."""
    with FILE.open("rb") as file:
        found: dict[str, dict[str, Any]] = tomllib.load(file)["fits"]
    return found
