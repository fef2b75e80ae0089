"""Where the height of a raid decides, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .words import number

__all__ = ["height_sentences"]


def height_sentences(summary: Mapping[str, Any]) -> list[str]:
    """Return for each class whose height is drawn what that height does to the leakers."""
    return [_sentence(found) for found in summary.get("by_height", []) if len(found["rows"]) > 1]


def _sentence(found: Mapping[str, Any]) -> str:
    """Return what the height of one class does."""
    rows = sorted(found["rows"], key=lambda row: row["leakers_mean"])
    fewest, most = rows[0], rows[-1]
    sense = "as apogee" if found["sense"] == "apogee" else found["sense"]
    drawn = (
        f"{found['name']}: each raid draws its height, {number(found['low'])} to {number(found['high'])} m "
        f"{sense} ({found['kind']})"
    )
    if not _apart(fewest, most):
        return (
            f"{drawn}; what that does cannot be told from so many raids: "
            f"{number(round(fewest['leakers_mean'], 1))} to {number(round(most['leakers_mean'], 1))} leakers "
            "over the heights drawn, no farther apart than the error of the computation."
        )
    return f"{drawn}. It moves the answer: {_at(most)}, {_at(fewest)}."


def _apart(fewest: Mapping[str, Any], most: Mapping[str, Any]) -> bool:
    """Whether the intervals of how two heights differ from all raids of the same worlds do not meet."""
    below, above = fewest["more"]["mc_error_90"], most["more"]["mc_error_90"]
    return below is not None and above is not None and bool(below[1] < above[0])


def _at(row: Mapping[str, Any]) -> str:
    """Return mean leakers at one height, with the error of the mean."""
    told = f"{row['leakers_mean']:.1f} leakers at {row['height_m']:.0f} m"
    if row["mc_error_90"] is None:
        return told
    low, high = row["mc_error_90"]
    return f"{told} (computed: {max(low, 0.0):.1f} to {high:.1f})"
