"""Losses, repairs and supply of a run in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .doubt import chances
from .words import NBSP

__all__ = ["wear_sentences"]

_MINUTE_S = 60.0
_COUNTS = {
    "launchers_lost": "launchers are hit",
    "rounds_lost": "rounds are lost on them",
    "repairs": "repairs are begun",
}


def wear_sentences(summary: Mapping[str, Any]) -> list[str]:
    """Return what is lost and repaired in a raid, and when fire units have fired their last round; nothing
    where the scenario asks for none of it."""
    wear = summary.get("wear")
    if wear is None:
        return []
    lost = [f"{_computed(wear[name])} {words}" for name, words in _COUNTS.items() if wear[name]["mean"] > 0.0]
    found = [f"In a raid, on average and as well as that is computed: {', '.join(lost)}."] if lost else []
    return found + [_exhaustion(row) for row in wear["exhaustion"]]


def _computed(estimate: Mapping[str, Any]) -> str:
    """Return a mean with the interval of its computation."""
    error = estimate["mc_error_90"]
    told = f"{estimate['mean']:.1f}"
    return told if error is None else f"{told} ({error[0]:.1f} to {error[1]:.1f})"


def _exhaustion(row: Mapping[str, Any]) -> str:
    """Return how often and when a fire unit has fired its last round."""
    share = row["exhausted_p"]["mean"]
    if row["median_s"] is None:
        return f"{row['unit']} never fires its last round."
    low, high = (f"{end / _MINUTE_S:.1f}" for end in row["chance_90_s"])
    return (
        f"{row['unit']} fires its last round, with none coming, in {chances(share)} raids: then after "
        f"{row['median_s'] / _MINUTE_S:.1f}{NBSP}min in the median, {low} to {high}{NBSP}min in 90 of 100 of "
        "them, by luck and figures together."
    )
