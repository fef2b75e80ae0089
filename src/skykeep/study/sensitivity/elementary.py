"""Elementary effects: how far an answer moves when one factor alone moves by half of its range."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.model.tally import Z_90

from ..intervals import Interval, mc_error_interval
from .design import Columns, Model, Trajectories

__all__ = ["effects_of", "elementary_effects", "screened"]

F64 = npt.NDArray[np.float64]

_HALF_NORMAL = math.sqrt(2.0 / math.pi)
"""Mean size of a normal number of standard deviation 1."""


def elementary_effects(model: Model, design: Trajectories, factors: Mapping[str, Columns]) -> F64:
    """Return the elementary effects [factor, trajectory, replication] of a model: change over step."""
    return effects_of(model(design.points), design, len(factors))


def effects_of(outcomes: Sequence[F64], design: Trajectories, factors: int) -> F64:
    """Return the elementary effects [factor, trajectory, replication] of the outcomes of a design."""
    rows = np.arange(outcomes[0].shape[0])
    found = np.empty((factors, *outcomes[0].shape))
    for number, (before, after) in enumerate(pairwise(outcomes)):
        found[design.moved[number], rows] = (after - before) / design.step[number][:, None]
    return found


def screened(effects: F64, names: Sequence[str]) -> list[dict[str, Any]]:
    """Return mu*, mu and sigma of each factor with 90 % intervals over trajectories, in the order given.

    ``noise`` is the standard deviation that luck alone gives an effect, from the replications; ``luck_alone``
    is the mu* it would give a factor that does nothing. ``sigma`` (that of the effect over trajectories, from
    bends and joint effects) and ``effect``, the root of the mean square, are without it. With one
    replication luck is not known and nothing is taken off.

    References: Morris, Technometrics 33 (1991); mu* of Campolongo, Cariboni and Saltelli, Environmental
    Modelling & Software 22 (2007).
    """
    rows = []
    replications = effects.shape[2]
    for name, each in zip(names, effects, strict=True):
        mean = each.mean(axis=1)
        luck = float(each.var(axis=1, ddof=1).mean()) / replications if replications > 1 else 0.0
        spread = float(mean.var(ddof=1)) if mean.size > 1 else 0.0
        rows.append(
            {
                "figure": name,
                "mu_star": float(np.abs(mean).mean()),
                "mu_star_90": _plain(mc_error_interval(np.abs(mean)[:, None]), least=0.0),
                "mu": float(mean.mean()),
                "mu_90": _plain(mc_error_interval(mean[:, None])),
                "sigma": math.sqrt(max(0.0, spread - luck)),
                "sigma_90": _sigma_ends(mean, spread, luck),
                "noise": math.sqrt(luck),
                "luck_alone": _HALF_NORMAL * math.sqrt(luck),
                "effect": math.sqrt(max(0.0, float((mean**2).mean()) - luck)),
                "effect_90": _roots(mc_error_interval((mean**2)[:, None]), luck),
            }
        )
    return rows


def _sigma_ends(effects: F64, spread: float, luck: float) -> list[float] | None:
    """Return the 90 % interval of a standard deviation whose square is ``spread``, less luck.

    It widens with the kurtosis of the effects, which are far from normal where a factor has two alternatives.

    Reference: Bonett, "Approximate confidence interval for standard deviation of nonnormal distributions",
    Computational Statistics & Data Analysis 50 (2006), equation 7.
    """
    size = effects.size
    if size < 2:
        return None
    if spread == 0.0:
        return [0.0, 0.0]
    cut = int(size * min(0.5 - 1.0 / size, 0.5 / math.sqrt(max(size - 4, 1))))
    centre = float(np.sort(effects)[cut : size - cut].mean())
    squares = float(((effects - effects.mean()) ** 2).sum())
    kurtosis = size * float(((effects - centre) ** 4).sum()) / squares**2
    scale = size / (size - Z_90)
    error = scale * math.sqrt(max(0.0, kurtosis - (size - 3) / size) / (size - 1))
    ends = [scale * spread * math.exp(sign * Z_90 * error) for sign in (-1.0, 1.0)]
    return [math.sqrt(max(0.0, end - luck)) for end in ends]


def _roots(interval: Interval | None, luck: float) -> list[float] | None:
    """Return the interval of a root of a mean square, less luck."""
    return None if interval is None else [math.sqrt(max(0.0, end - luck)) for end in interval]


def _plain(interval: Interval | None, *, least: float = -math.inf) -> list[float] | None:
    """Return an interval as a list, its lower end no lower than the least that can be."""
    return None if interval is None else [max(least, interval[0]), interval[1]]
