"""One raid in plain words: what happened to each threat, and why those leaked that did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from .run_words import REASON_WORDS
from .traffic_words import SHOT_DOWN_WORDS
from .words import plural

__all__ = ["MOMENT_WORDS", "ending_words", "moment_cells", "of_one", "raid_sentences"]

MOMENT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "begins": "its path begins",
        "in_sight": "first in sight",
        "detected": "first detected",
        "confirmed": "track confirmed",
        "switched_on": "a radar that was silent is switched on for it",
        "radar_busy": "its track comes late: the radar has too little time for all",
        "radar_full": "its track waits: the radar has no room for another",
        "bearing": "a passive sensor hears it: a bearing, no range",
        "fixed": "the bearings of two passive sensors cross: a track",
        "turned_to_bearing": "the radar turns to a bearing that it was told",
        "track_dropped": "its track is dropped",
        "met_silence": "finds its aim silent and does no harm",
        "waits_for_orders": "the unit has lost its post and waits for orders",
        "known": "its track is known at the post",
        "classified": "the post takes it for a class",
        "held_friendly": "the post takes it for no threat",
        "report_lost": "a report of its track is lost",
        "ready": "can be engaged",
        "turn": "the radar turns towards it",
        "launched": "shot at",
        "killed": "met: killed",
        "missed": "met: missed",
        "wasted": "came too late: the threat was dead",
        "assessed_dead": "judged dead",
        "assessed_alive": "judged alive",
        "let_go": "let go: no further salvo by doctrine",
        "held_back": "its rounds stay on the launchers",
        "radar_lost": "hits the engagement radar",
        "search_radar_lost": "hits a searching radar",
        "post_lost": "hits a command post",
        "launcher_lost": "hits a launcher",
        "radar_unharmed": "reaches the engagement radar and does it no harm",
        "search_radar_unharmed": "reaches a searching radar and does it no harm",
        "post_unharmed": "reaches a command post and does it no harm",
        "launcher_unharmed": "reaches a launcher and does it no harm",
        "not_in_reach": "not yet in reach where the radar faces",
        "no_shot_left": "no shot would meet it any more",
        "no_round": "no round is ready",
        "no_channel": "no channel is free",
        "no_missile_channel": "too few missile channels are free",
        "out_of_sector": "the radar looks elsewhere and cannot turn now",
        "leaves_sector": "would leave the sector before the round arrives",
        "turning": "the radar is turning",
        "engaged_by_unit": "another unit of the post engages it",
        "engaged_by_others": "said to be engaged by others",
        "held_dead": "held to be dead",
        "held_by_doctrine": "doctrine holds fire",
        "waits_by_doctrine": "doctrine wants a later shot",
        "held_for_decoy": "held to be a decoy",
        "held_for_friend": "held to be no threat",
        "not_identified": "no post has declared it hostile",
        "ready_too_late": "ready only after it has arrived",
        "unit_lost": "the unit is out of action",
        "awaits_order": "its post has not decided yet, or has others shot at first",
        "not_ordered": "its post holds fire",
        "order_sent": "its post orders a shot",
        "order_lost": "its post orders a shot, and the word is lost",
        "assigned": "the order to shoot comes",
        "leaked": "reaches its aim",
        "aborted": "flies into the ground",
        "passed": "flies on unharmed",
    }
)
OUTCOMES = {
    "killed": "killed",
    "leaked": "leaked",
    "aborted": "flew into the ground",
    "passed": "flew on unharmed",
}


def raid_sentences(threats: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what became of a raid: real threats by outcome, leakers by reason, decoys apart."""
    real = [row for row in threats if not row["decoy"] and row.get("side", "raid") == "raid"]
    decoys = [row for row in threats if row["decoy"]]
    outcomes = Counter(row["outcome"] for row in real)
    said = ", ".join(f"{outcomes[name]} {words}" for name, words in OUTCOMES.items() if outcomes[name])
    found = [f"{plural(len(real), 'real threat')}: {said}."] if real else []
    reasons = Counter(row["reason"] for row in real if row["reason"] is not None)
    if reasons:
        words = {name: REASON_WORDS.get(name, name) for name in reasons}
        listed = ", ".join(
            f"{count} {of_one(words[name]) if count == 1 else words[name]}"
            for name, count in reasons.most_common()
        )
        found.append(f"Of those that leaked, {listed}.")
    if decoys:
        shot = sum(row["outcome"] == "killed" for row in decoys)
        found.append(f"{plural(len(decoys), 'decoy')}: {shot} shot down.")
    for side in ("friendly", "neutral"):
        own = [row for row in threats if row.get("side") == side]
        if own:
            shot = sum(row["outcome"] == "killed" for row in own)
            found.append(f"{len(own)} {side} aircraft: {shot} shot down.")
    return found


def ending_words(row: Mapping[str, Any]) -> str:
    """Return how one threat ended, and for a leaker why."""
    words = OUTCOMES[row["outcome"]]
    if row.get("side", "raid") != "raid":
        words = f"{row['side']} aircraft, {words}"
    if row["reason"] in SHOT_DOWN_WORDS:
        words += f": it {SHOT_DOWN_WORDS[row['reason']]}"
    elif row["reason"] is not None:
        words += f": it {of_one(REASON_WORDS.get(row['reason'], row['reason'].replace('_', ' ')))}"
    if row["decoy"]:
        words = f"decoy, {words}"
    if row["held_for_decoy"]:
        words += "; taken for a decoy"
    if not row["tracked"] and row["reason"] != "not_tracked_by_luck":
        words += "; the raid's luck let no radar track it"
    shots = plural(row["shots"], "round")
    return f"{words} ({shots} fired at it)" if row["shots"] else f"{words} (never shot at)"


def of_one(words: str) -> str:
    """Return what is said of many leakers, said of one."""
    said = "was " + words.removeprefix("were ") if words.startswith("were ") else words
    said = said.replace(" of them", " of it").replace("declared them", "declared it")
    return said.replace("for decoys", "for a decoy").replace("for friends", "for a friend")


def moment_cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return time, what, by whom, range along the ground, height above ground and altitude as text."""
    what = MOMENT_WORDS.get(row["moment"], row["moment"].replace("_", " "))
    if row["interceptor"] is not None and row["moment"] == "launched":
        what += f" with {row['interceptor'].rpartition('/')[2]}, round {row['shot'] + 1}"
    elif row["shot"] is not None:
        what += f", round {row['shot'] + 1}"
    if row["dead"] is not None and row["dead"] != (row["moment"] == "assessed_dead"):
        what += ", wrongly"
    places = (
        "" if row["ground_range_m"] is None else f"{row['ground_range_m'] / 1000.0:.1f}",
        "" if row["height_agl_m"] is None else f"{row['height_agl_m']:.0f}",
        "" if row["alt_msl_m"] is None else f"{row['alt_msl_m']:.0f}",
    )
    return f"{row['time_s']:.1f}", what, row["by"] or "", *places
