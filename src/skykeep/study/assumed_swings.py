"""How far each assumed figure alone moves the answer where every other figure stays as it was drawn.

At best figures (``skykeep.study.one_at_a_time``) a figure may hide another: where weapons are free nobody
waits for operators, however few. Here every cause meets the worlds of the study, with their luck.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from skykeep.catalogue import Catalogue
from skykeep.compiler.cache import CompileCache
from skykeep.compiler.scenario import compile_scenario
from skykeep.engine import EngineCase, Worker
from skykeep.model import Scenario
from skykeep.terrain import Heightfield

from .executors import Stop, choose_executor
from .intervals import estimate_outcome
from .one_at_a_time import DRAWN_VIEW, Cause, causes_of, values_at_ends

__all__ = ["AssumedSwing", "AssumedSwings", "assumed_swings"]

LOOK_WORLDS, LOOK_REPLICATIONS = 40, 1
"""Worlds of the study that both ends of every cause meet in a first look, and raids in each."""
WORLDS, REPLICATIONS = 100, 2
"""The same of the closer look: many worlds, for what a figure does differs from world to world."""
CLOSE_CAUSES = 10
_LEVEL = 0.01
"""Chance with which any cause that does nothing would stand out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedSwing:
    """Mean leakers with one cause at its low and at its high end, and how many more at the high end.

    ``more`` is an estimate with its error of computing; ``figure`` stands first of those drawn with it.
    ``alternatives`` names the ends of what is no number: doctrine.
    """

    figure: str
    with_it: tuple[str, ...]
    low: float
    high: float
    leakers_at_low: float
    leakers_at_high: float
    more: dict[str, Any]
    stands_out: bool
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedSwings:
    """The causes that move most, the strongest first, of ``causes`` assumed ones; mean leakers as drawn."""

    worlds: int
    replications: int
    causes: int
    leakers: float
    rows: tuple[AssumedSwing, ...]


def assumed_swings(
    scenario: Scenario,
    catalogue: Catalogue,
    *,
    terrain: Heightfield,
    cache: CompileCache | None = None,
    jobs: int = 1,
) -> AssumedSwings:
    """Return how far each assumed figure moves mean leakers, all others as drawn, under common luck.

    A first look at both ends of every cause picks those that are looked at closely. Nothing in a view that
    draws no figure, nor with one world, of which no error can be told.

    Raises
    ------
    CompileError, CatalogueError, TerrainError
        As ``skykeep.compiler.scenario.compile_scenario``.
    """
    study = scenario.study
    worlds = min(WORLDS, study.worlds)
    scenario = replace(scenario, study=replace(study, worlds=worlds))
    causes = [each for each in causes_of(scenario, catalogue) if each.kind == "assumed"]
    if study.view != DRAWN_VIEW or worlds < 2:
        causes = []
    cases = _cases(scenario, catalogue, causes, terrain, cache or CompileCache())

    def leakers(numbers: Sequence[int], most: int, replications: int) -> dict[int, Any]:
        def play(number: int) -> tuple[int, Any]:
            batch = Worker(cases[number]).run(0, played, replications)
            assert batch is not None  # nothing asks it to stop
            return number, batch.leakers.reshape(played, replications)

        played = min(most, worlds)
        return dict(choose_executor(jobs).map(play, list(numbers), Stop()))

    look = leakers(range(1, len(cases)), LOOK_WORLDS, LOOK_REPLICATIONS)
    moved = [_moved(look, number) for number in range(len(causes))]
    close = sorted(range(len(causes)), key=lambda number: (-moved[number], number))[:CLOSE_CAUSES]
    replications = min(REPLICATIONS, study.replications)
    found = leakers([0, *(place for number in close for place in _ends(number))], WORLDS, replications)
    rows = [
        _row(causes[number], found[2 * number + 1], found[2 * number + 2], len(causes)) for number in close
    ]
    rows.sort(key=lambda row: (-abs(row.more["mean"]), row.figure))
    return AssumedSwings(
        worlds=worlds,
        replications=replications,
        causes=len(causes),
        leakers=float(found[0].mean()),
        rows=tuple(rows),
    )


def _ends(number: int) -> tuple[int, int]:
    """Return the places of the two ends of a cause among the cases; at place 0 nothing is moved."""
    return 2 * number + 1, 2 * number + 2


def _moved(look: Mapping[int, Any], number: int) -> float:
    low, high = _ends(number)
    return abs(float((look[high] - look[low]).mean()))


def _cases(
    scenario: Scenario, catalogue: Catalogue, causes: list[Cause], terrain: Heightfield, cache: CompileCache
) -> list[EngineCase]:
    """Return the case as drawn, and for each cause the case with it at its low and at its high end."""

    def compiled(given: Mapping[str, Any]) -> EngineCase:
        return compile_scenario(scenario, catalogue, terrain=terrain, cache=cache, given=given).case

    return [
        compiled({}),
        *(
            compiled({name: np.full(scenario.study.worlds, value) for name, value in given.items()})
            for cause in causes
            for given in values_at_ends(cause, scenario, catalogue)
        ),
    ]


def _row(cause: Cause, at_low: Any, at_high: Any, causes: int) -> AssumedSwing:
    """Return one cause; it stands out where its worlds agree more than chance would have them."""
    from scipy.special import ndtri

    more = (at_high - at_low).astype(np.float64)
    of_worlds = more.mean(axis=1)
    error = float(of_worlds.std(ddof=1)) / math.sqrt(of_worlds.size)
    sure = float(ndtri(1.0 - _LEVEL / (2.0 * causes)))
    return AssumedSwing(
        figure=cause.figure,
        with_it=cause.with_it,
        low=cause.low,
        high=cause.high,
        leakers_at_low=float(at_low.mean()),
        leakers_at_high=float(at_high.mean()),
        more=estimate_outcome(more).as_row(),
        stands_out=abs(float(more.mean())) > sure * error,
        alternatives=cause.alternatives,
    )
