"""Kinds of events to come, in the order in which those of one time happen, and of entries in the log."""

from __future__ import annotations

__all__ = [
    "ASSESS",
    "IMPACT",
    "INTERCEPT",
    "LAUNCH",
    "LOG_NAMES",
    "REPORT",
    "TELLS",
    "TELLS_DEAD",
    "TELLS_ENGAGED",
    "TELLS_TRACK",
    "UNIT_READY",
    "WAKE",
]

REPORT, INTERCEPT, LAUNCH, IMPACT, ASSESS, WAKE, UNIT_READY = range(7)
"""What the picture foresees for the same time comes after all of these."""

TELLS_TRACK, TELLS_ENGAGED, TELLS_DEAD = range(3)
"""What a report says of a threat: that there is a track, that it is engaged until a time, that it is dead."""
TELLS = 3
"""How many different things a report can say."""

LOG_NAMES = ("ready", "assessed_dead", "assessed_alive", "turn", "radar_lost")
"""Entries of the log by their kind; launches and what became of them are in ``Raid.shots``."""
LOG_READY, LOG_ASSESSED_DEAD, LOG_ASSESSED_ALIVE, LOG_TURN, LOG_RADAR_LOST = range(len(LOG_NAMES))
