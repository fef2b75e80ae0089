"""Fields of the tables of scenario files: numbers, counts, flags, ids and lines, each with what it means."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field

__all__ = [
    "EDGE",
    "ID_PATTERN",
    "LAT_LIMIT_DEG",
    "LINE_PATTERN",
    "TEXT_PATTERN",
    "count",
    "flag",
    "id_text",
    "line",
    "number",
]

ID_PATTERN = r"^[a-z0-9][a-z0-9._-]{0,63}$"
LINE_PATTERN = r"^[^\x00-\x1f\x7f-\x9f]{1,200}$"
TEXT_PATTERN = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]{0,4000}$"

LAT_LIMIT_DEG = 85.0
"""Bearings lose their meaning near the poles."""

EDGE = ConfigDict(extra="forbid", defer_build=True)


def number(low: float, high: float, description: str, **more: Any) -> Any:
    """Return a field for a finite number from ``low`` to ``high``."""
    return Field(ge=low, le=high, description=description, strict=True, allow_inf_nan=False, **more)


def count(low: float, high: float, description: str, **more: Any) -> Any:
    """Return a field for a whole number from ``low`` to ``high``."""
    return Field(ge=low, le=high, description=description, strict=True, **more)


def flag(description: str, **more: Any) -> Any:
    """Return a field for true or false."""
    return Field(description=description, strict=True, **more)


def id_text(description: str, **more: Any) -> Any:
    """Return a field for an id."""
    return Field(pattern=ID_PATTERN, description=description, **more)


def line(description: str, **more: Any) -> Any:
    """Return a field for one line of text."""
    return Field(pattern=LINE_PATTERN, description=description, **more)
