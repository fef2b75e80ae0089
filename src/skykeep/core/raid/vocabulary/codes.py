"""Whole numbers that stand for something in the tables of raids, each in one place; fly-out modes stand with
interceptors."""

from __future__ import annotations

from ...interceptor.interceptor_table import CONSTANT_SPEED, CONSTANT_TIME, FLYOUT_TABLE

__all__ = [
    "ABORTED",
    "ACQUISITION",
    "ALWAYS",
    "COLUMNS",
    "CONSTANT_SPEED",
    "CONSTANT_TIME",
    "DECISION",
    "DONE",
    "ENGAGEMENT",
    "EXACT",
    "FAULT",
    "FIRST_OUTSIDE",
    "FLYOUT_TABLE",
    "FRIENDLY",
    "HIT",
    "IN_FLIGHT",
    "KILLED",
    "LAUNCHER_PART",
    "LEAKED",
    "LINK_PART",
    "LOG_FULL",
    "LOW_ALTITUDE",
    "MARGINAL",
    "MISS",
    "NEAREST_FIRST",
    "NEUTRAL",
    "NOT_FIRED",
    "NO_LINK",
    "ON_CUE",
    "ORDERED",
    "OUTCOME_NAMES",
    "PASSED",
    "POLICY_NAMES",
    "POST_PART",
    "RADAR_PART",
    "RAID",
    "ROLLING",
    "SIDE_NAMES",
    "STANDS_IN",
    "TIME_LIMIT",
    "UNIT_PART",
    "UNLIMITED",
    "USER_POLICY",
    "VALUE_GREEDY",
    "WASTED",
]

DONE, LOG_FULL, TIME_LIMIT, FAULT, DECISION = 0, 1, 2, 3, 4
"""Why ``advance`` returned: no event is left; the log needs more rows; none is left before a limit; the queue
overflowed; a policy outside of the kernel has to answer."""

NEAREST_FIRST, VALUE_GREEDY, MARGINAL, ROLLING, EXACT, COLUMNS, USER_POLICY = 0, 1, 2, 3, 4, 5, 6
"""Policies by which a post assigns threats; the first is that none does and each fire unit looks for
itself."""
FIRST_OUTSIDE = COLUMNS
"""From here on policies answer from outside of the kernel; they are told of all that they could wait for."""
POLICY_NAMES = ("nearest-first", "value-greedy", "marginal", "rolling", "exact", "columns", "user")

ACQUISITION, LOW_ALTITUDE, ENGAGEMENT = 0, 1, 2
"""Roles of radars."""

ALWAYS, ON_CUE, STANDS_IN = 0, 1, 2
"""When a radar begins to radiate: from the start, once its post is told of something, once the searching
radars of its post are lost."""

IN_FLIGHT, KILLED, LEAKED, ABORTED, PASSED = 0, 1, 2, 3, 4
"""Outcomes of a threat; traffic passes where a threat leaks."""
OUTCOME_NAMES = ("in_flight", "killed", "leaked", "aborted", "passed")

RAID, FRIENDLY, NEUTRAL = 0, 1, 2
"""Whose something is that flies: of the raid, or traffic of one of two kinds."""
SIDE_NAMES = ("raid", "friendly", "neutral")

MISS, HIT, WASTED, ORDERED, NOT_FIRED = 0, 1, 2, -2, -1
"""What becomes of a shot: one that meets a dead threat is wasted, one that waited for its launch when the
radar was hit is not fired."""

UNIT_PART, RADAR_PART, POST_PART, LAUNCHER_PART, LINK_PART = 0, 1, 2, 3, 4
"""Kinds of parts of a defence: a fire unit's engagement radar, a searching radar, a command post, a launcher,
the link from the engagement radar to a group of launchers."""

UNLIMITED = 1_000_000
"""Channels at or above this are not counted."""
NO_LINK = -1
"""The link of a radar that needs none, or the way back of a link that has none."""
