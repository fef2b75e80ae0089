"""Tables that fit the screen: headings are stacked and words are folded before anything is wider."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Sequence

from ._common import WIDEST_TABLE
from ._console import out_console

__all__ = ["print_table"]

_GAP = 2
"""Columns of the screen between two columns of a table."""


def print_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, words: Collection[int] = (0,)
) -> None:
    """Print a table that is no wider than the screen, as far as its numbers let it.

    Where it would be wider, headings are stacked first; then cells of words are folded. Numbers are never
    folded or cut: a screen that is narrower still wraps the lines.

    Parameters
    ----------
    headings, rows
        Text of every cell.
    words
        Places of the columns that hold words; they stand to the left, numbers to the right.
    """
    from rich.table import Table
    from rich.text import Text

    console = out_console()
    cells = [max((len(row[place]) for row in rows), default=0) for place in range(len(headings))]
    wide = sum(map(max, cells, map(len, headings))) + _GAP * (len(headings) - 1)
    is_wide = wide > console.width
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for place, heading in enumerate(headings):
        is_folded = is_wide and place in words
        told = _stacked(heading, cells[place]) if is_wide else heading
        column = [told, *(row[place] for row in rows)]
        table.add_column(
            told,
            justify="left" if place in words else "right",
            overflow="fold",
            no_wrap=not is_folded,
            min_width=max(len(part) for text in column for part in _parts(text, is_folded=is_folded)),
        )
    for row in rows:
        table.add_row(*map(Text, row))
    least = console.measure(table, options=console.options.update(max_width=WIDEST_TABLE)).minimum
    console.width = max(console.width, least)
    console.print(table)


def _parts(text: str, *, is_folded: bool) -> list[str]:
    """Return what of a cell stays together: its lines, or its words where it may be folded."""
    return (text.split() if is_folded else text.splitlines()) or [""]


def _stacked(heading: str, wide: int) -> str:
    """Return a heading in lines no wider than its cells, or than its longest word."""
    return textwrap.fill(heading, max([wide, *map(len, heading.split())], default=1) or 1)
