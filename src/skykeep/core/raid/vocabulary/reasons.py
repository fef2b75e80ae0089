"""Reasons of the leak ledger, once: their names, codes, how near to a shot each is, and their words."""

from __future__ import annotations

from typing import NamedTuple

__all__ = [
    "ANSWER_MISSED",
    "DID_NOT_ANSWER",
    "HELD_BY_DOCTRINE",
    "JUDGED_DEAD",
    "MISSED",
    "NEVER_IN_SIGHT",
    "NOT_DETECTED",
    "NOT_IDENTIFIED",
    "NOT_TRACKED_BY_LUCK",
    "NO_CHANNEL",
    "NO_OPERATOR",
    "NO_ORDER",
    "NO_REASON",
    "NO_ROUND",
    "OUT_OF_ENVELOPE",
    "OUT_OF_SECTOR",
    "REASONS",
    "REASON_NAMES",
    "SEEN_TOO_LATE",
    "SHOT_DOWN",
    "SHOT_DOWN_NAMES",
    "STEPS",
    "TAKEN_FOR_DECOY",
    "TAKEN_FOR_FRIEND",
    "UNIT_LOST",
    "Reason",
]


class Reason(NamedTuple):
    """Why threats leak, or why traffic is shot down.

    ``steps`` says how far a fire unit that gives this reason came towards a shot: of several units the one
    that came farthest speaks for all. It is -1 where no fire unit gives it. ``resource`` is what the defence
    lacked, ``words`` what happened to those that leaked, as the rest of a sentence about them, ``label`` the
    same for the legend of a figure.
    """

    name: str
    steps: int
    resource: str
    words: str
    label: str


REASONS = (
    Reason("never_in_sight", -1, "sight", "were never in sight of a radar", "never in sight"),
    Reason(
        "not_detected",
        -1,
        "detection",
        "were in sight but no track of them was confirmed",
        "in sight, not detected",
    ),
    Reason("seen_too_late", 1, "warning time", "were tracked too late for any shot", "seen too late"),
    Reason(
        "out_of_envelope",
        0,
        "reach",
        "never came within the reach of an interceptor",
        "outside the interceptor's envelope",
    ),
    Reason(
        "out_of_sector",
        6,
        "sector",
        "stayed outside the sector of the engagement radar",
        "outside the radar's sector",
    ),
    Reason("no_channel", 11, "channels", "found every channel busy until it was too late", "no channel free"),
    Reason("no_round", 10, "rounds", "found no round ready", "no round ready"),
    Reason(
        "held_by_doctrine",
        7,
        "doctrine",
        "were not shot at, or not again, by doctrine",
        "held back by doctrine",
    ),
    Reason("missed", 13, "kill probability", "were shot at and missed", "shot at and missed"),
    Reason(
        "unit_lost",
        9,
        "radars",
        "came through because a unit that could have shot was out of action",
        "the unit was hit",
    ),
    Reason("taken_for_decoy", 3, "classification", "were taken for decoys", "taken for a decoy"),
    Reason(
        "not_tracked_by_luck",
        -1,
        "tracking",
        "were not tracked by chance, whatever the radars: raid conditions",
        "not tracked, by luck",
    ),
    Reason("taken_for_friend", 4, "identification", "were taken for friends", "taken for a friend"),
    Reason(
        "no_operator",
        2,
        "operators",
        "waited for a free operator until it was too late",
        "waited for an operator",
    ),
    Reason(
        "judged_dead",
        12,
        "kill assessment",
        "were judged dead, wrongly, with time for another shot",
        "wrongly judged dead",
    ),
    Reason("no_order", 8, "links", "were left alone, for no order to shoot came", "no order came"),
    Reason(
        "not_identified",
        5,
        "identification",
        "were not shot at, for no post had declared them hostile",
        "not declared hostile",
    ),
)
"""Reasons of the ledger; code n + 1 stands for entry n, code 0 for no leak. The last comes about only where
posts identify tracks, and tables of other scenarios do without it: a new one goes before it."""

REASON_NAMES = tuple(reason.name for reason in REASONS)

NO_REASON = 0
(
    NEVER_IN_SIGHT,
    NOT_DETECTED,
    SEEN_TOO_LATE,
    OUT_OF_ENVELOPE,
    OUT_OF_SECTOR,
    NO_CHANNEL,
    NO_ROUND,
    HELD_BY_DOCTRINE,
    MISSED,
    UNIT_LOST,
    TAKEN_FOR_DECOY,
    NOT_TRACKED_BY_LUCK,
    TAKEN_FOR_FRIEND,
    NO_OPERATOR,
    JUDGED_DEAD,
    NO_ORDER,
    NOT_IDENTIFIED,
) = range(1, len(REASONS) + 1)

STEPS = (-1, *(reason.steps for reason in REASONS))
"""How far a fire unit came towards a shot, by the code of its reason."""

SHOT_DOWN = (
    Reason("did_not_answer", -1, "answers", "did not answer when asked who it was", "did not answer"),
    Reason("answer_missed", -1, "answers", "answered, but the post missed it", "answer missed"),
)
"""Why traffic was shot down: its codes follow those of the ledger."""
SHOT_DOWN_NAMES = tuple(reason.name for reason in SHOT_DOWN)
DID_NOT_ANSWER, ANSWER_MISSED = range(len(REASONS) + 1, len(REASONS) + len(SHOT_DOWN) + 1)
