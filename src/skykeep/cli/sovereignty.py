"""``skykeep sovereignty``: who flies in unseen, unknown, or out of reach?"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ._common import out_console
from ._groups import with_groups
from ._options import StudyOptions, replications_option, worlds_option
from ._study import answer_study, print_dim, print_title
from ._tables import print_table

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
    full: Annotated[
        bool, typer.Option("--full", help="Print every table, not the first screen alone.")
    ] = False,
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
        heights=_numbers("--heights", heights, "heights in m with commas, as 500,3000"),
        speeds=_numbers("--speeds", speeds, "speeds in m/s from 10 to 1000 with commas, as 150,250"),
        bearings=bearings,
        corridors=corridors,
        eyes=eyes,
        option=option or (),
        worlds=worlds,
        replications=replications,
    )
    answer_study("sovereignty", "intrusions", asked, partial(_print, full=full), study)


def _numbers(option: str, given: str | None, allowed: str) -> list[float] | None:
    """Return numbers with commas; ``allowed`` says in an error what they must be.

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
        raise UsageError(f"{option} {given}: must be {allowed}") from None


def _print(found: Sovereignty, *, full: bool) -> None:
    """Print a table for each defence."""
    from skykeep.report.sovereignty_words import opening_sentences, rest_sentences

    plain = found.to_json()
    print_title(found)
    for sentence in opening_sentences(plain):
        out_console().print(sentence, markup=False)
    if len(plain["defences"]) > 1:
        _print_options(plain, full=full)
    else:
        for added in plain["defences"][0]["added"]:
            out_console().print()
            _print_added(added)
    out_console().print()
    print_dim(*rest_sentences(plain))


def _print_options(plain: dict[str, Any], *, full: bool) -> None:
    """Print a table for each intruder: the options below each other, and what was added once."""
    from skykeep.report.sovereignty_words import (
        COLUMNS,
        intrusion_cells,
        more_cells,
        more_columns,
        option_cells,
    )

    console = out_console()
    whole = [each for each in plain["defences"] if len(each["added"]) == len(plain["defences"][0]["added"])]
    for place, row in enumerate(plain["defences"][0]["added"][0]["intrusions"]):
        console.print()
        console.print(intrusion_cells(row)[0], style="bold", markup=False)
        print_table(("option", *COLUMNS[1:-1]), [option_cells(defence, place) for defence in whole])
        if full:
            console.print()
            print_table(more_columns(plain), [more_cells(defence, place) for defence in whole])
    console.print()
    for added in plain["defences"][0]["added"][1:]:
        console.print(f"{added['id'].capitalize()}: {added['words']}.", markup=False)
    if not full:
        print_dim("With --full: how far inside the border each is first seen, and watched with more eyes.")


def _print_added(added: dict[str, Any]) -> None:
    """Print the table of a defence with what is added to it."""
    from skykeep.report.sovereignty_words import COLUMNS, intrusion_cells

    out_console().print(f"{added['id']}: {added['words']}", markup=False)
    print_table(COLUMNS, [intrusion_cells(row) for row in added["intrusions"]])
