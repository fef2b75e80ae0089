"""The chart of a comparison: a hundred raids of each option, effect against cost, and one pair."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.language import in_digits, tell, to_tell

from .chart_files import chart_file, incomplete_words
from .comparison_words import lead_balance, names_of, rows_of
from .doubt import NOT_RESOLVED, sure_interval
from .raid_dots import draw_pair_dots, draw_raid_dots, legend_marks
from .style import INK, OKABE_ITO
from .words import half_up

__all__ = ["draw_pareto", "pareto_points", "write_comparison_chart"]

Found = Mapping[str, Any]
F64 = npt.NDArray[np.float64]

PANEL_IN = (3.9, 2.5)
COLUMNS = 3
LEGEND_HIGH, BOTTOM_HIGH = 0.22, 1.5
"""Heights of the row of the legend and of the last row, in rows of dots."""
PAIR_WIDE = 46
NAME_WIDE = 24
MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")
LINE_APART, ROOM = 0.085, 0.24
"""Least distance of the names in the figure of effect against cost, in heights of it, and the share of its
width that they have."""


def write_comparison_chart(found: Found, path: Path) -> Path:
    """Write the chart of a comparison and return its path.

    First a hundred lead raids of each option, coloured by what most leaked for. Then effect against cost, or
    against reach where costs are not known of every option, each with what we are 90 % sure of. Then the
    option that the question is about and the best of the others, in the same hundred raids.

    Raises
    ------
    UsageError
        If the name of the file ends in none of .png, .svg and .pdf.
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    options = list(found["dots"].get("options", ()))
    lines = -(-len(options) // COLUMNS)
    with chart_file(
        path,
        rows=lines + 2,
        columns=COLUMNS,
        panel_in=PANEL_IN,
        heights=(*[1.0] * lines, LEGEND_HIGH, BOTTOM_HIGH),
        title=f"{found['case']['title']} {_heading(found)}",
        caption=_caption(found),
    ) as panels:
        reasons: dict[str, None] = {}
        for axes, option in zip(panels, options, strict=False):
            reasons |= dict.fromkeys(_hundred(axes, found, option))
        for axes in panels[len(options) : (lines + 1) * COLUMNS]:
            axes.set_axis_off()
        if reasons:
            _legend(panels[lines * COLUMNS], list(reasons))
        _bottom(panels[(lines + 1) * COLUMNS :], found)
    return path


def _heading(found: Found) -> str:
    """Return what the dots are, empty without any."""
    dots = found["dots"]
    if not dots:
        return ""
    raid = next(each["name"] for each in found["raids"] if each["id"] == dots["raid"])
    site = next(each["name"] for each in found["sites"] if each["id"] == dots["site"])
    return f"Raid: {raid}, at {site}. A dot is one of {_count(dots)} such raids, over how many leak."


def _count(dots: Found) -> int:
    """Return how many raids of each option are drawn."""
    return max(len(each["dots"]) for each in dots["options"].values())


def _hundred(axes: Any, found: Found, option: str) -> list[str]:
    """Draw a hundred raids of one option, and return the reasons drawn."""
    dots = found["dots"]
    launched = dots["threats_launched"]
    title = f"{names_of(found)[option]}{_mean_words(found, option)}"
    several = dots["options"]
    return draw_raid_dots(axes, several[option], launched, title=title, beside=several.values())


def _mean_words(found: Found, option: str) -> str:
    """Return mean leakers of the lead raid with how sure that is, as a second line."""
    dots = found["dots"]
    here = rows_of(found, site=dots["site"], raid=dots["raid"], balance=lead_balance(found), option=option)
    if not here:
        return ""
    leakers = here[0]["leakers"]
    mean = f"\n{half_up(leakers['mean']):.0f} of {dots['threats_launched']} leak on average"
    sure = NOT_RESOLVED if leakers["ignorance_90"] is None else sure_interval(leakers, digits=0)
    return mean if sure == NOT_RESOLVED else f"{mean}; 90 % sure: {sure}"


def _legend(axes: Any, reasons: list[str]) -> None:
    """Draw what the colours of dots stand for."""
    marks = axes.legend(
        handles=legend_marks(reasons),
        loc="upper left",
        frameon=False,
        fontsize=7,
        ncols=6,
        title="A raid by what most leaked for",
        title_fontsize=7,
        alignment="left",
        borderaxespad=0.0,
    )
    marks.set_in_layout(False)


def _bottom(panels: Any, found: Found) -> None:
    """Draw effect against cost over two panels, and the pair in the last one."""
    grid = panels[0].get_subplotspec().get_gridspec()
    row = panels[0].get_subplotspec().rowspan.start
    figure = panels[0].figure
    for axes in panels[:2]:
        axes.remove()
    wide = figure.add_subplot(grid[row, :2])
    if found["decision"] is None:
        wide.set_axis_off()
    else:
        draw_pareto(wide, found)
    pair = _pair(found)
    if pair is None:
        panels[2].set_axis_off()
        return
    lead, other = pair
    names = names_of(found)
    told = found["dots"]["pairs"][other]
    words = (
        f"{names[lead]} against {names[other]}, the best of the others, in {len(told['more'])} raids, "
        f"whatever the figures: fewer leak past {names[lead]} in {told['fewer_past_first']} (blue), "
        f"past {names[other]} in {told['fewer_past_second']} (orange), as many in {told['alike']} (white)"
    )
    draw_pair_dots(panels[2], told, title=textwrap.fill(words, PAIR_WIDE))


def _pair(found: Found) -> tuple[str, str] | None:
    """Return the option that the question is about, and of the others the one past which fewest leak."""
    dots = found["dots"]
    if not dots or not dots["pairs"]:
        return None
    here = rows_of(found, site=dots["site"], raid=dots["raid"], balance=lead_balance(found))
    means = {row["option"]: row["leakers"]["mean"] for row in here}
    return dots["lead"], min(dots["pairs"], key=lambda option: means[option])


def _leakers(found: Found) -> list[str]:
    """Return the criteria of leakers."""
    return [each["name"] for each in found["decision"]["criteria"] if each["group"] == "leakers"]


def pareto_points(found: Found) -> tuple[str, dict[str, tuple[F64, F64]]]:
    """Return what effect is drawn against, ``cost`` or a criterion of reach, and of each option by its name
    that (dollars or metres) and the share that leaks in each joint draw of the figures; none where neither is
    known."""
    possible, criteria = found["decision"]["possible"], found["decision"]["criteria"]
    known = {each["group"] for each in criteria}
    reach = next((each["name"] for each in criteria if each["group"] == "coverage"), "")
    across = "cost" if "cost" in known else reach
    if not across or not _leakers(found):
        return "", {}
    return across, {
        name: (
            np.asarray(possible[across][option], np.float64),
            np.mean([possible[each][option] for each in _leakers(found)], axis=0),
        )
        for option, name in names_of(found).items()
    }


def draw_pareto(axes: Any, found: Found) -> dict[str, tuple[float, float]]:
    """Draw effect against cost, or reach: for each option a mark and bars, and a faint mark for each joint
    draw of the figures; none where neither is known.

    Across, cost is low, mid and high as every sentence tells it; reach, and effect upwards, are means with
    the 5 and 95 % points of the draws. Return where the mark of each option is drawn, by its name.
    """
    across, points = pareto_points(found)
    if not points:
        axes.set_axis_off()
        return {}
    money = across == "cost"
    told = _told_costs(found) if money else {}
    marked = []
    for place, (name, (kept, leaks)) in enumerate(points.items()):
        leak, here = 100.0 * leaks, kept / (1e9 if money else 1e3)
        colour, mark = OKABE_ITO[place % len(OKABE_ITO)], MARKS[place % len(MARKS)]
        low, high = np.quantile(here, (0.05, 0.95))
        low, x, high = told.get(name, (float(low), float(here.mean()), float(high)))
        y = float(leak.mean())
        axes.plot(here, leak, ms=2.0, alpha=0.22, mew=0.0, color=colour, marker=mark, ls="", zorder=2)
        axes.hlines(y, low, high, color=colour, lw=1.6, zorder=3)
        axes.vlines(x, *np.quantile(leak, (0.05, 0.95)), color=colour, lw=1.6, zorder=3)
        axes.plot(x, y, ms=7.0, mec=INK, mew=0.8, color=colour, marker=mark, ls="", zorder=4)
        marked.append((y, x, name))
    if money:
        axes.set_xscale("log")
        _plain_ticks(axes)
    axes.set_ylim(0.0, 100.0)
    axes.set_ylabel(tell("leaks, %, mean over raids and sites"))
    axes.set_xlabel(
        tell("cost to have and to keep, billion dollars (scale of ratios)")
        if money
        else tell(
            "range kept on half of the bearings, km, {height} m up", height=in_digits(across.split("/")[1])
        )
    )
    better = (
        to_tell("Better is down and left. Bars: 90 % of the joint draws of the figures, each a faint mark")
        if money
        else to_tell(
            "Better is down and right. Bars: 90 % of the joint draws of the figures, each a faint mark"
        )
    )
    axes.set_title(tell(better), fontsize=8, loc="left")
    _name_beside(axes, marked)
    return {name: (x, y) for y, x, name in marked}


def _told_costs(found: Found) -> dict[str, tuple[float, float, float]]:
    """Return low, mid and high of the cost of each option by its name, thousand millions of dollars."""
    names = names_of(found)
    return {
        names[row["option"]]: (
            row["cost"]["low_musd"] / 1e3,
            row["cost"]["mid_musd"] / 1e3,
            row["cost"]["high_musd"] / 1e3,
        )
        for row in found["costs"].get("options", ())
    }


def _plain_ticks(axes: Any) -> None:
    """Write costs on a scale of ratios as plain numbers."""
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter

    low, high = axes.get_xlim()
    decades = [step * 10.0**power for power in range(-3, 4) for step in (1.0, 2.0, 5.0)]
    axes.xaxis.set_major_locator(FixedLocator([each for each in decades if low <= each <= high]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())


def _name_beside(axes: Any, marked: list[tuple[float, float, str]]) -> None:
    """Write the names of options to the right, in the order of their heights, a line to the mark of each."""
    axes.set_xlim(*_with_room(axes.get_xlim(), log=axes.get_xscale() == "log"))
    low, high = axes.get_ylim()
    marked.sort()
    for (y, x, name), level in zip(
        marked, _spread([(y - low) / (high - low) for y, _, _ in marked]), strict=True
    ):
        words = axes.annotate(
            textwrap.shorten(name, NAME_WIDE + 6, placeholder="…"),
            xy=(x, y),
            xytext=(1.0 - ROOM + 0.02, level),
            textcoords="axes fraction",
            fontsize=7.5,
            va="center",
            arrowprops={"arrowstyle": "-", "color": INK, "lw": 0.4, "alpha": 0.6},
        )
        words.set_in_layout(False)


def _spread(heights: list[float]) -> list[float]:
    """Return heights in rising order a line apart at least, as near as may be to where they were, within the
    figure if there is room."""
    found: list[float] = []
    for height in heights:
        found.append(max(height, found[-1] + LINE_APART) if found else height)
    down = float(np.mean(np.array(found) - np.array(heights)))
    down = max(down, found[-1] - 1.0)
    return [height - down for height in found]


def _with_room(ends: tuple[float, float], *, log: bool) -> tuple[float, float]:
    """Return limits with room for names to the right of what they hold."""
    low, high = np.log(ends) if log else np.asarray(ends)
    wide = low + (high - low) / (1.0 - ROOM)
    return (ends[0], float(np.exp(wide)) if log else float(wide))


def _caption(found: Found) -> str:
    """Return what stands below the chart."""
    assumed = max((each["assumed"], each["figures"]) for each in found["rests_on"].values())
    return (
        f"{incomplete_words(found)}Dots of single options: figures at the median, so luck alone; pairs: "
        f"whatever the figures. skykeep, seed {found['seed']}, {found['replications']} raids in each world, "
        f"the same luck for all options. Public figures only, up to {assumed[0]} of {assumed[1]} assumed."
    )
