"""The chart of policies side by side: what each changes in value and in rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .chart_files import chart_file
from .policy_words import stands_out
from .style import FILLS, INK

__all__ = ["write_policy_chart"]

ROW_IN = 0.34
WIDTH_IN = 5.6


def write_policy_chart(found: Mapping[str, Any], path: Path) -> Path:
    """Write the chart of policies and return its path.

    Left, the value that gets through less than under the first policy, right the rounds fired more: a mark
    with the error of its computation, and a thick bar for how far public figures let the mean range.

    Raises
    ------
    UsageError
        If the name of the file ends in none of .png, .svg and .pdf.
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    rows = found["policies"]
    first = rows[0]
    caption = (
        f"{first['policy']} lets {first['value_surviving']['mean']:.2f} of {found['value']:g} through with "
        f"{first['rounds_fired']['mean']:.1f} rounds; the same {found['stopping']['worlds']} worlds of "
        f"{found['replications']} raids for all. Thin: how well it is computed (90 %). Thick: how far public "
        "figures let the mean range. Hollow: not told from no change."
    )
    with chart_file(
        path,
        rows=1,
        columns=2,
        panel_in=(WIDTH_IN, max(2.4, 1.0 + ROW_IN * len(rows))),
        title=found["scenario"]["name"],
        caption=caption,
    ) as (value, rounds):
        _draw(value, rows, "value_change", f"value through, more than with {first['policy']}")
        _draw(rounds, rows, "rounds_change", f"rounds fired, more than with {first['policy']}")
        rounds.set_yticklabels([])
    return path


def _draw(axes: Any, rows: Sequence[Mapping[str, Any]], name: str, words: str) -> None:
    """Draw one change of each policy, the first on top."""
    for place, row in enumerate(rows):
        change = row[name]
        if place > 0 and change["ignorance_90"] is not None:
            axes.hlines(place, *change["ignorance_90"], color=FILLS.seen, lw=4.5, zorder=3)
        if place > 0 and change["mc_error_90"] is not None:
            axes.hlines(place, *change["mc_error_90"], color=INK, lw=1.1, zorder=5)
        face = INK if place == 0 or stands_out(change) else "white"
        axes.plot(change["mean"], place, marker="o", ms=4.5, color=face, mec=INK, mew=1.0, zorder=6)
    axes.axvline(0.0, color=INK, lw=0.6, zorder=1)
    axes.set_yticks(range(len(rows)), [row["policy"] for row in rows])
    axes.invert_yaxis()
    axes.set_xlabel(words)
