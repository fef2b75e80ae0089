"""A first look at which unknown moves the answer most: rank correlations over worlds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from .intervals import WORLDS_FOR_IGNORANCE, estimate_outcome

__all__ = ["WORLDS_NEEDED", "correlation_ratio", "leading_unknowns", "rank_correlation"]

F64 = npt.NDArray[np.float64]

WORLDS_NEEDED = WORLDS_FOR_IGNORANCE
"""Below this many worlds a rank correlation says too little."""
SHOWN = 3
_LEVEL = 0.01
_SAME_DRAW = 0.999999
"""Rank correlation above which two figures are taken to share a draw."""


def _ranks(values: F64) -> F64:
    """Return ranks from 0; values that are equal share the mean of their ranks."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    mean_rank: F64 = (last - (counts + 1) / 2.0)[inverse]
    return mean_rank


def _unit_ranks(values: F64) -> F64:
    """Return ranks about their mean, of length 1; two of them multiply to a rank correlation."""
    ranks = _ranks(values)
    ranks -= ranks.mean()
    size = math.sqrt(float(ranks @ ranks))
    return ranks / size if size > 0.0 else ranks


def rank_correlation(first: F64, second: F64) -> float:
    """Return Spearman's rank correlation, ties at their mean rank; 0 where one of the two does not vary.

    Reference: Spearman (1904); with ties it is the Pearson correlation of mean ranks.
    """
    return float(_unit_ranks(first) @ _unit_ranks(second))


def correlation_ratio(places: F64, values: F64) -> float:
    """Return the root of the share of the variance of ``values`` ranks that alternatives explain, 0 to 1.

    With two alternatives it is the size of the rank correlation. Reference: Pearson (1905); Kruskal and
    Wallis (1952) for ranks: (W - 1) times its square goes as chi-squared with one degree of freedom less than
    there are alternatives.
    """
    ranks = _ranks(values)
    centred = ranks - ranks.mean()
    between = sum(
        centred[places == place].sum() ** 2 / (places == place).sum() for place in np.unique(places)
    )
    total = float(centred @ centred)
    return math.sqrt(float(between) / total) if total > 0.0 else 0.0


def leading_unknowns(
    figures: Mapping[str, F64],
    world_means: F64,
    alternatives: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> dict[str, Any]:
    """Return the figures whose draws go most with the mean leakers of their world, the strongest first.

    Parameters
    ----------
    figures
        Drawn values by figure id, each [worlds].
    world_means
        Mean leakers of each world.
    alternatives
        Ids of the alternatives of figures whose values are places in a list: doctrine. They have no high and
        low end and are measured by the correlation ratio; they share one draw and make one row.

    Returns
    -------
    ``noise_level``: what the strongest of as many unrelated figures would reach in one of a hundred studies
    (Bonferroni, normal approximation 1 / sqrt(W - 1)); ``rows``: up to three, each with figures that share
    its draw, the correlation ``rho``, mean leakers in the worlds of its lowest and highest third (of
    alternatives: of the first and the last), and whether it stands out from noise; ``alternatives`` of a row
    holds mean leakers by id. There are none with fewer than ``WORLDS_NEEDED`` worlds.
    """
    worlds = world_means.size
    varying = {name: drawn for name, drawn in figures.items() if np.ptp(drawn) > 0.0}
    empty = {
        "method": "rank correlation over worlds, a first look",
        "figures": len(varying),
        "noise_level": None,
    }
    if worlds < WORLDS_NEEDED or not varying or np.ptp(world_means) == 0.0:
        return empty | {"rows": []}
    from scipy.special import ndtri

    ranks = {name: _unit_ranks(drawn) for name, drawn in varying.items()}
    answer = _unit_ranks(world_means)
    strength = {
        name: correlation_ratio(varying[name], world_means)
        if name in alternatives
        else float(ranks[name] @ answer)
        for name in ranks
    }
    noise = float(ndtri(1.0 - _LEVEL / (2.0 * len(varying)))) / math.sqrt(worlds - 1)
    noise_of = {
        name: _noise_of_alternatives(varying[name], len(varying)) for name in alternatives.keys() & ranks
    }

    def same(first: str, second: str) -> bool:
        if first in alternatives and second in alternatives:
            return True
        return bool(abs(ranks[first] @ ranks[second]) > _SAME_DRAW)

    rows: list[dict[str, Any]] = []
    for name in sorted(strength, key=lambda name: (-abs(strength[name]) / noise_of.get(name, noise), name)):
        twin = next((row for row in rows if same(row["figure"], name)), None)
        if twin is not None:
            twin["same_draw"].append(name)
        elif len(rows) < SHOWN:
            level = noise_of.get(name, noise)
            row = _row(name, strength[name], varying[name], world_means, level)
            rows.append(
                row
                | {"alternatives": _by_alternative(varying[name], world_means, alternatives.get(name, ()))}
            )
    return empty | {"noise_level": noise, "rows": rows}


def _row(name: str, rho: float, drawn: F64, world_means: F64, noise: float) -> dict[str, Any]:
    """Return one unknown with what the answer is at its two ends."""
    low, high = np.quantile(drawn, (1.0 / 3.0, 2.0 / 3.0))
    return {
        "figure": name,
        "same_draw": [],
        "rho": rho,
        "stands_out": abs(rho) > noise,
        **_third("lowest", world_means[drawn <= low]),
        **_third("highest", world_means[drawn >= high]),
    }


def _third(which: str, world_means: F64) -> dict[str, Any]:
    """Return the mean of a third of the worlds with the interval of its computation."""
    found = estimate_outcome(world_means[:, None])
    return {
        f"leakers_mean_{which}_third": found.mean,
        f"leakers_mean_{which}_third_mc_error_90": None
        if found.mc_error_90 is None
        else list(found.mc_error_90),
    }


def _noise_of_alternatives(places: F64, figures: int) -> float:
    """Return what the strongest of as many unrelated figures with such alternatives would reach."""
    from scipy.special import chdtri

    freedom = np.unique(places).size - 1
    return math.sqrt(float(chdtri(freedom, _LEVEL / figures)) / (places.size - 1))


def _by_alternative(places: F64, world_means: F64, ids: Sequence[str]) -> dict[str, float]:
    """Return mean leakers in the worlds of each alternative that any of them drew."""
    return {
        each: float(world_means[places == place].mean())
        for place, each in enumerate(ids)
        if (places == place).any()
    }
