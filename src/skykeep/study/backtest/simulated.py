"""What a defence predicts of a day: all raids of all worlds as one law of the number stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from .baselines import Forecast
from .played import PlayedSizes
from .readings import Day

__all__ = ["Mixture", "NothingStopped", "Simulated", "mean_shares", "place_pmfs", "shares_of"]

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NothingStopped:
    """No system in reach: everything arrives."""

    def pmf(self, day: Day) -> F64:
        """Return all probability at 0."""
        found = np.zeros(day.launched + 1)
        found[0] = 1.0
        return found

    def as_row(self) -> dict[str, Any]:
        """Return what was played: nothing."""
        return {"raids": 0}


@dataclass(frozen=True, slots=True)
class Simulated:
    """A day's threats divided evenly over ``places`` places with the same defence.

    Luck is each place's own; the figures of a world are those of all its places.
    """

    played: PlayedSizes
    places: int
    _kept: dict[int, F64] = field(default_factory=dict, repr=False, compare=False)

    def pmf(self, day: Day) -> F64:
        """Return the share of raids in which 0 to n were stopped."""
        if day.launched not in self._kept:
            self._kept[day.launched] = self._pmf(day.launched)
        return self._kept[day.launched]

    def _pmf(self, launched: int) -> F64:
        """Return the law of one size: inside each world the sum over places, then the mean over worlds."""
        found = np.ones((self.played.shape[0], 1))
        for size in shares_of(launched, self.places):
            found = _sums(found, place_pmfs(self.played.at(size), size))
        total: F64 = found.mean(axis=0)
        total /= total.sum()
        return total

    def as_row(self) -> dict[str, Any]:
        """Return what was played."""
        worlds, replications = self.played.shape
        return {"worlds": worlds, "replications": replications, "sizes_played": sorted(self.played.stopped)}


@dataclass(frozen=True, slots=True)
class Mixture:
    """Several laws with equal weight: we do not know which of them it was."""

    parts: tuple[Forecast, ...]

    def pmf(self, day: Day) -> F64:
        """Return the mean of the laws."""
        found: F64 = np.mean([part.pmf(day) for part in self.parts], axis=0)
        return found

    def as_row(self) -> dict[str, Any]:
        """Return the weight of each."""
        return {"alternatives": len(self.parts), "weight_of_each": 1.0 / len(self.parts)}


def shares_of(launched: int, places: int) -> list[int]:
    """Return how many threats come to each place; what is left over goes to the first places."""
    even, over = divmod(launched, places)
    return [even + 1] * over + [even] * (places - over)


def place_pmfs(stopped: F64, size: int) -> F64:
    """Return the law [world, 0 to size] of the number stopped from raids [world, replication].

    A number between two counts, as interpolation gives it, is shared by both so that its mean stays.
    """
    worlds, replications = stopped.shape
    below = np.clip(np.floor(stopped), 0, size).astype(np.int64)
    above = np.minimum(below + 1, size)
    part = np.where(above > below, stopped - below, 0.0)
    found = np.zeros((worlds, size + 1))
    rows = np.arange(worlds)[:, None]
    np.add.at(found, (rows, below), (1.0 - part) / replications)
    np.add.at(found, (rows, above), part / replications)
    return found


def _sums(first: F64, second: F64) -> F64:
    """Return the law [world, count] of the sum of two independent counts, world by world."""
    length = first.shape[1] + second.shape[1] - 1
    found = np.zeros((len(first), length))
    for count in range(second.shape[1]):
        found[:, count : count + first.shape[1]] += first * second[:, count : count + 1]
    return found


def mean_shares(played: PlayedSizes, sizes: Sequence[int]) -> F64:
    """Return the mean share stopped [world] of a day divided into raids of some sizes."""
    total: F64 = np.sum([played.at(size).mean(axis=1) for size in sizes], axis=0) / max(sum(sizes), 1)
    return total
