"""The unit of a figure, by the suffix of its field."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["UNITS", "field_and_unit"]

UNITS: Mapping[str, str] = MappingProxyType(
    {
        **{"m": "m", "m2": "m2", "s": "s", "mps": "m/s", "rad": "deg", "usd": "USD", "db": "dB", "k": "K"},
        **{"hz": "Hz", "mmph": "mm/h", "kgpm3": "kg/m3", "kg": "kg"},
    }
)
"""Suffix of a field -> unit that a reader is shown; figures without one are shares, chances and counts."""


def field_and_unit(path: str) -> tuple[str, str]:
    """Return the field name of a figure's id and the SI unit in its suffix (empty if it has none).

    Examples
    --------
    >>> field_and_unit("s-400/radars/91n6e/detection_range_m")
    ('detection_range_m', 'm')
    """
    from skykeep.units import split_suffix

    parts = path.split("/")
    field = "kill_p" if "kill_p" in parts else parts[-1]
    suffix = split_suffix(field)[1]
    return field, suffix if suffix in UNITS else ""
