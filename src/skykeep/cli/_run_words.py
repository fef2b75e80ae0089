"""A run in words and tables on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skykeep.report.basis_words import ceiling_sentence
from skykeep.report.cause_words import few_changes
from skykeep.report.doctrine_words import doctrine_change
from skykeep.report.raid_dots import hundred_sentence
from skykeep.report.run_parts import (
    Listed,
    Said,
    Tabulated,
    counts_sentence,
    layer_table,
    ledger_table,
    run_groups,
    stopped_sentence,
)
from skykeep.report.run_words import ledger_rows, verdict_sentences, waterfall_sentence
from skykeep.report.words import plural

from ._common import print_whole

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = ["print_events", "print_run", "print_short_run"]

_STYLES = {"plain": "", "strong": "bold", "quiet": "dim"}
"""Looks of paragraphs on a terminal."""
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
    if layers := layer_table(summary):
        print_whole(_grid(layers), console)
    _say(console, waterfall_sentence(summary))
    console.print(_grid(ledger_table(summary)))
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
    if stopped := stopped_sentence(summary):
        _say(console, stopped, style="dim")
    rests, cautions = summary["rests_on"], len(summary["warnings"])
    _say(
        console,
        f"Public figures only: {rests['by_kind'].get('assumed', 0)} of {rests['figures']} that can change it "
        f"are assumed. {counts_sentence(summary)}",
        style="dim",
    )
    told = f" and {plural(cautions, 'caution')}" if cautions else ""
    _say(console, f"The public record, all doubts, what it rests on{told}: {where}", style="dim")


def print_run(summary: dict[str, Any], console: Console) -> None:
    """Print question, verdict, measures with their four intervals, ledger, and what it all rests on."""
    for number, (name, group) in enumerate(run_groups(summary).items()):
        if number:
            console.print()
        for part in group:
            if isinstance(part, Said):
                _say(console, part.text, _STYLES[part.look])
            elif isinstance(part, Listed):
                _list(console, part)
            elif name == "ledger":
                console.print(_grid(part))
            else:
                print_whole(_grid(part), console)


def _grid(part: Tabulated) -> Table:
    """Return a table as it is printed."""
    table = _table(*((name, "right" if is_number else "left") for name, is_number in part.columns))
    for row in part.rows:
        table.add_row(*row)
    return table


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


def _list(console: Console, part: Listed) -> None:
    """Print a title and a list of sentences."""
    _say(console, part.title, style="bold")
    for sentence in part.sentences:
        _say(console, f"- {sentence}")


def _say(console: Console, text: str, style: str = "") -> None:
    """Print a paragraph as it is."""
    console.print(text, style=style, markup=False)
