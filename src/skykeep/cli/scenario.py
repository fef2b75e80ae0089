"""``skykeep scenario``: new files to start from, a check, and what a file says in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skykeep.errors import TerrainError, UsageError

from ._common import checked, file_to_write, json_text, note, out_console, print_json, print_valid, write_text
from ._help import HelpGroup
from ._options import ExtraOption, IdleQuietOption, JsonOption, QuietOption

if TYPE_CHECKING:
    from skykeep.model import Scenario

__all__ = ["app"]

NEAR_M = 1_000.0
"""Only the elevation tiles this near to a place are read to check it."""

app = typer.Typer(
    name="scenario", cls=HelpGroup, no_args_is_help=True, help="Write, check and describe scenario files."
)

FileArgument = Annotated[
    str, typer.Argument(metavar="FILE", help="Scenario file, or the name of a shipped one.")
]


@app.command()
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File to write.")],
    system: Annotated[str, typer.Option("--system", "-s", help="System of the fire unit.")] = "s-300pmu-2",
    raid: Annotated[str, typer.Option("--raid", help="Standard raid.")] = "cruise-24-one-axis",
    site: Annotated[
        str,
        typer.Option("--site", metavar="LAT,LON", help="Place defended, degrees; or a city, as Tripoli, LB."),
    ] = "Baghdad",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    extra: ExtraOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write a new scenario file with every key explained, and its JSON Schema for your editor beside it."""
    import re

    from skykeep.api.sites import site_of
    from skykeep.catalogue import load_catalogue
    from skykeep.scenario.file import scenario_schema
    from skykeep.scenario.template import SCHEMA_FILE, TemplatePlace, scenario_template
    from skykeep.terrain.gazetteer import folded

    file = file_to_write(file, "scenario.toml")
    if file.exists() and not force:
        raise UsageError(f"{file}: is there already; give another name, or --force to replace it")
    catalogue = load_catalogue(extra)
    where = site_of(site)
    place = TemplatePlace(
        id=re.sub("[^a-z0-9]+", "-", folded(where.name)).strip("-") or "place",
        name=where.name or f"{where.lat_deg:g}, {where.lon_deg:g}",
        lat_deg=where.lat_deg,
        lon_deg=where.lon_deg,
    )
    text = scenario_template(system=catalogue.system(system), raid=catalogue.raid(raid).id, place=place)
    write_text(file, text)
    schema = file.with_name(SCHEMA_FILE)
    write_text(schema, json_text(scenario_schema()))
    note(f"wrote {file} and {schema.name}; next: skykeep scenario describe {file}", quiet=quiet)
    if json:
        print_json({"file": file, "schema": schema})


@app.command()
def validate(
    file: FileArgument,
    extra: ExtraOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Check a scenario file, and that its places are on the ground it names; exit code 1 if something is
    wrong.
    """
    from skykeep.catalogue import load_catalogue
    from skykeep.scenario.file import read_scenario
    from skykeep.study.case_checks import check_paths
    from skykeep.study.case_remarks import scenario_remarks

    catalogue = load_catalogue(extra)
    with checked(file):
        scenario = read_scenario(file, catalogue=catalogue)
        _check_places(file, scenario)
        check_paths(scenario, catalogue)
    print_valid(file, scenario.id, scenario_remarks(scenario), as_json=as_json, quiet=quiet)


def _check_places(file: str, scenario: Scenario) -> None:
    """Refuse a fire unit or an aim that does not stand on the ground of the scenario."""
    from skykeep.terrain import choose_terrain
    from skykeep.terrain.profiles import site_altitude_m

    places = [(f"fire unit {unit.id!r}", unit.lat_deg, unit.lon_deg) for unit in scenario.fire_units]
    aims = [asset for asset in scenario.assets if asset.id == scenario.aim]
    places += [(f"asset {asset.id!r}", asset.lat_deg, asset.lon_deg) for asset in aims]
    for name, lat_deg, lon_deg in places:
        try:
            ground = choose_terrain(
                scenario.terrain.source, lat_deg=lat_deg, lon_deg=lon_deg, radius_m=NEAR_M
            )
            site_altitude_m(ground, lat_deg, lon_deg)
        except TerrainError as error:
            raise TerrainError(f"{file}: {name}: {error}") from None


@app.command()
def describe(
    file: FileArgument,
    extra: ExtraOption = None,
    as_json: JsonOption = False,
    quiet: IdleQuietOption = False,
) -> None:
    """Say in plain words what a scenario asks, and what each part of it rests on."""
    del quiet
    from skykeep.api.descriptions import describe as description
    from skykeep.api.inputs import load_scenario
    from skykeep.catalogue import load_catalogue

    catalogue = load_catalogue(extra)
    scenario = load_scenario(file, catalogue=catalogue)
    found = description(scenario, catalogue=catalogue)
    if as_json:
        print_json(found.to_json())
        return
    _print_words(scenario, found.sentences)
    _print_table([(row.about, row.value, row.source) for row in found.statements])


def _print_words(scenario: Scenario, sentences: tuple[str, ...]) -> None:
    """Print title, description and sentences."""
    console = out_console()
    console.print(scenario.name, style="bold", markup=False)
    for paragraph in (scenario.description, " ".join(sentences)):
        if paragraph:
            console.print(paragraph, markup=False)


def _print_table(rows: list[tuple[str, str, str]]) -> None:
    """Print the table of statements."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD)
    for name in ("about", "what", "rests on"):
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out_console().print(table)
