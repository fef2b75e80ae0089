"""A record in full: every claim with its kind, how sure it is, its sources and notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ._catalogue_show import print_sources, short
from ._common import out_console
from ._console import words
from ._record_words import amount_words, each_words, months_words, quantity_words

if TYPE_CHECKING:
    from skykeep.catalogue.records import Records
    from skykeep.model import FireCount

__all__ = ["print_full"]

LABEL_WIDTH = 11
"""Width of the words before each line of a record in full."""


def print_full(kind: str, chosen: list[Any], records: Records) -> None:
    """Print records in full, then the sources that they name."""
    from rich.table import Table

    numbers: dict[str, int] = {}
    console = out_console()
    for entry in chosen:
        console.print(words((entry.id, "bold"), f"  {_heading(kind, entry)}"))
        lines = Table.grid(padding=(0, 1))
        lines.add_column(style="dim", width=LABEL_WIDTH)
        lines.add_column(overflow="fold")
        for label, said in _lines(kind, entry, numbers):
            lines.add_row(f"  {label}", words(said))
        console.print(lines)
    print_sources(records.sources, numbers)


def _heading(kind: str, entry: Any) -> str:
    """Return what stands beside the id of a record."""
    if kind == "contracts":
        return f"{entry.customer} from {entry.seller}, {entry.status} {entry.signed}".rstrip()
    if kind == "precedents":
        return f"{entry.state}, {entry.outcome} {entry.date}".rstrip()
    if kind == "holdings":
        return f"{entry.country}: {entry.item}"
    return str(entry.customer if kind == "deliveries" else entry.title)


def _lines(kind: str, entry: Any, numbers: dict[str, int]) -> Iterator[tuple[str, Any]]:
    """Yield label and words of each line of a record in full."""
    own = _cited(entry, numbers) if getattr(entry, "sources", ()) else ""
    systems = [*getattr(entry, "systems", ()), *filter(None, [getattr(entry, "system", "")])]
    if systems:
        yield "systems", ", ".join(systems)
    yield from _own_lines(kind, entry)
    for label, claims, say in (
        ("sum", getattr(entry, "amounts", ()), amount_words),
        ("number", getattr(entry, "quantities", ()), quantity_words),
    ):
        for place, claim in enumerate(claims):
            yield label if place == 0 else "  or", f"{say(claim)}: {_cited(claim, numbers)}"
    if kind == "contracts" and (each := each_words(entry)):
        yield "each", f"{each}, over all claims (derived)"
    if own:
        yield "said by", own
    for note in (
        *getattr(entry, "notes", ()),
        *filter(None, [getattr(entry, "note", "")] if not own else []),
    ):
        yield "note", note


def _own_lines(kind: str, entry: Any) -> Iterator[tuple[str, Any]]:
    """Yield the lines that only one kind of record has."""
    if kind == "contracts":
        yield "scope", entry.scope
    elif kind == "deliveries":
        dates = (("ordered", entry.ordered), ("first", entry.first), ("complete", entry.end))
        for label, date in (*dates, ("planned", entry.planned_end), ("revised", entry.revised_end)):
            if date:
                yield label, date
        if months := months_words(entry):
            yield "months", f"{months}, from the order to the first delivery (derived)"
    elif kind == "precedents":
        yield "law", entry.law
        yield "what", entry.what + (" Contradicted." if entry.contradicted else "")
    elif kind == "holdings":
        yield "provinces", ", ".join(entry.provinces) or "not in the sources"
        if entry.as_of:
            yield "as of", entry.as_of
    else:
        yield from _count_lines(entry)


def _count_lines(entry: FireCount) -> Iterator[tuple[str, Any]]:
    """Yield the lines of a count of fire: each count, what it makes, whose fire it was."""
    for tally in entry.tallies:
        low, high = tally.interval_90
        a, b = tally.beta
        yield "count", f"{tally.hits} of {tally.of} {tally.counts}"
        yield "", f"90 % interval {low:.3f} to {high:.3f} (Wilson); drawn from beta({a:g}, {b:g})"
    if len(entry.tallies) > 1:
        mean, low, high = entry.chance
        yield "product", f"{short(mean)} ({low:.3f} to {high:.3f})"
    yield "fire of", entry.fire_of + (f" at {entry.threat}" if entry.threat else "")
    if entry.disputed_by:
        yield "disputed", entry.disputed_by


def _cited(said: Any, numbers: dict[str, int]) -> str:
    """Return kind, sureness, claimant, sources and note of a claim."""
    for source in said.sources:
        numbers.setdefault(source, len(numbers) + 1)
    cited = " ".join(str(numbers[source]) for source in said.sources)
    kind = getattr(said, "kind", "")
    sure = f", {said.confidence}" if hasattr(said, "confidence") else ""
    claimant = f" ({said.claimant})" if getattr(said, "claimant", "") else ""
    note = f". {said.note}" if getattr(said, "note", "") else ""
    shown = kind.upper() if kind == "assumed" else kind
    return f"{shown}{sure}{claimant}{f' [{cited}]' if cited else ''}{note}".strip()
