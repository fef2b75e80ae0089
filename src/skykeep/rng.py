"""Keys of random streams: what a draw is for and for whom, never when or in which order it was made."""

from __future__ import annotations

import hashlib
from enum import IntEnum

__all__ = ["Purpose", "entity_key"]


class Purpose(IntEnum):
    """What a draw decides. Values are part of the published key and never change meaning."""

    FIGURE = 1
    BEARING = 2
    CONDITION = 3
    SPACING = 4
    TRACK_TARGET = 5
    COMMON_KILL = 6
    KILL = 7
    ASSESSMENT = 8
    DECOY = 9
    SECTOR = 10
    SCAN_PHASE = 11
    DETECT_ACQUISITION = 12
    DETECT_LOW_ALTITUDE = 13
    DETECT_ENGAGEMENT = 14
    BOOTSTRAP = 15
    REPORT_LOST = 16
    RADIATES = 17
    TURN = 18
    RAID_KILL = 20
    FAILURE = 24
    REPAIR = 25
    ORDER_LOST = 30
    RAID_HEIGHT = 21
    WAVE = 22
    CLASSIFY = 26
    IDENTIFY = 27
    ANSWER = 34
    DECLARE = 35
    DAMAGE = 36
    ASSIGNMENT = 40


def entity_key(path: str) -> int:
    """Return the stable 64-bit key of an id path, such as ``raid/axis-0/cruise-missile/3``.

    BLAKE2b with an 8-byte digest, little endian (RFC 7693): the same on every machine, never an index.
    """
    return int.from_bytes(hashlib.blake2b(path.encode("utf-8"), digest_size=8).digest(), "little")
