"""Charts of the brief: leakers with their distribution and intervals, and the ledger."""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np

from skykeep.language import name as named
from skykeep.language import tell, to_tell
from skykeep.study.brief_data import BriefData, RaidRow, RaidTable

from .doubt import doubts_of_count
from .marks import Mark
from .reason_words import OF_PLACE
from .shipped_words import shipped
from .style import FILLS, INK, LEDGER_FILLS
from .svg import drawing, to_inline_svg
from .words import commas, listing, number, semicolons

__all__ = ["COMPARISONS", "leakers_chart", "ledger_chart", "ledger_swatch", "swatch"]

COMPARISONS = ("as_it_comes", "equal_rounds")
SAID = {"as_it_comes": to_tell("as it comes"), "equal_rounds": to_tell("equal rounds")}
"""What is compared, in words for who hears a chart."""
WIDTH_IN = 4.7
ROW_IN = 0.4
DARK_FILLS = ("#41708f", "#1c1c1c")
"""Fills that carry white numbers."""
GROUP_GAP = 0.75
"""Room above a group of rows for its name."""
LUCK_BELOW, IGNORANCE_BELOW = 0.11, 0.3
"""Luck and ignorance each have a line of their own below that of a row: one band never shows both."""
HEAD_ABOVE = 0.76
"""How far the name of a group stands above the first of its rows: clear of what belongs to the row."""
ROW_ABOVE, ROW_BELOW = 0.53, 0.42
"""What belongs to a row above and below its line."""
BAR_HIGH = 0.5
"""A bar of the ledger is so much of a row high."""
LEAST_MEAN_TOLD = 0.05
"""Mean leakers for one reason that are said in words, and can be pointed at."""
LEAST_SHARE_LABELLED = 0.07
"""A segment of the ledger shorter than this share of the axis carries no number."""


def _row_label(data: BriefData, row: RaidRow) -> str:
    """Return the short name of a system, without its second word."""
    return named(data.system(row.system).name.split()[0])


def _frame(figure: Any, rows: int, height_in: float, *, right: float) -> Any:
    """Return axes with room for the names of rows on the left and words on the right."""
    left, top, bottom = 0.185, 0.10 / height_in, 0.44 / height_in
    axes = figure.add_axes((left, bottom, right - left, 1.0 - top - bottom))
    axes.set_ylim(rows - 0.42 + GROUP_GAP, -0.62 - 0.5 * GROUP_GAP)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    return axes


def _ordered(raid: RaidTable) -> list[RaidRow]:
    """Return rows by comparison, systems in the order of the page."""
    return [row for comparison in COMPARISONS for row in raid.rows if row.comparison == comparison]


def _places(rows: list[RaidRow]) -> list[float]:
    """Return where rows stand, with a gap before the second comparison."""
    return [
        index + (GROUP_GAP if row.comparison != COMPARISONS[0] else 0.0) for index, row in enumerate(rows)
    ]


def leakers_chart(data: BriefData, raid: RaidTable, *, name: str) -> str:
    """Return leakers of one raid as SVG: distribution, mean, chance and ignorance, a row per system."""
    rows = _ordered(raid)
    height = 0.6 + ROW_IN * (len(rows) + 1.5 * GROUP_GAP)
    with drawing(WIDTH_IN, height, name=name) as figure:
        axes = _frame(figure, len(rows), height, right=0.985)
        for place, row in zip(_places(rows), rows, strict=True):
            _leakers_row(axes, place, row, raid.threats)
        axes.set_xlim(-0.6, raid.threats + 0.6)
        _name_rows(axes, data, rows)
        axes.set_xlabel(tell("leakers, of {threats} launched", threats=raid.threats))
        said = [_leakers_words(data, row) for row in rows]
        words = tell(
            "Mean leakers of {threats} in the raid {raid}: {told}",
            threats=raid.threats,
            raid=shipped(raid.name),
            told=listing(said),
        )
        return to_inline_svg(figure, name=name, words=words, marks=_marks(data, axes, rows, said))


def _marks(data: BriefData, axes: Any, rows: list[RaidRow], said: list[str]) -> list[Mark]:
    """Return a mark for each row: its system where the raids come."""
    return [
        Mark(
            axes=axes,
            systems=(row.system,),
            site=data.raid_site,
            words=words,
            y=(place - ROW_ABOVE, place + ROW_BELOW),
        )
        for place, row, words in zip(_places(rows), rows, said, strict=True)
    ]


def _leakers_row(axes: Any, place: float, row: RaidRow, launched: int) -> None:
    """Draw one distribution upwards from its line, the intervals on and below it."""
    counts = np.array(row.summary["leaker_distribution"], dtype=np.float64)
    leakers = row.summary["leakers"]
    if counts.max() > 0.0:
        edges = np.arange(counts.size + 1) - 0.5
        tops = place - 0.52 * counts / counts.max()
        axes.stairs(tops, edges, baseline=place, fill=True, color="#c4c9cd", lw=0, zorder=1)
    axes.plot([0, launched], [place, place], color="#9aa0a4", lw=0.4, zorder=1)
    of_luck, of_ignorance = place + LUCK_BELOW, place + IGNORANCE_BELOW
    if leakers["luck_90"] is not None:
        low, high = _within(leakers["luck_90"], launched)
        axes.plot([low, high], [of_luck, of_luck], color=INK, lw=0.9, zorder=4)
        axes.plot(
            [low, low, np.nan, high, high],
            [of_luck - 0.06, of_luck + 0.06, np.nan, of_luck - 0.06, of_luck + 0.06],
            color=INK,
            lw=0.9,
            zorder=4,
        )
    if leakers["ignorance_90"] is not None:
        ends = _within(leakers["ignorance_90"], launched)
        axes.plot(ends, [of_ignorance] * 2, color=FILLS.seen, lw=3.4, solid_capstyle="butt", zorder=3)
    axes.plot(leakers["mean"], of_ignorance, marker="o", ms=4.4, color="white", mec=INK, mew=1.1, zorder=5)


def _within(ends: list[float], launched: int) -> tuple[float, float]:
    """Return the ends of an interval no wider than what can happen."""
    return max(0.0, ends[0]), min(float(launched), ends[1])


def _name_rows(axes: Any, data: BriefData, rows: list[RaidRow]) -> None:
    """Write the names of the systems, and a line between the two comparisons."""
    axes.set_yticks(_places(rows), [_row_label(data, row) for row in rows])
    first_equal = sum(row.comparison == COMPARISONS[0] for row in rows)
    groups = [(-HEAD_ABOVE, tell("as it comes"))]
    if 0 < first_equal < len(rows):
        axes.axhline(first_equal - 0.5, color=INK, lw=0.5, ls=(0, (1, 2)), clip_on=False)
        words = tell("each with {rounds} ready rounds, no reload", rounds=data.equal_rounds)
        groups.append((first_equal + GROUP_GAP - HEAD_ABOVE, words))
    for place, words in groups:
        axes.annotate(
            words,
            (0.0, place),
            xycoords=("axes fraction", "data"),
            ha="left",
            va="center",
            fontsize=7.4,
            style="italic",
            bbox={"boxstyle": "square,pad=0.1", "fc": "white", "ec": "none"},
        )


def _leakers_words(data: BriefData, row: RaidRow) -> str:
    """Return mean leakers of a row with its doubts, for who hears the chart."""
    return tell(
        "{system} {comparison} {mean:.1f} ({doubts})",
        system=_row_label(data, row),
        comparison=tell(SAID[row.comparison]),
        mean=row.summary["leakers"]["mean"],
        doubts=doubts_of_count(row.summary["leakers"]),
    )


def ledger_chart(data: BriefData, raid: RaidTable, *, name: str) -> str:
    """Return the ledger of one raid as SVG: mean leakers by reason, one stacked bar per system."""
    rows = _ordered(raid)
    height = 0.6 + ROW_IN * (len(rows) + 1.5 * GROUP_GAP)
    with drawing(WIDTH_IN, height, name=name) as figure:
        axes = _frame(figure, len(rows), height, right=0.94)
        for place, row in zip(_places(rows), rows, strict=True):
            _stack(axes, place, row.summary["ledger"], raid.threats)
        axes.set_xlim(0.0, raid.threats)
        _name_rows(axes, data, rows)
        axes.set_xlabel(tell("mean leakers by reason, of {threats} launched", threats=raid.threats))
        said = [_reasons_told(data, row) for row in rows]
        words = tell("Why they leaked, {raid}: {told}", raid=shipped(raid.name), told=semicolons(said))
        marks = [*_marks(data, axes, rows, said), *_segment_marks(data, raid, axes, rows)]
        return to_inline_svg(figure, name=name, words=words, marks=marks)


def _reasons_told(data: BriefData, row: RaidRow) -> str:
    """Return mean leakers of a row by reason, for who hears the chart."""
    reasons = commas(
        _reason_told(reason, mean)
        for reason, mean in row.summary["ledger"].items()
        if mean >= LEAST_MEAN_TOLD
    )
    return tell(
        "{system} {comparison}: {reasons}",
        system=_row_label(data, row),
        comparison=tell(SAID[row.comparison]),
        reasons=reasons,
    )


def _reason_told(reason: str, mean: float) -> str:
    """Return the mean leakers for one reason, for who hears the chart."""
    return tell("{reason} {mean:.1f}", reason=LEDGER_FILLS[reason].words, mean=mean)


def _segment_marks(data: BriefData, raid: RaidTable, axes: Any, rows: list[RaidRow]) -> list[Mark]:
    """Return a mark for each segment that is told: its system, its reason, and the height at which the raid
    flies where a map shows the reason.
    """
    marks = []
    for place, row in zip(_places(rows), rows, strict=True):
        start = 0.0
        for reason in LEDGER_FILLS:
            mean = row.summary["ledger"].get(reason, 0.0)
            if mean >= LEAST_MEAN_TOLD:
                marks.append(
                    Mark(
                        axes=axes,
                        systems=(row.system,),
                        site=data.raid_site,
                        height_agl_m=_height_of(data, raid) if reason in OF_PLACE else None,
                        reason=reason,
                        words=_reason_told(reason, mean),
                        x=(start, start + mean),
                        y=(place + 0.04 - BAR_HIGH / 2.0, place + 0.04 + BAR_HIGH / 2.0),
                    )
                )
            start += mean
    return marks


def _height_of(data: BriefData, raid: RaidTable) -> float | None:
    """Return the height of the tables whose ratio to that of most threats of a raid is nearest to 1; None
    where all of them fall.
    """
    flies_m = raid.flies_at_m
    if flies_m is None:
        return None
    return min(data.heights_agl_m, key=lambda height_m: abs(log(height_m / flies_m)))


def _stack(axes: Any, place: float, ledger: dict[str, float], launched: int) -> None:
    """Draw one stacked bar in the order of the ledger."""
    start = 0.0
    for reason, fill in LEDGER_FILLS.items():
        mean = ledger.get(reason, 0.0)
        if mean <= 0.0:
            continue
        axes.barh(
            place + 0.04,
            mean,
            left=start,
            height=BAR_HIGH,
            color=fill.colour,
            hatch=fill.hatch,
            ec=INK,
            lw=0.5,
        )
        if mean >= LEAST_SHARE_LABELLED * launched:
            dark = fill.colour in DARK_FILLS
            plate = None if not fill.hatch else {"boxstyle": "square,pad=0.1", "fc": "white", "ec": "none"}
            axes.text(
                start + mean / 2.0,
                place + 0.05,
                number(round(mean, 1)),
                ha="center",
                va="center",
                fontsize=7.6,
                color="white" if dark else INK,
                bbox=plate,
            )
        start += mean
    axes.text(
        start + 0.012 * launched, place + 0.05, f"{start:.1f}", va="center", fontsize=7.4, weight="bold"
    )


def ledger_swatch(reason: str) -> str:
    """Return the small sample of a reason's fill for the legend, as SVG."""
    fill = LEDGER_FILLS[reason]
    return swatch(f"swatch-{reason}", colour=fill.colour, hatch=fill.hatch, words=fill.words)


def swatch(
    name: str, *, colour: str, words: str, hatch: str = "", alpha: float = 1.0, edge: str = INK
) -> str:
    """Return a small sample of a fill as SVG."""
    with drawing(0.32, 0.16, name=name) as figure:
        axes = figure.add_axes((0.02, 0.04, 0.96, 0.92))
        axes.set_axis_off()
        axes.bar(0.5, 1.0, width=1.0, color=colour, alpha=alpha, lw=0)
        axes.bar(0.5, 1.0, width=1.0, color="none", hatch=hatch, ec=edge, lw=0.6)
        axes.set(xlim=(-0.02, 1.02), ylim=(-0.03, 1.03))
        return to_inline_svg(figure, name=name, words=words)
