"""What the draws of raids are for, as whole numbers for kernels; see ``skykeep.rng.Purpose``."""

from __future__ import annotations

from skykeep.rng import Purpose

__all__ = [
    "ASSESSMENT",
    "BEARING",
    "COMMON_KILL",
    "CONDITION",
    "DECOY",
    "DETECT",
    "KILL",
    "SCAN_PHASE",
    "SECTOR",
    "SPACING",
    "TRACK_TARGET",
]

BEARING = int(Purpose.BEARING)
CONDITION = int(Purpose.CONDITION)
SPACING = int(Purpose.SPACING)
TRACK_TARGET = int(Purpose.TRACK_TARGET)
COMMON_KILL = int(Purpose.COMMON_KILL)
KILL = int(Purpose.KILL)
ASSESSMENT = int(Purpose.ASSESSMENT)
DECOY = int(Purpose.DECOY)
SECTOR = int(Purpose.SECTOR)
SCAN_PHASE = int(Purpose.SCAN_PHASE)
DETECT = int(Purpose.DETECT_ACQUISITION)
"""Plus the role of the radar."""
