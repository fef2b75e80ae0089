"""The chart of several fire units together: how much of the area is covered by none, by one, by more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skykeep.coverage import UnionHeight

from .chart_files import chart_file
from .style import INK

__all__ = ["write_union_chart"]

ROW_IN = 0.32
WIDTH_IN = 5.6
_LIGHTEST, _DARKEST = 0.82, 0.25


def write_union_chart(union: Sequence[UnionHeight], path: Path, *, title: str) -> Path:
    """Write the chart of a union and return its path: a bar for each height, split by how many units cover
    it; marks show each unit by itself.

    Raises
    ------
    UsageError
        If the name of the file ends in none of .png, .svg and .pdf.
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    panels = [("seen", "Seen, of the area of all detection rings")]
    if any(height.engageable is not None for height in union):
        panels.append(("engageable", "Engageable, of the area of all engagement rings"))
    caption = (
        "Grey: covered by one unit, darker by more; white: by none. Marks: each unit by itself. Figures as "
        "in the answers of the units; the limits that they leave were not computed together. Cells of "
        f"{union[0].cell_m / 1000.0:.1f} km."
    )
    with chart_file(
        path,
        rows=1,
        columns=len(panels),
        panel_in=(WIDTH_IN, max(2.2, 1.1 + ROW_IN * len(union))),
        title=title,
        caption=caption,
    ) as axes:
        for panel, (name, words) in zip(axes, panels, strict=True):
            _draw(panel, union, name, words)
    return path


def _draw(axes: Any, union: Sequence[UnionHeight], name: str, words: str) -> None:
    """Draw one kind of coverage, the lowest height at the bottom."""
    places = sorted(range(len(union)), key=lambda place: union[place].height_agl_m)
    for row, place in enumerate(places):
        shares = getattr(union[place], name)
        if shares is None:
            continue
        left, most = 0.0, len(shares.units)
        for count in range(1, most + 1):
            grey = _LIGHTEST - (_LIGHTEST - _DARKEST) * (count - 1) / max(most - 1, 1)
            share = 100.0 * shares.by_count[count]
            label = f"by {count}" if row == 0 else None
            axes.barh(row, share, left=left, height=0.6, color=str(grey), label=label, zorder=2)
            left += share
        for number, unit in enumerate(shares.units):
            label = unit.unit if row == 0 else None
            mark = "ov^sDPX*"[number % 8]
            axes.plot(100.0 * unit.share, row, mark, ms=4, color="white", mec=INK, label=label, zorder=4)
    axes.set_yticks(range(len(places)), [f"{union[place].height_agl_m:g} m" for place in places])
    axes.set_xlim(0.0, 100.0)
    axes.set_xlabel("per cent of the area")
    axes.set_title(words, fontsize=8, loc="left")
    axes.legend(fontsize=6, ncol=2, loc="lower right")
