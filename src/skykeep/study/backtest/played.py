"""Raids of many sizes against one defence: a grid of sizes is played, and what lies between is on a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.compiler.cache import CompileCache
from skykeep.compiler.sub_raids import sub_raid
from skykeep.model import Asset, FireUnitSite, Scenario, StandardRaid, Study, TerrainChoice
from skykeep.scenario.settings import scale_raid
from skykeep.study.executors import Executor
from skykeep.study.outcomes import play_worlds
from skykeep.study.prepare import prepare

__all__ = ["LARGEST_SIZE", "SIZES", "Budget", "PlayedSizes", "play_sizes", "sizes_for"]

F64 = npt.NDArray[np.float64]

SIZES = (1, 2, 3, 4, 6, 8, 12, 18, 27, 40, 60, 90, 135, 200, 300)
"""Sizes that are played, each at most 1.5 times the one before but among the first; the same luck at each, so
that the raid of a size holds the threats of all smaller ones."""

LARGEST_SIZE = SIZES[-1]
"""Beyond it the number stopped stays what it was: rounds and time are used up; assumed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much is played, and who plays it."""

    worlds: int
    replications: int
    seed: int
    executor: Executor
    cache: CompileCache
    tick: Callable[[], object] = lambda: None


@dataclass(frozen=True, slots=True)
class PlayedSizes:
    """Threats stopped [world, replication] of raids of some sizes."""

    stopped: dict[int, F64]

    @property
    def shape(self) -> tuple[int, int]:
        """Worlds, and raids in each."""
        worlds, replications = next(iter(self.stopped.values())).shape
        return worlds, replications

    def at(self, size: int) -> F64:
        """Return the threats stopped [world, replication] of raids of a size, on a straight line between the
        two sizes that were played about it; those of the largest beyond it, none of none."""
        if size == 0:
            return np.zeros(self.shape)
        if size in self.stopped:
            return self.stopped[size]
        for low, high in pairwise(sorted(self.stopped)):
            if low < size < high:
                share = (size - low) / (high - low)
                return (1.0 - share) * self.stopped[low] + share * self.stopped[high]
        return self.stopped[max(self.stopped)]


def sizes_for(most: int) -> list[int]:
    """Return the sizes to play for days of at most so many threats."""
    beyond = [size for size in SIZES if size >= most]
    return [size for size in SIZES if size <= (beyond[0] if beyond else LARGEST_SIZE)]


def stylised_scenario(
    units: Sequence[str], raid: StandardRaid, place: tuple[str, float, float], budget: Budget
) -> Scenario:
    """Return some systems at the centre of a city on flat ground, against a raid from anywhere."""
    name, lat_deg, lon_deg = place
    return Scenario(
        id=f"backtest-{'-'.join(units)}",
        name=f"{name}: {', '.join(units)}",
        assets=(Asset(id="place", name=name, lat_deg=lat_deg, lon_deg=lon_deg),),
        fire_units=tuple(
            FireUnitSite(id=f"unit-{number}", system=system, lat_deg=lat_deg, lon_deg=lon_deg)
            for number, system in enumerate(units, start=1)
        ),
        raid=raid,
        aim="place",
        terrain=TerrainChoice(source="flat"),
        study=Study(worlds=budget.worlds, replications=budget.replications, seed=budget.seed),
    )


def play_sizes(
    units: Sequence[str],
    raid: StandardRaid,
    place: tuple[str, float, float],
    catalogue: Catalogue,
    sizes: Sequence[int],
    budget: Budget,
) -> PlayedSizes:
    """Return what raids of some sizes come to against some systems at one place.

    Parameters
    ----------
    units
        Ids of the systems, at least one.
    raid
        A standard raid of one class, scaled to each size.
    place
        Name, latitude and longitude of the city.
    sizes
        Sizes to play, in order.

    Raises
    ------
    SkykeepError
        As ``skykeep.study.prepare.prepare``.
    """
    scenario = stylised_scenario(units, scale_raid(raid, sizes[-1]), place, budget)
    prepared = prepare(scenario, catalogue, cache=budget.cache)
    cases = []
    for size in sizes:
        smaller = scale_raid(raid, size)
        case = sub_raid(prepared.compiled, catalogue, smaller)
        if case is None:
            case = prepare(replace(scenario, raid=smaller), catalogue, cache=budget.cache).case
        cases.append(case)
    outcomes = play_worlds(
        cases, range(budget.worlds), budget.replications, executor=budget.executor, tick=budget.tick
    )
    return PlayedSizes({size: found.killed for size, found in zip(sizes, outcomes, strict=True)})
