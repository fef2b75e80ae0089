"""What the draws of raids are for, as whole numbers for kernels; a test holds them equal to those of
``skykeep.rng.Purpose``, which kernels cannot import: compiled code is kept under the sources of this room
alone."""

from __future__ import annotations

__all__ = [
    "ANSWER",
    "ASSESSMENT",
    "BEARING",
    "CLASSIFY",
    "COMMON_KILL",
    "CONDITION",
    "DAMAGE",
    "DECLARE",
    "DECOY",
    "DETECT",
    "FAILURE",
    "IDENTIFY",
    "KILL",
    "ORDER_LOST",
    "RADIATES",
    "RAID_HEIGHT",
    "RAID_KILL",
    "REPAIR",
    "REPORT_LOST",
    "SCAN_PHASE",
    "SECTOR",
    "SPACING",
    "TRACK_TARGET",
    "TURN",
    "WAVE",
]

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
DETECT = 12
"""Plus the role of the radar."""
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
