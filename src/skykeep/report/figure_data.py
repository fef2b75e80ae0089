"""The numbers behind the figures of a page, which its script saves as CSV, and the line that says whose."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skykeep.page.embed import Packed, packed

__all__ = ["INTERVALS", "FigureNumbers", "estimate_cells", "estimate_columns", "packed_figures"]

Cell = str | float | int | None
INTERVALS = ("mc_error_90", "luck_90", "ignorance_90", "total_90")
"""Intervals of an estimate; the guide of runs says what each is."""
DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureNumbers:
    """One figure as a table: what it shows, names of columns with their units, and rows."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def packed_figures(source: str, figures: Mapping[str, FigureNumbers]) -> Packed:
    """Return the numbers of figures by name, and their source line, packed as a page holds them."""
    plain = {
        name: {
            "title": each.title,
            "columns": each.columns,
            "rows": [[_short(cell) for cell in row] for row in each.rows],
        }
        for name, each in figures.items()
    }
    text = json.dumps(
        {"source": source, "figures": plain}, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return packed(text.encode("utf-8"))


def estimate_columns(name: str) -> tuple[str, ...]:
    """Return the columns of an estimate: its mean, and the ends of each interval."""
    ends = (f"{interval}_{end}" for interval in INTERVALS for end in ("low", "high"))
    return (f"{name}_mean", *(f"{name}_{each}" for each in ends))


def estimate_cells(estimate: Mapping[str, Any]) -> list[Cell]:
    """Return the cells of :func:`estimate_columns`; an interval that is not told is empty."""
    cells: list[Cell] = [estimate["mean"]]
    for interval in INTERVALS:
        cells += estimate.get(interval) or (None, None)
    return cells


def _short(cell: Cell) -> Cell:
    """Return a number with as many digits as a page tells."""
    return float(f"{cell:.{DIGITS}g}") if isinstance(cell, float) else cell
