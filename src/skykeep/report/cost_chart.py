"""The chart of costs: one stacked bar for each option, a whisker for the interval of its sum."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .chart_files import chart_file, incomplete_words
from .price_words import unit_cell
from .style import INK, Fill

__all__ = ["write_cost_chart"]

WIDE_IN = 8.6
BAR_IN = 0.62
EDGES_IN = 1.2
"""Height of the axis and the legend beside the bars."""
GBN = 1000.0
"""Millions in a thousand millions."""
FILLS: Mapping[str, Fill] = MappingProxyType(
    {
        "buying": Fill("buying, with radars, launchers and a first load", "#41708f"),
        "rounds": Fill("rounds in reserve", "#f2b48f", "xxxx"),
        "radars": Fill("radars beside", "#9db8cc", "\\\\\\\\"),
        "training": Fill("first training", "#c9d8e4", "...."),
        "upkeep": Fill("upkeep", "#d9e4ec", "////"),
    }
)
"""Colour and hatch of each kind of cost."""


def write_cost_chart(found: Mapping[str, Any], path: Path) -> Path:
    """Write the chart of costs and return its path.

    A bar for each option, the parts as long as their share of the middle of the sum, so that the bar ends
    where the middle is; the whisker spans 90 % of the draws of the sum. What no contract gives a price of has
    an open bar's edge in dashes.

    Raises
    ------
    UsageError
        If the name of the file ends in none of .png, .svg and .pdf.
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    options = found["options"]
    height = EDGES_IN + BAR_IN * len(options)
    title = f"{found['case']['title']} Costs over {found['years']:g} years"
    with chart_file(
        path, rows=1, columns=1, panel_in=(WIDE_IN, height), title=title, caption=_caption(found)
    ) as panels:
        (axes,) = panels
        named: set[str] = set()
        for place, option in enumerate(options):
            _draw(axes, place, option, named)
        axes.set_yticks(range(len(options)), [_label(option) for option in options])
        axes.invert_yaxis()
        axes.set_xlim(0.0, None)
        axes.set_xlabel(f"thousand millions of US dollars of {found['price_year']}")
        axes.legend(frameon=False, fontsize=7, loc="lower center", bbox_to_anchor=(0.4, 1.0), ncols=3)
    return path


def _draw(axes: Any, place: int, option: Mapping[str, Any], named: set[str]) -> None:
    """Draw the bar and the whisker of one option."""
    parts = {name: row["mid_musd"] for name, row in option["components"].items() if row is not None}
    total = option["total"]
    scale = total["mid_musd"] / sum(parts.values()) / GBN
    left = 0.0
    assumed = any(each["kind"] == "assumed" for each in option["prices"])
    for name, value in parts.items():
        fill = FILLS[name]
        axes.barh(
            place,
            value * scale,
            left=left,
            height=0.6,
            color=fill.colour,
            hatch=fill.hatch,
            ec=INK,
            lw=0.5,
            ls="--" if assumed else "-",
            label=None if name in named else fill.words,
        )
        named.add(name)
        left += value * scale
    low, mid, high = (total[f"{name}_musd"] / GBN for name in ("low", "mid", "high"))
    axes.errorbar(
        mid,
        place,
        xerr=[[mid - low], [high - mid]],
        fmt="none",
        ecolor=INK,
        elinewidth=1.1,
        capsize=3.0,
        label=None if "whisker" in named else "90 % sure, of the sum",
    )
    named.add("whisker")
    told = f" {_sum(mid)} ({_sum(low)} to {_sum(high)})"
    axes.annotate(told, (high, place), va="center", fontsize=7)


def _sum(value_gusd: float) -> str:
    """Return a sum in thousand millions with two figures."""
    return f"{value_gusd:.1f}" if value_gusd >= 1.0 else f"{value_gusd:.2f}"


def _label(option: Mapping[str, Any]) -> str:
    """Return the name of an option with what it holds and what is special about its price."""
    holds = unit_cell(option["units"])
    if option["held"]:
        return f"{option['name']}\n({holds}, upkeep alone)"
    assumed = any(each["kind"] == "assumed" for each in option["prices"])
    return f"{option['name']}\n({holds}{', price assumed' if assumed else ''})"


def _caption(found: Mapping[str, Any]) -> str:
    """Return what stands below the chart."""
    return (
        f"{incomplete_words(found)}"
        f"Bars end at the middle of {found['draws']:,} joint draws, seed {found['seed']}; their parts stand "
        "in the proportion of their middles. Prices from contracts of record; upkeep, training and rounds in "
        "reserve by assumed rules. Not discounted. skykeep, public figures only."
    )
