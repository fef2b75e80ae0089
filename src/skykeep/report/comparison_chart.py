"""The chart of a comparison: effect against cost or reach, ranks over weightings, a hundred raids each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .chart_files import chart_file, incomplete_words
from .comparison_words import names_of
from .raid_dots import draw_pair_dots, draw_raid_dots, legend_marks, tallest
from .style import INK
from .words import percent

__all__ = ["draw_pareto", "write_comparison_chart"]

Found = Mapping[str, Any]
F64 = npt.NDArray[np.float64]

PANEL_IN = (4.4, 3.3)
COLUMNS = 3
NAME_WIDE = 20
MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")
COLOURS = ("#2f6690", "#b3471d", "#3f7d4f", "#7a4f9e", "#8a6d1f", "#3a3a3a", "#b05a7a", "#5c8a8a")
GREYS = ("#1f3b52", "#41708f", "#9db8cc", "#d9e4ec", "#f1f4f7", "#ffffff")
"""Ranks, the first darkest."""


def write_comparison_chart(found: Found, path: Path) -> Path:
    """Write the chart of a comparison and return its path.

    First effect against cost, or against reach where costs are not known of every option: a cloud of possible
    points for each option, one for each joint draw of the figures, its mean marked. Then how often each
    option has each rank over all weightings. Then a hundred lead raids of each option, coloured by what most
    leaked for, and beside the lead option in pairs.

    Raises
    ------
    UsageError
        If the name of the file ends in none of .png, .svg and .pdf.
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    drawers = list(_panels(found))
    rows = -(-len(drawers) // COLUMNS)
    with chart_file(
        path,
        rows=rows,
        columns=COLUMNS,
        panel_in=PANEL_IN,
        title=found["case"]["title"],
        caption=_caption(found),
    ) as panels:
        for axes, draw in zip(panels, drawers, strict=False):
            draw(axes)
        for axes in panels[len(drawers) :]:
            axes.set_axis_off()
    return path


def _panels(found: Found) -> Iterator[Any]:
    """Yield what draws each panel, in order."""
    if found["decision"] is not None:
        if _leakers(found):
            yield lambda axes: draw_pareto(axes, found)
        yield lambda axes: _ranks(axes, found)
    dots = found["dots"]
    if not dots:
        return
    names = names_of(found)
    reasons: dict[str, None] = {}
    for option in dots["options"]:
        yield lambda axes, option=option: reasons.update(
            dict.fromkeys(_hundred(axes, dots, option, names[option]))
        )
    yield lambda axes: _legend(axes, list(reasons))
    for option, pair in dots["pairs"].items():
        lead = names[dots["lead"]]
        title = (
            f"{lead} beside {names[option]},\n100 raids, whatever the figures: fewer leak past it in "
            f"{pair['fewer_past_first']}\n(green), as many in {pair['alike']}, more in "
            f"{pair['fewer_past_second']} (red)"
        )
        yield lambda axes, pair=pair, title=title: draw_pair_dots(axes, pair, title=title)


def _hundred(axes: Any, dots: Found, option: str, name: str) -> list[str]:
    """Draw a hundred raids of one option, and return the reasons drawn."""
    title = f"{name}: 100 such raids, leakers of {dots['threats_launched']}"
    launched = dots["threats_launched"]
    rows = tallest(dots["options"].values(), launched)
    return draw_raid_dots(axes, dots["options"][option], launched, title=title, rows=rows)


def _legend(axes: Any, reasons: list[str]) -> None:
    """Draw what the colours of dots stand for."""
    axes.set_axis_off()
    axes.legend(
        handles=legend_marks(reasons),
        loc="upper left",
        frameon=False,
        fontsize=8,
        title="a raid by what most leaked for",
        alignment="left",
    )


def _leakers(found: Found) -> list[str]:
    """Return the criteria of leakers."""
    return [each["name"] for each in found["decision"]["criteria"] if each["group"] == "leakers"]


def draw_pareto(axes: Any, found: Found) -> None:
    """Draw effect against cost, or reach: a cloud of possible points for each option."""
    possible, criteria = found["decision"]["possible"], found["decision"]["criteria"]
    known = {each["group"] for each in criteria}
    reach = next((each["name"] for each in criteria if each["group"] == "coverage"), "")
    across = "cost" if "cost" in known else reach
    if not across:
        axes.set_axis_off()
        return
    scale = 1e9 if across == "cost" else 1e3
    for place, (option, name) in enumerate(names_of(found).items()):
        leak: F64 = 100.0 * np.mean([possible[each][option] for each in _leakers(found)], axis=0)
        here: F64 = np.asarray(possible[across][option]) / scale
        look = {"color": COLOURS[place % len(COLOURS)], "marker": MARKS[place % len(MARKS)], "ls": ""}
        axes.plot(here, leak, ms=2.6, alpha=0.35, mew=0.0, zorder=2, **look)
        axes.plot(here.mean(), leak.mean(), ms=7.0, mec=INK, mew=0.8, zorder=3, label=name, **look)
    axes.set_ylim(0.0, 100.0)
    axes.invert_yaxis()
    axes.set_ylabel("leaks, %, mean over raids and sites (up is better)")
    money = across == "cost"
    axes.set_xlabel("cost, billion dollars" if money else f"keep-out range, km, {across.split('/')[1]} m up")
    axes.set_title("Small marks: possible points, one a joint draw of the figures", fontsize=8, loc="left")
    axes.legend(frameon=False, fontsize=6.5, loc="best")


def _ranks(axes: Any, found: Found) -> None:
    """Draw how often each option has each rank."""
    names = names_of(found)
    rows = found["decision"]["acceptability"]
    for place, row in enumerate(rows):
        left = 0.0
        for rank, chance in enumerate(row["ranks"]):
            shade = GREYS[min(rank, len(GREYS) - 1)]
            label = f"rank {rank + 1}" if place == 0 else None
            axes.barh(place, chance["p"], left=left, color=shade, ec=INK, lw=0.4, label=label)
            left += chance["p"]
        axes.text(1.02, place, percent(row["ranks"][0]["p"]), va="center", fontsize=7)
    axes.set_yticks(range(len(rows)), [textwrap.fill(names[row["option"]], NAME_WIDE) for row in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0.0, 1.0)
    axes.set_xticks([0.0, 0.5, 1.0], ["0", "50 %", "100 %"])
    axes.set_title("Rank over all weightings and draws; at the end: first", fontsize=8, loc="left")
    axes.legend(frameon=False, fontsize=6.5, ncol=3, loc="upper center", bbox_to_anchor=(0.5, -0.1))


def _caption(found: Found) -> str:
    """Return what stands below the chart."""
    assumed = max((each["assumed"], each["figures"]) for each in found["rests_on"].values())
    dots = found["dots"]
    raid = f"Dots: {dots['raid']} at {dots['site']}, figures at the median. " if dots else ""
    return (
        f"{incomplete_words(found)}{raid}skykeep, seed {found['seed']}, {found['replications']} raids in "
        f"each world, the same luck for all options. Public figures only, up to {assumed[0]} of {assumed[1]} "
        "assumed."
    )
