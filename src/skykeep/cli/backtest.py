"""``skykeep backtest``: does what it predicts agree with what is on record?"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skykeep.plurals import counted

from ._common import out_console
from ._groups import with_groups
from ._options import StudyOptions, replications_option, worlds_option
from ._study import answer_study, print_dim
from ._tables import print_table

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    full: Annotated[
        bool, typer.Option("--full", help="Print every table, not the first screen alone.")
    ] = False,
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
    answer_study("backtest", "raids of the record", asked, partial(_print, full=full), study)


def _print(found: Backtest, *, full: bool) -> None:
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
        _print_comparison(comparison, full=full)
    for event in plain["events"]:
        _print_event(event)
    console.print()
    for each in plain["classes"]:
        print_dim(f"Not modelled of {each['words']}: {'; '.join(each['not_modelled'])}.")
    _print_legend(plain, full=full)


def _print_comparison(comparison: Mapping[str, Any], *, full: bool) -> None:
    """Print one class in one reading."""
    from skykeep.report import backtest_words as words

    console = out_console()
    console.print()
    console.print(words.comparison_title(comparison), style="bold", markup=False)
    if rows := list(words.size_rows(comparison)):
        print_table(words.SIZE_COLUMNS, rows, words=(0, 2, 7))
        console.print()
        if full:
            print_table(words.SIZE_SCORE_COLUMNS, list(words.size_score_rows(comparison)), words=(0, 1))
            console.print()
    print_table(words.COLUMNS, list(words.score_rows(comparison)))
    if full:
        console.print()
        print_table(words.MORE_COLUMNS, list(words.more_score_rows(comparison)))
    if sentence := words.correlation_sentence(comparison):
        console.print(sentence, markup=False)


def _print_event(event: Mapping[str, Any]) -> None:
    """Print where the claims about one event lie, and each lay-down alone."""
    from skykeep.report.backtest_words import CLAIM_COLUMNS, claim_rows, event_sentences

    console = out_console()
    console.print()
    first, *rest = event_sentences(event)
    console.print(first, style="bold", markup=False)
    print_table(CLAIM_COLUMNS, list(claim_rows(event)), words=(0, 1, 6))
    for sentence in rest:
        console.print(sentence, markup=False)


def _print_legend(plain: Mapping[str, Any], *, full: bool) -> None:
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
            "record. Holds: days in the interval. Width: of the 90 % interval, in per cent of the launched. "
            "CRPS: of the share stopped, less is better. Log score: more is better; 1 % of every law is "
            "spread over all counts. In brackets: 90 % of redrawn weeks."
        )
        print_dim(
            "None and all stopped: how often that is so, predicted and on record."
            if full
            else "With --full: scores by size, 50 % intervals, and how often none or all are stopped."
        )
    print_dim(*(warning["text"] for warning in plain["warnings"]))
    worlds, raids = counted(plain["worlds"], "world"), counted(plain["replications"], "raid")
    print_dim(f"Seed {plain['seed']}, {worlds} of {raids}.")
