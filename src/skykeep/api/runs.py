"""``skykeep.run``: what a raid does to a defence, as a frozen result with its tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from skykeep.catalogue import Catalogue
from skykeep.errors import UsageError
from skykeep.model import Scenario
from skykeep.scenario.settings import apply_settings
from skykeep.study.run_folder import refuse_folder

from .executing import executor_of
from .inputs import (
    catalogue_of,
    goal_of_means,
    ground_of,
    on_ground,
    scenario_of,
    with_design,
    with_losses,
    with_study,
)
from .kinds import refuses_wrong_kinds
from .options import WORLDS_LIMIT
from .playing import Existing, play_into
from .records import Estimate, Record
from .run_folders import Given, run_record, with_stopping
from .settings import Settings, settings_of
from .tables import Table

if TYPE_CHECKING:
    from skykeep.study.montecarlo import RunTables
    from skykeep.terrain import Heightfield

    from .replays import Replay
    from .whys import Why

__all__ = ["Run", "run"]

_TABLES = ("raids", "threats", "worlds")


class Run(Record):
    """What a raid does to a defence: every measure of ``skykeep run --json`` as an attribute, and the tables.

    Measures such as ``leakers`` and ``rounds_fired`` are estimates with their intervals; ``ledger`` is the
    mean number of leakers by reason.
    """

    __slots__ = ("_given", "_tables")

    leakers: Estimate
    killed: Estimate
    stopped_share: Estimate
    p_no_leaker: Estimate
    rounds_fired: Estimate
    rounds_left: Estimate
    ledger: Record
    leakage: Record
    question: str
    threats_launched: int
    replications: int
    seed: int
    view: str
    state: str

    def __init__(
        self,
        summary: Mapping[str, Any],
        tables: RunTables | Path,
        given: Given,
    ) -> None:
        super().__init__(summary)
        object.__setattr__(self, "_tables", tables)
        object.__setattr__(self, "_given", given)

    def __repr__(self) -> str:
        return (
            f"<Run of {self['scenario'].id}: {self['worlds']} worlds x {self['replications']} raids, "
            f"{self.leakers.mean:.2f} of {self.threats_launched} threats leak on the mean>"
        )

    def __reduce__(self) -> Any:
        raise TypeError("a run is not pickled: save(folder) keeps it, and Run.read(folder) gives it back")

    @classmethod
    def read(cls, folder: Path | str) -> Run:
        """Return the run that a run folder holds, complete or not.

        Raises
        ------
        UsageError
            If the folder holds no run.
        """
        from .run_folders import read_folder

        summary, given = read_folder(Path(folder))
        return cls(summary, Path(folder), given)

    @property
    def scenario_object(self) -> Scenario:
        """The scenario that was run, with its study."""
        scenario: Scenario = self._given.scenario
        return scenario

    @property
    def raids(self) -> Table:
        """One row for each raid, in order of (world, replication)."""
        return self._table("raids")

    @property
    def threats(self) -> Table:
        """One row for each threat of each raid: outcome, reason, shots, times."""
        return self._table("threats")

    @property
    def worlds_table(self) -> Table:
        """One row for each world: the value drawn for each figure that can move the outcome."""
        return self._table("worlds")

    def _table(self, name: str) -> Table:
        """Return a table from memory or from the run folder."""
        if not isinstance(self._tables, Path):
            return Table(getattr(self._tables, name))
        import pyarrow.parquet as pq

        return Table(pq.ParquetFile(self._tables / f"{name}.parquet").read(use_threads=False))

    def save(
        self,
        folder: Path | str,
        *,
        existing: Literal["refuse", "replace"] = "refuse",
        language: str = "en",
    ) -> Path:
        """Write the run folder that ``skykeep run --out`` would write, or one page in a language, ``en`` or
        ``ar``, where the name ends in ``.html``, and return its path.

        Raises
        ------
        UsageError
            If the folder is not empty and shall not be replaced, or no page speaks the language.
        ExportError
            If a file cannot be written, or a page is asked for and matplotlib is not installed.
        """
        from skykeep.study.montecarlo import RunTables, write_tables

        from .run_pages import write_run_page

        folder = Path(folder)
        if folder.suffix == ".html" and not folder.is_dir():
            return write_run_page(self, folder, language=language)
        refuse_folder(folder, existing)
        tables = self._tables
        if isinstance(tables, Path):
            tables = RunTables(
                **{name: self._table(name).to_arrow() for name in _TABLES}, summary=self.to_json()
            )
        given: Given = self._given
        write_tables(tables, given.compiled().facts, folder, existing=existing, record=given.record)
        return folder

    def replay(self, *, world: int, replication: int) -> Replay:
        """Return one raid of this run told threat by threat.

        Raises
        ------
        UsageError
            If the run has no such raid.
        """
        from .replays import replay_given

        return replay_given(self._given, world, replication)

    def why(self, threat: str, *, raid: tuple[int, int] | None = None) -> Why:
        """Return why a threat of this run was not shot at, or how it was stopped, see ``skykeep.why``.

        Raises
        ------
        UsageError
            If the run has no such threat or raid.
        """
        from .whys import why_given

        return why_given(self._given, self.threats, self.view, threat, raid)

    def _repr_html_(self) -> str:
        from .html import run_html

        return run_html(self)


@refuses_wrong_kinds
def run(
    scenario: Scenario | Path | str,
    *,
    worlds: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    view: str | None = None,
    set: Settings | None = None,
    lost: Sequence[str] | str = (),
    until: str | float | None = None,
    design: str | None = None,
    jobs: int | None = None,
    executor: Any = None,
    scheduler: str | None = None,
    out: Path | str | None = None,
    existing: Existing = "refuse",
    catalogue: Catalogue | Path | str | None = None,
    terrain: Heightfield | Path | str | None = None,
    tick: Callable[[int], object] = int,
    watch: Callable[[Mapping[str, Any]], object] | None = None,
) -> Run:
    """Return what a raid does to a defence: who leaks and why, in many worlds.

    The numbers are those of ``skykeep run --json`` with the same scenario, seed, worlds, replications and
    view, to the last digit, whatever ``jobs`` is.

    Parameters
    ----------
    scenario
        Path of a scenario file, name of a shipped one, or a ``Scenario``.
    worlds
        Joint draws of the public figures, 1 to 1,000,000; by default what the scenario says.
    replications
        Raids in each world, likewise.
    seed
        Seed of every random draw.
    view
        ``balanced`` draws the figures, ``brochure`` and ``sceptic`` take one end of each.
    set
        Numbers of the scenario by their path, as ``{"fire_units.0.launchers": 4}`` or
        ``"doctrine.salvo_size=1"``, see ``skykeep.sweep``.
    lost
        Nodes of the defence that are out of action from the start, as ``["unit-1/76n6"]``, see
        ``skykeep.stress``.
    until
        Half-width of mean leakers at which no more worlds are added: ``0.5``, ``"5%"`` or both; ``worlds``
        is then the limit, 2000 by default.
    design
        ``independent`` worlds, or ``sobol``: 8 times a power of two, spread evenly over what figures allow.
    jobs, executor, scheduler
        Who does the work, see ``skykeep.api.executing.executor_of``: threads on all cores by default; never
        changes a result.
    out
        Run folder to write; by default everything stays in memory.
    existing
        What to do where ``out`` is not empty: ``refuse``, ``resume`` (go on with what is finished) or
        ``replace``.
    catalogue
        A catalogue, or a system file or folder of your own to be read beside the shipped one.
    terrain
        Ground in place of the scenario's: an object, ``shipped``, ``flat`` or a path.
    tick
        Called with the number of worlds that have just been finished; from any thread.
    watch
        Called with raids as they end and how the answer stands so far, see
        ``skykeep.api.raids_so_far.RaidsSoFar``; not with ``out``.

    Raises
    ------
    SkykeepError
        With the command line's own words, if anything asked for is not there or out of range.

    Examples
    --------
    >>> found = run("iraq-baghdad-s300pmu2-cruise", worlds=2, replications=2, seed=1)
    >>> found.threats_launched
    24
    """
    shelf = catalogue_of(catalogue)
    base, settings = with_losses(scenario_of(scenario, shelf), lost, shelf), settings_of(set)
    asked, facts = apply_settings(base, shelf, settings)
    goal = None if until is None else goal_of_means(until)
    worlds = WORLDS_LIMIT if worlds is None and goal is not None else worlds
    asked = with_study(asked, worlds=worlds, replications=replications, seed=seed, view=view)
    asked = replace(asked, study=with_design(asked.study, design, until=until))
    asked, ground = on_ground(asked, ground_of(terrain))
    who = executor_of(jobs, executor, scheduler)
    name = scenario.id if isinstance(scenario, Scenario) else str(scenario)
    extra = catalogue if isinstance(catalogue, str | Path) else None
    asked_of = replace(base, study=asked.study, terrain=asked.terrain)
    record = run_record(name, asked_of, shelf, extra=extra, settings=settings)
    given = Given(scenario=asked, catalogue=facts, settings=settings, record=record)
    if out is not None:
        if watch is not None:
            raise UsageError("watch: raids are watched where they stay in memory; give no out")
        folder = Path(out)
        prepared, result = play_into(
            asked,
            facts,
            folder,
            existing=existing,
            executor=who,
            record=record,
            terrain=ground,
            settings=settings,
            goal=goal,
            tick=tick,
        )
        if result.interrupted or result.summary is None:
            raise KeyboardInterrupt(
                f"{result.worlds_finished} of {prepared.facts.plan.worlds} worlds are finished and kept in "
                f'{folder}; go on with existing="resume"'
            )
        given.scenario = prepared.compiled.scenario
        given.prepared = prepared
        return Run(result.summary, folder, given)
    from skykeep.compiler.cache import process_cache
    from skykeep.study.enough import enough_worlds, with_worlds
    from skykeep.study.montecarlo import tables_in_memory
    from skykeep.study.one_at_a_time import compile_corners
    from skykeep.study.prepare import prepare

    from .raids_so_far import watched_raids

    cache = process_cache()
    prepared = prepare(asked, facts, terrain=ground, cache=cache, settings=settings)
    if goal is not None:
        stopped = enough_worlds([prepared.case], asked.study, goal, executor=who)
        asked, stopping = with_worlds(asked, stopped.worlds), stopped.as_row()
        prepared = prepare(asked, facts, terrain=ground, cache=cache, settings=settings, stopping=stopping)
        given.scenario, given.record = asked, with_stopping(record, stopping)
    given.prepared = prepared
    corners = compile_corners(asked, facts, terrain=ground, cache=cache)
    tables = tables_in_memory(
        prepared.case,
        prepared.facts,
        executor=who,
        corners=corners,
        tick=tick,
        played=None if watch is None else watched_raids(prepared.facts, watch),
    )
    return Run(tables.summary, tables, given)
