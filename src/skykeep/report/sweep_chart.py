"""The chart of a sweep: the mean at each point, with luck and ignorance as two marks of their own."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from skykeep.errors import UsageError, did_you_mean
from skykeep.study.atomic import atomic_file

from .style import FILLS, INK, RC

__all__ = ["MEASURES", "write_sweep_chart"]

MEASURES: Mapping[str, str] = {
    "leakers": "leakers",
    "stopped_share": "share of real threats stopped",
    "killed": "real threats killed",
    "p_no_leaker": "chance of no leaker",
    "rounds_fired": "rounds fired",
    "rounds_left": "rounds left",
}
SUFFIXES = (".png", ".svg", ".pdf")
PANEL_IN = (6.4, 4.0)
PANELS_MAX = 12
"""More values of the second setting than this make a chart that nobody reads."""
DPI = 200
SHIFT = 0.16
"""How far the mark of ignorance stands to the left of a point and that of luck to its right, in steps."""
WORDS_WIDE = 100


def write_sweep_chart(sweep: Mapping[str, Any], path: Path, *, measure: str = "leakers") -> Path:
    """Write the chart of a sweep and return its path.

    The first setting is the horizontal axis; every combination of the others has a panel of its own. At each
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
    if path.suffix not in SUFFIXES:
        raise UsageError(f"{path}: a chart is written as {', '.join(SUFFIXES)}; give a name that ends so")
    if measure not in MEASURES:
        raise UsageError(
            f"measure {measure!r}: must be one of {', '.join(MEASURES)}.{did_you_mean(measure, MEASURES)}"
        )
    panels = _panels(sweep)
    if len(panels) > PANELS_MAX:
        raise UsageError(f"the chart would have {len(panels)} panels, at most {PANELS_MAX} are drawn")
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    columns = min(2, len(panels))
    rows = -(-len(panels) // columns)
    settings: Any = {**RC, "svg.hashsalt": "skykeep"}
    with mpl.rc_context(settings):
        figure = Figure(figsize=(columns * PANEL_IN[0], rows * PANEL_IN[1] + 0.6), layout="constrained")
        FigureCanvasAgg(figure)
        grid = figure.subplots(rows, columns, squeeze=False, sharey=True).ravel()
        for axes, (title, points) in zip(grid, panels, strict=False):
            _draw(axes, sweep, title, points, measure)
        for axes in grid[len(panels) :]:
            axes.set_axis_off()
        figure.suptitle(sweep["scenario"]["name"], fontsize=10, x=0.01, ha="left")
        figure.supxlabel(
            textwrap.fill(_caption(sweep, measure), WORDS_WIDE * columns), fontsize=7, x=0.01, ha="left"
        )
        metadata = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(path.suffix)
        picture = io.BytesIO()
        figure.savefig(picture, format=path.suffix[1:], dpi=DPI, metadata=metadata)
    with atomic_file(path) as file:
        file.write(picture.getbuffer())
    return path


def _panels(sweep: Mapping[str, Any]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Return title and points of each panel: one for each combination of all settings but the first."""
    first, *others = sweep["swept"]
    found: dict[str, list[Mapping[str, Any]]] = {}
    for point in sweep["points"]:
        title = ", ".join(f"{path} = {_shown(point['settings'][path])}" for path in others)
        found.setdefault(title, []).append(point)
    del first
    return list(found.items())


def _draw(
    axes: Any, sweep: Mapping[str, Any], title: str, points: Sequence[Mapping[str, Any]], measure: str
) -> None:
    """Draw one panel."""
    path = next(iter(sweep["swept"]))
    given = [point["settings"][path] for point in points]
    is_scale = all(isinstance(value, int | float) and not isinstance(value, bool) for value in given)
    places = [float(value) for value in given] if is_scale else list(map(float, range(len(given))))
    gaps = [abs(after - before) for before, after in pairwise(places)]
    step = min(gaps) if gaps else 1.0
    for place, point in zip(places, points, strict=True):
        _mark(axes, place, SHIFT * step, point[measure])
    means = [point[measure]["mean"] for point in points]
    axes.plot(places, means, color="#8a9096", lw=0.8, zorder=1)
    axes.plot(places, means, ls="", marker="o", ms=4.5, color="white", mec=INK, mew=1.1, zorder=5)
    if not is_scale or len(places) <= 16:
        axes.set_xticks(places, [_shown(value) for value in given])
    axes.set_xlabel(path)
    axes.set_ylabel(MEASURES[measure])
    low, high = axes.get_ylim()
    axes.set_ylim(min(0.0, low), high)
    axes.set_title(title, fontsize=8, loc="left")
    _explain(axes, points, measure)


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


def _explain(axes: Any, points: Sequence[Mapping[str, Any]], measure: str) -> None:
    """Say in a legend what the marks are, those that are drawn."""
    from matplotlib.lines import Line2D

    handles = [Line2D([], [], ls="", marker="o", color="white", mec=INK, mew=1.1, label="mean")]
    if any(point[measure].get("ignorance_90") is not None for point in points):
        words = "what public figures let the expectation be, 90 %"
        handles.append(Line2D([], [], color=FILLS.seen, lw=4.0, label=words))
    if any(point[measure].get("luck_90") is not None for point in points):
        words = "one raid's luck in the median world, 90 %"
        handles.append(Line2D([], [], color=INK, lw=0.9, marker="_", ms=6, label=words))
    axes.legend(handles=handles, frameon=False, fontsize=7, loc="best")


def _caption(sweep: Mapping[str, Any], measure: str) -> str:
    """Return what stands below the chart."""
    why = sweep["points"][0][measure].get("ignorance_note")
    missing = f" No bar of ignorance: {why}." if why else ""
    return (
        f"skykeep, seed {sweep['seed']}, {sweep['worlds']} worlds of {sweep['replications']} raids at each "
        f"point, the same luck at all of them, view {sweep['view']}.{missing} Public figures only, "
        f"{sweep['rests_on']['assumed']} of {sweep['rests_on']['figures']} assumed; what is set has no doubt "
        "of its own."
    )


def _shown(value: Any) -> str:
    """Return a value of a setting as text."""
    return f"{value:.6g}" if isinstance(value, float) else str(value)
