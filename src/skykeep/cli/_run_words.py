"""A run in words and tables on the terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from skykeep.report.cause_words import change_sentences, few_changes
from skykeep.report.convergence_words import convergence_sentence
from skykeep.report.doctrine_words import doctrine_change, doctrine_sentence
from skykeep.report.doubt import NOT_RESOLVED, WHY_NOT_RESOLVED
from skykeep.report.height_words import height_sentences
from skykeep.report.raid_dots import hundred_sentence
from skykeep.report.record_words import record_sentences
from skykeep.report.run_words import (
    LAYER_WORDS,
    alike_sentence,
    ceiling_sentence,
    interval_cells,
    layer_rows,
    ledger_rows,
    rests_on_sentences,
    rounds_sentence,
    verdict_sentences,
    waterfall_sentence,
)
from skykeep.report.traffic_words import TRAFFIC_MEASURES
from skykeep.report.wear_words import wear_sentences
from skykeep.report.words import plural

from ._common import print_whole

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = ["print_events", "print_run", "print_short_run"]

_MEASURES = (
    ("leakers", "leakers", 1),
    ("threats stopped", "killed", 1),
    ("chance of no leaker", "p_no_leaker", 3),
    ("chance of no stop", "nothing_stopped", 3),
    ("rounds fired", "rounds_fired", 1),
    ("rounds left", "rounds_left", 1),
)
"""Words of a row, its key in the summary and the digits shown."""


_WHERE = ("unit", "radar", "post", "link", "launcher", "part")
"""Where an event happens, by its columns."""


CAUSES_SHOWN = 3
"""Causes of a short answer; doctrine is said below them where none of them is one of doctrine."""


def print_short_run(summary: dict[str, Any], console: Console, *, where: str) -> None:
    """Print a screen of a run: verdict, waterfall, why, what would change it, and ``where`` the rest is."""
    _say(console, summary["question"])
    console.print()
    _say(console, " ".join(verdict_sentences(summary, beside=False)), style="bold")
    console.print()
    if layers := layer_rows(summary):
        print_whole(_layer_table(layers), console)
    _say(console, waterfall_sentence(summary))
    console.print(_ledger_table(summary))
    if any(name == "not_tracked_by_luck" for name, *_ in ledger_rows(summary)):
        _say(console, ceiling_sentence(summary), style="dim")
    if hundred := summary.get("hundred_raids"):  # folders of earlier versions have none
        _say(console, hundred_sentence(hundred, summary["threats_launched"]))
    console.print()
    changes = few_changes(summary, CAUSES_SHOWN, doctrine_change(summary))
    _say(console, "What would change it most:", style="bold")
    for sentence in changes:
        _say(console, f"- {sentence}")
    console.print()
    if "stopping" in summary:
        _say(console, _stopped(summary), style="dim")
    rests, cautions = summary["rests_on"], len(summary["warnings"])
    _say(
        console,
        f"Public figures only: {rests['by_kind'].get('assumed', 0)} of {rests['figures']} that can change it "
        f"are assumed. {_counts(summary)}",
        style="dim",
    )
    told = f" and {plural(cautions, 'caution')}" if cautions else ""
    _say(console, f"The public record, all doubts, what it rests on{told}: {where}", style="dim")


def print_run(summary: dict[str, Any], console: Console) -> None:
    """Print question, verdict, measures with their four intervals, ledger, and what it all rests on."""
    _say(console, summary["question"])
    console.print()
    _say(console, " ".join(verdict_sentences(summary)), style="bold")
    if doctrine := doctrine_sentence(summary):
        _say(console, doctrine)
    console.print()
    _section(console, "On record, beside this result of a single scenario:", record_sentences(summary))
    rows = _measure_rows(summary)
    print_whole(_measure_table(rows), console)
    _say(
        console,
        "90 % intervals. Computed: how well the mean is computed. Luck: 5 to 95 of 100 such raids, with "
        "figures at the median. Ignorance: where we are 90 % sure that the mean lies. In all: one raid, "
        "whatever the figures.",
        style="dim",
    )
    if any(NOT_RESOLVED in row for row in rows):
        _say(console, WHY_NOT_RESOLVED, style="dim")
    _say(console, rounds_sentence(summary), style="dim")
    if wear := wear_sentences(summary):
        _say(console, " ".join(wear), style="dim")
    console.print()
    if layers := layer_rows(summary):
        print_whole(_layer_table(layers), console)
        _say(console, LAYERS_NOTE, style="dim")
        console.print()
    console.print(_ledger_table(summary))
    if ceiling := ceiling_sentence(summary):
        _say(console, ceiling, style="dim")
    for sentence in height_sentences(summary):
        _say(console, sentence)
    if alike := alike_sentence(summary):
        _say(console, alike, style="dim")
    console.print()
    _section(console, "What would change this answer most:", change_sentences(summary))
    _section(console, "What it rests on:", rests_on_sentences(summary))
    if "stopping" in summary:
        _say(console, _stopped(summary), style="dim")
    if settled := convergence_sentence(summary):
        _say(console, settled, style="dim")
    _say(console, _counts(summary), style="dim")


def _stopped(summary: dict[str, Any]) -> str:
    """Return how many worlds it took."""
    from skykeep.report.saturation_words import stopping_sentence

    return stopping_sentence(summary["stopping"], summary["replications"])


def _counts(summary: dict[str, Any]) -> str:
    """Return how much was played."""
    return (
        f"Seed {summary['seed']}, {summary['worlds']} worlds x {summary['replications']} raids = "
        f"{summary['raids']:,} raids."
    )


def print_events(events: list[dict[str, Any]], console: Console) -> None:
    """Print the events of one raid, one line each, in order of time."""
    from rich.text import Text

    table = _table(
        ("time s", "right"), ("event", "left"), ("where", "left"), ("threat", "left"), ("", "left")
    )
    for event in events:
        more = [str(event[name]) for name in ("interceptor", "report") if event[name] is not None]
        more += [f"{name} {event[name]}" for name in ("shot", "dead", "rounds") if event[name] is not None]
        where = next(event[name] for name in _WHERE if event.get(name) is not None)
        what = event["event"].replace("_", " ")
        cells = (f"{event['time_s']:.1f}", what, where, event["threat"] or "", ", ".join(more))
        table.add_row(*map(Text, cells))
    print_whole(table, console)


def _table(*columns: tuple[str, Any]) -> Table:
    """Return an empty table with columns and how they are set."""
    from rich.table import Table

    table = Table(header_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, justify in columns:
        table.add_column(name, justify=justify, no_wrap=justify == "right")
    return table


def _measure_rows(summary: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return words, mean and the four intervals of each measure."""
    launched = summary["threats_launched"]
    most = {"leakers": launched, "killed": launched, "p_no_leaker": 1.0, "nothing_stopped": 1.0}
    return [
        (words, *interval_cells(summary[key], digits=digits, most=most.get(key, math.inf)))
        for words, key, digits in _MEASURES
    ] + _traffic_rows(summary)


def _traffic_rows(summary: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return the same of traffic that is shot at, where there is any and posts may be wrong about it."""
    traffic = summary.get("traffic")
    if traffic is None or not traffic["identification"]:
        return []
    return [
        (words, *interval_cells(traffic[key], digits=2 if most else 1, most=traffic.get(most, math.inf)))
        for words, key, most in TRAFFIC_MEASURES
        if traffic.get(most, 1)
    ]


def _measure_table(rows: list[tuple[str, ...]]) -> Table:
    """Return means and the four intervals as a table."""
    names = ("mean", "computed", "luck", "ignorance", "in all")
    table = _table(("a raid", "left"), *((name, "right") for name in names))
    for row in rows:
        table.add_row(*row)
    return table


LAYERS_NOTE = (
    "Real threats, and rounds: mean and how well it is computed. What others killed before a layer shot at "
    "it did not come to it."
)


def _layer_table(rows: list[tuple[str, ...]]) -> Table:
    """Return the waterfall of the layers as a table."""
    table = _table(("layer", "left"), *((words, "right") for words in LAYER_WORDS.values()))
    for row in rows:
        table.add_row(*row)
    return table


def _ledger_table(summary: dict[str, Any]) -> Table:
    """Return the reasons of the leakers, in plain words."""
    table = _table(("leakers", "right"), ("computed", "right"), ("share", "right"), ("why", "left"))
    for _, mean, error, share, words in ledger_rows(summary):
        table.add_row(f"{mean:.1f}" if mean >= 0.095 else f"{mean:.2f}", error, share, words)
    if not table.row_count:
        table.add_row("0.0", "", "", "nothing leaked")
    return table


def _section(console: Console, title: str, sentences: list[str]) -> None:
    """Print a title and a list of sentences."""
    _say(console, title, style="bold")
    for sentence in sentences:
        _say(console, f"- {sentence}")
    console.print()


def _say(console: Console, text: str, style: str = "") -> None:
    """Print a paragraph as it is."""
    console.print(text, style=style, markup=False)
