"""The chart of doctrine: threats stopped over raid size, a panel for each alternative, both doubts apart."""

from __future__ import annotations

from typing import Any

from skykeep.language import tell
from skykeep.study.brief_curves import DoctrineCurve
from skykeep.study.brief_data import BriefData

from .doubt import doubts_of_count
from .marks import Mark
from .shipped_words import shipped
from .style import FILLS, INK
from .svg import drawing, to_inline_svg
from .words import commas, listing

__all__ = ["doctrine_chart"]

WIDTH_IN, HEIGHT_IN = 7.0, 2.4
LEFT, RIGHT, BOTTOM, TOP, GAP = 0.065, 0.995, 0.19, 0.89, 0.035
MARGIN = 1.04


def doctrine_chart(data: BriefData, *, name: str) -> str:
    """Return threats stopped of the lead raid over its size as SVG: mean, luck, ignorance, ready rounds.

    Empty where no alternative was played.
    """
    curves = tuple(curve for curve in data.doctrine if curve.points)
    if not curves:
        return ""
    width = (RIGHT - LEFT - GAP * (len(curves) - 1)) / len(curves)
    most = max(_most(point.killed) for curve in curves for point in curve.points)
    marks = []
    with drawing(WIDTH_IN, HEIGHT_IN, name=name) as figure:
        for place, curve in enumerate(curves):
            axes = figure.add_axes((LEFT + place * (width + GAP), BOTTOM, width, TOP - BOTTOM))
            _panel(axes, curve, most)
            told = _points_words(curve)
            marks.append(Mark(axes=axes, systems=(data.lead_system,), site=data.raid_site, words=told))
            if place:
                axes.set_yticklabels([])
            else:
                axes.set_ylabel(tell("threats stopped"))
        figure.text((LEFT + RIGHT) / 2.0, 0.02, tell("threats in the raid"), ha="center", va="bottom")
        return to_inline_svg(figure, name=name, words=_words(curves), marks=marks)


def _most(killed: dict[str, Any]) -> float:
    """Return the largest number that an estimate names, at least 1."""
    ends = [killed[name] for name in ("ignorance_90", "luck_90", "total_90") if killed[name] is not None]
    return float(max([1.0, killed["mean"], *(high for _, high in ends)]))


def _panel(axes: Any, curve: DoctrineCurve, most: float) -> None:
    """Draw one alternative: the mean, a bar of ignorance and a whisker of luck at each size."""
    sizes = [point.threats for point in curve.points]
    axes.plot([0.0, most], [0.0, most], color="#9aa0a4", lw=0.6, ls=(0, (1, 2)), zorder=1)
    axes.plot(sizes, [point.killed["mean"] for point in curve.points], color=INK, lw=0.9, zorder=4)
    for point in curve.points:
        for key, style in (
            ("ignorance_90", {"color": FILLS.seen, "lw": 4.2, "zorder": 2}),
            ("luck_90", {"color": INK, "lw": 0.9, "zorder": 3}),
        ):
            ends = point.killed[key]
            if ends is not None:
                inside = [min(max(end, 0.0), point.threats) for end in ends]
                axes.plot([point.threats] * 2, inside, **style)
        axes.plot(
            point.threats, point.killed["mean"], marker="o", ms=3.2, color="white", mec=INK, mew=0.8, zorder=5
        )
    mean = curve.ready_rounds[0]
    axes.axvline(mean, color=FILLS.engageable, lw=0.9, ls=(0, (4, 2)), zorder=1)
    axes.annotate(
        tell("{mean:.0f} ready rounds", mean=mean),
        (mean, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(3, -2),
        textcoords="offset points",
        ha="left",
        va="top",
        fontsize=6.6,
        color=FILLS.engageable,
    )
    axes.set_title(shipped(curve.words), fontsize=6.4, loc="left")
    axes.set(xlim=(0.0, sizes[-1] * MARGIN), ylim=(0.0, most * MARGIN))


def _words(curves: tuple[DoctrineCurve, ...]) -> str:
    """Return what the chart shows, for those who do not see it."""
    mean, low, high = curves[0].ready_rounds
    return tell(
        "Threats stopped over raid size by doctrine, with {mean:.0f} ready rounds on average ({low:.0f} to "
        "{high:.0f} in 90 of 100 raids). {told}",
        mean=mean,
        low=low,
        high=high,
        told=listing([_points_words(curve) for curve in curves]),
    )


def _points_words(curve: DoctrineCurve) -> str:
    """Return one alternative in words."""
    points = commas(
        tell(
            "of {threats} {mean:.1f} ({doubts})",
            threats=point.threats,
            mean=point.killed["mean"],
            doubts=doubts_of_count(point.killed),
        )
        for point in curve.points
    )
    return f"{shipped(curve.words)} ({shipped(curve.kind)}): {points}"
