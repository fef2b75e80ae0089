"""How figures look: one set of colours, lines and hatches that also reads in black and white."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from skykeep.engine import REASONS

from .shipped_words import shipped

__all__ = ["FILLS", "INK", "LEDGER_FILLS", "OKABE_ITO", "RC", "Fill", "Palette"]

INK = "#1c1c1c"
OKABE_ITO = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#5c5c5c", "#f0e442")
"""Colours that readers with any colour vision tell apart.

Reference: Okabe and Ito, "Color Universal Design" (2008).
"""


@dataclass(frozen=True, slots=True)
class Fill:
    """A colour, a hatch over it and its label: two fills never differ by colour alone."""

    label: str
    colour: str
    hatch: str = ""

    @property
    def words(self) -> str:
        """The label in the language in force."""
        return shipped(self.label)


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of the maps."""

    seen: str = "#2f6690"
    engageable: str = "#b3471d"
    ring: str = "#111111"
    border: str = "#3a3a3a"
    water: str = "#eef2f4"


FILLS = Palette()

_LOOKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "never_in_sight": ("#ffffff", ""),
        "not_detected": ("#ffffff", "---"),
        "seen_too_late": ("#d9e4ec", ""),
        "out_of_envelope": ("#d9e4ec", "////"),
        "out_of_sector": ("#9db8cc", ""),
        "no_channel": ("#9db8cc", "\\\\\\\\"),
        "no_round": ("#41708f", ""),
        "held_by_doctrine": ("#c9d8e4", "++++"),
        "missed": ("#f2b48f", "xxxx"),
        "unit_lost": ("#1c1c1c", ""),
        "taken_for_decoy": ("#f6e3d9", "||||"),
        "not_tracked_by_luck": ("#ffffff", "...."),
        "taken_for_friend": ("#f6e3d9", "oo"),
        "no_operator": ("#c9d8e4", ".."),
        "judged_dead": ("#f2b48f", "--"),
        "no_order": ("#c9d8e4", "||"),
        "not_identified": ("#f6e3d9", "xx"),
    }
)
"""Colour and hatch of each reason: what was never seen is pale, what was seen but not shot at darker."""
LEDGER_FILLS: Mapping[str, Fill] = MappingProxyType(
    {reason.name: Fill(reason.label, *_LOOKS[reason.name]) for reason in REASONS}
)
"""Reasons of the ledger in their order."""

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
