"""The chart of a sensitivity: mean leakers with each cause at its ends, and shares of the doubt."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .cause_words import cause_lines
from .chart_files import chart_file, incomplete_words
from .sensitivity_words import GROUP_WORDS, factor_name, question_words
from .style import FILLS, INK

__all__ = ["write_sensitivity_chart"]

PANEL_IN = (7.2, 3.9)
_LETTERS = 46
_THICK = 0.36


def write_sensitivity_chart(found: Mapping[str, Any], path: Path) -> Path:
    """Write the chart of a sensitivity and return its path.

    Below the tornado of mean leakers stand first and total order of the figures and of the groups; lines over
    the bars are how well they are computed, 90 %.

    Raises
    ------
    UsageError
        If the name of the file ends in none of .png, .svg and .pdf.
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    with chart_file(
        path,
        rows=3,
        columns=1,
        panel_in=PANEL_IN,
        title=f"{found['scenario']['name']}: {question_words(found)}",
        caption=_caption(found),
    ) as panels:
        _draw_tornado(panels[0], found)
        _draw_shares(panels[1], [(factor_name(row), row) for row in found["figures"]], "figures alone")
        rows = [(GROUP_WORDS[row["group"]], row) for row in found["groups"]]
        _draw_shares(panels[2], rows, "groups, all figures of one together")
    return path


def _draw_tornado(axes: Any, found: Mapping[str, Any]) -> None:
    """Draw mean leakers at both ends of the causes that move them beyond luck."""
    lines = cause_lines(found)
    axes.set_title("Mean leakers with each alone at its ends, all else as drawn", fontsize=8, loc="left")
    if not lines:
        axes.text(0.0, 0.5, "not played, or none beyond luck", transform=axes.transAxes)
        axes.set_axis_off()
        return
    centre = found["tornado"]["leakers_as_drawn"]
    for place, line in enumerate(lines):
        axes.barh(place, line.at_low - centre, left=centre, height=0.6, color=FILLS.seen)
        axes.barh(place, line.at_high - centre, left=centre, height=0.6, color=FILLS.engageable, hatch="///")
        axes.hlines(place, line.at_high - line.within, line.at_high + line.within, color=INK, lw=1.1)
    axes.axvline(centre, color=INK, lw=0.8)
    names = [f"{line.name}: {line.low} / {line.high}" for line in lines]
    _names(axes, names)
    axes.barh([0], [0], left=centre, color=FILLS.seen, label="at the first end named")
    axes.barh([0], [0], left=centre, color=FILLS.engageable, hatch="///", label="at the second")
    axes.plot([], [], color=INK, lw=1.1, label="how well the difference of the ends is computed, 90 %")
    axes.legend(frameon=False, fontsize=6.5, loc="upper right", bbox_to_anchor=(1.0, -0.16), ncols=3)
    axes.set_xlabel("mean leakers")


def _draw_shares(axes: Any, rows: list[tuple[str, Mapping[str, Any]]], title: str) -> None:
    """Draw first and total order with their intervals."""
    axes.set_title(f"Share of the variance of the expected outcome: {title}", fontsize=8, loc="left")
    known = [(name, row) for name, row in rows if row["first"]["share"] is not None]
    if not known:
        axes.text(0.0, 0.5, "not played, or not separable from luck", transform=axes.transAxes)
        axes.set_axis_off()
        return
    looks = (("first", -0.5, FILLS.seen, "", "alone"), ("total", 0.5, "#c9d8e4", "///", "with joint effects"))
    for order, side, colour, hatch, words in looks:
        for place, (_, row) in enumerate(known):
            share = row[order]
            at = place + side * _THICK
            label = words if place == 0 else None
            axes.barh(
                at, 100.0 * max(0.0, share["share"]), height=_THICK, color=colour, hatch=hatch, label=label
            )
            axes.hlines(at, *(100.0 * max(0.0, end) for end in share["share_90"]), color=INK, lw=1.1)
    axes.plot([], [], color=INK, lw=1.1, label="how well it is computed, 90 %")
    _names(axes, [name for name, _ in known])
    axes.set_xlim(left=0.0)
    axes.legend(frameon=False, fontsize=6.5, loc="lower right")
    axes.set_xlabel("share of the variance, %")


def _names(axes: Any, names: list[str]) -> None:
    """Name the rows, the first of them on top."""
    axes.set_yticks(range(len(names)), [textwrap.fill(name, _LETTERS) for name in names], fontsize=6.5)
    axes.invert_yaxis()


def _caption(found: Mapping[str, Any]) -> str:
    """Return what stands below the chart."""
    rests = found["rests_on"]
    return (
        f"{incomplete_words(found)}"
        f"skykeep, seed {found['seed']}, {found['points']} points of each sample, "
        f"{found['replications']} raids at each, the same luck in every row. Luck is taken off the shares. "
        f"Public figures only, "
        f"{rests['assumed']} of {rests['figures']} assumed."
    )
