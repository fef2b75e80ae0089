"""Plays a scenario into a run folder: what ``skykeep.run(out=)`` and ``skykeep run`` share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from skykeep.catalogue import Catalogue
from skykeep.errors import UsageError
from skykeep.model import Scenario
from skykeep.scenario.setting_values import Value
from skykeep.study.run_folder import refuse_folder

from .run_folders import with_stopping

if TYPE_CHECKING:
    from skykeep.study.executors import Executor
    from skykeep.study.montecarlo import RunResult
    from skykeep.study.prepare import Prepared
    from skykeep.study.stopping import Goal
    from skykeep.terrain import Heightfield

__all__ = ["Existing", "play_into"]

Existing = Literal["refuse", "resume", "replace"]


def play_into(
    scenario: Scenario,
    catalogue: Catalogue,
    folder: Path,
    *,
    existing: Existing,
    executor: Executor,
    record: Mapping[str, Any],
    terrain: Heightfield | None = None,
    settings: Mapping[str, Value] = MappingProxyType({}),
    goal: Goal | None = None,
    stopping: Mapping[str, Any] = MappingProxyType({}),
    compiled: Callable[[], object] = lambda: None,
    tick: Callable[[int], object] = int,
    counted: Callable[[dict[str, Any]], object] | None = None,
) -> tuple[Prepared, RunResult]:
    """Return the prepared scenario and the result of playing it into a run folder; Ctrl-C keeps what is
    finished.

    Parameters
    ----------
    scenario, catalogue, terrain
        What is played; its study says how much.
    folder, existing, record
        The run folder, what to do if it is not empty, and more entries for its ``run.json``.
    executor
        Who does the work.
    settings
        What was set in scenario and catalogue before, by path: the answer says so.
    goal
        When enough worlds are played; those of the study are then the limit.
    stopping
        How the number of worlds was found before, where a run is gone on with.
    compiled
        Called when the scenario is compiled and the kernels of raids are needed next.
    tick
        Called with the number of worlds that have just been finished; from any thread.
    counted
        Called with the summary of all raids, before others are played for what would change it.

    Raises
    ------
    SkykeepError
        If the folder is refused, the scenario cannot be compiled, or a file cannot be written.
    """
    if existing not in ("refuse", "resume", "replace"):
        raise UsageError(f"existing {existing!r}: must be refuse, resume or replace")
    refuse_folder(folder, existing)
    from skykeep.compiler.cache import process_cache
    from skykeep.compiler.scenario import compile_scenario

    cache = process_cache()
    case = compile_scenario(scenario, catalogue, terrain=terrain, cache=cache)
    compiled()
    from skykeep.study.causes import DRAWN_VIEW
    from skykeep.study.enough import enough_worlds, with_worlds
    from skykeep.study.montecarlo import run_into_folder
    from skykeep.study.one_at_a_time import compile_corners
    from skykeep.study.prepare import prepare

    if goal is not None:
        stopped = enough_worlds([case.case], scenario.study, goal, executor=executor)
        scenario, stopping = with_worlds(scenario, stopped.worlds), stopped.as_row()
        case = compile_scenario(scenario, catalogue, terrain=terrain, cache=cache)
    prepared = prepare(scenario, catalogue, compiled=case, settings=settings, stopping=stopping)
    corners = partial(compile_corners, scenario, catalogue, terrain=terrain, cache=cache)
    return prepared, run_into_folder(
        prepared.case,
        prepared.facts,
        folder,
        executor=executor,
        existing=existing,
        record=with_stopping(record, stopping),
        corners=corners if scenario.study.view == DRAWN_VIEW else None,
        tick=tick,
        counted=counted,
    )
