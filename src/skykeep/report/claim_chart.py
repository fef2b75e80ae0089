"""The chart of a claim: the share stopped by denominator, and over each lever, with the claimed rate."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .chart_files import chart_file, incomplete_words
from .claim_words import KM_M, NAMES
from .style import FILLS, INK

__all__ = ["write_claim_chart"]

PANEL_IN = (4.4, 3.2)
COLUMNS = 3
BARS = 9
"""Most values of a lever at which intervals are drawn: more make a band of either."""
AXES = {
    "": ("probability", 1.0),
    "times": ("times the rounds of now", 1.0),
    "m": ("range of outside tracks, km", 1.0 / KM_M),
    "share": ("share of the way to the best there could be", 1.0),
}
"""What stands below the axis of a lever, and the scale of its values."""


def write_claim_chart(found: Mapping[str, Any], path: Path) -> Path:
    """Write the chart of a claim and return its path.

    First the share stopped by each denominator; then a panel for each lever with the share stopped of those
    launched at the values that were played. Thick bars are what public figures let the mean be, thin ones how
    well it is computed; the dashed line is the claim.

    Raises
    ------
    UsageError
        If the name of the file ends in none of .png, .svg and .pdf.
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    levers = found["levers"]
    rows = -(-(len(levers) + 1) // COLUMNS)
    with chart_file(
        path,
        rows=rows,
        columns=COLUMNS,
        panel_in=PANEL_IN,
        title=f"{found['scenario']['name']}: {100 * found['stop_rate']:g} % stopped?",
        caption=_caption(found),
    ) as panels:
        _draw_denominators(panels[0], found)
        for axes, lever in zip(panels[1:], levers, strict=False):
            _draw_lever(axes, lever, found)
        for axes in panels[len(levers) + 1 :]:
            axes.set_axis_off()
    return path


def _bars(axes: Any, place: float, estimate: Mapping[str, Any]) -> None:
    """Draw the two intervals of a share at a place."""
    if estimate["ignorance_90"] is not None:
        axes.vlines(place, *estimate["ignorance_90"], color=FILLS.seen, lw=3.5, zorder=3)
    if estimate["mc_error_90"] is not None:
        axes.vlines(place, *estimate["mc_error_90"], color=INK, lw=1.1, zorder=5)


def _frame(axes: Any, rate: float, title: str) -> None:
    """Draw the claim and the limits of a share."""
    axes.axhline(rate, color=FILLS.engageable, ls="--", lw=1.0, zorder=2)
    axes.set_ylim(0.0, 1.04)
    axes.set_ylabel("share stopped, mean")
    axes.set_title(title, fontsize=8, loc="left")


def _draw_denominators(axes: Any, found: Mapping[str, Any]) -> None:
    """Draw the share stopped by each denominator."""
    known = {name: each for name, each in found["denominators"].items() if each["value"] is not None}
    for place, each in enumerate(known.values()):
        _bars(axes, place, each)
        axes.plot(place, each["value"], marker="o", ms=4.5, color="white", mec=INK, zorder=6)
    axes.set_xticks(range(len(known)), [f"of those\n{name}" for name in known])
    axes.set_xlim(-0.6, len(known) - 0.4)
    _frame(axes, found["stop_rate"], "As it is, by what it is a share of")
    axes.plot([], [], color=FILLS.engageable, ls="--", lw=1.0, label="the claim")
    axes.plot([], [], ls="", marker="X", ms=6.0, color=FILLS.engageable, label="as it is")
    words = "mean, and how well it is computed, 90 %"
    axes.plot([], [], color=INK, lw=1.1, marker="o", ms=4.5, mfc="white", label=words)
    if any(each["ignorance_90"] is not None for each in known.values()):
        axes.plot([], [], color=FILLS.seen, lw=3.5, label="what public figures let the mean be, 90 %")
    axes.legend(frameon=False, fontsize=6.5, loc="upper left", bbox_to_anchor=(0.0, -0.16))


def _draw_lever(axes: Any, lever: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    """Draw the share stopped over a lever."""
    words, scale = AXES.get(lever["unit"], (lever["unit"], 1.0))
    played = lever["played"]
    values = [scale * each["value"] for each in played]
    apart = (values[-1] - values[0]) / BARS
    last = -math.inf
    for value, each in zip(values, played, strict=True):
        if value - last >= apart:
            _bars(axes, value, each["stopped_share"])
            last = value
    means = [each["stopped_share"]["mean"] for each in played]
    axes.plot(values, means, color=INK, lw=0.9, marker="o", ms=3.5, mfc="white", mec=INK, zorder=6)
    now = found["stopped_share"]["mean"]
    axes.plot(scale * lever["now"], now, marker="X", ms=6.0, color=FILLS.engageable, zorder=7)
    _frame(axes, found["stop_rate"], f"{NAMES.get(lever['lever'], lever['lever'])}: {_answer(lever)}")
    axes.set_xlabel(words)


def _answer(lever: Mapping[str, Any]) -> str:
    """Return whether a lever reaches the claim, shortly."""
    if not lever["reached"]:
        return f"ceiling {100 * lever['ceiling']['mean']:.0f} %"
    scale = AXES.get(lever["unit"], ("", 1.0))[1]
    return f"takes {scale * lever['required']:.3g}, now {scale * lever['now']:.3g}"


def _caption(found: Mapping[str, Any]) -> str:
    """Return what stands below the chart."""
    rests, stopping = found["rests_on"], found["stopping"]
    return (
        f"{incomplete_words(found)}"
        f"skykeep, seed {found['seed']}, {stopping['worlds']} worlds of {found['replications']} raids at "
        f"each point, the same luck at all of them, view {found['view']}. Lines join the values that were "
        f"played. Public figures only, {rests['assumed']} of {rests['figures']} assumed; a lever has no "
        "doubt of its own."
    )
