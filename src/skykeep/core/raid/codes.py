"""Whole numbers that stand for something in the tables of raids, each in one place; fly-out modes stand with
interceptors."""

from __future__ import annotations

from ..interceptor.interceptor_table import CONSTANT_SPEED, CONSTANT_TIME, FLYOUT_TABLE

__all__ = [
    "ABORTED",
    "ACQUISITION",
    "BLOCKED_BY_ROUND",
    "BLOCKED_BY_SECTOR",
    "CONSTANT_SPEED",
    "CONSTANT_TIME",
    "DONE",
    "ENGAGEMENT",
    "FAULT",
    "FLYOUT_TABLE",
    "GO_ON",
    "HIT",
    "IN_FLIGHT",
    "KILLED",
    "LEAKED",
    "LOG_FULL",
    "LOW_ALTITUDE",
    "MISS",
    "NOT_BLOCKED",
    "NOT_FIRED",
    "OUTCOME_NAMES",
    "TIME_LIMIT",
    "UNLIMITED",
]

DONE, LOG_FULL, TIME_LIMIT, FAULT = 0, 1, 2, 3
"""Why ``advance`` returned: no event is left; the log needs more rows; none is left before a limit; the queue
overflowed."""
GO_ON = -1
"""What an event returns when the raid goes on."""

ACQUISITION, LOW_ALTITUDE, ENGAGEMENT = 0, 1, 2
"""Roles of radars."""

IN_FLIGHT, KILLED, LEAKED, ABORTED = 0, 1, 2, 3
"""Outcomes of a threat."""
OUTCOME_NAMES = ("in_flight", "killed", "leaked", "aborted")

NOT_BLOCKED, BLOCKED_BY_SECTOR, BLOCKED_BY_ROUND = 0, 1, 2
"""What last kept a fire unit from a shot at a threat."""

MISS, HIT, NOT_FIRED = 0, 1, -1
"""What becomes of a shot; one that waited for its launch when the radar was hit is not fired."""

UNLIMITED = 1_000_000
"""Channels at or above this are not counted."""
