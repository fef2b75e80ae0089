"""A figure entered as a count with its denominator: 9 of 12, and what was counted."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Tally", "tallied_figure", "wilson_interval"]

Z_90 = 1.6448536269514722
"""Standard normal deviate that 5 % exceed: both ends of a 90 % interval."""

JEFFREYS = 0.5
"""Hits and misses that the prior adds to a count, each."""


def wilson_interval(happened: float, out_of: int) -> tuple[float, float]:
    """Return the 90 % interval of a share counted in independent trials, within 0 and 1.

    ``happened`` may hold halves, as for ties. It has a width even where nothing or everything happened.

    Reference: Wilson, "Probable inference, the law of succession, and statistical inference" (1927).

    Examples
    --------
    >>> low, high = wilson_interval(9, 12)
    >>> f"{low:.3f} to {high:.3f}"
    '0.513 to 0.895'
    """
    share = happened / out_of
    weight = 1.0 + Z_90 * Z_90 / out_of
    centre = (share + Z_90 * Z_90 / (2.0 * out_of)) / weight
    half = Z_90 / weight * math.sqrt(share * (1.0 - share) / out_of + (Z_90 / (2.0 * out_of)) ** 2)
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """So many of so many, and what was counted, which a press total must say.

    What it leaves open is drawn from the beta law of Jeffreys' prior, with ``hits`` + 1/2 and misses + 1/2.
    """

    hits: int
    of: int
    counts: str

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.of or self.of < 1:
            raise ValueError(f"must have 0 <= hits <= of and of >= 1, given {self.hits} of {self.of}")

    @property
    def interval_90(self) -> tuple[float, float]:
        """The 90 % interval of Wilson."""
        return wilson_interval(self.hits, self.of)

    @property
    def beta(self) -> tuple[float, float]:
        """Both parameters of the beta law that it is drawn from."""
        return self.hits + JEFFREYS, self.of - self.hits + JEFFREYS

    @property
    def mean(self) -> float:
        """Mean of that law: below 1 where everything was hit, above 0 where nothing was."""
        hit, missed = self.beta
        return hit / (hit + missed)


def tallied_figure(tallies: Iterable[Tally]) -> tuple[float, float, float]:
    """Return best, low and high of the chance that several counts make together: their product.

    Best is the product of the means of what is drawn, low and high are the products of the ends of their
    90 % intervals, which hold the product at least as often.

    Examples
    --------
    >>> hits = Tally(hits=9, of=12, counts="hits of rounds fired")
    >>> kills = Tally(hits=7, of=9, counts="kills of targets hit")
    >>> [round(value, 3) for value in tallied_figure([hits, kills])]
    [0.548, 0.258, 0.827]
    """
    best = low = high = 1.0
    for tally in tallies:
        least, most = tally.interval_90
        best, low, high = best * tally.mean, low * least, high * most
    return best, low, high
