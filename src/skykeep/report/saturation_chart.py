"""The chart of a saturation: leakers over raid size, the magazine floor dashed, what most lacked below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from skykeep.study.binding import RESOURCES

from .chart_files import chart_file, incomplete_words
from .style import FILLS, INK, LEDGER_FILLS

__all__ = ["write_saturation_chart"]

PANEL_IN = (8.6, 4.4)
"""The legend stands beside the panel: over it it would hide the line, wherever the curve bends."""
BARS = 9
"""Sizes at which the two doubts are drawn: more make a band of either."""
STRIP = 0.07
"""Height of the strip that says what most leakers lacked, as a share of the panel, and its distance below."""
WORDS_FROM = 0.11
"""A resource is named in the strip where it takes this share of the width, and in the legend elsewhere."""


def write_saturation_chart(found: Mapping[str, Any], path: Path) -> Path:
    """Write the chart of a saturation and return its path.

    A panel for each curve: mean leakers as a line, with a mark where they were played and none where they lie
    on the line between; at some sizes a thick bar for how far public figures let the expectation range and a
    thin one for one raid's luck; dotted what a defence that does nothing lets through, dashed the magazine
    floor. The strip below names what most leakers lacked.

    Raises
    ------
    UsageError
        If the name of the file ends in none of .png, .svg and .pdf.
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    curves = found["curves"]
    columns = min(2, len(curves))
    rows = -(-len(curves) // columns)
    title = found["scenario"]["name"]
    with chart_file(
        path, rows=rows, columns=columns, panel_in=PANEL_IN, title=title, caption=_caption(found)
    ) as panels:
        for axes, (name, curve) in zip(panels, curves.items(), strict=False):
            _draw(axes, name, curve)
        for axes in panels[len(curves) :]:
            axes.set_axis_off()
    return path


def _draw(axes: Any, name: str, curve: Mapping[str, Any]) -> None:
    """Draw one panel."""
    points = curve["points"]
    sizes = [point["n"] for point in points]
    means = [point["leakers"]["mean"] for point in points]
    axes.plot(sizes, means, color=INK, lw=1.2, zorder=5, label="mean leakers")
    played = [point for point in points if point["computed"]]
    axes.plot(
        [point["n"] for point in played],
        [point["leakers"]["mean"] for point in played],
        ls="",
        marker="o",
        ms=3.2,
        color="white",
        mec=INK,
        mew=0.9,
        zorder=6,
        label="played; between them a straight line",
    )
    launched = [point["threats_launched"] for point in points]
    axes.plot(sizes, launched, color="#8a9096", ls=":", lw=1.0, zorder=1, label="all real threats")
    floor = [point["magazine_floor"] for point in points]
    axes.plot(sizes, floor, color=INK, ls="--", lw=0.9, zorder=2, label="magazine floor")
    _doubts(axes, played, sizes[-1] - sizes[0])
    _knee(axes, curve["knee"])
    axes.set_xlim(min(0, sizes[0]), sizes[-1] + 0.015 * max(sizes[-1] - sizes[0], 1))
    axes.set_ylim(0.0, None)
    axes.set_ylabel("leakers")
    axes.set_title(f"{name}: {curve['raid']}", fontsize=8, loc="left")
    _strip(axes, points)
    axes.xaxis.set_major_locator(_whole_numbers())
    axes.yaxis.set_major_locator(_whole_numbers())
    axes.legend(frameon=False, fontsize=7, loc="upper left", bbox_to_anchor=(1.01, 1.0), borderaxespad=0.0)


def _whole_numbers() -> Any:
    """Return a locator of ticks at whole numbers: there is no half threat."""
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(integer=True)


def _doubts(axes: Any, played: Sequence[Mapping[str, Any]], span: float) -> None:
    """Draw luck and ignorance at some of the sizes, as two marks."""
    step = max(1, -(-len(played) // BARS))
    shown = played[::-step][::-1]
    shift = 0.006 * max(span, 1.0)
    sure = [point for point in shown if point["leakers"]["ignorance_90"] is not None]
    for number, point in enumerate(sure):
        words = "what public figures let the mean be, 90 %" if number == 0 else None
        ends = point["leakers"]["ignorance_90"]
        axes.vlines(point["n"] - shift, *ends, color=FILLS.seen, lw=3.5, zorder=3, label=words)
    lucky = [point for point in shown if point["leakers"]["luck_90"] is not None]
    for number, point in enumerate(lucky):
        low, high = point["leakers"]["luck_90"]
        axes.errorbar(
            point["n"] + shift,
            (low + high) / 2.0,
            yerr=(high - low) / 2.0,
            fmt="none",
            ecolor=INK,
            elinewidth=0.8,
            capsize=2.0,
            zorder=4,
            label="one raid's luck in the median world, 90 %" if number == 0 else None,
        )


def _knee(axes: Any, knee: Mapping[str, Any]) -> None:
    """Mark from where on one leaker is expected."""
    size = knee["one_expected_leaker"]["n"]
    if size is not None:
        axes.axvline(size, color=FILLS.engageable, lw=0.8, zorder=2, label=f"one leaker expected from {size}")


def _stretches(points: Sequence[Mapping[str, Any]]) -> Iterator[tuple[float, float, str]]:
    """Yield first and last place, and the reason, of each stretch of sizes that lack the same."""
    for reason, group in groupby(points, key=lambda point: point["binding_reason"]):
        inside = [point["n"] for point in group]
        if reason is not None:
            yield inside[0] - 0.5, inside[-1] + 0.5, reason


def _strip(axes: Any, points: Sequence[Mapping[str, Any]]) -> None:
    """Draw below the axis what most leakers lacked at each size."""
    strip = axes.inset_axes((0.0, -2.6 * STRIP, 1.0, STRIP))
    low, high = axes.get_xlim()
    named = set()
    for first, last, reason in _stretches(points):
        fill = LEDGER_FILLS.get(reason)
        words = RESOURCES.get(reason, reason.replace("_", " "))
        colour, hatch = (fill.colour, fill.hatch) if fill else ("#ffffff", "")
        strip.barh(0, last - first, left=first, height=1.0, color=colour, ec=INK, lw=0.4, hatch=hatch)
        if (last - first) / (high - low) >= WORDS_FROM:
            box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
            strip.text((first + last) / 2.0, 0, words, ha="center", va="center", fontsize=6.5, bbox=box)
        elif words not in named:
            axes.bar(0, 0, color=colour, ec=INK, lw=0.4, hatch=hatch, label=f"most lack {words}")
        named.add(words)
    strip.set_xlim(low, high)
    strip.set_ylim(-0.5, 0.5)
    strip.set_yticks([])
    strip.set_xticks([])
    for side in strip.spines.values():
        side.set_visible(False)
    strip.set_xlabel("threats in the raid; below the axis: what most leakers lacked", fontsize=8)


def _caption(found: Mapping[str, Any]) -> str:
    """Return what stands below the chart."""
    first = next(iter(found["curves"].values()))
    rests = found["rests_on"]
    return (
        f"{incomplete_words(found)}"
        f"Magazine floor, closed form: {first['knee']['floor_assumes']}. skykeep, seed {found['seed']}, "
        f"{found['replications']} raids in each world, the same luck at all sizes, view {found['view']}. "
        f"Public figures only, {rests['assumed']} of {rests['figures']} assumed."
    )
