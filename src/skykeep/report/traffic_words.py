"""Traffic that was shot at, and wasted rounds, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skykeep.engine import SHOT_DOWN

from .doubt import chances
from .words import listing

__all__ = ["SHOT_DOWN_WORDS", "TRAFFIC_MEASURES", "traffic_sentence", "wasted_sentence"]

SHOT_DOWN_WORDS = {reason.name: reason.words for reason in SHOT_DOWN}
"""Why traffic was shot down."""
TRAFFIC_MEASURES = (
    ("friends shot at", "friendly_engaged", "friendly_flown"),
    ("friends shot down", "friendly_shot_down", "friendly_flown"),
    ("neutrals shot at", "neutral_engaged", "neutral_flown"),
    ("neutrals shot down", "neutral_shot_down", "neutral_flown"),
    ("rounds wasted", "rounds_wasted_in_all", ""),
)
"""Words of a row, its key in the traffic of a summary, and how many there are at most."""
_WASTED = {
    "rounds_at_dead": "met a threat that was dead already",
    "rounds_at_decoys": "went at decoys",
    "rounds_at_friendly": "at friends",
    "rounds_at_neutral": "at neutrals",
    "rounds_at_harmless": "at what flew into the ground",
}


def traffic_sentence(summary: Mapping[str, Any]) -> str:
    """Return how much of the traffic is shot down; empty where there is none."""
    traffic = summary.get("traffic")
    if traffic is None:
        return ""
    if not traffic["identification"]:
        return (
            "None of the traffic is shot at, by assumption: identification is off, and posts know rightly "
            "and at once whose a track is."
        )
    parts = [
        f"{_computed(traffic[f'{side}_shot_down'])} of {traffic[f'{side}_flown']} {side} aircraft, any of "
        f"them in {chances(traffic[f'p_{side}_shot_down']['mean'])} raids"
        for side in ("friendly", "neutral")
        if traffic[f"{side}_flown"]
    ]
    return f"Shot down by mistake on average: {'; '.join(parts)} (chances of answering are assumed)."


def wasted_sentence(summary: Mapping[str, Any]) -> str:
    """Return the rounds that were fired at nothing that was alive and would have done harm, by kind; empty
    where a summary does not tell."""
    traffic = summary.get("traffic")
    if traffic is None or traffic["rounds_wasted_in_all"]["mean"] <= 0.0:
        return ""
    parts = [
        f"{_computed(traffic[name])} {words}"
        for name, words in _WASTED.items()
        if traffic[name]["mean"] > 0.0
    ]
    return f"Wasted on average: {_computed(traffic['rounds_wasted_in_all'])} rounds: {listing(parts)}."


def _computed(estimate: Mapping[str, Any]) -> str:
    """Return a mean with the interval of its computation, with two decimals where it is small."""
    digits = 1 if estimate["mean"] >= 0.95 else 2
    error, told = estimate["mc_error_90"], f"{estimate['mean']:.{digits}f}"
    return told if error is None else f"{told} ({max(error[0], 0.0):.{digits}f} to {error[1]:.{digits}f})"
