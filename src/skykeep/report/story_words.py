"""One raid in plain words: what happened to each threat, and why those leaked that did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from skykeep.language import language, name, tell, to_tell

from .run_words import happened
from .shipped_words import shipped
from .traffic_words import SHOT_DOWN_WORDS
from .words import commas, fixed, plural

__all__ = ["MOMENT_WORDS", "ending_words", "moment_cells", "raid_sentences"]

MOMENT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "begins": to_tell("its path begins"),
        "in_sight": to_tell("first in sight"),
        "detected": to_tell("first detected"),
        "confirmed": to_tell("track confirmed"),
        "switched_on": to_tell("a radar that was silent is switched on for it"),
        "radar_busy": to_tell("its track comes late: the radar has too little time for all"),
        "radar_full": to_tell("its track waits: the radar has no room for another"),
        "bearing": to_tell("a passive sensor hears it: a bearing, no range"),
        "fixed": to_tell("the bearings of two passive sensors cross: a track"),
        "turned_to_bearing": to_tell("the radar turns to a bearing that it was told"),
        "track_dropped": to_tell("its track is dropped"),
        "met_silence": to_tell("finds its aim silent and does no harm"),
        "waits_for_orders": to_tell("the unit has lost its post and waits for orders"),
        "known": to_tell("its track is known at the post"),
        "classified": to_tell("the post takes it for a class"),
        "held_friendly": to_tell("the post takes it for no threat"),
        "report_lost": to_tell("a report of its track is lost"),
        "ready": to_tell("can be engaged"),
        "turn": to_tell("the radar turns towards it"),
        "launched": to_tell("shot at"),
        "killed": to_tell("met: killed"),
        "missed": to_tell("met: missed"),
        "wasted": to_tell("came too late: the threat was dead"),
        "assessed_dead": to_tell("judged dead"),
        "assessed_alive": to_tell("judged alive"),
        "let_go": to_tell("let go: no further salvo by doctrine"),
        "held_back": to_tell("its rounds stay on the launchers"),
        "radar_lost": to_tell("hits the engagement radar"),
        "search_radar_lost": to_tell("hits a searching radar"),
        "post_lost": to_tell("hits a command post"),
        "launcher_lost": to_tell("hits a launcher"),
        "radar_unharmed": to_tell("reaches the engagement radar and does it no harm"),
        "search_radar_unharmed": to_tell("reaches a searching radar and does it no harm"),
        "post_unharmed": to_tell("reaches a command post and does it no harm"),
        "launcher_unharmed": to_tell("reaches a launcher and does it no harm"),
        "not_in_reach": to_tell("not yet in reach where the radar faces"),
        "no_shot_left": to_tell("no shot would meet it any more"),
        "no_round": to_tell("no round is ready"),
        "no_channel": to_tell("no channel is free"),
        "no_missile_channel": to_tell("too few missile channels are free"),
        "out_of_sector": to_tell("the radar looks elsewhere and cannot turn now"),
        "leaves_sector": to_tell("would leave the sector before the round arrives"),
        "turning": to_tell("the radar is turning"),
        "engaged_by_unit": to_tell("another unit of the post engages it"),
        "engaged_by_others": to_tell("said to be engaged by others"),
        "held_dead": to_tell("held to be dead"),
        "held_by_doctrine": to_tell("doctrine holds fire"),
        "waits_by_doctrine": to_tell("doctrine wants a later shot"),
        "held_for_decoy": to_tell("held to be a decoy"),
        "held_for_friend": to_tell("held to be no threat"),
        "not_identified": to_tell("no post has declared it hostile"),
        "ready_too_late": to_tell("ready only after it has arrived"),
        "unit_lost": to_tell("the unit is out of action"),
        "awaits_order": to_tell("its post has not decided yet, or has others shot at first"),
        "not_ordered": to_tell("its post holds fire"),
        "order_sent": to_tell("its post orders a shot"),
        "order_lost": to_tell("its post orders a shot, and the word is lost"),
        "assigned": to_tell("the order to shoot comes"),
        "leaked": to_tell("reaches its aim"),
        "aborted": to_tell("flies into the ground"),
        "passed": to_tell("flies on unharmed"),
    }
)
OUTCOMES = {
    "killed": to_tell("killed"),
    "leaked": to_tell("leaked"),
    "aborted": to_tell("flew into the ground"),
    "passed": to_tell("flew on unharmed"),
}


_COUNTED = {
    "killed": to_tell("{count} killed"),
    "leaked": to_tell("{count} leaked"),
    "aborted": to_tell("{count} flew into the ground"),
    "passed": to_tell("{count} flew on unharmed"),
}
_TRAFFIC = {
    "friendly": to_tell("{count} friendly aircraft: {shot} shot down."),
    "neutral": to_tell("{count} neutral aircraft: {shot} shot down."),
}
_ENDED = {
    "friendly": to_tell("friendly aircraft, {words}"),
    "neutral": to_tell("neutral aircraft, {words}"),
}


def raid_sentences(threats: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what became of a raid: real threats by outcome, leakers by reason, decoys apart."""
    real = [row for row in threats if not row["decoy"] and row.get("side", "raid") == "raid"]
    decoys = [row for row in threats if row["decoy"]]
    outcomes = Counter(row["outcome"] for row in real)
    said = commas(
        tell(words, count=outcomes[outcome]) for outcome, words in _COUNTED.items() if outcomes[outcome]
    )
    flown = plural(len(real), "real threat")
    found = [tell("{threats}: {said}.", threats=flown, said=said)] if real else []
    reasons = Counter(row["reason"] for row in real if row["reason"] is not None)
    if reasons:
        listed = commas(
            tell("{count} {happened}", count=count, happened=happened(reason, to_one=count == 1))
            for reason, count in reasons.most_common()
        )
        found.append(tell("Of those that leaked, {listed}.", listed=listed))
    if decoys:
        shot = sum(row["outcome"] == "killed" for row in decoys)
        found.append(tell("{decoys}: {shot} shot down.", decoys=plural(len(decoys), "decoy"), shot=shot))
    for side, words in _TRAFFIC.items():
        own = [row for row in threats if row.get("side") == side]
        if own:
            shot = sum(row["outcome"] == "killed" for row in own)
            found.append(tell(words, count=len(own), shot=shot))
    return found


def ending_words(row: Mapping[str, Any]) -> str:
    """Return how one threat ended, and for a leaker why."""
    words = tell(OUTCOMES[row["outcome"]])
    if row.get("side", "raid") != "raid":
        words = tell(_ENDED[row["side"]], words=words)
    if row["reason"] in SHOT_DOWN_WORDS:
        words = tell("{words}: it {why}", words=words, why=shipped(SHOT_DOWN_WORDS[row["reason"]]))
    elif row["reason"] is not None:
        words = tell("{words}: it {why}", words=words, why=happened(row["reason"], to_one=True))
    if row["decoy"]:
        words = tell("decoy, {words}", words=words)
    if row["held_for_decoy"]:
        words = tell("{words}; taken for a decoy", words=words)
    if not row["tracked"] and row["reason"] != "not_tracked_by_luck":
        words = tell("{words}; the raid's luck let no radar track it", words=words)
    if not row["shots"]:
        return tell("{words} (never shot at)", words=words)
    return tell("{words} ({rounds} fired at it)", words=words, rounds=plural(row["shots"], "round"))


def moment_cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return time, what, by whom, range along the ground, height above ground and altitude as text."""
    said = MOMENT_WORDS.get(row["moment"])
    what = shipped(row["moment"].replace("_", " ")) if said is None else tell(said)
    if row["interceptor"] is not None and row["moment"] == "launched":
        kind = name(row["interceptor"].rpartition("/")[2])
        what = tell("{what} with {kind}, round {number}", what=what, kind=kind, number=row["shot"] + 1)
    elif row["shot"] is not None:
        what = tell("{what}, round {number}", what=what, number=row["shot"] + 1)
    if row["dead"] is not None and row["dead"] != (row["moment"] == "assessed_dead"):
        what = tell("{what}, wrongly", what=what)
    places = (
        "" if row["ground_range_m"] is None else fixed(row["ground_range_m"] / 1000.0),
        "" if row["height_agl_m"] is None else fixed(row["height_agl_m"], 0),
        "" if row["alt_msl_m"] is None else fixed(row["alt_msl_m"], 0),
    )
    return fixed(row["time_s"]), what, _whom(row["by"] or ""), *places


def _whom(by: str) -> str:
    """Return by whom something was done: a part of the defence, one that tells another, or one and the class
    it takes a threat for."""
    radar, is_moved, _ = by.partition(" (alternate site)")
    if is_moved:
        return tell("{radar} (alternate site)", radar=name(radar))
    sender, to, receiver = by.partition(" to ")
    if to:
        return tell("{sender} to {receiver}", sender=name(sender), receiver=name(receiver))
    post, is_of, threat_class = by.partition(": ")
    if language() != "en" and is_of:
        return tell("{unit}: {words}", unit=name(post), words=shipped(threat_class.replace("-", " ")))
    return name(by)
