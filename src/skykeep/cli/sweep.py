"""``skykeep sweep``: one scenario at many settings, with the same luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skykeep.errors import UsageError

from ._answer_files import CHARTS, TABLES, answer_target
from ._common import json_text, make_room, note, out_console, print_json, progress, write_text
from ._groups import with_groups
from ._guard import EXIT_INTERRUPTED
from ._options import StudyOptions, ViewOption, replications_option, worlds_option
from ._tables import print_table

if TYPE_CHECKING:
    from skykeep.api.sweeps import Sweep

__all__ = ["SetOption", "sweep"]

SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUES",
        help="Number of the scenario by its path: fire_units.0.launchers=1..16, doctrine.salvo_size=1,2,4, "
        "raid.count=5..100:20, kill_p.CLASS=0.3..0.9:7. Several make the grid of all combinations.",
    ),
]


@with_groups
def sweep(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Scenario file or shipped name.")],
    given: SetOption = None,
    list_paths: Annotated[
        bool, typer.Option("--list", help="List every path that can be set, and compute nothing.")
    ] = False,
    worlds: Annotated[int | None, worlds_option("those of the scenario by default")] = None,
    replications: Annotated[int | None, replications_option("those of the scenario by default")] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar="HALF_WIDTH",
            help="Add worlds, up to --worlds (2000 by default), until the mean leakers of every point are "
            "computed to within 0.5 leakers, 5% of the mean, 0.5,5% for whichever is more; or order: until "
            "each point is told from the next.",
        ),
    ] = None,
    measure: Annotated[str, typer.Option("--measure", help="What a chart shows.")] = "leakers",
    view: ViewOption = None,
    *,
    study: StudyOptions,
) -> None:
    """What would more launchers, another doctrine or a larger raid change?

    All points share their luck and the draws of what is not set. --out writes a table (.parquet, .csv), a
    chart (.png, .svg, .pdf), the JSON (.json), or a folder with all of them.
    """
    if list_paths:
        _list(scenario, study.extra, as_json=study.json)
        return
    from skykeep.api.settings import grid_of
    from skykeep.api.sweeps import sweep as swept
    from skykeep.study.sweep import grid_points

    target = answer_target(study.out)
    grid = grid_of(given)
    points = grid_points(grid)
    no_chart = "" if target is None else _no_chart(grid, target, measure)
    with progress("sweep", total=len(points), silent=study.silent) as bar:
        found = swept(
            scenario,
            given or [],
            worlds=worlds,
            replications=replications,
            view=view,
            until=until,
            **study.asked(),
            keep_on_stop=True,
            tick=bar.advance,
        )
    if target is not None:
        _write(found, target, measure, no_chart=no_chart, quiet=study.quiet)
    if study.json:
        print_json(found.to_json())
    else:
        _print(found)
    if found.state == "partial":
        note(f"stopped: {len(found.points)} of {found.points_asked} points are finished and shown")
        raise typer.Exit(EXIT_INTERRUPTED)


def _list(scenario: str, extra: Path | None, *, as_json: bool) -> None:
    """Print every path that can be set, with its value now and its meaning."""
    from dataclasses import asdict

    from skykeep.api.inputs import load_scenario
    from skykeep.catalogue import load_catalogue
    from skykeep.scenario.settings import setting_paths
    from skykeep.study.prepare import figures_that_count

    catalogue = load_catalogue(extra)
    read = load_scenario(scenario, catalogue=catalogue)
    found = list(setting_paths(read, catalogue, counting=set(figures_that_count(read, catalogue))))
    if as_json:
        print_json({"paths": [asdict(setting) for setting in found]})
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("path", "now", "meaning"):
        table.add_column(name, overflow="fold")
    for setting in found:
        table.add_row(*map(Text, (setting.path, _shown(setting.now), setting.meaning)))
    out_console().print(table)


def _shown(value: Any) -> str:
    """Return a value of a setting as text, nothing for None."""
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _no_chart(grid: Mapping[str, Sequence[Any]], target: Path, measure: str) -> str:
    """Return why no chart can be drawn beside the tables of a folder, empty if one can; a chart alone is
    refused before anything is computed.
    """
    if target.suffix in (*TABLES, ".json"):
        return ""
    from skykeep.report.sweep_chart import MEASURES, check_chart

    try:
        check_chart(grid, measure=measure)
    except UsageError as error:
        if target.suffix in CHARTS or measure not in MEASURES:
            raise
        return str(error)
    return ""


def _write(found: Sweep, target: Path, measure: str, *, no_chart: str, quiet: bool) -> None:
    """Write one file, or all of them into a folder."""
    make_room(target)
    if target.suffix == ".json":
        write_text(target, json_text(found.to_json()))
    elif target.suffix in TABLES:
        found.table.save(target)
    elif target.suffix in CHARTS:
        found.plot(target, measure=measure)
    else:
        target.mkdir(parents=True, exist_ok=True)
        write_text(target / "sweep.json", json_text(found.to_json()))
        found.table.save(target / "sweep.parquet")
        if no_chart:
            note(f"no chart was drawn: {no_chart}", quiet=quiet)
            return
        try:
            found.plot(target / "sweep.png", measure=measure)
        except ModuleNotFoundError:
            note("no chart was drawn: pip install 'skykeep[report]' for matplotlib", quiet=quiet)
    note(f"wrote {target}", quiet=quiet)


def _print(found: Sweep) -> None:
    """Print one line for each point: what was set, leakers with their doubts, and what was stopped."""
    from skykeep.report.run_words import interval_cells

    rows = []
    for point in found.points:
        plain = point.to_json()
        settings = map(_shown, plain["settings"].values())
        change = plain["leakers_change"]
        cells = interval_cells(plain["leakers"], digits=1, most=plain["threats_launched"])
        moved = "" if not change else f"{change['mean']:+.1f}"
        stopped = f"{100 * plain['stopped_share']['mean']:.0f} %"
        rows.append((*settings, *cells, moved, stopped))
    console = out_console()
    console.print(found["scenario"].name, style="bold", markup=False)
    headings = (*found.swept, "leakers", "computed", "one raid", "figures", "in all", "change", "stopped")
    print_table(headings, rows, words=())
    console.print(
        "90 % intervals. Computed: how well the mean is computed. One raid: its luck in the median world. "
        "Figures: how far public figures let the expectation range; what is set has no doubt of its own. "
        "Change: in leakers, to the first line, raid by raid with the same luck.",
        style="dim",
        markup=False,
    )
    if why := found.points[0].leakers.get("ignorance_note"):
        console.print(f"-: no interval, for there are {why}.", style="dim", markup=False)
    for warning in found.to_json()["warnings"]:
        console.print(warning["text"], style="dim", markup=False)
    if "stopping" in found:
        from skykeep.report.saturation_words import stopping_sentence

        console.print(
            stopping_sentence(found.to_json()["stopping"], found.replications), style="dim", markup=False
        )
    console.print(
        f"Seed {found.seed}, {found.worlds} worlds x {found.replications} raids at each point.",
        style="dim",
        markup=False,
    )
