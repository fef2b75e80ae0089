"""Kinds of events to come, in the order in which those of one time happen, and of entries in the log."""

from __future__ import annotations

from .block_table import BLOCKS

__all__ = [
    "ARRIVE",
    "ASK",
    "ASSESS",
    "COME_BACK",
    "CONFIRM",
    "DECIDE",
    "DROP_TRACK",
    "DUTY_EVENTS",
    "FAIL",
    "FIND",
    "FIRST_BLOCK",
    "FIX",
    "IMPACT",
    "INTERCEPT",
    "LAUNCH",
    "LEAVE",
    "LOG_NAMES",
    "NOTICE",
    "ORDER",
    "PERMISSION_EVENTS",
    "PERMIT",
    "RECOGNISE",
    "REPORT",
    "SWITCH_ON",
    "TELLS",
    "TELLS_BEARING",
    "TELLS_DEAD",
    "TELLS_ENGAGED",
    "TELLS_PERMISSION",
    "TELLS_REQUEST",
    "TELLS_TRACK",
    "UNIT_READY",
    "WAKE",
    "WEAR_EVENTS",
]

REPORT, INTERCEPT, LAUNCH, IMPACT, ASSESS, WAKE, UNIT_READY, RECOGNISE, ORDER, DECIDE = range(10)
PERMISSION_EVENTS = ASK, PERMIT = tuple(range(10, 12))
DUTY_EVENTS = SWITCH_ON, CONFIRM, FIX, DROP_TRACK = tuple(range(12, 16))
WEAR_EVENTS = FAIL, ARRIVE, COME_BACK, LEAVE, FIND = tuple(range(16, 21))
NOTICE = 21
"""The second line only where units ask for permission, the third only where radars have duties, the fourth
only where parts wear, the last only where operators have a track of what others have killed. What the picture
foresees for the same time comes after all of these."""

TELLS_TRACK, TELLS_ENGAGED, TELLS_DEAD, TELLS_BEARING, TELLS_REQUEST, TELLS_PERMISSION = range(6)
"""What a report says of a threat: that there is a track, that it is engaged until a time, that it is dead,
over the link of a passive sensor the bearing of something that radiates, that a fire unit asks whether it may
fire, that it may."""
TELLS = 6
"""How many different things a report can say."""

LOG_NAMES = (
    # a radar, a post, a link
    "confirmed",
    "known",
    "classified",
    "held_friendly",
    "report_sent",
    "report_lost",
    "report_received",
    # a fire unit
    "ready",
    "ordered",
    "held_back",
    "assessed_dead",
    "assessed_alive",
    "let_go",
    "turn",
    "radar_lost",
    "search_radar_lost",
    "post_lost",
    "order_sent",
    "order_lost",
    "assigned",
    # radars with duties
    "switched_on",
    "radar_full",
    "radar_busy",
    "track_dropped",
    "bearing",
    "turned_to_bearing",
    "fixed",
    "met_silence",
    "launcher_lost",
    # what a threat reaches and leaves working
    "radar_unharmed",
    "search_radar_unharmed",
    "post_unharmed",
    "launcher_unharmed",
    # a part of the defence, or a fire unit that moves; no threat
    "part_fails",
    "part_works",
    "unit_leaves",
    "unit_set_up",
    # what keeps a fire unit from a shot, from now on
    *(block.name for block in BLOCKS),
)
"""Entries of the log by their kind; launches and what became of them are in ``Raid.shots``.

The place of an entry is a radar, a post, a link or a fire unit. Its value is what a report tells, how many
rounds were ordered, whether what was assessed was dead, where a radar turns to, or until when a block lasts
as far as is known when it begins.
"""
(
    LOG_CONFIRMED,
    LOG_KNOWN,
    LOG_CLASSIFIED,
    LOG_HELD_FRIENDLY,
    LOG_REPORT_SENT,
    LOG_REPORT_LOST,
    LOG_REPORT_RECEIVED,
    LOG_READY,
    LOG_ORDERED,
    LOG_HELD_BACK,
    LOG_ASSESSED_DEAD,
    LOG_ASSESSED_ALIVE,
    LOG_LET_GO,
    LOG_TURN,
    LOG_RADAR_LOST,
    LOG_SEARCH_RADAR_LOST,
    LOG_POST_LOST,
    LOG_ORDER_SENT,
    LOG_ORDER_LOST,
    LOG_ASSIGNED,
    LOG_SWITCHED_ON,
    LOG_RADAR_FULL,
    LOG_RADAR_BUSY,
    LOG_TRACK_DROPPED,
    LOG_BEARING,
    LOG_TURNED_TO_BEARING,
    LOG_FIXED,
    LOG_MET_SILENCE,
    LOG_LAUNCHER_LOST,
    LOG_RADAR_UNHARMED,
    LOG_SEARCH_RADAR_UNHARMED,
    LOG_POST_UNHARMED,
    LOG_LAUNCHER_UNHARMED,
    LOG_PART_FAILS,
    LOG_PART_WORKS,
    LOG_UNIT_LEAVES,
    LOG_UNIT_SET_UP,
    LOG_NOT_IN_REACH,
    LOG_NO_SHOT_LEFT,
    LOG_NO_ROUND,
    LOG_NO_CHANNEL,
    LOG_NO_MISSILE_CHANNEL,
    LOG_OUT_OF_SECTOR,
    LOG_LEAVES_SECTOR,
    LOG_TURNING,
    LOG_ENGAGED_BY_UNIT,
    LOG_ENGAGED_BY_OTHERS,
    LOG_HELD_DEAD,
    LOG_HELD_BY_DOCTRINE,
    LOG_WAITS_BY_DOCTRINE,
    LOG_HELD_FOR_DECOY,
    LOG_HELD_FOR_FRIEND,
    LOG_NOT_IDENTIFIED,
    LOG_READY_TOO_LATE,
    LOG_UNIT_LOST,
    LOG_AWAITS_ORDER,
    LOG_NOT_ORDERED,
    LOG_WAITS_FOR_ORDERS,
) = range(len(LOG_NAMES))
FIRST_BLOCK = LOG_NOT_IN_REACH
"""Entries from this kind on say what keeps a fire unit from a shot at a threat until its next entry about
it."""
