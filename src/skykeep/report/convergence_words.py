"""How a computed mean settled as worlds were added, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skykeep.language import tell

from .words import commas, number

__all__ = ["convergence_sentence"]

_ROWS = 4
"""Rows that are told: the last few, each with twice the worlds of the one before."""


def convergence_sentence(summary: Mapping[str, Any]) -> str:
    """Return within what mean leakers were computed after how many worlds; empty where one row is all."""
    rows = summary.get("convergence", [])[-_ROWS:]
    if len(rows) < 2:
        return ""
    told = commas(
        tell("{within} after {worlds:,}", within=number(round(row["half_width_90"], 2)), worlds=row["worlds"])
        for row in rows
    )
    return tell("Mean leakers were computed to within (90 %) {told} worlds.", told=told)
