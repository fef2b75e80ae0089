"""Why a threat was not shot at, or how it was stopped, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from .doubt import share_with_doubts
from .run_words import REASON_WORDS, of_one
from .story_words import ending_words, moment_cells
from .traffic_words import SHOT_DOWN_WORDS
from .words import NBSP, count_word, listing, plural

__all__ = [
    "difference_sentences",
    "holder_sentences",
    "leak_sentences",
    "short_id",
    "short_sentences",
    "why_cells",
]

_NAMED = 6
"""Threats that are named; of more the number is told."""

CHANGES: Mapping[str, str] = MappingProxyType(
    {
        "channels": "{after:.0f} target channels in place of {before:.0f}",
        "missile_channels": "{after:.0f} missile channels in place of {before:.0f}",
        "both_channels": "{after:.0f} target channels in place of {before:.0f}, and as many missile channels "
        "more",
        "rounds": "{after:.0f} rounds on its launchers in place of {before:.0f}",
        "rounds_and_channels": "{after:.0f} rounds in place of {before:.0f} and never a want of channels",
        "all_ready": "all its launchers and channels ready that day",
        "reaction": "no reaction time at all in place of {before:.0f} s",
        "operators": "{after:.0f} operators in place of {before:.0f}",
        "sector": "radars that look all round",
        "doctrine": "a doctrine that never holds fire",
        "decoys": "nothing taken for a decoy",
        "tracking_luck": "every threat tracked",
        "judgement": "no threat wrongly judged dead",
        "links": "links that lose nothing",
        "no_part_hit": "no other threat aimed at a radar, a post or a launcher",
        "alone": "this threat alone in the sky",
    }
)
"""What was changed in a trial."""

_ANSWERED: Mapping[str | None, str] = MappingProxyType(
    {
        "did_not_answer": "Had it answered and been heard, no fire unit would have shot at it.",
        "answer_missed": "Had the post of the fire unit heard its answer, it would not have been shot at.",
    }
)
"""What would have saved traffic that was shot down."""

SAVINGS: Mapping[str, str] = MappingProxyType(
    {
        "answers": "an answer whenever it is asked for (in place of a chance of {before:.2g}, assumed, that "
        "there is none)",
        "answers_heard": "posts that miss no answer (in place of a chance of {before:.2g}, assumed)",
        "known": "posts that know at once, and rightly, whose everything is",
        "weapons_tight": "weapons tight, and posts that declare all threats hostile and none of the traffic",
        "not_declared": "posts that declare none of the traffic hostile (in place of a chance of "
        "{before:.2g}, assumed)",
        "class_held": "fire held at what is taken for its class",
    }
)
"""What was changed in a trial for an aircraft of the traffic."""

_WITH_A_SHOT = ("no_channel", "no_round", "no_order", "out_of_sector", "held_by_doctrine", "judged_dead")
"""Reasons for which a threat leaked though a ready fire unit had a shot."""

NO_AMOUNT: Mapping[str, str] = MappingProxyType(
    {
        "channels": "more target channels alone (up to {after:.0f})",
        "missile_channels": "more missile channels alone (up to {after:.0f})",
        "both_channels": "more of both channels (up to {after:.0f})",
        "operators": "more operators alone (up to {after:.0f})",
        "rounds": "more rounds alone (up to {after:.0f})",
        "rounds_and_channels": "more rounds (up to {after:.0f}) and never a want of channels",
    }
)
"""What was changed in a trial in which no amount helped."""


def short_id(threat: str) -> str:
    """Return the id of a threat without what is the same for all."""
    return threat.removeprefix("raid/")


def leak_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return how often a threat leaks over all raids of its run, why, and which raid is told."""
    raids, leaked = found["raids"], found["raids_leaked"]
    name = short_id(found["threat"])
    if "shot_down" in found:
        return [*_shot_down_sentences(found), _told_below(found)]
    told = [
        f"In {leaked:,} of the run's {raids:,} raids {name} came through: "
        f"{share_with_doubts(found['leaks'], names=('mc_error_90', 'ignorance_90'))}."
    ]
    if found["reasons"]:
        parts = [
            f"{_times(each['raids'])} it {of_one(REASON_WORDS.get(each['reason'], each['reason']))}"
            for each in found["reasons"]
        ]
        told.append(f"Why: {listing(parts)}.")
    return [*told, _told_below(found)]


def _told_below(found: Mapping[str, Any]) -> str:
    """Return which raid is told."""
    where = f"world {found['world']}, replication {found['replication']}"
    return f"Told below: {found['chosen']} ({where})."


def _shot_down_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return how often an aircraft of the traffic is shot down over all raids, and why."""
    told = [
        f"In {found['raids_shot_down']:,} of the run's {found['raids']:,} raids {found['threat']} was shot "
        f"down: {share_with_doubts(found['shot_down'], names=('mc_error_90', 'ignorance_90'))}."
    ]
    parts = [f"{_times(each['raids'])} it {SHOT_DOWN_WORDS[each['reason']]}" for each in found["reasons"]]
    return [*told, f"Why: {listing(parts)}."] if parts else told


def _times(count: int) -> str:
    """Return how often something happened: ``once``, ``12 times``."""
    return "once" if count == 1 else f"{count:,} times"


def short_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return the answer in short: how it ended, and what decided that."""
    told = [f"In this raid: {ending_words(found['story'])}."]
    chance = _chance_of(found)
    reason, outcome = found["reason"], found["story"]["outcome"]
    if outcome == "leaked" and reason in _WITH_A_SHOT:
        told.append(_window(chance))
    if outcome == "leaked" and reason == "out_of_envelope":
        told.append(
            "No round of any fire unit could have met it where its radar holds the threat, however early the "
            "warning."
        )
    if outcome == "leaked" and found["story"]["shots"]:
        told += _after_last_shot(found)
    return [sentence for sentence in told if sentence]


def _chance_of(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the fire unit that came farthest could have done."""
    return next((row for row in found["chances"] if row["unit"] == found["unit"]), {})


def _window(chance: Mapping[str, Any]) -> str:
    """Return for how long a shot was possible since the unit was ready."""
    if not chance or chance["ready_first_s"] is None:
        return ""
    return (
        f"A shot by {chance['unit']} would have met it if launched from {_at(chance, 'ready_first')} to "
        f"{_at(chance, 'last')}, for {chance['open_s']:.0f}{NBSP}s in all."
    )


def _at(chance: Mapping[str, Any], name: str) -> str:
    """Return a time, and how far away the threat then was."""
    return f"{chance[f'{name}_s']:.0f}{NBSP}s ({chance[f'{name}_ground_range_m'] / 1000.0:.0f}{NBSP}km away)"


def _after_last_shot(found: Mapping[str, Any]) -> list[str]:
    """Return what kept the unit from another salvo after the last."""
    moments = found["moments"]
    last = max((row["time_s"] for row in moments if row["moment"] == "launched"), default=0.0)
    blocks = [row for row in moments if row["until_s"] is not None and row["time_s"] >= last]
    return [f"After the last round: {why_cells(blocks[-1])[1]}."] if blocks else []


def difference_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return what would have had to be different for one more shot, or for an aircraft of the traffic to be
    left alone."""
    if "shot_down" in found:
        return _saving_sentences(found)
    told = [_warning(_chance_of(found))]
    shots = found["story"]["shots"]
    more = "a further shot at it" if shots else "a shot at it"
    helps = [trial for trial in found["trials"] if trial["helps"]]
    fails = [trial for trial in found["trials"] if not trial["helps"]]
    if helps:
        listed = [_change(trial) + _ending(trial) for trial in helps]
        told.append(
            f"Played again with the same luck and one thing different, {found['unit']} has {more} with: "
            f"{'; '.join(listed)}."
        )
    elif found["trials"]:
        told.append(f"Played again with the same luck, no single change tried gives {more}.")
    if fails:
        told.append(f"Not with: {'; '.join(map(_change, fails))}.")
    return [sentence for sentence in told if sentence]


def _saving_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return what would have saved an aircraft of the traffic."""
    told = [_ANSWERED.get(found["reason"], "Nothing: it was not shot down.")]
    if found["reason"] not in _ANSWERED and found["trials"]:
        told = ["It was shot at, and missed."]
    helps = [_change(trial) for trial in found["trials"] if trial["helps"]]
    fails = [_change(trial) + _saved(trial) for trial in found["trials"] if not trial["helps"]]
    if helps:
        told.append(
            "Played again with the same luck and one thing different, nobody shoots at it with: "
            f"{'; '.join(helps)}."
        )
    if fails:
        told.append(f"It is still shot at with: {'; '.join(fails)}.")
    return told


def _saved(trial: Mapping[str, Any]) -> str:
    """Return that an aircraft flew on in a trial though it was shot at."""
    return " (and missed)" if trial["outcome"] == "passed" else ""


def _ending(trial: Mapping[str, Any]) -> str:
    """Return how a threat ended in a trial, where it did not leak."""
    return " (and is killed)" if trial["outcome"] == "killed" else ""


def _change(trial: Mapping[str, Any]) -> str:
    """Return what was different in a trial."""
    words: str = {**CHANGES, **SAVINGS}.get(trial["change"], trial["change"].replace("_", " "))
    if not trial["helps"]:
        words = NO_AMOUNT.get(trial["change"], words)
    return words.format(before=trial["before"] or 0.0, after=trial["after"] or 0.0)


def _warning(chance: Mapping[str, Any]) -> str:
    """Return when a shot would have been possible with unlimited warning, against when the unit was ready."""
    if not chance or chance["first_s"] is None:
        return ""
    told = f"With unlimited warning {chance['unit']} could have launched first at {_at(chance, 'first')}; "
    if chance["ready_s"] is None:
        return f"{told}it was never ready for it."
    late_s = chance["ready_s"] - chance["first_s"]
    if late_s <= 0.0:
        return f"{told}it was ready {-late_s:.0f}{NBSP}s before that: warning was not what it lacked."
    ready = f"it was ready at {chance['ready_s']:.0f}{NBSP}s, {late_s:.0f}{NBSP}s later"
    if chance["reason"] == "no_operator":
        ready += ", for none of its operators was free in time"
    if chance["ready_first_s"] is None:
        return f"{told}{ready}, when no shot would have met it any more."
    return f"{told}{ready}."


def why_cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return time or span of time, what, by whom, range, height above ground and altitude as text."""
    time, what, *rest = moment_cells(row)
    if row["until_s"] is None:
        return time, what, *rest
    if row["moment"] == "ready_too_late" and row["expected_s"] is None:
        what = "its engagement radar does not lock on in time"
    what = f"not shot at: {what}"
    if row["held_by"]:
        what += f", {plural(len(row['held_by'].split(', ')), 'threat')} engaged"
    elif row["expected_s"] is not None and row["moment"] in ("no_round", "engaged_by_others", "turning"):
        what += f" until {row['expected_s']:.1f} s"
    elif row["expected_s"] is not None and row["moment"] in ("not_in_reach", "waits_by_doctrine"):
        what += f", first launch at {row['expected_s']:.1f} s"
    return f"{time} to {row['until_s']:.1f}", what, *rest


def holder_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return which threats the channels were busy with, for each time at which none was free."""
    told = []
    for row in found["moments"]:
        if row["held_by"]:
            names = [short_id(threat) for threat in row["held_by"].split(", ")]
            if len(names) > _NAMED:
                names = [*names[:_NAMED], f"{count_word(len(names) - _NAMED)} more"]
            span = f"{row['time_s']:.1f} to {row['until_s']:.1f}{NBSP}s"
            told.append(f"From {span} {row['by']} was busy with {listing(names)}.")
    return told
