"""The chart of raid sizes: leakers over the size of the raid, a panel for each system, both doubts apart."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from skykeep.language import tell
from skykeep.study.brief_data import BriefData
from skykeep.study.brief_gains import SizeCurve

from .doubt import doubts_of_count
from .marks import Mark
from .shipped_words import shipped
from .style import FILLS, INK, LEDGER_FILLS
from .svg import drawing, to_inline_svg
from .words import commas, listing, short_name

__all__ = ["sizes_chart"]

WIDTH_IN, HEIGHT_IN = 7.0, 2.5
LEFT, RIGHT, BOTTOM, TOP, GAP = 0.065, 0.995, 0.3, 0.91, 0.035
BARS = (1, 5, 10, 15, 20, 25, 30, 35, 40)
"""Sizes at which the two doubts are drawn."""
STRIP, STRIP_BELOW = 0.1, 0.33
WORDS_FROM = 0.2
"""A resource is named in the strip where it takes this share of the width; the table names it everywhere."""


def sizes_chart(data: BriefData, *, name: str) -> str:
    """Return leakers of every system over the size of the lead raid as SVG; empty where none was played."""
    curves = data.gains.sizes
    if not curves:
        return ""
    width = (RIGHT - LEFT - GAP * (len(curves) - 1)) / len(curves)
    said, marks = [_words(data, curve) for curve in curves], []
    with drawing(WIDTH_IN, HEIGHT_IN, name=name) as figure:
        for place, curve in enumerate(curves):
            axes = figure.add_axes((LEFT + place * (width + GAP), BOTTOM, width, TOP - BOTTOM))
            _panel(axes, curve)
            axes.set_title(short_name(data.system(curve.system)), fontsize=7.5, loc="left", weight="bold")
            marks.append(Mark(axes=axes, systems=(curve.system,), site=data.raid_site, words=said[place]))
            if place:
                axes.set_yticklabels([])
            else:
                axes.set_ylabel(tell("leakers"))
        figure.text(
            (LEFT + RIGHT) / 2.0,
            0.01,
            tell("threats in the raid; strip: what most leakers lacked"),
            ha="center",
            va="bottom",
        )
        words = tell("Leakers over the size of the raid. {told}", told=listing(said))
        return to_inline_svg(figure, name=name, words=words, marks=marks)


def _shown(curve: SizeCurve) -> list[Mapping[str, Any]]:
    return [point for point in curve.points if point["n"] in BARS]


def _panel(axes: Any, curve: SizeCurve) -> None:
    """Draw one system: the mean, and at a few sizes a bar of ignorance and a whisker of luck."""
    sizes = [point["n"] for point in curve.points]
    launched = [point["threats_launched"] for point in curve.points]
    axes.plot(sizes, launched, color="#9aa0a4", lw=0.6, ls=(0, (1, 2)), zorder=1)
    axes.plot(sizes, [point["leakers"]["mean"] for point in curve.points], color=INK, lw=0.9, zorder=4)
    for point in _shown(curve):
        for key, style in (
            ("ignorance_90", {"color": FILLS.seen, "lw": 4.2, "zorder": 2}),
            ("luck_90", {"color": INK, "lw": 0.9, "zorder": 3}),
        ):
            ends = point["leakers"][key]
            if ends is not None:
                axes.plot([point["n"]] * 2, ends, **style)
        mean = point["leakers"]["mean"]
        axes.plot(point["n"], mean, marker="o", ms=3.2, color="white", mec=INK, mew=0.8, zorder=5)
    knee = curve.knee["one_expected_leaker"]["n"]
    if knee is not None:
        axes.axvline(knee, color=FILLS.engageable, lw=0.9, ls=(0, (4, 2)), zorder=1)
        axes.annotate(
            tell("one leaks from {knee} on", knee=knee),
            (knee, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(3, -2),
            textcoords="offset points",
            ha="left",
            va="top",
            fontsize=6.6,
            color=FILLS.engageable,
        )
    axes.set(xlim=(0.0, sizes[-1] + 1.0), ylim=(0.0, sizes[-1] + 1.0))
    _strip(axes, curve)


def _strip(axes: Any, curve: SizeCurve) -> None:
    """Draw below the axis what most leakers lacked at each size."""
    strip = axes.inset_axes((0.0, -STRIP_BELOW, 1.0, STRIP))
    low, high = axes.get_xlim()
    for reason, group in groupby(curve.points, key=lambda point: point["binding_reason"]):
        if reason is None:
            continue
        inside = list(group)
        first, last = inside[0]["n"] - 0.5, inside[-1]["n"] + 0.5
        fill = LEDGER_FILLS[reason]
        strip.barh(0, last - first, left=first, color=fill.colour, ec=INK, lw=0.4, hatch=fill.hatch, height=1)
        if (last - first) / (high - low) >= WORDS_FROM:
            box = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
            words = shipped(inside[0]["binding_resource"])
            strip.text((first + last) / 2.0, 0, words, ha="center", va="center", fontsize=6.2, bbox=box)
    strip.set(xlim=(low, high), ylim=(-0.5, 0.5))
    strip.set_axis_off()


def _words(data: BriefData, curve: SizeCurve) -> str:
    """Return what the panel of a system shows, for those who do not see it."""
    points = commas(
        tell(
            "of {threats} {mean:.1f} ({doubts})",
            threats=point["threats_launched"],
            mean=point["leakers"]["mean"],
            doubts=doubts_of_count(point["leakers"]),
        )
        for point in _shown(curve)
    )
    return f"{short_name(data.system(curve.system))}: {points}"
