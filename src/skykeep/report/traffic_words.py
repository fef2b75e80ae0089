"""Traffic that was shot at, and wasted rounds, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skykeep.engine import SHOT_DOWN
from skykeep.language import tell, to_tell

from .doubt import chances, mean_with_error
from .words import listing, semicolons

__all__ = ["SHOT_DOWN_WORDS", "TRAFFIC_MEASURES", "traffic_sentence", "wasted_sentence"]

SHOT_DOWN_WORDS = {reason.name: reason.words for reason in SHOT_DOWN}
"""Why traffic was shot down."""
TRAFFIC_MEASURES = (
    (to_tell("friends shot at"), "friendly_engaged", "friendly_flown"),
    (to_tell("friends shot down"), "friendly_shot_down", "friendly_flown"),
    (to_tell("neutrals shot at"), "neutral_engaged", "neutral_flown"),
    (to_tell("neutrals shot down"), "neutral_shot_down", "neutral_flown"),
    (to_tell("rounds wasted"), "rounds_wasted_in_all", ""),
)
"""Words of a row, its key in the traffic of a summary, and how many there are at most."""
_WASTED = {
    "rounds_at_dead": to_tell("{rounds} met a threat that was dead already"),
    "rounds_at_decoys": to_tell("{rounds} went at decoys"),
    "rounds_at_friendly": to_tell("{rounds} at friends"),
    "rounds_at_neutral": to_tell("{rounds} at neutrals"),
    "rounds_at_harmless": to_tell("{rounds} at what flew into the ground"),
}
_SIDES = {
    "friendly": to_tell("{shot_down} of {flown} friendly aircraft, any of them in {chance} raids"),
    "neutral": to_tell("{shot_down} of {flown} neutral aircraft, any of them in {chance} raids"),
}


def traffic_sentence(summary: Mapping[str, Any]) -> str:
    """Return how much of the traffic is shot down; empty where there is none."""
    traffic = summary.get("traffic")
    if traffic is None:
        return ""
    if not traffic["identification"]:
        return tell(
            "None of the traffic is shot at, by assumption: identification is off, and posts know rightly "
            "and at once whose a track is."
        )
    parts = [
        tell(
            words,
            shot_down=_finely(traffic[f"{side}_shot_down"]),
            flown=traffic[f"{side}_flown"],
            chance=chances(traffic[f"p_{side}_shot_down"]["mean"]),
        )
        for side, words in _SIDES.items()
        if traffic[f"{side}_flown"]
    ]
    return tell(
        "Shot down by mistake on average: {parts} (chances of answering are assumed).",
        parts=semicolons(parts),
    )


def wasted_sentence(summary: Mapping[str, Any]) -> str:
    """Return the rounds that were fired at nothing that was alive and would have done harm, by kind; empty
    where a summary does not tell."""
    traffic = summary.get("traffic")
    if traffic is None or traffic["rounds_wasted_in_all"]["mean"] <= 0.0:
        return ""
    parts = [
        tell(words, rounds=_finely(traffic[name]))
        for name, words in _WASTED.items()
        if traffic[name]["mean"] > 0.0
    ]
    return tell(
        "Wasted on average: {rounds} rounds: {parts}.",
        rounds=_finely(traffic["rounds_wasted_in_all"]),
        parts=listing(parts),
    )


def _finely(estimate: Mapping[str, Any]) -> str:
    """Return a mean with the interval of its computation, with two decimals where it is small."""
    return mean_with_error(estimate, digits=1 if estimate["mean"] >= 0.95 else 2)
