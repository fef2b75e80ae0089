"""``skykeep sovereignty``: who flies in unseen, unknown, or out of reach?"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ._common import out_console, print_whole
from ._groups import with_groups
from ._options import StudyOptions, replications_option, worlds_option
from ._study import answer_study, print_dim, print_title

if TYPE_CHECKING:
    from skykeep.api.sovereignties import Sovereignty

__all__ = ["sovereignty"]


@with_groups
def sovereignty(
    target: Annotated[
        str, typer.Argument(metavar="SCENARIO|CASE", help="Scenario or case: a file or a shipped name.")
    ],
    classes: Annotated[
        list[str] | None,
        typer.Option("--class", metavar="CLASS", help="Threat class that intrudes; several by repeating it."),
    ] = None,
    heights: Annotated[
        str | None, typer.Option("--heights", metavar="METRES", help="Heights with commas, as 500,3000.")
    ] = None,
    speeds: Annotated[
        str | None, typer.Option("--speeds", metavar="MPS", help="Speeds in m/s with commas, as 150,250.")
    ] = None,
    bearings: Annotated[
        int, typer.Option("--bearings", min=1, max=36, help="Regular lines to each place.")
    ] = 8,
    corridors: Annotated[
        Path | None, typer.Option("--corridors", metavar="FILE", help="File of lines in their place.")
    ] = None,
    eyes: Annotated[
        bool, typer.Option("--eyes/--no-eyes", help="Whether neighbours' radars and an aircraft are added.")
    ] = True,
    option: Annotated[
        list[str] | None,
        typer.Option("--option", metavar="ID", help="Option of a case; several by repeating it."),
    ] = None,
    worlds: Annotated[int | None, worlds_option("60 by default")] = None,
    replications: Annotated[int | None, replications_option("4 by default")] = None,
    *,
    study: StudyOptions,
) -> None:
    """What of intrusions is seen, identified, and engageable under rules of engagement?

    One intruder at a time flies along stated straight lines from the border to what is defended. --out writes
    a table (.parquet, .csv), a chart (.svg, .png, .pdf), the JSON (.json), or a folder with all.
    """
    from skykeep.api.sovereignties import CLASSES
    from skykeep.api.sovereignties import sovereignty as asked

    asked = partial(
        asked,
        target,
        classes=classes or CLASSES,
        heights=_numbers("--heights", heights),
        speeds=_numbers("--speeds", speeds),
        bearings=bearings,
        corridors=corridors,
        eyes=eyes,
        option=option or (),
        worlds=worlds,
        replications=replications,
    )
    answer_study("sovereignty", "intrusions", asked, _print, study)


def _numbers(option: str, given: str | None) -> list[float] | None:
    """Return numbers with commas.

    Raises
    ------
    UsageError
        If one is no number.
    """
    from skykeep.errors import UsageError

    if given is None:
        return None
    try:
        return [float(each) for each in given.split(",")]
    except ValueError:
        raise UsageError(f"{option} {given}: must be numbers with commas, as 500,3000") from None


def _print(found: Sovereignty) -> None:
    """Print a table for each defence."""
    from skykeep.report.sovereignty_words import opening_sentences, rest_sentences

    plain = found.to_json()
    print_title(found)
    for sentence in opening_sentences(plain):
        out_console().print(sentence, markup=False)
    if len(plain["defences"]) > 1:
        _print_options(plain)
    else:
        for added in plain["defences"][0]["added"]:
            out_console().print()
            _print_added(added)
    out_console().print()
    print_dim(*rest_sentences(plain))


def _print_options(plain: dict[str, Any]) -> None:
    """Print a table for each intruder: the options below each other, and what was added once."""
    from rich.table import Table
    from rich.text import Text

    from skykeep.report.sovereignty_words import intrusion_cells, option_cells, option_columns

    whole = [each for each in plain["defences"] if len(each["added"]) == len(plain["defences"][0]["added"])]
    for place, row in enumerate(plain["defences"][0]["added"][0]["intrusions"]):
        out_console().print()
        out_console().print(intrusion_cells(row)[0], style="bold", markup=False)
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for words in option_columns(plain):
            table.add_column(words)
        for defence in whole:
            table.add_row(*map(Text, option_cells(defence, place)))
        print_whole(table, out_console())
    out_console().print()
    for added in plain["defences"][0]["added"][1:]:
        out_console().print(f"{added['id'].capitalize()}: {added['words']}.", markup=False)


def _print_added(added: dict[str, Any]) -> None:
    """Print the table of a defence with what is added to it."""
    from rich.table import Table
    from rich.text import Text

    from skykeep.report.sovereignty_words import COLUMNS, intrusion_cells

    out_console().print(f"{added['id']}: {added['words']}", markup=False)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for words in COLUMNS:
        table.add_column(words, no_wrap=True)
    for row in added["intrusions"]:
        table.add_row(*map(Text, intrusion_cells(row)))
    print_whole(table, out_console())
