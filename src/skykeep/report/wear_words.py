"""Losses, repairs and supply of a run in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from skykeep.language import name, tell, to_tell

from .doubt import mean_with_error, share_of_raids
from .words import commas, listing

__all__ = ["wear_sentences"]

_MINUTE_S = 60.0
_SELDOM_P = 0.05
"""Fire units that run dry in fewer raids are told of together: the times of so few say nothing."""
_COUNTS = {
    "launchers_lost": to_tell("{count} launchers are hit"),
    "rounds_lost": to_tell("{count} rounds are lost on them"),
    "repairs": to_tell("{count} repairs are begun"),
}


def wear_sentences(summary: Mapping[str, Any]) -> list[str]:
    """Return what is lost and repaired in a raid, and when fire units have fired their last round; nothing
    where the scenario asks for none of it."""
    wear = summary.get("wear")
    if wear is None:
        return []
    lost = [
        tell(words, count=mean_with_error(wear[what]))
        for what, words in _COUNTS.items()
        if wear[what]["mean"] > 0.0
    ]
    found = []
    if lost:
        told = commas(lost)
        found.append(tell("In a raid, on average and as well as that is computed: {told}.", told=told))
    return found + _exhaustion_sentences(wear["exhaustion"])


def _exhaustion_sentences(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return how often and when fire units have fired their last round; those that seldom do, together."""
    often = [row for row in rows if row["exhausted_p"]["mean"] >= _SELDOM_P]
    seldom = [row for row in rows if row not in often]
    found = [_exhaustion(row) for row in often]
    if seldom:
        most = max((row["exhausted_p"] for row in seldom), key=lambda estimate: estimate["mean"])
        when = (
            tell("in at most {raids}", raids=share_of_raids(most))
            if most["mean"] > 0.0
            else tell("in no raid")
        )
        told = {"who": listing([name(row["unit"]) for row in seldom]), "when": when}
        found.append(
            tell("{who} fires its last round {when}.", **told)
            if len(seldom) == 1
            else tell("{who} fire their last round {when}.", **told)
        )
    return found


def _exhaustion(row: Mapping[str, Any]) -> str:
    """Return how often and when a fire unit has fired its last round."""
    low, high = (end / _MINUTE_S for end in row["chance_90_s"])
    return tell(
        "{unit} fires its last round, with none coming, in {raids}: then after {median:.1f}\u00a0min in the "
        "median, {low:.1f} to {high:.1f}\u00a0min in 90 of 100 of them, by luck and figures together.",
        unit=name(row["unit"]),
        raids=share_of_raids(row["exhausted_p"]),
        median=row["median_s"] / _MINUTE_S,
        low=low,
        high=high,
    )
