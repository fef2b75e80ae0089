"""The one table of what a plain number of a file may be; figures have theirs in the table of fields.

Wide enough for anything that was ever built or fired, and narrow enough that no computation leaves its range.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from .scenario import CONFIRM_LOOKS_MAX

__all__ = ["LIST_LENGTH_MAX", "NUMBER_LIMITS", "TEXT_LENGTH_MAX", "THREATS_MAX"]

THREATS_MAX = 2000
"""Threats in one raid; beyond it a study-level answer has no use and memory goes."""

TEXT_LENGTH_MAX = 10_000
"""Letters of one text of a catalogue file."""

LIST_LENGTH_MAX = 200
"""Entries of one list or table of a catalogue file: radars, groups, notes, sources of a figure."""

NUMBER_LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        # raids
        "count": (1, 1000),
        "speed_mps": (1.0, 8000.0),
        "height_m": (1.0, 1.5e6),
        "standoff_m": (1.0e3, 3.0e6),
        "axis": (0, 35),
        "fan_rad": (0.0, 2.0 * math.pi),
        "axis_angle_rad": (0.0, 2.0 * math.pi),
        "spacing_s": (0.0, 3.6e4),
        "delay_s": (0.0, 8.64e4),
        "waves": (1, 50),
        "wave_interval_s": (0.0, 8.64e4),
        # systems
        "engagement_sets": (1, 32),
        "offset_m": (0.0, 1.0e5),
        "salvo_size": (1, 8),
        "later_salvo_size": (1, 8),
        "salvo_by_class": (1, 8),
        "max_salvos_per_threat": (0, 100),
        # threat classes
        "swerling": (0, 4),
        # what counts as seen
        "p_detect": (0.01, 0.9999),
        "confirm_m": (1, CONFIRM_LOOKS_MAX),
        "confirm_n": (1, CONFIRM_LOOKS_MAX),
        "p_false_alarm": (1.0e-15, 0.1),
        "pulses": (1, 1000),
        # records
        "amount_million": (1.0e-3, 1.0e9),
        "low_million": (1.0e-3, 1.0e9),
        "high_million": (1.0e-3, 1.0e9),
        "number": (1, 1_000_000),
        "most": (1, 1_000_000),
        "per_unit": (0.1, 1000.0),
        # costs
        "range_to_m": (1.0e3, 1.0e7),
    }
)
"""Least and greatest value of a field, in SI units."""
