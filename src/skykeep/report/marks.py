"""Marks of a chart that speak of what a map shows: of which system, place and height, and where they stand.

The script of the page lays a button over each of them, which chooses that on the map.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["INCH_PT", "Mark", "marks_attribute"]

INCH_PT = 72.0
NONE = "-"
"""In place of a site or height that a mark says nothing of."""
AROUND_PT = 9.0
"""A point has so much room on each side."""

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is told of some systems by a part of a chart.

    Without ``x`` and ``y`` it is the whole of the axes; with ``y`` alone (both ends, in the units of the
    data) a row from the left edge of the figure, so that its name belongs to it; with ``x`` alone a column;
    with both, each a single number, a point. ``words`` is the part of what the figure says in words that
    tells of it; empty where none does. ``reason`` is that of the ledger, where the part tells of one alone.
    """

    axes: Any
    systems: tuple[str, ...]
    words: str = ""
    site: str = ""
    height_agl_m: float | None = None
    reason: str = ""
    x: Ends | float | None = None
    y: Ends | float | None = None


def marks_attribute(figure: Any, marks: Sequence[Mark], words: str) -> str:
    """Return the attribute that tells the marks of a drawn figure; empty without any.

    Each is systems with commas, site, height (m), left, top, width and height in the units of the element,
    and where in ``words`` its own begin and end: both 0 where the figure does not say them. A reason follows.
    """
    told = ";".join(_told(figure, mark, words) for mark in marks)
    return f' data-marks="{html.escape(told)}"' if told else ""


def _told(figure: Any, mark: Mark, words: str) -> str:
    """Return one mark, its fields parted by spaces."""
    left, bottom, right, top = (round(end * INCH_PT / figure.dpi) for end in _box(figure, mark))
    high = round(float(figure.get_size_inches()[1]) * INCH_PT)
    height = NONE if mark.height_agl_m is None else f"{mark.height_agl_m:g}"
    before, own, _ = words.partition(mark.words) if mark.words else ("", "", "")
    span = (len(before), len(before) + len(own)) if own else (0, 0)
    fields = (",".join(mark.systems), mark.site or NONE, height, left, high - top, right - left, top - bottom)
    return " ".join(map(str, (*fields, *span, *([mark.reason] if mark.reason else []))))


def _box(figure: Any, mark: Mark) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of a mark in dots of the figure, its dots per inch as they are."""
    box, place = mark.axes.get_window_extent(), mark.axes.transData.transform
    if isinstance(mark.x, float) and isinstance(mark.y, float):
        x, y = place((mark.x, mark.y))
        room = AROUND_PT * figure.dpi / INCH_PT
        return x - room, y - room, x + room, y + room
    left, right, bottom, top = box.x0, box.x1, box.y0, box.y1
    if isinstance(mark.y, tuple):
        bottom, top = sorted(float(place((mark.axes.get_xlim()[0], end))[1]) for end in mark.y)
        left = 0.0
    if isinstance(mark.x, tuple):
        left, right = sorted(float(place((end, mark.axes.get_ylim()[0]))[0]) for end in mark.x)
    return left, bottom, right, top
