"""Symbols of units as small drawings, made when the page's script was built."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["built_text", "plan_symbols", "symbols"]


@cache
def built_text(name: str) -> str:
    """Return one of the files that the script's build has written.

    Raises
    ------
    FileNotFoundError
        If the package was installed without it.
    """
    return files("skykeep.page").joinpath("built", name).read_text(encoding="utf-8")


def symbols() -> dict[str, Any]:
    """Return every symbol by name: its code, its drawing as SVG, its size and where it stands, in pixels."""
    found: dict[str, Any] = json.loads(built_text("symbols.json"))
    return found


def plan_symbols() -> dict[str, Any]:
    """Return, likewise, those that only a map to plan on shows: posts, outside eyes, jammers, traffic."""
    found: dict[str, Any] = json.loads(built_text("plan_symbols.json"))
    return found
