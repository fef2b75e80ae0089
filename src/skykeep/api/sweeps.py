"""``skykeep.sweep``: one scenario at many settings, as a frozen result with a table and a plot."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from skykeep.catalogue import Catalogue
from skykeep.engine.schemas import field
from skykeep.model import Scenario

from .estimate_columns import estimate_columns
from .executing import executor_of
from .inputs import (
    catalogue_of,
    design_not_used,
    ground_of,
    on_ground,
    scenario_of,
    with_independent_worlds,
    with_study,
)
from .kinds import refuses_wrong_kinds
from .options import WORLDS_LIMIT
from .records import Estimate, Record
from .settings import Settings, grid_of
from .tabled import Tabled
from .tables import Table

if TYPE_CHECKING:
    from skykeep.terrain import Heightfield

__all__ = ["Point", "Sweep", "sweep"]

SUMMARY_KEYS = (
    "leakers",
    "stopped_share",
    "killed",
    "p_no_leaker",
    "ledger",
    "ledger_mc_error_90",
    "rounds_fired",
    "rounds_left",
    "rounds_loaded",
    "threats_launched",
    "decoys_launched",
)
"""What a point repeats of the summary of its run."""
ESTIMATES = ("leakers", "stopped_share", "killed", "p_no_leaker", "rounds_fired", "rounds_left")


class Point(Record):
    """One point of a sweep: what was ``settings``, and what came of it."""

    __slots__ = ()

    settings: Record
    leakers: Estimate
    stopped_share: Estimate
    killed: Estimate
    p_no_leaker: Estimate
    ledger: Record
    leakers_change: Record


class Sweep(Tabled):
    """One scenario at many settings: ``points``, a ``table`` of them, and ``plot(path)``.

    ``leakers_change`` of a point is the mean difference to the first point, raid by raid with the same luck:
    its ``mc_error_90`` says how well that difference is computed.
    """

    __slots__ = ()

    points: tuple[Point, ...]
    swept: Record
    state: str
    points_asked: int
    worlds: int
    replications: int
    seed: int
    view: str

    def __repr__(self) -> str:
        over = " x ".join(f"{len(values)} of {path}" for path, values in self.swept.items())
        return f"<Sweep of {self['scenario'].id}: {len(self.points)} points, {over}>"

    @property
    def table(self) -> Table:
        """One row for each point: settings, then every measure with its intervals."""
        return _table(self.to_json())

    def plot(self, path: Path | str, *, measure: str = "leakers") -> Path:
        """Draw a measure over the first setting, a line for each value of the others, and return the path.

        Luck and ignorance are drawn as different marks: they are different doubts and never one band.

        Parameters
        ----------
        path
            File to write; its name ends in .png, .svg or .pdf.
        measure
            ``leakers``, ``stopped_share``, ``killed``, ``p_no_leaker``, ``rounds_fired`` or ``rounds_left``.

        Raises
        ------
        UsageError
            If the name ends in something else, or there is no such measure.
        ModuleNotFoundError
            If matplotlib (the ``report`` extra) is not installed.
        """
        from skykeep.report.sweep_chart import write_sweep_chart

        return write_sweep_chart(self.to_json(), Path(path), measure=measure)


@refuses_wrong_kinds
def sweep(
    scenario: Scenario | Path | str,
    set: Settings,
    *,
    worlds: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    view: str | None = None,
    until: str | float | None = None,
    jobs: int | None = None,
    executor: Any = None,
    scheduler: str | None = None,
    catalogue: Catalogue | Path | str | None = None,
    terrain: Heightfield | Path | str | None = None,
    keep_on_stop: bool = False,
    tick: Callable[[], object] = lambda: None,
) -> Sweep:
    """Return what a raid does to a defence at every combination of some settings.

    All points share their luck and the draws of what is not set, so that they differ by the settings alone.

    Parameters
    ----------
    scenario
        Path of a scenario file, name of a shipped one, or a ``Scenario``.
    set
        Values by path, as ``{"fire_units.0.launchers": range(1, 17)}``, or text as on the command line,
        ``"fire_units.0.launchers=1..16"`` or a list of such texts. A path is that of a key in a scenario;
        ``doctrine.KEY`` holds for every fire unit, ``raid.count`` scales the raid, ``kill_p.CLASS`` fixes the
        kill figures against a threat class, ``figures.ID`` one figure of the catalogue.
    worlds, replications, seed, view
        As in ``skykeep.run``; by default what the scenario says.
    until
        As in ``skykeep.run``, for every point; ``"order"`` adds worlds until each point is told from the next
        in the order of their leakers.
    jobs
        Workers, all cores by default; never changes a result.
    executor, scheduler
        Who does the work: ``threads`` (the default), ``processes``, or ``dask`` with the address of a
        scheduler; never changes a result. See ``skykeep.api.executing.executor_of``.
    catalogue
        A catalogue, or a system file or folder of your own to be read beside the shipped one.
    terrain
        Ground in place of the scenario's: an object, ``shipped``, ``flat`` or a path.
    keep_on_stop
        Whether Ctrl-C gives the points that are finished, with ``state`` ``partial``, instead of raising.
    tick
        Called after each point.

    Raises
    ------
    SkykeepError
        If a path leads nowhere, with the nearest that leads somewhere; or a value is not possible.

    Examples
    --------
    >>> found = sweep(
    ...     "iraq-baghdad-s300pmu2-cruise", "raid.count=4,8", worlds=2, replications=2, seed=1
    ... )
    >>> [point.threats_launched for point in found.points]
    [4, 8]
    """
    from skykeep.study.stopping import parse_goal
    from skykeep.study.sweep import sweep_points

    goal = None if until is None else parse_goal(until)
    worlds = WORLDS_LIMIT if worlds is None and goal is not None else worlds
    facts = catalogue_of(catalogue)
    asked = with_study(
        scenario_of(scenario, facts), worlds=worlds, replications=replications, seed=seed, view=view
    )
    unused_design = asked.study.design
    asked, ground = on_ground(with_independent_worlds(asked), ground_of(terrain))
    grid = grid_of(set)
    points = sweep_points(
        asked,
        facts,
        grid,
        terrain=ground,
        executor=executor_of(jobs, executor, scheduler),
        goal=goal,
        keep_on_stop=keep_on_stop,
        tick=tick,
    )
    wanted = math.prod(len(values) for values in grid.values())
    first = points[0].summary
    study = asked.study
    return Sweep(
        {
            "scenario": {"id": asked.id, "name": asked.name},
            "swept": {path: list(values) for path, values in grid.items()},
            "points": [
                Point(
                    {"settings": dict(point.settings)}
                    | {name: point.summary[name] for name in SUMMARY_KEYS}
                    | {"leakers_change": dict(point.leakers_change)}
                )
                for point in points
            ],
            "state": "complete" if len(points) == wanted else "partial",
            "points_asked": wanted,
            "worlds": first["worlds"],
            "replications": study.replications,
            "seed": study.seed,
            "view": study.view,
            "terrain": first["terrain"],
            "rests_on": first["rests_on"],
            "warnings": [
                *(entry for entry in first["warnings"] if entry["name"] != "settings"),
                *design_not_used(unused_design),
            ],
            "results_version": first["results_version"],
            **({"stopping": first["stopping"]} if goal is not None else {}),
        }
    )


def _table(plain: dict[str, Any]) -> Table:
    """Return one row for each point; a setting keeps its path as the name of its column."""
    points = plain["points"]
    columns: dict[str, tuple[Any, str]] = {}
    for path in plain["swept"]:
        values = [point["settings"][path] for point in points]
        columns[path] = (pa.array(_alike(values)), "setting")
    for name in ESTIMATES:
        for part, values in estimate_columns([point[name] for point in points]).items():
            columns[f"{name}_{part}"] = (pa.array(values, pa.float64()), f"{part} of {name}")
    for part, values in estimate_columns([point["leakers_change"] for point in points]).items():
        words = f"{part} of the difference in leakers to the first point, raid by raid"
        columns[f"leakers_change_{part}"] = (pa.array(values, pa.float64()), words)
    for reason in points[0]["ledger"]:
        values = [point["ledger"][reason] for point in points]
        columns[f"ledger_{reason}"] = (pa.array(values, pa.float64()), f"mean leakers: {reason}")
    columns["threats_launched"] = (
        pa.array([point["threats_launched"] for point in points], pa.int32()),
        "real threats of the raid",
    )
    schema = pa.schema(
        [field(name, found.type, "1", words, nullable=True) for name, (found, words) in columns.items()]
    )
    return Table(pa.Table.from_arrays([found for found, _ in columns.values()], schema=schema))


def _alike(values: list[Any]) -> list[Any]:
    """Return values of one type: whole numbers beside broken ones become these, anything else text."""
    kinds = {type(value) for value in values}
    if len(kinds) <= 1:
        return values
    return [float(value) for value in values] if kinds <= {int, float} else list(map(str, values))
