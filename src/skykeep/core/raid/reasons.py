"""Reasons of the leak ledger, once, in the order of their codes."""

from __future__ import annotations

__all__ = [
    "ANSWER_MISSED",
    "DID_NOT_ANSWER",
    "HELD_BY_DOCTRINE",
    "MISSED",
    "NEVER_IN_SIGHT",
    "NOT_DETECTED",
    "NOT_IDENTIFIED",
    "NOT_TRACKED_BY_LUCK",
    "NO_CHANNEL",
    "NO_OPERATOR",
    "NO_ROUND",
    "OUT_OF_ENVELOPE",
    "OUT_OF_SECTOR",
    "REASON_NAMES",
    "SEEN_TOO_LATE",
    "SHOT_DOWN_NAMES",
    "TAKEN_FOR_DECOY",
    "TAKEN_FOR_FRIEND",
    "UNIT_LOST",
]

REASON_NAMES = (
    "never_in_sight",
    "not_detected",
    "seen_too_late",
    "out_of_envelope",
    "out_of_sector",
    "no_channel",
    "no_round",
    "held_by_doctrine",
    "missed",
    "unit_lost",
    "taken_for_decoy",
    "not_tracked_by_luck",
    "taken_for_friend",
    "no_operator",
    "not_identified",
)
"""Reasons of the ledger; code n + 1 stands for entry n, code 0 for no leak. The last comes about only where
posts identify tracks, and tables of other scenarios do without it: a new one goes before it."""

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
    NOT_IDENTIFIED,
) = range(1, len(REASON_NAMES) + 1)

SHOT_DOWN_NAMES = ("did_not_answer", "answer_missed")
"""Why traffic was shot down: its codes follow those of the ledger."""
DID_NOT_ANSWER, ANSWER_MISSED = len(REASON_NAMES) + 1, len(REASON_NAMES) + 2
