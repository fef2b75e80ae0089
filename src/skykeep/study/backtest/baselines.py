"""What to beat: simple laws of the record itself, fitted by maximum likelihood on its development half."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from scipy import optimize, special, stats

from .readings import Day

__all__ = [
    "BetaBinomial",
    "Binomial",
    "Forecast",
    "LastQuarter",
    "QuarterRegression",
    "beta_binomial_log_pmf",
    "fit_beta_binomial",
    "fit_binomial",
    "fit_quarter_regression",
]

F64 = npt.NDArray[np.float64]

_NODES = np.linspace(-4.0, 4.0, 81)
"""Places, in standard deviations, at which the effect of a quarter is summed over. They are even and dense:
many days settle the effect of a quarter more closely than the nodes of a Gauss rule lie."""
_LEAST = 1e-9
"""Least mean, and least distance of a mean from 1: a law with 0 or 1 would call a record impossible."""


class Forecast(Protocol):
    """A law of the count stopped on a day."""

    def pmf(self, day: Day) -> F64:
        """Return the probabilities of 0 to the number launched; what was stopped is not looked at."""

    def as_row(self) -> dict[str, Any]:
        """Return what was fitted as plain data."""


def beta_binomial_log_pmf(k: Any, n: Any, mean: Any, correlation: Any) -> F64:
    """Return the log probability of k of n (Skellam 1948), by mean and intraclass correlation, both inside
    (0, 1)."""
    scale = 1.0 / np.asarray(correlation) - 1.0
    a, b = mean * scale, (1.0 - np.asarray(mean)) * scale
    choose = special.gammaln(n + 1.0) - special.gammaln(k + 1.0) - special.gammaln(n - k + 1.0)
    found: F64 = choose + special.betaln(k + a, n - k + b) - special.betaln(a, b)
    return found


@dataclass(frozen=True, slots=True)
class Binomial:
    """Threats as independent tosses of one coin."""

    p: float

    def pmf(self, day: Day) -> F64:
        """Return the probabilities of 0 to n."""
        found: F64 = stats.binom.pmf(np.arange(day.launched + 1), day.launched, self.p)
        return found

    def as_row(self) -> dict[str, Any]:
        """Return what was fitted."""
        return {"mean": self.p}


@dataclass(frozen=True, slots=True)
class BetaBinomial:
    """A coin of its own for each day, drawn from a beta law with this mean and intraclass correlation."""

    mean: float
    correlation: float

    def pmf(self, day: Day) -> F64:
        """Return the probabilities of 0 to n."""
        counts = np.arange(day.launched + 1.0)
        found: F64 = np.exp(beta_binomial_log_pmf(counts, day.launched, self.mean, self.correlation))
        return found

    def as_row(self) -> dict[str, Any]:
        """Return what was fitted."""
        return {"mean": self.mean, "correlation": self.correlation}


@dataclass(frozen=True, slots=True)
class QuarterRegression:
    """A beta-binomial law whose mean follows the log of the number launched, with an effect of each quarter.

    A quarter that was not fitted has an effect drawn from the normal law of those that were.
    """

    intercept: float
    slope: float
    correlation: float
    quarter_sd: float

    def pmf(self, day: Day) -> F64:
        """Return the probabilities of 0 to n in a quarter of which nothing is known."""
        effects, weights = _quarter_nodes(self.quarter_sd)
        means = _mean(self.intercept + self.slope * np.log(day.launched) + effects)
        counts = np.arange(day.launched + 1.0)[:, None]
        log_pmf = beta_binomial_log_pmf(counts, day.launched, means[None, :], self.correlation)
        found: F64 = np.exp(log_pmf) @ weights
        return found

    def as_row(self) -> dict[str, Any]:
        """Return what was fitted."""
        return {
            "intercept": self.intercept,
            "slope_of_log_n": self.slope,
            "correlation": self.correlation,
            "quarter_sd": self.quarter_sd,
        }


@dataclass(frozen=True, slots=True)
class LastQuarter:
    """The rate of the quarter before, with the intraclass correlation of the development half."""

    rates: dict[tuple[int, int], float]
    correlation: float

    @classmethod
    def of(
        cls,
        days: Sequence[Day],
        correlation: float,
        *,
        earlier: Mapping[tuple[int, int], tuple[int, int]] | None = None,
    ) -> LastQuarter:
        """Return the law that knows the rate of every quarter once it is over.

        ``earlier`` has what was stopped and launched in quarters of which there are no days here.
        """
        first = min((day.quarter for day in days), default=(10_000, 1))
        sums = {name: counts for name, counts in (earlier or {}).items() if name < first}
        for day in days:
            stopped, launched = sums.get(day.quarter, (0, 0))
            sums[day.quarter] = stopped + day.stopped, launched + day.launched
        # half a threat of either outcome keeps a rate of 0 or 1 from calling anything impossible
        rates = {name: (stopped + 0.5) / (launched + 1.0) for name, (stopped, launched) in sums.items()}
        return cls(rates, correlation)

    def pmf(self, day: Day) -> F64:
        """Return the probabilities of 0 to n: by the last quarter before the day's that has any."""
        before = [name for name in self.rates if name < day.quarter]
        rate = self.rates[max(before)] if before else 0.5
        return BetaBinomial(rate, self.correlation).pmf(day)

    def as_row(self) -> dict[str, Any]:
        """Return what was fitted."""
        rates = {f"{year}Q{quarter}": rate for (year, quarter), rate in sorted(self.rates.items())}
        return {"rates": rates, "correlation": self.correlation}


def fit_binomial(days: Sequence[Day], *, seen_from: int = 0) -> Binomial:
    """Return the binomial law that fits some days best; ``seen_from`` as :func:`fit_beta_binomial`."""
    n, k = _columns(days)
    p = float(k.sum() / n.sum())
    if seen_from == 0:
        return Binomial(p)

    def loss(logit: float) -> float:
        mean = float(_mean(logit))
        log_pmf = k * np.log(mean) + (n - k) * np.log1p(-mean)
        return -float(np.sum(log_pmf - np.log(-np.expm1(n * np.log1p(-mean)))))

    found = optimize.minimize_scalar(loss, bounds=(-12.0, 12.0), method="bounded")
    return Binomial(float(_mean(found.x)))


def fit_beta_binomial(days: Sequence[Day], *, seen_from: int = 0, tolerance: float = 1e-6) -> BetaBinomial:
    """Return the beta-binomial law that fits some days best.

    Parameters
    ----------
    days
        At least one day.
    seen_from
        1 if days with nothing stopped are not seen: each day then counts given that it was.
    tolerance
        Of the logits of mean and correlation.
    """
    n, k = _columns(days)

    def loss(x: F64) -> float:
        mean, correlation = _mean(x[0]), _mean(x[1])
        log_pmf = beta_binomial_log_pmf(k, n, mean, correlation)
        return -float(np.sum(log_pmf - _log_seen(n, mean, correlation, seen_from)))

    start = np.array([special.logit(np.clip(k.sum() / n.sum(), 0.01, 0.99)), -1.0])
    found = optimize.minimize(
        loss, start, method="Nelder-Mead", options={"xatol": tolerance, "fatol": tolerance * 1e-3}
    )
    return BetaBinomial(float(_mean(found.x[0])), float(_mean(found.x[1])))


def fit_quarter_regression(days: Sequence[Day], *, seen_from: int = 0) -> QuarterRegression:
    """Return the regression on log n with an effect of each quarter that fits some days best.

    The effect of a quarter is normal with mean 0 and integrated out; ``seen_from`` as
    :func:`fit_beta_binomial`.
    """
    n, k = _columns(days)
    names = sorted({day.quarter for day in days})
    quarter = np.array([names.index(day.quarter) for day in days])

    def loss(x: F64) -> float:
        effects, weights = _quarter_nodes(float(np.exp(x[3])))
        means = _mean(x[0] + x[1] * np.log(n)[:, None] + effects[None, :])
        correlation = _mean(x[2])
        log_pmf = beta_binomial_log_pmf(k[:, None], n[:, None], means, correlation)
        log_pmf = log_pmf - _log_seen(n[:, None], means, correlation, seen_from)
        by_quarter = np.zeros((len(names), len(weights)))
        np.add.at(by_quarter, quarter, log_pmf)
        return -float(np.sum(special.logsumexp(by_quarter, b=weights, axis=1)))

    first = fit_beta_binomial(days, seen_from=seen_from)
    start = np.array([special.logit(first.mean), 0.0, special.logit(first.correlation), -1.0])
    found = optimize.minimize(
        loss,
        np.clip(start, -8.0, 8.0),
        method="L-BFGS-B",
        bounds=[(-12.0, 12.0), (-4.0, 4.0), (-8.0, 8.0), (-4.0, 1.5)],
    )
    intercept, slope, correlation, log_sd = found.x
    return QuarterRegression(float(intercept), float(slope), float(_mean(correlation)), float(np.exp(log_sd)))


def _log_seen(n: F64, mean: F64, correlation: F64, seen_from: int) -> F64:
    """Return the log of the chance that a day is seen: 0 where all are."""
    if seen_from == 0:
        return np.zeros(())
    p_none = np.exp(beta_binomial_log_pmf(np.zeros_like(n), n, mean, correlation))
    return np.log(np.maximum(1.0 - p_none, _LEAST))


def _columns(days: Sequence[Day]) -> tuple[F64, F64]:
    """Return the launched and the stopped of some days."""
    return np.array([day.launched for day in days], float), np.array([day.stopped for day in days], float)


def _mean(logit: Any) -> F64:
    """Return what has a logit, kept off 0 and 1."""
    found: F64 = np.clip(special.expit(logit), _LEAST, 1.0 - _LEAST)
    return found


def _quarter_nodes(quarter_sd: float) -> tuple[F64, F64]:
    """Return places and weights of a normal law with mean 0."""
    weights = np.exp(-0.5 * _NODES**2)
    return quarter_sd * _NODES, weights / weights.sum()
