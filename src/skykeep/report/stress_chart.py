"""The chart of a stress test: what each loss adds, and the waterfall before and after the worst."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .chart_files import chart_file, incomplete_words
from .stress_words import STEPS, worst_of_the_rest
from .style import FILLS, INK, LEDGER_FILLS, Fill

__all__ = ["write_stress_chart"]

BARS = 24
"""Losses that are drawn, the worst of them."""
ROW_IN = 0.26
WIDTH_IN = 6.4


def write_stress_chart(found: Mapping[str, Any], path: Path) -> Path:
    """Write the chart of a stress test and return its path.

    Left, the leakers that each loss adds: a mark with the error of its computation, and a thick bar for how
    far public figures let the mean change range. Right, what becomes of the threats whole and after the worst
    loss that leaves somebody who shoots; leakers are split by their reason.

    Raises
    ------
    UsageError
        If the name of the file ends in none of .png, .svg and .pdf.
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    losses = found["losses"][:BARS]
    height_in = max(3.6, 1.0 + ROW_IN * len(losses))
    with chart_file(
        path,
        rows=1,
        columns=2,
        panel_in=(WIDTH_IN, height_in),
        title=found["scenario"]["name"],
        caption=_caption(found),
    ) as (changes, waterfall):
        _draw_changes(changes, losses)
        after = worst_of_the_rest(found) or found["baseline"] | {"lost": "nothing"}
        _draw_waterfall(waterfall, found["baseline"], after)
    return path


def _draw_changes(axes: Any, losses: Sequence[Mapping[str, Any]]) -> None:
    """Draw what each loss adds, the worst on top."""
    places = range(len(losses))
    for place, row in zip(places, losses, strict=True):
        change = row["change"]
        if change["ignorance_90"] is not None:
            axes.hlines(place, *change["ignorance_90"], color=FILLS.seen, lw=4.5, zorder=3)
        if change["mc_error_90"] is not None:
            axes.hlines(place, *change["mc_error_90"], color=INK, lw=1.1, zorder=5)
        face = INK if row["stands_out"] else "white"
        axes.plot(change["mean"], place, marker="o", ms=4.5, color=face, mec=INK, mew=1.0, zorder=6)
    axes.axvline(0.0, color=INK, lw=0.6, zorder=1)
    axes.set_yticks(list(places), [row["lost"] for row in losses])
    axes.invert_yaxis()
    axes.set_xlabel("leakers more than with the whole defence, the same raids")
    axes.set_title("What each loss adds", fontsize=8, loc="left")
    axes.plot([], [], color=INK, lw=1.1, marker="o", ms=4.5, label="mean, and how well it is computed (90 %)")
    axes.plot([], [], ls="", marker="o", ms=4.5, color="white", mec=INK, label="not told from no change")
    if any(row["change"]["ignorance_90"] is not None for row in losses):
        words = "what public figures let the mean be, 90 %"
        axes.plot([], [], color=FILLS.seen, lw=4.5, label=words)
    axes.legend(facecolor="white", edgecolor="none", framealpha=0.9, fontsize=7, loc="lower right")


def _draw_waterfall(axes: Any, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Draw what becomes of the threats, whole and after a loss, side by side."""
    steps = list(STEPS)
    for shift, told, alpha in ((-0.2, before, 1.0), (0.2, after, 0.55)):
        for place, name in enumerate(steps[:-1]):
            height = told["waterfall"][name]["mean"]
            axes.bar(place + shift, height, 0.36, color="#9db8cc", alpha=alpha, ec=INK, lw=0.5)
            axes.text(place + shift, height, f"{height:.1f}", ha="center", va="bottom", fontsize=6.5)
        _stack(axes, len(steps) - 1 + shift, told["ledger"])
    reasons = [
        name for name in before["ledger"] if max(before["ledger"][name], after["ledger"][name]) >= 0.05
    ]
    from matplotlib.patches import Patch

    fills = {name: LEDGER_FILLS.get(name, Fill(name.replace("_", " "), "white")) for name in reasons}
    patches = [
        Patch(facecolor=fill.colour, hatch=fill.hatch, ec=INK, lw=0.5, label=fill.words)
        for fill in reversed(fills.values())
    ]
    axes.set_xticks(range(len(steps)), [textwrap.fill(words, 11) for words in STEPS.values()])
    axes.set_ylabel("real threats, mean")
    axes.set_ylim(0.0, 1.08 * before["waterfall"]["launched"])
    title = f"Left bars: whole; right bars, paler: without {after['lost']}"
    axes.set_title(title, fontsize=8, loc="left")
    axes.legend(
        handles=patches,
        title="leaked, by reason",
        title_fontsize=7,
        alignment="left",
        frameon=False,
        fontsize=7,
        loc="upper left",
        bbox_to_anchor=(1.0, 1.0),
    )


def _stack(axes: Any, place: float, ledger: Mapping[str, float]) -> None:
    """Draw the leakers of one option, split by their reason."""
    bottom = 0.0
    for name, mean in ledger.items():
        fill = LEDGER_FILLS.get(name)
        colour, hatch = (fill.colour, fill.hatch) if fill else ("white", "")
        if mean > 0.0:
            axes.bar(place, mean, 0.36, bottom=bottom, color=colour, hatch=hatch, ec=INK, lw=0.5)
        bottom += mean
    axes.text(place, bottom, f"{bottom:.1f}", ha="center", va="bottom", fontsize=6.5)


def _caption(found: Mapping[str, Any]) -> str:
    """Return what stands below the chart."""
    rests, stopping = found["rests_on"], found["stopping"]
    return (
        f"{incomplete_words(found)}"
        f"skykeep, seed {found['seed']}, {stopping['worlds']} worlds of {found['replications']} raids, the "
        f"same luck for every loss, view {found['view']}. Public figures only, {rests['assumed']} of "
        f"{rests['figures']} assumed; what is lost is out of action from the start."
    )
