"""What a raid is about: where most of its threats fly, and what they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from skykeep.catalogue import Catalogue
from skykeep.model import StandardRaid

__all__ = ["main_height_m", "main_threat"]

FALLING = ("ballistic", "quasi_ballistic")
"""Flights that pass through all heights below their apogee."""


def main_height_m(raid: StandardRaid, catalogue: Catalogue) -> float | None:
    """Return the height, m, at which most threats of a raid fly, decoys aside where any other flies: the
    stated one, or the best figure of their class; above ground for terrain following, else above sea. The
    lowest of a tie; None where all of them fall.
    """
    flying: Counter[float] = Counter()
    for height_m, _, count in _flying(raid, catalogue):
        flying[height_m] += count
    return min(flying, key=lambda height_m: (-flying[height_m], height_m), default=None)


def main_threat(raid: StandardRaid, catalogue: Catalogue) -> str | None:
    """Return the class of most threats of a raid at its main height, whose coverage tells of that raid; the
    first of a tie, None where all of them fall.
    """
    main_m = main_height_m(raid, catalogue)
    classes: Counter[str] = Counter()
    for height_m, threat_class, count in _flying(raid, catalogue):
        if height_m == main_m:
            classes[threat_class] += count
    return max(classes, key=classes.__getitem__, default=None)


def _flying(raid: StandardRaid, catalogue: Catalogue) -> Iterator[tuple[float, str, int]]:
    """Yield height, m, class and number of each group that is real and does not fall; of decoys where there
    is none."""
    found = [(group, catalogue.threats[group.threat_class]) for group in raid.groups]
    is_real = any(threat.flight not in FALLING and not threat.is_decoy for _, threat in found)
    for group, threat in found:
        if threat.flight not in FALLING and not (is_real and threat.is_decoy):
            height_m = threat.set_height_m.best if group.height_m is None else group.height_m
            yield height_m, group.threat_class, group.count
