"""Unit suffixes: SI and radians inside, other units at the doors only (files of a user, command line)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["DOOR_UNITS", "door_names", "from_si", "split_suffix", "to_si"]

DOOR_UNITS: Mapping[str, tuple[str, float]] = MappingProxyType(
    {
        "km": ("m", 1000.0),
        "nmi": ("m", 1852.0),
        "ft": ("m", 0.3048),
        "deg": ("rad", math.pi / 180.0),
        "min": ("s", 60.0),
        "kmh": ("mps", 1.0 / 3.6),
        "musd": ("usd", 1.0e6),
        "kusd": ("usd", 1.0e3),
    }
)
"""Door suffix -> (SI suffix, factor from the door unit to SI)."""


def split_suffix(name: str) -> tuple[str, str]:
    """Return the name without its last underscore part, and that part (empty if there is no underscore)."""
    stem, underscore, suffix = name.rpartition("_")
    return (stem, suffix) if underscore else (name, "")


def to_si(name: str) -> tuple[str, float]:
    """Return the SI name of a field written with a door suffix, and the factor to multiply its value by.

    Examples
    --------
    >>> to_si("detection_range_km")
    ('detection_range_m', 1000.0)
    >>> to_si("antenna_height_m")
    ('antenna_height_m', 1.0)
    """
    stem, suffix = split_suffix(name)
    if suffix in DOOR_UNITS:
        si_suffix, factor = DOOR_UNITS[suffix]
        return f"{stem}_{si_suffix}", factor
    return name, 1.0


def from_si(name: str, value: float, door: str) -> float:
    """Return a value of the SI field ``name`` in the door unit ``door``.

    Raises
    ------
    ValueError
        If the door unit does not convert to the suffix of ``name``.
    """
    si_suffix, factor = DOOR_UNITS[door]
    if split_suffix(name)[1] != si_suffix:
        raise ValueError(f"{name} is not in {si_suffix}: it cannot be shown in {door}")
    return value / factor


def door_names(name: str) -> tuple[str, ...]:
    """Return every name under which a door accepts the SI field ``name``, the SI name first."""
    stem, suffix = split_suffix(name)
    return (name, *(f"{stem}_{door}" for door, (si, _) in DOOR_UNITS.items() if si == suffix))
