"""Which option is first, over all weightings of the criteria and all worlds: SMAA-2.

Reference: Lahdelma and Salminen, "SMAA-2: stochastic multicriteria acceptability analysis for group decision
making", Operations Research 49 (2001).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from skykeep.model import wilson_interval
from skykeep.rng import entity_key

from ..intervals import estimate_probability, estimate_ratio
from .pairs import Chance

__all__ = ["WEIGHTINGS", "Acceptability", "acceptability", "all_weightings", "rank_shares"]

F64 = npt.NDArray[np.float64]

WEIGHTINGS = 500
"""Weightings that are drawn in each world."""
_STREAM = entity_key("choice/weightings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptability:
    """One option: the share of weightings and worlds that give it each rank, the first rank first; the mean
    weights of those that put it first (None where none does), each with the interval of its computation; and
    the share of worlds in which it is first under just these weights.
    """

    ranks: tuple[Chance, ...]
    central_weights: tuple[Chance, ...] | None
    confidence: Chance | None


def all_weightings(groups: Sequence[int], *, worlds: int, seed: int, count: int = WEIGHTINGS) -> F64:
    """Return weights [world, weighting, criterion], each set summing to 1, uniform over all that do.

    The weight is first shared among groups of criteria, then inside each group, uniformly both times: five
    raids of one group do not weigh five times as much as one price. Each world has its own weightings, keyed
    by seed and world.

    Parameters
    ----------
    groups
        The group of each criterion, as numbers from 0.
    """
    of = np.asarray(groups)
    found = np.empty((worlds, count, of.size))
    for world in range(worlds):
        key = np.array([_STREAM ^ world, seed], np.uint64)
        source = np.random.Generator(np.random.Philox(key=key))
        shares = source.dirichlet(np.ones(int(of.max()) + 1), size=count)
        for group in range(shares.shape[1]):
            inside = np.flatnonzero(of == group)
            parts = source.dirichlet(np.ones(inside.size), size=count)
            found[world][:, inside] = shares[:, [group]] * parts
    return found


def rank_shares(goodness: F64, weights: F64) -> F64:
    """Return [world, option, rank] the share of weightings that give an option a rank, the best first.

    An option is worth the weighted sum of its ``goodness`` [world, option, criterion]. Options that are worth
    the same share the ranks that they take.

    Parameters
    ----------
    weights
        [world, weighting, criterion].
    """
    worth = np.einsum("woc,wmc->wmo", goodness, weights)
    ahead = (worth[..., None, :] > worth[..., :, None]).sum(axis=-1)
    alike = (worth[..., None, :] == worth[..., :, None]).sum(axis=-1)
    ranks = np.arange(worth.shape[-1])
    inside = (ranks >= ahead[..., None]) & (ranks < (ahead + alike)[..., None])
    found: F64 = (inside / alike[..., None]).mean(axis=1)
    return found


def acceptability(goodness: F64, weights: F64) -> list[Acceptability]:
    """Return the acceptability of every option.

    Parameters
    ----------
    goodness
        What each option is worth by each criterion, on one scale [world, option, criterion].
    weights
        [world, weighting, criterion], as :func:`all_weightings` draws them.
    """
    shares = rank_shares(goodness, weights)
    first = _is_first(goodness, weights)
    return [
        Acceptability(
            ranks=tuple(_mean_of_worlds(shares[:, option, rank]) for rank in range(shares.shape[2])),
            central_weights=(central := _central(first[..., option], weights)),
            confidence=None if central is None else _confidence(goodness, central, option),
        )
        for option in range(goodness.shape[1])
    ]


def _is_first(goodness: F64, weights: F64) -> F64:
    """Return [world, weighting, option] 1 where an option is first, parts of it where several are."""
    worth = np.einsum("woc,wmc->wmo", goodness, weights)
    best = worth == worth.max(axis=-1, keepdims=True)
    found: F64 = best / best.sum(axis=-1, keepdims=True)
    return found


def _mean_of_worlds(shares: F64) -> Chance:
    """Return the mean of a share over worlds, each with weightings of its own."""
    found = estimate_probability(shares[:, None])
    return Chance(p=found.mean, computed_90=found.mc_error_90)


def _central(first: F64, weights: F64) -> tuple[Chance, ...] | None:
    """Return the mean weights of the weightings [world, weighting] that put an option first."""
    found = [
        estimate_ratio((first * weights[..., criterion]).sum(axis=1), first.sum(axis=1))
        for criterion in range(weights.shape[2])
    ]
    if found[0] is None:
        return None
    return tuple(
        Chance(
            p=each[0], computed_90=None if each[1] is None else (max(0.0, each[1][0]), min(1.0, each[1][1]))
        )
        for each in found
        if each is not None
    )


def _confidence(goodness: F64, central: Sequence[Chance], option: int) -> Chance:
    """Return the share of worlds in which an option is first under its central weights."""
    weights = np.array([each.p for each in central])
    first = _is_first(goodness, np.broadcast_to(weights, (len(goodness), 1, weights.size)))
    worlds, happened = len(goodness), float(first[:, 0, option].sum())
    ends = wilson_interval(happened, worlds) if worlds > 1 else None
    return Chance(p=happened / worlds, computed_90=ends)
