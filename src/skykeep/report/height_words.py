"""Where the height of a raid decides, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skykeep.language import tell, to_tell

from .shipped_words import shipped
from .words import number

__all__ = ["height_sentences"]


_DRAWN = {
    "apogee": to_tell("{threat}: each raid draws its height, {low} to {high} m as apogee ({kind})"),
    "above ground": to_tell("{threat}: each raid draws its height, {low} to {high} m above ground ({kind})"),
    "above sea level": to_tell(
        "{threat}: each raid draws its height, {low} to {high} m above sea level ({kind})"
    ),
}


def height_sentences(summary: Mapping[str, Any]) -> list[str]:
    """Return for each class whose height is drawn what that height does to the leakers."""
    return [_sentence(found) for found in summary.get("by_height", []) if len(found["rows"]) > 1]


def _sentence(found: Mapping[str, Any]) -> str:
    """Return what the height of one class does."""
    rows = sorted(found["rows"], key=lambda row: row["leakers_mean"])
    fewest, most = rows[0], rows[-1]
    drawn = tell(
        _DRAWN[found["sense"]],
        threat=shipped(found["name"]),
        low=number(found["low"]),
        high=number(found["high"]),
        kind=shipped(found["kind"]),
    )
    if not _apart(fewest, most):
        return tell(
            "{drawn}; what that does cannot be told from so many raids: {fewest} to {most} leakers over the "
            "heights drawn, no farther apart than the error of the computation.",
            drawn=drawn,
            fewest=number(round(fewest["leakers_mean"], 1)),
            most=number(round(most["leakers_mean"], 1)),
        )
    return tell(
        "{drawn}. It moves the answer: {most}, {fewest}.", drawn=drawn, most=_at(most), fewest=_at(fewest)
    )


def _apart(fewest: Mapping[str, Any], most: Mapping[str, Any]) -> bool:
    """Whether the intervals of how two heights differ from all raids of the same worlds do not meet."""
    below, above = fewest["more"]["mc_error_90"], most["more"]["mc_error_90"]
    return below is not None and above is not None and bool(below[1] < above[0])


def _at(row: Mapping[str, Any]) -> str:
    """Return mean leakers at one height, with the error of the mean."""
    at = {"leakers": row["leakers_mean"], "height": row["height_m"]}
    if row["mc_error_90"] is None:
        return tell("{leakers:.1f} leakers at {height:.0f} m", **at)
    low, high = row["mc_error_90"]
    return tell(
        "{leakers:.1f} leakers at {height:.0f} m (computed: {low:.1f} to {high:.1f})",
        low=max(low, 0.0),
        high=high,
        **at,
    )
