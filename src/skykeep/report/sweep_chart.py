"""The chart of a sweep: the mean at each point, with luck and ignorance as two marks of their own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from skykeep.errors import UsageError, did_you_mean

from .chart_files import chart_file
from .style import FILLS, INK

__all__ = ["MEASURES", "check_chart", "draw_panels", "panels_of", "sweep_axes", "write_sweep_chart"]

Panel = tuple[str, list[Mapping[str, Any]]]
"""Title and points."""

MEASURES: Mapping[str, str] = {
    "leakers": "leakers",
    "stopped_share": "share of real threats stopped",
    "killed": "real threats killed",
    "p_no_leaker": "chance of no leaker",
    "rounds_fired": "rounds fired",
    "rounds_left": "rounds left",
}
PANEL_IN = (6.4, 4.0)
PANELS_MAX = 12
"""More values of the second setting than this make a chart that nobody reads."""
SHIFT = 0.16
"""How far the mark of ignorance stands to the left of a point and that of luck to its right, in steps."""
LINES_SPREAD = 0.24
"""How far the first and last line of a panel stand apart at a point, about, in steps of the axis."""
LINES = (("#1c1c1c", "-"), ("#2f6690", "--"), ("#b3541e", "-."), ("#4f7942", ":"))
"""Colour and stroke of the lines of a panel: told apart without colour too."""


def write_sweep_chart(sweep: Mapping[str, Any], path: Path, *, measure: str = "leakers") -> Path:
    """Write the chart of a sweep and return its path.

    The first setting with several numbers is the horizontal axis; text, as an alternative of doctrine, makes
    lines; every combination of the others has a panel of its own, and what has one value has none. At each
    point stands the mean, a thick bar to its left for how far public figures let the expectation range, and a
    thin bar with ends to its right for one raid's luck in a given world. The two are never one band.

    Raises
    ------
    UsageError
        If the name of the file ends in none of .png, .svg and .pdf, there is no such measure, or there are
        too many panels.
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    check_chart(sweep["swept"], measure=measure)
    panels = panels_of(sweep)
    columns = min(2, len(panels))
    rows = -(-len(panels) // columns)
    with chart_file(
        path,
        rows=rows,
        columns=columns,
        panel_in=PANEL_IN,
        title=sweep["scenario"]["name"],
        caption=_caption(sweep, measure),
        share_y=True,
    ) as grid:
        draw_panels(grid, sweep, panels, measure)
    return path


def draw_panels(grid: Sequence[Any], sweep: Mapping[str, Any], panels: Sequence[Panel], measure: str) -> None:
    """Draw every panel, and only then set the vertical scale that they share: it holds all their points."""
    for axes, (title, points) in zip(grid, panels, strict=False):
        _draw(axes, sweep, title, points, measure)
    for axes in grid[len(panels) :]:
        axes.set_axis_off()
    low, high = grid[0].get_ylim()
    grid[0].set_ylim(min(0.0, low), high)


def check_chart(swept: Mapping[str, Sequence[Any]], *, measure: str = "leakers") -> None:
    """Refuse a chart that cannot be drawn of some values by path; it needs no result: ask first.

    Raises
    ------
    UsageError
        If there is no such measure, or there are too many panels.
    """
    if measure not in MEASURES:
        raise UsageError(
            f"measure {measure!r}: must be one of {', '.join(MEASURES)}.{did_you_mean(measure, MEASURES)}"
        )
    panels = math.prod(len(swept[path]) for path in sweep_axes(swept)[2])
    if panels > PANELS_MAX:
        raise UsageError(
            f"the chart would have {panels} panels, at most {PANELS_MAX} are drawn; give fewer values, or "
            "write the table alone (.csv, .parquet, .json)"
        )


def sweep_axes(swept: Mapping[str, Sequence[Any]]) -> tuple[str, str | None, list[str]]:
    """Return the path along the horizontal axis, the one whose values are lines, and those of panels.

    What has one value is a fixed setting and takes no axis. Numbers go along the axis; the first text, as an
    alternative of doctrine, makes lines in each panel.
    """
    varied = [path for path, values in swept.items() if len(values) > 1] or list(swept)[:1]
    words = [path for path in varied if any(isinstance(value, str) for value in swept[path])]
    along = next((path for path in varied if path not in words), varied[0])
    line = next((path for path in words if path != along), None)
    return along, line, [path for path in varied if path not in (along, line)]


def panels_of(sweep: Mapping[str, Any]) -> list[Panel]:
    """Return title and points of each panel: one for each combination of what takes a panel."""
    others = sweep_axes(sweep["swept"])[2]
    found: dict[str, list[Mapping[str, Any]]] = {}
    for point in sweep["points"]:
        title = ", ".join(f"{path} = {_shown(point['settings'][path])}" for path in others)
        found.setdefault(title, []).append(point)
    return list(found.items())


def _draw(
    axes: Any, sweep: Mapping[str, Any], title: str, points: Sequence[Mapping[str, Any]], measure: str
) -> None:
    """Draw one panel."""
    path, line, _ = sweep_axes(sweep["swept"])
    given = list(dict.fromkeys(point["settings"][path] for point in points))
    is_scale = all(isinstance(value, int | float) and not isinstance(value, bool) for value in given)
    places = [float(value) for value in given] if is_scale else list(map(float, range(len(given))))
    gaps = [abs(after - before) for before, after in pairwise(places)]
    step = min(gaps) if gaps else 1.0
    lines: dict[Any, list[Mapping[str, Any]]] = {}
    for point in points:
        lines.setdefault(point["settings"].get(line), []).append(point)
    at = dict(zip(given, places, strict=True))
    for number, (name, line_points) in enumerate(lines.items()):
        beside = LINES_SPREAD * step * ((number + 0.5) / len(lines) - 0.5)
        here = [at[point["settings"][path]] + beside for point in line_points]
        for place, point in zip(here, line_points, strict=True):
            _mark(axes, place, SHIFT * step / len(lines), point[measure])
        means = [point[measure]["mean"] for point in line_points]
        color, style = LINES[number % len(LINES)] if line else ("#8a9096", "-")
        axes.plot(here, means, color=color, ls=style, lw=1.2 if line else 0.8, zorder=1)
        edge = color if line else INK
        axes.plot(here, means, ls="", marker="o", ms=4.5, color="white", mec=edge, mew=1.1, zorder=5)
        if line:
            axes.plot([], [], color=color, ls=style, lw=1.2, label=_shown(name))
    if not is_scale or len(places) <= 16:
        axes.set_xticks(places, [_shown(value) for value in given])
    axes.set_xlabel(path)
    axes.set_ylabel(MEASURES[measure])
    axes.set_title(title, fontsize=8, loc="left")
    _explain(axes, points, measure, line)


def _mark(axes: Any, place: float, shift: float, estimate: Mapping[str, Any]) -> None:
    """Draw the two doubts of one point beside its mean."""
    if estimate.get("ignorance_90") is not None:
        axes.vlines(place - shift, *estimate["ignorance_90"], color=FILLS.seen, lw=4.0, zorder=3)
    if estimate.get("luck_90") is not None:
        low, high = estimate["luck_90"]
        axes.errorbar(
            place + shift,
            (low + high) / 2.0,
            yerr=(high - low) / 2.0,
            fmt="none",
            ecolor=INK,
            elinewidth=0.9,
            capsize=2.5,
            zorder=4,
        )


def _explain(axes: Any, points: Sequence[Mapping[str, Any]], measure: str, line: str | None) -> None:
    """Say in a legend what the marks are, those that are drawn."""
    from matplotlib.lines import Line2D

    named, _ = axes.get_legend_handles_labels()
    handles = [*named, Line2D([], [], ls="", marker="o", color="white", mec=INK, mew=1.1, label="mean")]
    if any(point[measure].get("ignorance_90") is not None for point in points):
        words = "what public figures let the expectation be, 90 %"
        handles.append(Line2D([], [], color=FILLS.seen, lw=4.0, label=words))
    if any(point[measure].get("luck_90") is not None for point in points):
        words = "one raid's luck in the median world, 90 %"
        handles.append(Line2D([], [], color=INK, lw=0.9, marker="_", ms=6, label=words))
    axes.legend(handles=handles, title=line, title_fontsize=7, frameon=False, fontsize=7, loc="best")


def _caption(sweep: Mapping[str, Any], measure: str) -> str:
    """Return what stands below the chart."""
    why = sweep["points"][0][measure].get("ignorance_note")
    missing = f" No bar of ignorance: {why}." if why else ""
    rests = sweep["rests_on"]
    return (
        f"{_fixed(sweep)}skykeep, seed {sweep['seed']}, {sweep['worlds']} worlds of "
        f"{sweep['replications']} raids at each point, the same luck at all of them, "
        f"view {sweep['view']}.{missing} Public figures only, {rests['assumed']} of {rests['figures']} "
        "assumed; what is set has no doubt of its own."
    )


def _fixed(sweep: Mapping[str, Any]) -> str:
    """Return what was set to one value everywhere, as a sentence."""
    fixed = [f"{path} = {_shown(values[0])}" for path, values in sweep["swept"].items() if len(values) == 1]
    return f"At {', '.join(fixed)}. " if fixed and len(fixed) < len(sweep["swept"]) else ""


def _shown(value: Any) -> str:
    """Return a value of a setting as text."""
    return f"{value:.6g}" if isinstance(value, float) else str(value)
