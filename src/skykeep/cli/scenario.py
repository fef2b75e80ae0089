"""``skykeep scenario``: new files to start from, a check, and what a file says in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skykeep.errors import UsageError

from ._common import checked, file_to_write, json_text, note, out_console, print_json, print_valid, write_text
from ._help import HelpGroup
from ._options import ExtraOption, IdleQuietOption, JsonOption, QuietOption

if TYPE_CHECKING:
    from skykeep.model import Scenario

__all__ = ["app"]

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
    from skykeep.api.new_scenarios import new_scenario
    from skykeep.catalogue import load_catalogue
    from skykeep.scenario.file import scenario_schema
    from skykeep.scenario.template import SCHEMA_FILE

    file = file_to_write(file, "scenario.toml")
    if file.exists() and not force:
        raise UsageError(f"{file}: is there already; give another name, or --force to replace it")
    text = new_scenario(load_catalogue(extra), system=system, raid=raid, site=site)
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
    from skykeep.api.scenario_checks import check_scenario
    from skykeep.catalogue import load_catalogue
    from skykeep.scenario.file import read_scenario

    catalogue = load_catalogue(extra)
    with checked(file):
        scenario = read_scenario(file, catalogue=catalogue)
        remarks = check_scenario(scenario, catalogue, label=file)
    print_valid(file, scenario.id, remarks, as_json=as_json, quiet=quiet)


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
