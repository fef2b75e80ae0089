"""Shares of the variance of an answer: first and total order of factors and groups, luck taken off.

An outcome is the mean of R raids under the luck of its row, the same in all samples. Products of two such
means hold, beside what the figures do, the covariance of their luck over R; that is estimated from the raids
of the row and taken off, so that no index holds noise on the mean, however few raids there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.rng import entity_key

__all__ = ["Split", "first_and_total", "remainder", "share_row", "split_of"]

F64 = npt.NDArray[np.float64]

RESAMPLES = 500
_LOW, _HIGH = 0.05, 0.95


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Split:
    """Variance of the expected outcome and its parts, as computed and in each resample of the rows: ``whole``
    [1 + resamples], ``first`` and ``total`` by name, and ``noise``, the variance that luck gave a mean."""

    whole: F64
    noise: F64
    first: Mapping[str, F64]
    total: Mapping[str, F64]

    @property
    def separable(self) -> bool:
        """Whether the variance that figures make is above zero beyond the error of its computation."""
        return float(self.whole[0]) > 0.0 and float(np.quantile(self.whole[1:], _LOW)) > 0.0


def split_of(first: F64, second: F64, between: Mapping[str, F64], *, seed: int) -> Split:
    """Return the variance split of outcomes [row, replication] of two samples and of mixtures of them.

    Parameters
    ----------
    first, second
        Outcomes of two independent samples.
    between
        Outcomes of the first sample with the columns of one factor or group taken from the second, by name.
    seed
        Of the resampling.

    Notes
    -----
    First order as Saltelli et al., Computer Physics Communications 181 (2010), table 2 (b); total order as
    Jansen, Computer Physics Communications 117 (1999); percentile intervals over resampled rows as Archer,
    Saltelli and Sobol, J. Statistical Computation and Simulation 58 (1997). Of a group both hold all figures
    of it together. The variance is that of both samples.
    """
    rows = len(first)
    a, b = first.mean(axis=1), second.mean(axis=1)
    centre = 0.5 * float(a.mean() + b.mean())
    luck = 0.5 * (_noise(first, first) + _noise(second, second))
    columns = [a - centre + b - centre, (a - centre) ** 2 + (b - centre) ** 2, luck]
    for outcome in between.values():
        change = outcome - first
        moved = change.mean(axis=1)
        columns.append((b - centre) * moved - _noise(second, change))
        columns.append(0.5 * (moved**2 - _noise(change, change)))
    weights = np.ones((1 + RESAMPLES, rows))
    rng = np.random.default_rng(entity_key(f"sensitivity/{seed}/resamples"))
    weights[1:] = rng.multinomial(rows, np.full(rows, 1.0 / rows), RESAMPLES)
    means = weights @ np.stack(columns, axis=1) / rows
    whole = (0.5 * means[:, 1] - (0.5 * means[:, 0]) ** 2) * (2 * rows / (2 * rows - 1)) - means[:, 2]
    return Split(
        whole=whole,
        noise=means[:, 2],
        first={name: means[:, 3 + 2 * place] for place, name in enumerate(between)},
        total={name: means[:, 4 + 2 * place] for place, name in enumerate(between)},
    )


def _noise(one: F64, other: F64) -> F64:
    """Return the covariance over R of the luck of two means, by row; zero where one raid does not tell it."""
    replications = one.shape[1]
    if replications < 2:
        return np.zeros(len(one))
    apart = (one - one.mean(axis=1, keepdims=True)) * (other - other.mean(axis=1, keepdims=True))
    return np.asarray(apart.sum(axis=1) / (replications - 1) / replications)


def first_and_total(split: Split, name: str) -> dict[str, Any]:
    """Return the first and total order of a factor or group as shares of the variance, with intervals."""
    return {
        "first": share_row(split.first[name], split.whole),
        "total": share_row(split.total[name], split.whole),
    }


def remainder(split: Split, names: Sequence[str]) -> dict[str, Any]:
    """Return the share of the variance that no part of a partition makes alone: their joint effects."""
    alone = np.sum([split.first[name] for name in names], axis=0)
    return share_row(split.whole - alone, split.whole)


def share_row(part: F64, whole: F64) -> dict[str, Any]:
    """Return a share with its 90 % interval; none where the whole is not above zero."""
    if not float(whole[0]) > 0.0:
        return {"share": None, "share_90": None}
    shares = part / np.where(whole > 0.0, whole, np.nan)
    low, high = np.nanquantile(shares[1:], (_LOW, _HIGH))
    return {"share": float(shares[0]), "share_90": [float(low), float(high)]}
