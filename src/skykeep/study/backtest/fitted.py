"""The two numbers that may be fitted: effective units of a class, and how far raids of a world disperse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from .baselines import beta_binomial_log_pmf
from .played import PlayedSizes
from .readings import Day
from .simulated import mean_shares, shares_of

__all__ = ["CORRELATIONS", "UNITS", "FittedSimulation", "fit_simulation"]

F64 = npt.NDArray[np.float64]

UNITS = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32)
"""Numbers of units that are tried, each at a place of its own; a number between two is a mixture of both."""

CORRELATIONS = (0.001, 0.005, *(float(value) for value in np.round(np.linspace(0.02, 0.92, 19), 2)))
"""Intraclass correlations of the raids of one world that are tried; the least stands for none."""

_PARTS = 20
"""Steps from one number of units to the next."""
_LEAST = 1e-6
"""Least distance of a mean share from 0 and 1, where a beta law has no place."""
_TINY = 1e-300
_PROFILE_DROP = 1.353
"""Half the 90 % point of chi-squared with one degree of freedom: by so much the log likelihood may fall."""


@dataclass(frozen=True, slots=True)
class FittedSimulation:
    """Mean shares of the simulation, of ``units`` effective units; raids of a world follow a beta-binomial
    law of this ``correlation`` in place of their simulated luck. Both are fitted and go into no catalogue;
    ``_90`` are the ends of their 90 % profile-likelihood intervals, if days were independent.

    ``units`` is a mean: 0.3 says that three days in ten met one unit and the others none.
    """

    played: PlayedSizes
    units: float
    correlation: float
    log_likelihood: float
    days: int
    units_90: tuple[float, float]
    correlation_90: tuple[float, float]
    _kept: dict[int, F64] = field(default_factory=dict, repr=False, compare=False)

    def pmf(self, day: Day) -> F64:
        """Return the probabilities of 0 to n."""
        n = day.launched
        if n not in self._kept:
            low, high, part = _between(self.units)
            laws = [_law(self.played, units, n, self.correlation) for units in (low, high)]
            self._kept[n] = (1.0 - part) * laws[0] + part * laws[1]
        return self._kept[n]

    def as_row(self) -> dict[str, Any]:
        """Return what was fitted, and to how much."""
        return {
            "effective_units": self.units,
            "effective_units_90": list(self.units_90),
            "raid_dispersion": self.correlation,
            "raid_dispersion_90": list(self.correlation_90),
            "kind": "fitted",
            "development_days": self.days,
            "log_likelihood": self.log_likelihood,
        }


def fit_simulation(days: Sequence[Day], played: PlayedSizes, *, seen_from: int = 0) -> FittedSimulation:
    """Return the effective number of units and the dispersion that fit some days best, on a grid.

    Parameters
    ----------
    days
        Days of the development half.
    played
        Raids of many sizes against one unit of reference.
    seen_from
        1 if days with nothing stopped are not seen: each day then counts given that it was. How many met no
        unit at all cannot be told then, and fewer than one unit is not tried.
    """
    pairs, times = np.unique([(day.launched, day.stopped) for day in days], axis=0, return_counts=True)
    means = np.array([[_means(played, units, int(n)) for n, _ in pairs] for units in UNITS[1:]])
    parts = np.arange(_PARTS + 1)[:, None] / _PARTS
    grid = np.full((len(CORRELATIONS), len(UNITS) - 1, _PARTS + 1), -np.inf)
    for number, correlation in enumerate(CORRELATIONS):
        of_day, of_none = _likelihoods(pairs, means, correlation, seen_from)
        for place in range(seen_from, len(UNITS) - 1):
            mixed = (1.0 - parts) * of_day[place] + parts * of_day[place + 1]
            if seen_from:
                unseen = (1.0 - parts) * of_none[place] + parts * of_none[place + 1]
                mixed = mixed / np.maximum(1.0 - unseen, _LEAST)
            grid[number, place] = np.log(np.maximum(mixed, _TINY)) @ times
    units = np.array(UNITS[:-1])[:, None] + np.diff(UNITS)[:, None] * parts[:, 0]
    row, gap, step = (int(each) for each in np.unravel_index(int(np.argmax(grid)), grid.shape))
    inside = grid >= grid.max() - _PROFILE_DROP
    likely_units, likely_rows = units[inside.any(axis=0)], np.nonzero(inside.any(axis=(1, 2)))[0]
    return FittedSimulation(
        played,
        float(units[gap, step]),
        CORRELATIONS[row],
        float(grid.max()),
        len(days),
        (float(likely_units.min()), float(likely_units.max())),
        (CORRELATIONS[likely_rows[0]], CORRELATIONS[likely_rows[-1]]),
    )


def _likelihoods(
    pairs: npt.NDArray[np.int64], means: F64, correlation: float, seen_from: int
) -> tuple[F64, F64]:
    """Return the chance [units, pair] of each launched and stopped, and that of none stopped if asked for.

    ``means`` are the mean shares [units from the second on, pair, world].
    """
    n, k = pairs[:, :1].astype(float), pairs[:, 1:].astype(float)

    def chances(counts: F64) -> F64:
        without = np.asarray(counts[:, 0] == 0, dtype=np.float64)
        return np.array([without, *(_mean_law(counts, n, each, correlation) for each in means)])

    of_day = chances(k)
    return of_day, chances(np.zeros_like(k)) if seen_from else of_day


def _law(played: PlayedSizes, units: int, launched: int, correlation: float) -> F64:
    """Return the chance of 0 to all of the launched where so many units stand, a place each."""
    counts = np.arange(launched + 1.0)[:, None]
    if units == 0:
        return np.asarray(counts[:, 0] == 0, dtype=np.float64)
    return _mean_law(counts, float(launched), _means(played, units, launched)[None, :], correlation)


def _mean_law(counts: F64, launched: Any, means: F64, correlation: float) -> F64:
    """Return the beta-binomial chance of some counts, in the mean over worlds, the last axis."""
    found: F64 = np.exp(beta_binomial_log_pmf(counts, launched, means, correlation)).mean(axis=-1)
    return found


def _means(played: PlayedSizes, units: int, launched: int) -> F64:
    """Return the mean share stopped [world] of a day that meets so many units."""
    found: F64 = np.clip(mean_shares(played, shares_of(launched, units)), _LEAST, 1.0 - _LEAST)
    return found


def _between(units: float) -> tuple[int, int, float]:
    """Return the numbers of units about one, and how far it lies towards the second."""
    place = min(int(np.searchsorted(UNITS, units, side="right")) - 1, len(UNITS) - 2)
    low, high = UNITS[place], UNITS[place + 1]
    return low, high, (units - low) / (high - low)
