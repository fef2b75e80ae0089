"""Options that commands share are declared once, and every study takes them alike."""

import re
from dataclasses import dataclass
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from skykeep.cli._app import app
from skykeep.cli._groups import with_groups

STUDIES = ("run", "sweep", "saturate", "stress", "claim", "compare", "cost", "sensitivity", "backtest")
PLACES = ("place", "sovereignty", "assign", "brief")
SHARED = ("--seed", "--jobs", "--extra", "--out", "--json", "--quiet")


@dataclass(frozen=True, kw_only=True)
class Colour:
    """A group of two options."""

    red: Annotated[int, typer.Option("--red", min=0, max=9, help="How red.")] = 1
    dark: Annotated[bool, typer.Option("--dark")] = False


def painted() -> typer.Typer:
    """Return a program of one command that takes a group."""
    program = typer.Typer()

    @program.command()
    @with_groups
    def paint(
        what: Annotated[str, typer.Argument()],
        coats: Annotated[int, typer.Option("--coats")] = 2,
        *,
        colour: Colour,
    ) -> None:
        """Paint something."""
        typer.echo(f"{what} {coats} {colour}")

    return program


def test_a_command_gets_its_group_as_one_object() -> None:
    said = CliRunner().invoke(painted(), ["wall", "--red", "3", "--coats", "1"]).output

    assert said == f"wall 1 {Colour(red=3)}\n"


def test_options_of_a_group_are_checked_and_helped_like_others() -> None:
    refused = CliRunner().invoke(painted(), ["wall", "--red", "10"])
    told = CliRunner().invoke(painted(), ["--help"], env={"COLUMNS": "100"}).output

    assert refused.exit_code == 2
    assert "Paint something." in told
    assert told.index("--coats") < told.index("--red") < told.index("--dark")
    assert "How red." in told


@pytest.mark.parametrize("command", [*STUDIES, *PLACES])
def test_every_study_takes_what_studies_share_in_the_same_order(command: str) -> None:
    told = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "100"}).output
    places = [
        re.search(rf"^  (-\w, )?{option}\b", told.partition("Options:")[2], re.MULTILINE) for option in SHARED
    ]

    assert None not in places
    assert places == sorted(places, key=lambda place: place.start())
