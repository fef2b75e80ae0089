"""Sweeps: one scenario at many settings, with the same luck and the same draws of what is not set."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.compiler.cache import process_cache
from skykeep.engine.arrow_arrays import numbers_of
from skykeep.errors import UsageError
from skykeep.model import Scenario
from skykeep.scenario.setting_values import Value
from skykeep.scenario.settings import apply_settings
from skykeep.terrain import Heightfield

from .enough import enough_worlds, with_worlds
from .executors import Executor
from .intervals import estimate_outcome
from .montecarlo import run_in_memory
from .prepare import prepare
from .stopping import Goal

__all__ = ["POINTS_MAX", "Grid", "SweepPoint", "grid_points", "sweep_points"]

I64 = npt.NDArray[np.int64]

Grid = Mapping[str, Sequence[Value]]
"""Values by path; several paths make the grid of all their combinations."""

POINTS_MAX = 10_000
"""Points of one grid; a larger one is a mistake of typing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepPoint:
    """One point: what was set, the summary of its run, and how its leakers differ from the first point's.

    The difference is taken raid by raid: both points share their luck and their draws, so that it is far more
    certain than the two means are.
    """

    settings: Mapping[str, Value]
    summary: Mapping[str, Any]
    leakers_change: Mapping[str, Any]


def grid_points(grid: Grid) -> list[dict[str, Value]]:
    """Return the settings of every point of a grid, the last path changing fastest.

    Raises
    ------
    UsageError
        If nothing is set, a path has no values, or there are too many points.
    """
    if not grid:
        raise UsageError("give at least one --set PATH=VALUES, as --set fire_units.0.launchers=1..16")
    for path, values in grid.items():
        if not values:
            raise UsageError(f"set {path}: has no values")
    count = math.prod(len(values) for values in grid.values())
    if count > POINTS_MAX:
        raise UsageError(f"the grid has {count} points, at most {POINTS_MAX} are computed; set fewer values")
    return [dict(zip(grid, chosen, strict=True)) for chosen in product(*grid.values())]


def sweep_points(
    scenario: Scenario,
    catalogue: Catalogue,
    grid: Grid,
    *,
    terrain: Heightfield | None = None,
    executor: Executor | None = None,
    goal: Goal | None = None,
    keep_on_stop: bool = False,
    tick: Callable[[], object] = lambda: None,
) -> list[SweepPoint]:
    """Return a point for every combination of a grid's values.

    A raid has the same seed, world and replication at every point, and every draw is keyed by its own name,
    so that points differ by what was set alone. What does not depend on the settings is compiled once.

    Parameters
    ----------
    scenario, catalogue
        What is swept; its study says how much is computed at each point.
    grid
        Values by path, see ``skykeep.scenario.settings``.
    terrain
        Ground in place of the scenario's.
    executor
        Who does the work; never changes a number.
    goal
        When enough worlds are played for all points; those of the study are then the limit.
    keep_on_stop
        Whether Ctrl-C ends the sweep with the points that are finished, if there are any, instead of with
        ``KeyboardInterrupt``.
    tick
        Called after each point.

    Raises
    ------
    SkykeepError
        If a path or a value is not possible; every point is checked before the first is computed.
    """
    wanted = [(point, *apply_settings(scenario, catalogue, point)) for point in grid_points(grid)]
    cache, stopping = process_cache(), {}
    if goal is not None:
        cases = [prepare(changed, facts, terrain=terrain, cache=cache).case for _, changed, facts in wanted]
        stopped = enough_worlds(cases, scenario.study, goal, executor=executor)
        wanted = [(point, with_worlds(each, stopped.worlds), facts) for point, each, facts in wanted]
        stopping = stopped.as_row()
    first: I64 | None = None
    found: list[SweepPoint] = []
    try:
        for point, changed, facts in wanted:
            ready = prepare(changed, facts, terrain=terrain, cache=cache, settings=point, stopping=stopping)
            raids, summary = run_in_memory(ready.case, ready.facts, executor=executor)
            shape = (changed.study.worlds, changed.study.replications)
            leakers = numbers_of(raids["leakers"]).astype(np.int64).reshape(shape)
            first = leakers if first is None else first
            change = _change(leakers, first)
            found.append(SweepPoint(settings=point, summary=summary, leakers_change=change))
            tick()
    except KeyboardInterrupt:
        if not keep_on_stop or not found:
            raise
    return found


def _change(leakers: I64, first: I64) -> dict[str, Any]:
    """Return the mean of the paired difference and how well it is computed; empty if raids have no pairs."""
    if leakers.shape != first.shape:
        return {}
    row = estimate_outcome(leakers - first).as_row()
    return {"mean": row["mean"], "mc_error_90": row["mc_error_90"]}
