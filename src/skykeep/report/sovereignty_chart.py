"""The chart of intrusions: for each defence the shares of each intruder, as it is and with more eyes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .chart_files import chart_file, incomplete_words
from .style import INK

__all__ = ["write_sovereignty_chart"]

PANEL_IN = (6.4, 3.4)
LOOKS = (("#41708f", "o"), ("#b3471d", "s"), ("#8a9096", "^"))
"""Colour and mark of what is added: nothing, neighbours, aircraft."""
MEASURES = (("watched", "watched"), ("seen", "seen"), ("identified", "identified"), ("engaged", "engageable"))


def write_sovereignty_chart(found: Mapping[str, Any], path: Path) -> Path:
    """Write the chart of intrusions and return its path.

    A panel for each defence; a group of marks for each intruder and measure, one mark for each kind of eyes;
    the bar is where we are 90 % sure that the share lies.

    Raises
    ------
    UsageError
        If the name of the file ends in none of .png, .svg and .pdf.
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    defences = found["defences"]
    columns = min(2, len(defences))
    rows = -(-len(defences) // columns)
    with chart_file(
        path,
        rows=rows,
        columns=columns,
        panel_in=PANEL_IN,
        title=found["scenario"]["name"],
        caption=_caption(found),
    ) as panels:
        for number, (axes, defence) in enumerate(zip(panels, defences, strict=False)):
            _draw(axes, defence, legend=number == 0, titled=len(defences) > 1)
        for axes in panels[len(defences) :]:
            axes.set_axis_off()
    return path


def _draw(axes: Any, defence: Mapping[str, Any], *, legend: bool, titled: bool) -> None:
    """Draw one defence."""
    intrusions = defence["added"][0]["intrusions"]
    width = len(MEASURES) + 1
    for (colour, mark), added, shift in zip(LOOKS, defence["added"], (-0.22, 0.0, 0.22), strict=False):
        for place, row in enumerate(added["intrusions"]):
            for offset, (name, _) in enumerate(MEASURES):
                estimate = row[name]
                x = place * width + offset + shift
                ends = estimate["ignorance_90"] or estimate["mc_error_90"]
                if ends is not None:
                    axes.vlines(x, 100.0 * ends[0], 100.0 * ends[1], color=colour, lw=1.4)
                words = added["id"] if place == 0 and offset == 0 else None
                axes.plot(
                    x, 100.0 * estimate["mean"], mark, color=colour, mec=INK, mew=0.5, ms=4, label=words
                )
    ticks = [place * width + offset for place in range(len(intrusions)) for offset in range(len(MEASURES))]
    words = [label for _ in intrusions for _, label in MEASURES]
    axes.set_xticks(ticks, words, rotation=90, fontsize=6)
    for place, row in enumerate(intrusions):
        axes.text(
            place * width + (len(MEASURES) - 1) / 2.0,
            103.0,
            f"{row['threat_class'].replace('-', ' ')}\n{row['height_m']:,.0f} m, {row['speed_mps']:.0f} m/s",
            ha="center",
            va="bottom",
            fontsize=6,
        )
    axes.set_ylim(0.0, 122.0)
    axes.set_yticks([0, 25, 50, 75, 100])
    axes.set_ylabel("per cent")
    if titled:
        axes.set_title(defence["name"], fontsize=8, loc="left", pad=4)
    if legend:
        axes.legend(frameon=False, fontsize=6, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=len(LOOKS))


def _caption(found: Mapping[str, Any]) -> str:
    """Return what stands below the chart."""
    return (
        f"{incomplete_words(found)}"
        f"One intruder at a time along {len(found['corridors'])} stated lines from the border. Watched: part "
        "of the way; the others: of intrusions, engageable with weapons tight. Bars: "
        f"{_bars(found)}. skykeep, seed {found['seed']}, public figures only."
    )


def _bars(found: Mapping[str, Any]) -> str:
    """Return what the bars are: how sure we are, or how well the means are computed."""
    known = {
        row[name]["ignorance_90"] is not None
        for defence in found["defences"]
        for added in defence["added"]
        for row in added["intrusions"]
        for name, _ in MEASURES
    }
    sure, computed = "where we are 90 % sure that the mean lies", "how well the mean is computed, 90 %"
    if known == {True}:
        return sure
    return computed if known == {False} else f"{sure}, or {computed}"
