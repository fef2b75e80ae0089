"""``skykeep backtest``: does what it predicts agree with what is on record?"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ._common import out_console, print_whole
from ._groups import with_groups
from ._options import StudyOptions, replications_option, worlds_option
from ._study import answer_study, print_dim

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from skykeep.api.backtests import Backtest

__all__ = ["backtest"]


@with_groups
def backtest(
    records: Annotated[
        list[Path] | None,
        typer.Option(
            "--records",
            metavar="DIR",
            help="Folder with files named as *windows*.csv: a row for each class and bulletin, columns date, "
            "threat_class, launched, shot_down, lost_or_jammed. Several are given by repeating it.",
        ),
    ] = None,
    events: Annotated[
        list[str] | None,
        typer.Option(
            "--event",
            metavar="ID",
            help="Event to replay: a shipped id, a file of the same form, all (the default) or none; several "
            "are given by repeating it.",
        ),
    ] = None,
    split: Annotated[
        str,
        typer.Option("--split", metavar="DAY", help="Last day that may be fitted; later are predicted."),
    ] = "2024-06-30",
    worlds: Annotated[int | None, worlds_option("100 by default")] = None,
    replications: Annotated[int | None, replications_option("4 by default")] = None,
    *,
    study: StudyOptions,
) -> None:
    """Does what skykeep predicts agree with what is on record? Failures first.

    Days of bulletins are predicted from raids against stylised defences and scored beside simple laws of the
    record; single raids are replayed and rival claims placed in their band. --out writes a table (.parquet,
    .csv), a chart (.svg, .png, .pdf), the JSON (.json), or a folder with all.
    """
    from skykeep.api.backtests import backtest as tested

    asked = partial(
        tested,
        records or (),
        events=events or "all",
        split=split,
        worlds=worlds,
        replications=replications,
    )
    answer_study("backtest", "raids of the record", asked, _print, study)


def _print(found: Backtest) -> None:
    """Print the headline, then each class with failures first, then each event."""
    from skykeep.report.backtest_words import headline_sentences

    console = out_console()
    plain = found.to_json()
    console.print("Back-test: predicted against recorded", style="bold", markup=False)
    if found.state == "partial":
        console.print(f"Incomplete, stopped before its end: {found.finished}.", markup=False)
    for sentence in headline_sentences(plain):
        console.print(sentence, markup=False)
    for comparison in plain["comparisons"]:
        _print_comparison(comparison)
    for event in plain["events"]:
        _print_event(event)
    console.print()
    for each in plain["classes"]:
        print_dim(f"Not modelled of {each['words']}: {'; '.join(each['not_modelled'])}.")
    _print_legend(plain)


def _print_comparison(comparison: Mapping[str, Any]) -> None:
    """Print one class in one reading."""
    from skykeep.report.backtest_words import (
        COLUMNS,
        SIZE_COLUMNS,
        comparison_title,
        correlation_sentence,
        score_rows,
        size_rows,
    )

    console = out_console()
    console.print()
    console.print(comparison_title(comparison), style="bold", markup=False)
    if rows := list(size_rows(comparison)):
        _print_rows(SIZE_COLUMNS, rows)
        console.print()
    _print_rows(COLUMNS, list(score_rows(comparison)))
    if sentence := correlation_sentence(comparison):
        console.print(sentence, markup=False)


def _print_event(event: Mapping[str, Any]) -> None:
    """Print where the claims about one event lie, and each lay-down alone."""
    from skykeep.report.backtest_words import CLAIM_COLUMNS, claim_rows, event_sentences

    console = out_console()
    console.print()
    first, *rest = event_sentences(event)
    console.print(first, style="bold", markup=False)
    _print_rows(CLAIM_COLUMNS, list(claim_rows(event)))
    for sentence in rest:
        console.print(sentence, markup=False)


def _print_rows(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table whose first column is words."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for place, words in enumerate(columns):
        table.add_column(words, justify="right" if place else "left", no_wrap=True)
    for cells in rows:
        table.add_row(*map(Text, cells))
    print_whole(table, out_console())


def _print_legend(plain: Mapping[str, Any]) -> None:
    """Print what the columns mean, and what every answer repeats."""
    from skykeep.report.backtest_words import quality_sentence

    if plain["events"]:
        print_dim(
            f"{quality_sentence()} Raids: all of them, whatever "
            "the figures and the lay-down. Raids below: those that stop less, and less or as much."
        )
    if plain["comparisons"]:
        print_dim(
            "First by size of raid, then all days together. Stopped: the mean share, predicted and on "
            "record. Holds: days in the interval. Width: of the 90 % interval, a share of the launched. "
            "CRPS: of the share stopped, less is better. Log score: more is better; 1 % of every law is "
            "spread over all counts. In brackets: 90 % of redrawn weeks. None and all stopped: how often "
            "that is so, predicted and on record."
        )
    print_dim(*(warning["text"] for warning in plain["warnings"]))
    print_dim(f"Seed {plain['seed']}, {plain['worlds']} worlds of {plain['replications']} raids.")
