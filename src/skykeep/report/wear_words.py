"""Losses, repairs and supply of a run in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .doubt import share_of_raids
from .words import NBSP, listing

__all__ = ["wear_sentences"]

_MINUTE_S = 60.0
_SELDOM_P = 0.05
"""Fire units that run dry in fewer raids are told of together: the times of so few say nothing."""
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
    return found + _exhaustion_sentences(wear["exhaustion"])


def _computed(estimate: Mapping[str, Any]) -> str:
    """Return a mean with the interval of its computation."""
    error = estimate["mc_error_90"]
    told = f"{estimate['mean']:.1f}"
    return told if error is None else f"{told} ({error[0]:.1f} to {error[1]:.1f})"


def _exhaustion_sentences(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return how often and when fire units have fired their last round; those that seldom do, together."""
    often = [row for row in rows if row["exhausted_p"]["mean"] >= _SELDOM_P]
    seldom = [row for row in rows if row not in often]
    found = [_exhaustion(row) for row in often]
    if seldom:
        most = max((row["exhausted_p"] for row in seldom), key=lambda estimate: estimate["mean"])
        who = listing([row["unit"] for row in seldom])
        verb = "fires its" if len(seldom) == 1 else "fire their"
        when = f"in at most {share_of_raids(most)}" if most["mean"] > 0.0 else "in no raid"
        found.append(f"{who} {verb} last round {when}.")
    return found


def _exhaustion(row: Mapping[str, Any]) -> str:
    """Return how often and when a fire unit has fired its last round."""
    low, high = (f"{end / _MINUTE_S:.1f}" for end in row["chance_90_s"])
    return (
        f"{row['unit']} fires its last round, with none coming, in {share_of_raids(row['exhausted_p'])}: "
        f"then after {row['median_s'] / _MINUTE_S:.1f}{NBSP}min in the median, {low} to {high}{NBSP}min in "
        "90 of 100 of them, by luck and figures together."
    )
