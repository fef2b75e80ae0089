"""What would change the answer: raids at best figures, then each cause alone at its ends."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue, iter_figures
from skykeep.compiler.cache import CompileCache
from skykeep.compiler.doctrine import FIRING, drawn_choices
from skykeep.compiler.draws import REFRACTION
from skykeep.compiler.heights import height_grid
from skykeep.compiler.scenario import compile_scenario
from skykeep.engine import EngineCase, RaidBatch, Worker, real_threats, repeat_world
from skykeep.model import Figure, Scenario
from skykeep.terrain import Heightfield

from .doctrine import Doctrines
from .executors import Executor, SerialExecutor, Stop
from .intervals import estimate_outcome, estimate_probability, total_interval
from .plan import Plan
from .prepare import DRAWN_PER_RAID, figures_that_count

__all__ = [
    "BEST_RAIDS",
    "DRAWN_VIEW",
    "Cause",
    "Corners",
    "causes_of",
    "compile_corners",
    "play_corners",
    "values_at_ends",
]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

BEST_RAIDS = 400
"""Raids at best figures."""
LOOK_RAIDS, CLOSE_RAIDS = 20, 200
"""Raids of a first look at each end of every cause, and of the closer look at the causes that moved most."""
CLOSE_CAUSES, SHOWN = 6, 5
DRAWN_VIEW: Final = "balanced"
_LEVEL = 0.01
"""Chance with which any cause that does nothing would be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Figures that move together: the first by name, those drawn with it, its kind, and its best and ends.

    Where these are places in a list, ``alternatives`` holds the ids of the list.
    """

    figure: str
    with_it: tuple[str, ...]
    kind: str
    best: float
    low: float
    high: float
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Corners:
    """A case whose world 0 has every figure at best, and worlds 2i + 1 and 2i + 2 cause i at its low and high
    end. ``doctrines`` are met by the worlds of the run themselves.
    """

    case: EngineCase
    causes: tuple[Cause, ...]
    launched: int
    doctrines: Doctrines


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
    figures = _figures(scenario, catalogue)
    causes = causes_of(scenario, catalogue)
    given = _values(figures, causes)
    if not with_causes:
        causes, given = (), {name: values[:1] for name, values in given.items()}
    compiled = compile_scenario(
        _with_worlds(scenario, 2 * len(causes) + 1),
        catalogue,
        terrain=terrain,
        cache=cache,
        given=MappingProxyType(given),
    )
    launched = int(real_threats(compiled.case.threats).sum())
    rows = compiled.doctrines if with_doctrines else {}
    doctrines = Doctrines(
        alternatives=tuple(each for each in catalogue.firing.alternatives if each.id in rows),
        rows=rows,
        launched=launched,
    )
    return Corners(case=compiled.case, causes=causes, launched=launched, doctrines=doctrines)


def causes_of(scenario: Scenario, catalogue: Catalogue) -> tuple[Cause, ...]:
    """Return every cause that differs from world to world or from raid to raid of a scenario."""
    figures = _figures(scenario, catalogue)
    return (*_causes(figures), *_bending(scenario, catalogue), *_firing(scenario, catalogue))


def values_at_ends(
    cause: Cause, scenario: Scenario, catalogue: Catalogue
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the values of a cause's figures, by id, at its low and at its high end."""
    figures = _figures(scenario, catalogue)
    names = (cause.figure, *cause.with_it)
    ends = {name: _ends(figures[name]) if name in figures else (cause.low, cause.high) for name in names}
    return {name: low for name, (low, _) in ends.items()}, {name: high for name, (_, high) in ends.items()}


def _with_worlds(scenario: Scenario, worlds: int) -> Scenario:
    """Return the scenario with another number of worlds."""
    return replace(scenario, study=replace(scenario.study, worlds=worlds))


def _figures(scenario: Scenario, catalogue: Catalogue) -> dict[str, Figure]:
    """Return every figure that can move the raids, those that are drawn for each raid included."""
    found = figures_that_count(scenario, catalogue)
    if scenario.conditions:
        found |= {
            name: figure
            for name, figure in iter_figures(catalogue.conditions)
            if name.endswith(DRAWN_PER_RAID)
        }
        found |= _heights(scenario, catalogue)
    return found


def _heights(scenario: Scenario, catalogue: Catalogue) -> dict[str, Figure]:
    """Return the heights that raids draw, each from the lowest to the highest that is drawn."""
    found = {}
    for name in sorted({group.threat_class for group in scenario.raid.groups if group.height_m is None}):
        figure = catalogue.threats[name].set_height_m
        grid = height_grid(figure)
        found[f"threats/{name}/set_height_m"] = replace(
            figure, low=grid[0], high=grid[-1], best=min(max(figure.best, grid[0]), grid[-1])
        )
    return found


def _ends(figure: Figure) -> tuple[float, float]:
    """Return the least and the greatest value that is drawn of a figure."""
    claims = [choice.value for choice in figure.alternatives]
    return (min(claims), max(claims)) if claims else (figure.low, figure.high)


def _best(figure: Figure) -> float:
    """Return the best value of a figure, within what is drawn of it."""
    low, high = _ends(figure)
    return min(max(figure.best, low), high)


def _causes(figures: Mapping[str, Figure]) -> tuple[Cause, ...]:
    """Return the causes: figures that differ from world to world or raid to raid, shared draws together."""
    groups: dict[str, list[str]] = {}
    for name, figure in figures.items():
        low, high = _ends(figure)
        if low < high:
            groups.setdefault(figure.same_draw or name, []).append(name)
    found = []
    for first, *others in groups.values():
        figure = figures[first]
        low, high = _ends(figure)
        found.append(
            Cause(
                figure=first,
                with_it=tuple(others),
                kind=figure.kind,
                best=_best(figure),
                low=low,
                high=high,
            )
        )
    return tuple(found)


def _bending(scenario: Scenario, catalogue: Catalogue) -> Iterator[Cause]:
    """Yield the bending of beams by the air, where the scenario leaves it to a region."""
    region = catalogue.refraction.get(scenario.refraction.region or "")
    if scenario.refraction.k is None and region is not None and len(region.k) > 1:
        yield Cause(
            figure=REFRACTION,
            with_it=(),
            kind="derived",
            best=region.in_view(DRAWN_VIEW),
            low=min(region.k),
            high=max(region.k),
        )


def _firing(scenario: Scenario, catalogue: Catalogue) -> Iterator[Cause]:
    """Yield the firing doctrine where it is drawn: its ends are the first and last of the others."""
    doctrines = [unit.doctrine or catalogue.system(unit.system).doctrine for unit in scenario.fire_units]
    classes = [catalogue.threats[name] for name in {group.threat_class for group in scenario.raid.groups}]
    firing = catalogue.firing
    known = [each.id for each in firing.alternatives]
    places = [known.index(each.id) for each in drawn_choices(doctrines, classes, firing)]
    best = known.index(firing.best)
    others = [place for place in places if place != best]
    if others:
        yield Cause(
            figure=FIRING,
            with_it=(),
            kind="assumed",
            best=best,
            low=others[0],
            high=others[-1],
            alternatives=tuple(known),
        )


def _values(figures: Mapping[str, Figure], causes: Sequence[Cause]) -> dict[str, F64]:
    """Return the value of every figure in each corner; what is drawn for each raid stays drawn (NaN) until it
    is moved itself.
    """
    size = 2 * len(causes) + 1
    ends = {name: _ends(figure) for name, figure in figures.items()}
    given = {
        name: np.full(size, np.nan if name.endswith(DRAWN_PER_RAID) else _best(figure))
        for name, figure in figures.items()
    }
    for number, cause in enumerate(causes):
        given.setdefault(cause.figure, np.full(size, cause.best))
        for name in (cause.figure, *cause.with_it):
            given[name][2 * number + 1 : 2 * number + 3] = ends.get(name, (cause.low, cause.high))
    return given


def play_corners(corners: Corners, plan: Plan, *, executor: Executor | None = None) -> dict[str, Any]:
    """Return ``best_figures`` and ``tornado`` of a summary.

    Every corner is met by the luck of the first raids of the run (same seed, worlds and replications), so
    corners differ by figures alone. A first look at both ends of every cause picks those that move leakers
    most; these are looked at closely. No number depends on the executor.
    """
    played = _played(corners, plan, [0], BEST_RAIDS, executor or SerialExecutor())[0]
    leakers = played.leakers
    look = range(1, 2 * len(corners.causes) + 1)
    first = _means(corners, plan, look, LOOK_RAIDS, executor, leakers)
    moved = [float(np.abs(first[2 * number : 2 * number + 2]).max()) for number in range(len(corners.causes))]
    close = sorted(range(len(moved)), key=lambda number: (-moved[number], number))[:CLOSE_CAUSES]
    ends = [2 * number + side for number in close for side in (1, 2)]
    found = _played(corners, plan, ends, CLOSE_RAIDS, executor or SerialExecutor())
    rows = [
        _row(corners, number, leakers, (found[2 * number + 1], found[2 * number + 2])) for number in close
    ]
    rows.sort(key=lambda row: (-row["swing"], row["figure"]))
    return {
        "best_figures": _best_figures(played, corners.launched),
        "tornado": None
        if not corners.causes
        else {
            "method": "one cause at a time at its ends, the others at best, the same luck",
            "causes": len(corners.causes),
            "raids_of_first_look": min(LOOK_RAIDS, leakers.size),
            "causes_looked_at_closely": len(close),
            "raids_at_each_end": min(CLOSE_RAIDS, leakers.size),
            "rows": rows[:SHOWN],
        },
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


def _means(
    corners: Corners, plan: Plan, numbers: Sequence[int], raids: int, executor: Executor | None, base: I64
) -> F64:
    """Return by how many leakers each corner differs from best figures in a first look."""
    found = _played(corners, plan, numbers, raids, executor or SerialExecutor())
    return np.array(
        [float((found[number].leakers - base[: found[number].raids]).mean()) for number in numbers]
    )


def _row(corners: Corners, number: int, base: I64, ends: tuple[RaidBatch, RaidBatch]) -> dict[str, Any]:
    """Return one cause: mean leakers at its ends, and how many more than at best figures."""
    from scipy.special import ndtri

    cause = corners.causes[number]
    sure = float(ndtri(1.0 - _LEVEL / (4.0 * len(corners.causes))))
    told: dict[str, Any] = {}
    outstanding = False
    for words, batch in zip(("low", "high"), ends, strict=True):
        leakers = batch.leakers
        more = (leakers - base[: leakers.size]).astype(np.float64)
        spread = float(more.std(ddof=1)) / math.sqrt(more.size) if more.size > 1 else math.inf
        outstanding |= abs(float(more.mean())) > sure * spread
        error = estimate_outcome(more[:, None]).mc_error_90
        told |= {
            f"leakers_at_{words}": float(leakers.mean()),
            f"more_at_{words}": float(more.mean()),
            f"more_at_{words}_error_90": None if error is None else list(error),
        }
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
        "leakers_at_best": float(base[: ends[0].raids].mean()),
        **told,
        "swing": max(abs(told["more_at_low"]), abs(told["more_at_high"])),
        "stands_out": outstanding,
    }


def _played(
    corners: Corners, plan: Plan, numbers: Sequence[int], raids: int, executor: Executor
) -> dict[int, RaidBatch]:
    """Return so many raids in each corner, by its number."""
    replications = min(plan.replications, raids)
    worlds = min(plan.worlds, -(-raids // replications))

    def play(number: int) -> tuple[int, RaidBatch]:
        batch = Worker(repeat_world(corners.case, number, worlds)).run(0, worlds, replications)
        assert batch is not None  # nothing asks it to stop
        return number, batch

    return dict(executor.map(play, list(numbers), Stop()))
