"""A public figure: what is claimed, by whom, how far public sources let it range."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from .notebook import Shown
from .tally import Tally

__all__ = ["Alternative", "Confidence", "Figure", "Kind", "Scale", "View", "fixed"]

Kind = Literal["claimed", "reported", "derived", "hobby", "assumed"]
Confidence = Literal["high", "medium", "low"]
Scale = Literal["linear", "log"]
View = Literal["brochure", "sceptic", "balanced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One of several distinct claims about the same thing; drawn whole, never averaged with the others."""

    value: float
    claimant: str = ""
    sources: tuple[str, ...] = ()
    kind: Kind = "claimed"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Shown):
    """A sourced number in SI units with the limits that public sources allow.

    ``low <= best <= high``. A figure with ``alternatives`` is drawn as one of them with equal weight,
    otherwise from the triangle (low, best, high) in ``scale``. ``same_draw`` names a cause shared with other
    figures: they take the same place in their own triangles. ``default_limits`` marks limits taken from the
    table of defaults because only one value is public; they are shown as assumed. A figure with ``tallies``
    is a chance counted on record, the product of them: ``low`` and ``high`` are its 90 % interval and it is
    drawn from the beta laws of its tallies, whose tails reach beyond.
    """

    best: float
    low: float
    high: float
    kind: Kind
    confidence: Confidence = "low"
    scale: Scale = "linear"
    claimant: str = ""
    sources: tuple[str, ...] = ()
    year: int | None = None
    note: str = ""
    alternatives: tuple[Alternative, ...] = ()
    same_draw: str = ""
    default_limits: bool = False
    tallies: tuple[Tally, ...] = ()

    def __post_init__(self) -> None:
        values = (self.low, self.best, self.high)
        if not all(math.isfinite(value) for value in values):
            raise ValueError(f"low, best and high must be finite, given {values}")
        if not self.low <= self.best <= self.high:
            raise ValueError(f"must have low <= best <= high, given {self.low} <= {self.best} <= {self.high}")
        if self.scale == "log" and self.low <= 0.0:
            raise ValueError(f"a figure on a log scale must be above zero, given low = {self.low}")

    @property
    def is_fixed(self) -> bool:
        """Whether every draw gives the same value."""
        return self.low == self.high and not self.alternatives


def fixed(value: float, *, note: str = "", kind: Kind = "assumed") -> Figure:
    """Return a figure without doubt, for scenario overrides and reference cases."""
    return Figure(best=value, low=value, high=value, kind=kind, note=note)
