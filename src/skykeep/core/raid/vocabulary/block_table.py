"""Blocks, once: what keeps a fire unit from a shot at a threat, and the reason of the ledger it gives."""

from __future__ import annotations

from typing import NamedTuple

from .reasons import (
    HELD_BY_DOCTRINE,
    JUDGED_DEAD,
    NO_CHANNEL,
    NO_ORDER,
    NO_REASON,
    NO_ROUND,
    NOT_IDENTIFIED,
    OUT_OF_SECTOR,
    TAKEN_FOR_DECOY,
    TAKEN_FOR_FRIEND,
    UNIT_LOST,
)

__all__ = ["BLOCKS", "GIVES_WAY", "IS_TIMED", "LEFT_AS_IT_IS", "REASON_OF_BLOCK", "Block"]

LEFT_AS_IT_IS = -1
"""The reason of an entry after which what kept the unit before still counts."""


class Block(NamedTuple):
    """A block: its name in the log, and the reason that it gives to the pair of unit and threat.

    NO_REASON means that nothing keeps the unit any more. One that ``gives_way`` takes the place of none that
    is still in force; one that is ``timed`` is in force until its time, any other until the unit looks at the
    threat again, or another takes its place.
    """

    name: str
    reason: int
    gives_way: bool = False
    timed: bool = False


BLOCKS = (
    Block("not_in_reach", NO_REASON),
    Block("no_shot_left", LEFT_AS_IT_IS),
    Block("no_round", NO_ROUND, timed=True),
    Block("no_channel", NO_CHANNEL, gives_way=True),
    Block("no_missile_channel", NO_CHANNEL, gives_way=True),
    Block("out_of_sector", OUT_OF_SECTOR),
    Block("leaves_sector", OUT_OF_SECTOR),
    Block("turning", OUT_OF_SECTOR),
    Block("engaged_by_unit", UNIT_LOST, gives_way=True),
    Block("engaged_by_others", UNIT_LOST, gives_way=True),
    Block("held_dead", JUDGED_DEAD),
    Block("held_by_doctrine", HELD_BY_DOCTRINE, timed=True),
    Block("waits_by_doctrine", HELD_BY_DOCTRINE, timed=True),
    Block("held_for_decoy", TAKEN_FOR_DECOY),
    Block("held_for_friend", TAKEN_FOR_FRIEND),
    Block("not_identified", NOT_IDENTIFIED),
    Block("ready_too_late", LEFT_AS_IT_IS),
    Block("unit_lost", UNIT_LOST),
    Block("awaits_order", NO_ORDER, gives_way=True),
    Block("not_ordered", HELD_BY_DOCTRINE),
    Block("waits_for_orders", NO_ORDER),
)
"""In the order of their kinds in the log. A threat that is left to another unit leaks without a shot only if
that unit was put out of action before it fired."""

REASON_OF_BLOCK = tuple(block.reason for block in BLOCKS)
GIVES_WAY = tuple(block.gives_way for block in BLOCKS)
IS_TIMED = tuple(block.timed for block in BLOCKS)
