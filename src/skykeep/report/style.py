"""How figures look: one set of colours, lines and hatches that also reads in black and white."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

__all__ = ["FILLS", "INK", "LEDGER_FILLS", "RC", "Fill", "Palette"]

INK = "#1c1c1c"


@dataclass(frozen=True, slots=True)
class Fill:
    """A colour, a hatch over it and its words: two fills never differ by colour alone."""

    words: str
    colour: str
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of the maps."""

    seen: str = "#2f6690"
    engageable: str = "#b3471d"
    ring: str = "#111111"
    border: str = "#3a3a3a"
    water: str = "#eef2f4"


FILLS = Palette()

LEDGER_FILLS: Mapping[str, Fill] = MappingProxyType(
    {
        "never_in_sight": Fill("never in sight", "#ffffff", ""),
        "not_detected": Fill("in sight, not detected", "#ffffff", "---"),
        "seen_too_late": Fill("seen too late", "#d9e4ec", ""),
        "out_of_envelope": Fill("outside the interceptor's envelope", "#d9e4ec", "////"),
        "out_of_sector": Fill("outside the radar's sector", "#9db8cc", ""),
        "no_channel": Fill("no channel free", "#9db8cc", "\\\\\\\\"),
        "no_round": Fill("no round ready", "#41708f", ""),
        "held_by_doctrine": Fill("held back by doctrine", "#c9d8e4", "++++"),
        "missed": Fill("shot at and missed", "#f2b48f", "xxxx"),
        "unit_lost": Fill("the unit was hit", "#1c1c1c", ""),
        "taken_for_decoy": Fill("taken for a decoy", "#f6e3d9", "||||"),
        "not_tracked_by_luck": Fill("not tracked, by luck", "#ffffff", "...."),
        "taken_for_friend": Fill("taken for a friend", "#f6e3d9", "oo"),
        "no_operator": Fill("waited for an operator", "#c9d8e4", ".."),
        "not_identified": Fill("not declared hostile", "#f6e3d9", "xx"),
    }
)
"""Reasons of the ledger in their order: what was never seen is pale, what was seen but not shot at darker."""

RC: Mapping[str, Any] = MappingProxyType(
    {
        "svg.fonttype": "none",
        "text.parse_math": False,
        "svg.image_inline": True,
        "font.family": "sans-serif",
        "font.size": 8.0,
        "axes.edgecolor": INK,
        "axes.labelcolor": INK,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "xtick.color": INK,
        "ytick.color": INK,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
        "xtick.major.size": 3.0,
        "ytick.major.size": 3.0,
        "hatch.linewidth": 0.5,
        "lines.solid_capstyle": "butt",
        "text.color": INK,
        "path.simplify": True,
        "path.simplify_threshold": 0.3,
    }
)
