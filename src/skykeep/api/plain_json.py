"""Answers as JSON text: the same numbers, to the last digit, from the command line and from the server."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["as_json", "compact_json", "json_text"]


def as_json(value: Any) -> Any:
    """Return ``value`` as plain JSON data.

    Mappings, sequences, paths and numpy scalars and arrays become dicts, lists, strings and numbers; a float
    that is not finite becomes ``None``, because JSON has no word for it.

    Raises
    ------
    TypeError
        For an object that has no JSON form.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    if isinstance(value, Path):
        return str(value)
    if hasattr(value, "tolist"):  # numpy scalar or array, without importing numpy here
        return as_json(value.tolist())
    raise TypeError(f"{type(value).__name__} has no JSON form")


def json_text(value: Any, *, ascii_only: bool = False) -> str:
    """Return ``value`` as indented JSON with a last line break; see :func:`as_json`."""
    return json.dumps(as_json(value), indent=2, ensure_ascii=ascii_only, allow_nan=False) + "\n"


def compact_json(value: Any) -> bytes:
    """Return ``value`` as JSON in UTF-8 with nothing between its parts; see :func:`as_json`."""
    text = json.dumps(as_json(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8")
