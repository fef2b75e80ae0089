"""``skykeep compare``: which of the options of a case stops what, how sure is that, and is there a winner?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skykeep.api.options import RAIDS_MAX

from ._common import out_console, print_whole
from ._groups import with_groups
from ._options import StudyOptions, replications_option, worlds_option
from ._study import answer_study, print_dim

if TYPE_CHECKING:
    from skykeep.api.comparisons import OptionComparison

__all__ = ["compare"]

SHORT_NOTES = ("has no cost here", "not played", "have no middle")
"""What a note of the first screen says; --full prints the others."""
_SEVERAL = "several are given by repeating it; all of the case by default."


@with_groups
def compare(
    case: Annotated[
        str, typer.Argument(metavar="CASE", help="Name of a shipped case, as iraq, or a case file (TOML).")
    ] = "iraq",
    options: Annotated[
        list[str] | None, typer.Option("--option", metavar="ID", help=f"Option to compare; {_SEVERAL}")
    ] = None,
    sites: Annotated[
        list[str] | None, typer.Option("--site", metavar="ID", help=f"Site of the case; {_SEVERAL}")
    ] = None,
    raids: Annotated[
        list[str] | None, typer.Option("--raid", metavar="ID", help=f"Standard raid; {_SEVERAL}")
    ] = None,
    heights: Annotated[
        list[float] | None,
        typer.Option("--height", metavar="M", help="Height of coverage, m; those of the verdict by default."),
    ] = None,
    alike: Annotated[
        list[str] | None,
        typer.Option(
            "--alike",
            metavar="WHAT",
            help="as_it_comes, equal_rounds or equal_cost; several by repeating it, all by default.",
        ),
    ] = None,
    doctrines: Annotated[
        list[str] | None,
        typer.Option(
            "--doctrine",
            metavar="ID",
            help="Doctrine of all units: drawn (the default) or one of 'skykeep doctrine list'; several by "
            "repeating it.",
        ),
    ] = None,
    weights: Annotated[
        str | None,
        typer.Option(
            "--weights",
            metavar="GROUP=WEIGHT,...",
            help="Your own weights, as leakers=3,cost=1: of leakers, coverage, rounds_left, robustness, "
            "cost, years.",
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar="GOAL",
            help="Add worlds until this is settled: winner, order, or a half-width of differences, as 0.5 or "
            "5%. Without it all worlds are played.",
        ),
    ] = None,
    worlds: Annotated[int | None, worlds_option("those of the case by default")] = None,
    replications: Annotated[int | None, replications_option("those of the case by default")] = None,
    coverage_worlds: Annotated[
        int | None,
        typer.Option(
            "--coverage-worlds", min=1, max=RAIDS_MAX, help="Joint draws of coverage; 50 by default."
        ),
    ] = None,
    losses: Annotated[
        bool,
        typer.Option("--losses/--no-losses", help="Lose every part of each option alone, or leave that."),
    ] = True,
    years: Annotated[
        float, typer.Option("--years", min=0.0, max=60.0, help="Years of upkeep in what options cost.")
    ] = 20.0,
    full: Annotated[
        bool, typer.Option("--full", help="Print every table, not the first screen alone.")
    ] = False,
    *,
    study: StudyOptions,
) -> None:
    """Which of the options of a case stops what, how sure is that, and is there a clear winner?

    All options meet the same raids with the same luck, as each comes, at equal rounds and equal cost.
    --out writes a table (.parquet, .csv), a chart (.svg, .png, .pdf), the JSON (.json), or a folder with all.
    """
    from skykeep.api.comparisons import compare as compared

    asked = partial(
        compared,
        case,
        options=options or (),
        sites=sites or (),
        raids=raids or (),
        heights_agl_m=heights,
        balances=alike or (),
        doctrines=doctrines or (),
        weights=weights,
        until=until,
        worlds=worlds,
        replications=replications,
        coverage_worlds=coverage_worlds,
        losses=losses,
        years=years,
    )
    answer_study(
        "compare", "options against the same raids", asked, lambda found: _print(found, full=full), study
    )


def _print(found: OptionComparison, *, full: bool) -> None:
    """Print the first screen: sentences and one table; with ``full`` every table."""
    from skykeep.report.comparison_first import first_screen, first_tables
    from skykeep.report.comparison_orders import order_tables
    from skykeep.report.comparison_parts import part_tables, robustness_sentences
    from skykeep.report.comparison_tables import full_tables
    from skykeep.report.comparison_words import winner_sentences

    console = out_console()
    plain = found.to_json()
    console.print(plain["case"]["title"], style="bold", markup=False)
    if found.state == "partial":
        console.print(f"Incomplete, stopped before its end: {found.finished}.", markup=False)
    for sentence in first_screen(plain):
        console.print(sentence, markup=False)
    tables = [*first_tables(plain)]
    if full:
        tables += [*full_tables(plain), *order_tables(plain), *part_tables(plain)]
    for heading, columns, rows in tables:
        _table(heading, columns, rows)
    if full:
        console.print()
        for sentence in (*winner_sentences(plain)[1:], *robustness_sentences(plain)):
            console.print(sentence, markup=False)
    print_dim(*_small_print(plain, full=full), _seed_words(plain, full=full))


def _small_print(plain: Mapping[str, Any], *, full: bool) -> list[str]:
    """Return the record beside the result, what could not be compared, and the rule: in short, or all."""
    from skykeep.report.comparison_first import price_caution, price_lines, record_line
    from skykeep.report.record_words import record_sentences

    if not full:
        notes = [note for note in plain["notes"] if any(each in note for each in SHORT_NOTES)]
        return [*filter(None, [price_caution(plain), record_line(plain)]), *notes]
    records = [
        sentence
        for record in plain["records"].values()
        for sentence in record_sentences({"record": record | {"missed_days": []}, "nothing_stopped": None})
    ]
    return [*price_lines(plain), *dict.fromkeys(records), *plain["notes"], plain["winner_rule"]]


def _seed_words(plain: Mapping[str, Any], *, full: bool) -> str:
    """Return what the answer was computed with, and what it rests on."""
    assumed = max((each["assumed"], each["figures"]) for each in plain["rests_on"].values())
    return (
        f"Seed {plain['seed']}, {plain['replications']} raids in each world, coverage in "
        f"{plain['coverage_worlds']}. Public figures only, up to {assumed[0]} of {assumed[1]} assumed."
        f"{'' if full else ' --full prints the rest.'}"
    )


def _table(heading: str, columns: list[str], rows: list[list[str]]) -> None:
    """Print a table below its heading."""
    from rich.table import Table
    from rich.text import Text

    console = out_console()
    console.print()
    console.print(heading, style="bold", markup=False)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for place, words in enumerate(columns):
        table.add_column(words, justify="left" if place == 0 else "right", no_wrap=True)
    for row in rows:
        table.add_row(*map(Text, row))
    print_whole(table, console)
