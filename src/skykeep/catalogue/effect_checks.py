"""What must hold between the figures of radar effects and the rest of the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import get_args

from skykeep.errors import did_you_mean
from skykeep.model import Band, LandCoverId, RadarEffectFigures

__all__ = ["check_effects"]


def check_effects(effects: RadarEffectFigures, threats: Collection[str]) -> Iterator[str]:
    """Yield what is wrong: a band or a kind of ground without figures, a class that there is not."""
    for what, given, wanted in (
        ("bands", [band.id for band in effects.bands], get_args(Band)),
        ("land_covers", [cover.id for cover in effects.land_covers], get_args(LandCoverId)),
    ):
        if set(given) != set(wanted):
            yield f"{what}: given {', '.join(given)}, allowed one table for each of {', '.join(wanted)}"
    for each in effects.self_screening:
        if each.id not in threats:
            yield (
                f"self_screening.{each.id}: names no threat class, allowed one of {', '.join(threats)}."
                f"{did_you_mean(each.id, threats)}"
            )
