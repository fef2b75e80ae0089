"""A first look at which unknown moves the answer most: rank correlations over worlds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from .intervals import WORLDS_FOR_IGNORANCE

__all__ = ["WORLDS_NEEDED", "leading_unknowns", "rank_correlation"]

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


def leading_unknowns(figures: Mapping[str, F64], world_means: F64) -> dict[str, Any]:
    """Return the figures whose draws go most with the mean leakers of their world, the strongest first.

    Parameters
    ----------
    figures
        Drawn values by figure id, each [worlds].
    world_means
        Mean leakers of each world.

    Returns
    -------
    ``noise_level``: what the strongest of as many unrelated figures would reach in one of a hundred studies
    (Bonferroni, normal approximation 1 / sqrt(W - 1)); ``rows``: up to three, each with figures that share
    its draw, the correlation ``rho``, mean leakers in the worlds of its lowest and highest third, and whether
    it stands out from noise. There are none with fewer than ``WORLDS_NEEDED`` worlds.
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
    strength = {name: float(ranks[name] @ answer) for name in ranks}
    noise = float(ndtri(1.0 - _LEVEL / (2.0 * len(varying)))) / math.sqrt(worlds - 1)
    rows: list[dict[str, Any]] = []
    for name in sorted(strength, key=lambda name: (-abs(strength[name]), name)):
        twin = next((row for row in rows if abs(ranks[row["figure"]] @ ranks[name]) > _SAME_DRAW), None)
        if twin is not None:
            twin["same_draw"].append(name)
        elif len(rows) < SHOWN:
            rows.append(_row(name, strength[name], varying[name], world_means, noise))
    return empty | {"noise_level": noise, "rows": rows}


def _row(name: str, rho: float, drawn: F64, world_means: F64, noise: float) -> dict[str, Any]:
    """Return one unknown with what the answer is at its two ends."""
    low, high = np.quantile(drawn, (1.0 / 3.0, 2.0 / 3.0))
    return {
        "figure": name,
        "same_draw": [],
        "rho": rho,
        "stands_out": abs(rho) > noise,
        "leakers_mean_lowest_third": float(world_means[drawn <= low].mean()),
        "leakers_mean_highest_third": float(world_means[drawn >= high].mean()),
    }
