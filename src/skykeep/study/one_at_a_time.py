"""What would change the answer: raids at best figures, and each cause alone at its ends, the rest as drawn.

At best figures a figure may hide another: where weapons are free nobody waits for operators, however few. So
every cause meets the worlds of the study, with their other figures and their luck.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.catalogue.wear_figures import sites_path
from skykeep.compiler.cache import CompileCache, process_cache
from skykeep.compiler.scenario import compile_scenario
from skykeep.engine import EngineCase, RaidBatch, Worker, real_threats, repeat_world, take_worlds
from skykeep.model import Figure, Scenario
from skykeep.terrain import Heightfield

from .causes import DRAWN_VIEW, Cause, best_drawn, causes_of, moving_figures, values_at_ends
from .doctrine import Doctrines
from .executors import Executor, Sendable, SerialExecutor, Stop
from .intervals import estimate_outcome, estimate_probability, total_interval
from .plan import Plan
from .prepare import DRAWN_PER_RAID

__all__ = ["BEST_RAIDS", "Corners", "compile_corners", "play_corners"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

BEST_RAIDS = 400
"""Raids at best figures."""
LOOK_WORLDS, LOOK_REPLICATIONS = 25, 1
"""Worlds of the study that both ends of every cause meet in a first look, and raids in each."""
CLOSE_WORLDS, CLOSE_REPLICATIONS = 100, 2
"""The same of the closer look: many worlds, for what a figure does differs from world to world."""
CLOSE_CAUSES = 10
_WORLDS_AT_ONCE = 1_000
"""Worlds that are compiled together: their tables of a regiment take some ten megabytes."""
_LEVEL = 0.01
"""Chance with which any cause that does nothing would be named."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Corners:
    """What is played beside a study: ``best``, a case of one world with every figure at its best value,
    ``causes`` that are moved alone where all else is as in the study, and ``doctrines``.
    """

    best: EngineCase
    launched: int
    causes: tuple[Cause, ...]
    doctrines: Doctrines
    scenario: Scenario
    catalogue: Catalogue
    figures: Mapping[str, Figure]
    terrain: Heightfield | None
    cache: CompileCache

    def ends_of(self, numbers: Sequence[int], worlds: int) -> list[EngineCase]:
        """Return the first worlds of the study with each of some causes at its low and at its high end.

        Ends that move sites are compiled one by one: the sites of all of them at once would need a coarser
        grid of bearings than those of the study.
        """
        ends = [end for number in numbers for end in values_at_ends(self.causes[number], self.figures)]
        moving = {
            place for place, end in enumerate(ends) if any(name.startswith(sites_path()) for name in end)
        }
        others = [place for place in range(len(ends)) if place not in moving]
        cases = {place: self._with_ends([ends[place]], worlds)[0] for place in moving}
        cases |= dict(zip(others, self._with_ends([ends[place] for place in others], worlds), strict=True))
        return [cases[place] for place in range(len(ends))]

    def _with_ends(self, ends: Sequence[Mapping[str, float]], worlds: int) -> list[EngineCase]:
        """Return the first worlds of the study once with each of some sets of values, compiled together."""
        if not ends:
            return []
        size = worlds * len(ends)
        given: dict[str, F64] = {}
        for place, end in enumerate(ends):
            for name, value in end.items():
                column = given.setdefault(name, np.full(size, np.nan))
                column[place * worlds : (place + 1) * worlds] = value
        case = self._compiled(worlds, given, repeats=len(ends))
        return [take_worlds(case, np.arange(first, first + worlds)) for first in range(0, size, worlds)]

    def as_drawn(self, worlds: int) -> EngineCase:
        """Return the first worlds of the study as they are."""
        return self._compiled(worlds, {}, repeats=1)

    def _compiled(self, worlds: int, given: Mapping[str, F64], *, repeats: int) -> EngineCase:
        return compile_scenario(
            _with_worlds(self.scenario, worlds),
            self.catalogue,
            terrain=self.terrain,
            cache=self.cache,
            given=given,
            repeats=repeats,
        ).case


def compile_corners(
    scenario: Scenario,
    catalogue: Catalogue,
    *,
    terrain: Heightfield | None = None,
    cache: CompileCache | None = None,
    with_causes: bool = True,
    with_doctrines: bool = True,
) -> Corners | None:
    """Return the corners of a scenario ready to be played; None in a view that draws no figure.

    Without ``with_causes`` there are best figures alone, without ``with_doctrines`` no alternatives of
    doctrine.

    Raises
    ------
    CompileError, CatalogueError, TerrainError
        As ``skykeep.compiler.scenario.compile_scenario``.
    """
    if scenario.study.view != DRAWN_VIEW:
        return None
    cache = cache or process_cache()
    figures = moving_figures(scenario, catalogue)
    causes = causes_of(scenario, catalogue, figures) if with_causes else ()
    compiled = compile_scenario(
        _with_worlds(scenario, 1),
        catalogue,
        terrain=terrain,
        cache=cache,
        given=MappingProxyType(_best_values(scenario, catalogue, figures)),
    )
    launched = int(real_threats(compiled.case.threats).sum())
    rows = compiled.doctrines if with_doctrines else {}
    doctrines = Doctrines(
        alternatives=tuple(each for each in catalogue.firing.alternatives if each.id in rows),
        rows=rows,
        launched=launched,
    )
    return Corners(
        best=compiled.case,
        launched=launched,
        causes=causes,
        doctrines=doctrines,
        scenario=scenario,
        catalogue=catalogue,
        figures=figures,
        terrain=terrain,
        cache=cache,
    )


def _with_worlds(scenario: Scenario, worlds: int) -> Scenario:
    """Return the scenario with another number of worlds."""
    return replace(scenario, study=replace(scenario.study, worlds=worlds))


def _best_values(scenario: Scenario, catalogue: Catalogue, figures: Mapping[str, Figure]) -> dict[str, F64]:
    """Return the best value of every figure; what is drawn for each raid stays drawn (NaN)."""
    best = {
        name: np.nan if name.endswith(DRAWN_PER_RAID) else best_drawn(figure)
        for name, figure in figures.items()
    }
    lists = {
        cause.figure: cause.best
        for cause in causes_of(scenario, catalogue, figures)
        if cause.figure not in figures
    }
    return {name: np.full(1, value) for name, value in (best | lists).items()}


def play_corners(corners: Corners, plan: Plan, *, executor: Executor | None = None) -> dict[str, Any]:
    """Return ``best_figures`` and ``tornado`` of a summary.

    All meet the luck of the first raids of the run (same seed, worlds and replications), so that they differ
    by figures alone. No number depends on the executor.
    """
    executor = executor or SerialExecutor()
    replications = min(plan.replications, BEST_RAIDS)
    worlds = min(plan.worlds, -(-BEST_RAIDS // replications))
    batch = Worker(repeat_world(corners.best, 0, worlds)).run(0, worlds, replications)
    assert batch is not None  # nothing asks it to stop
    return {
        "best_figures": _best_figures(batch, corners.launched),
        "tornado": _tornado(corners, plan, executor) if corners.causes and plan.worlds > 1 else None,
    }


def _best_figures(batch: RaidBatch, launched: int) -> dict[str, Any]:
    """Return what raids at best figures give, each with the error of its mean and one raid's luck."""

    def told(values: npt.ArrayLike, most: float) -> dict[str, Any]:
        column = np.asarray(values, dtype=np.float64)[:, None]
        found = estimate_outcome(column, bounds=(0.0, most))
        luck = total_interval(column)
        return {
            "mean": found.mean,
            "mc_error_90": None if found.mc_error_90 is None else list(found.mc_error_90),
            "luck_90": None if luck is None else list(luck),
        }

    killed = batch.killed
    nothing = estimate_probability(killed[:, None] == 0)
    return {
        "raids": batch.raids,
        "leakers": told(batch.leakers, launched),
        "killed": told(killed, launched),
        "stopped_share": told(killed / max(launched, 1), 1.0),
        "nothing_stopped": {
            "mean": nothing.mean,
            "mc_error_90": None if nothing.mc_error_90 is None else list(nothing.mc_error_90),
        },
    }


def _tornado(corners: Corners, plan: Plan, executor: Executor) -> dict[str, Any]:
    """Return the causes that move leakers most, the strongest first.

    A first look at both ends of every cause picks those that are looked at closely.
    """
    size = (min(LOOK_WORLDS, plan.worlds), min(LOOK_REPLICATIONS, plan.replications))
    drawn = _leakers([corners.as_drawn(size[0])], *size, executor)[0]
    look = _at_ends(corners, range(len(corners.causes)), *size, executor)
    moved = [_swing(drawn, *look[number]) for number in range(len(corners.causes))]
    close = sorted(range(len(moved)), key=lambda number: (-moved[number], number))[:CLOSE_CAUSES]
    worlds, replications = min(CLOSE_WORLDS, plan.worlds), min(CLOSE_REPLICATIONS, plan.replications)
    drawn = _leakers([corners.as_drawn(worlds)], worlds, replications, executor)[0]
    found = _at_ends(corners, close, worlds, replications, executor)
    rows = [_row(corners.causes[number], drawn, found[number], len(moved)) for number in close]
    rows.sort(key=lambda row: (-row["swing"], row["figure"]))
    error = estimate_outcome(drawn).mc_error_90
    return {
        "method": "one cause at a time at its ends, the others as drawn, the same luck",
        "causes": len(moved),
        "raids_of_first_look": size[0] * size[1],
        "causes_looked_at_closely": len(close),
        "worlds": worlds,
        "replications": replications,
        "raids_at_each_end": worlds * replications,
        "leakers_as_drawn": float(drawn.mean()),
        "leakers_as_drawn_mc_error_90": None if error is None else list(error),
        "rows": rows,
    }


def _at_ends(
    corners: Corners, numbers: Sequence[int], worlds: int, replications: int, executor: Executor
) -> dict[int, tuple[I64, I64]]:
    """Return leakers [world, replication] with each of some causes at its low and at its high end."""
    step = max(1, _WORLDS_AT_ONCE // (2 * worlds))
    found: dict[int, tuple[I64, I64]] = {}
    for first in range(0, len(numbers), step):
        some = numbers[first : first + step]
        leakers = _leakers(corners.ends_of(some, worlds), worlds, replications, executor)
        found |= {number: (leakers[2 * at], leakers[2 * at + 1]) for at, number in enumerate(some)}
    return found


def _leakers(
    cases: Sequence[EngineCase], worlds: int, replications: int, executor: Executor
) -> dict[int, I64]:
    """Return leakers [world, replication] of each case by its place."""

    def play(place: int) -> tuple[int, I64]:
        return place, _leakers_of(worlds, replications, cases[place])

    def sent(place: int) -> tuple[EngineCase, Callable[[EngineCase], I64]]:
        return cases[place], partial(_leakers_of, worlds, replications)

    task = Sendable(play, sent, lambda place, found: (place, found))
    return dict(executor.map(task, list(range(len(cases))), Stop()))


def _leakers_of(worlds: int, replications: int, case: EngineCase) -> I64:
    """Return leakers [world, replication] of a case, here or in the process of a worker."""
    batch = Worker(case).run(0, worlds, replications)
    assert batch is not None  # nothing asks it to stop
    return batch.leakers.reshape(worlds, replications)


def _swing(*leakers: I64) -> float:
    """Return how far apart the means of some options lie."""
    means = [float(each.mean()) for each in leakers]
    return max(means) - min(means)


def _row(cause: Cause, drawn: I64, ends: tuple[I64, I64], causes: int) -> dict[str, Any]:
    """Return one cause: mean leakers at its ends, how many more than as drawn and than at the other end, and
    whether its worlds agree more than chance would have them.
    """
    low, high = ends
    differences = {"more_at_low": low - drawn, "more_at_high": high - drawn, "more": high - low}
    told: dict[str, Any] = {}
    for name, more in differences.items():
        error = estimate_outcome(more).mc_error_90
        told |= {name: float(more.mean()), f"{name}_error_90": None if error is None else list(error)}
    return {
        "figure": cause.figure,
        "same_draw": list(cause.with_it),
        "kind": cause.kind,
        "best": cause.best,
        "low": cause.low,
        "high": cause.high,
        "alternatives": {
            name: cause.alternatives[int(getattr(cause, name))]
            for name in ("best", "low", "high")
            if cause.alternatives
        },
        "leakers_at_low": float(low.mean()),
        "leakers_at_high": float(high.mean()),
        **told,
        "swing": _swing(low, drawn, high),
        "stands_out": any(_beyond_chance(more, 3 * causes) for more in differences.values()),
    }


def _beyond_chance(more: I64, compared: int) -> bool:
    """Return whether the mean of world means is farther from zero than one of so many would be by chance."""
    from scipy.special import stdtrit

    of_worlds = more.mean(axis=1)
    error = float(of_worlds.std(ddof=1)) / math.sqrt(of_worlds.size)
    sure = float(stdtrit(of_worlds.size - 1, 1.0 - _LEVEL / (2.0 * compared)))
    return abs(float(more.mean())) > sure * error
