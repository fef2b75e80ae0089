"""What must hold between the figures of radar effects and outside eyes and the rest of the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import get_args

from skykeep.errors import did_you_mean
from skykeep.model import Band, LandCoverId, OutsideFigures, RadarEffectFigures

__all__ = ["check_effects", "check_outside"]


def check_effects(effects: RadarEffectFigures, threats: Collection[str]) -> Iterator[str]:
    """Yield what is wrong: a band or a kind of ground without figures, a class that there is not."""
    for what, given, wanted in (
        ("bands", [band.id for band in effects.bands], get_args(Band)),
        ("land_covers", [cover.id for cover in effects.land_covers], get_args(LandCoverId)),
    ):
        if set(given) != set(wanted):
            yield f"{what}: given {', '.join(given)}, allowed one table for each of {', '.join(wanted)}"
    yield from _check_classes("self_screening", [each.id for each in effects.self_screening], threats)


def check_outside(outside: OutsideFigures, threats: Collection[str]) -> Iterator[str]:
    """Yield what is wrong: the emission of a class that there is not."""
    yield from _check_classes("emissions", [each.id for each in outside.emissions], threats)


def _check_classes(what: str, given: Collection[str], threats: Collection[str]) -> Iterator[str]:
    """Yield the names that are no threat class."""
    for name in given:
        if name not in threats:
            yield (
                f"{what}.{name}: names no threat class, allowed one of {', '.join(threats)}."
                f"{did_you_mean(name, threats)}"
            )
