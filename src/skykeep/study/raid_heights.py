"""The height that a raid is about: where most of its threats fly."""

from __future__ import annotations

from collections import Counter

from skykeep.catalogue import Catalogue
from skykeep.model import StandardRaid

__all__ = ["main_height_m"]

FALLING = ("ballistic", "quasi_ballistic")
"""Flights that pass through all heights below their apogee."""


def main_height_m(raid: StandardRaid, catalogue: Catalogue) -> float | None:
    """Return the height, m, at which most threats of a raid fly, decoys aside: the stated one, or the best
    figure of their class; above ground for terrain following, else above sea. The
    lowest of a tie; None where all of them fall.
    """
    flying: Counter[float] = Counter()
    for group in raid.groups:
        threat = catalogue.threats[group.threat_class]
        if threat.flight not in FALLING and not threat.is_decoy:
            height_m = threat.set_height_m.best if group.height_m is None else group.height_m
            flying[height_m] += group.count
    return min(flying, key=lambda height_m: (-flying[height_m], height_m), default=None)
