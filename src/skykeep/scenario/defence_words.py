"""Who defends what: fire units whose rounds come as far, and those that stand too far away."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from skykeep.catalogue.refraction import distance_m
from skykeep.model import Asset, FireUnitSite, Scenario
from skykeep.plurals import counted

from .catalogue_like import CatalogueLike

__all__ = ["defence_sentence", "joined"]


def defence_sentence(scenario: Scenario, catalogue: CatalogueLike) -> str:
    """Return which systems defend what, and in a sentence of its own which stand farther from every place
    than the greatest reach of their rounds, whatever end of the figure is true.
    """
    away_m = [_away_m(unit, scenario.assets) for unit in scenario.fire_units]
    reach_m = [_reach_m(unit, catalogue) for unit in scenario.fire_units]
    units = list(zip(scenario.fire_units, away_m, reach_m, strict=True))
    near = [unit for unit, away, reach in units if away <= reach]
    far = [(unit, away) for unit, away, reach in units if away > reach]
    aim = next(asset.name for asset in scenario.assets if asset.id == scenario.aim)
    others = len(scenario.assets) - 1
    places = f"{aim} and {counted(others, 'other place')}" if others else aim
    told = []
    if near:
        told.append(f"{_systems(near, catalogue)} {'defends' if len(near) == 1 else 'defend'} {places}.")
    if far:
        kilometres = sorted({round(away / 1000.0) for _, away in far})
        told.append(
            f"{_systems([unit for unit, _ in far], catalogue)} {'stands' if len(far) == 1 else 'stand'} "
            f"{' to '.join(str(each) for each in dict.fromkeys((kilometres[0], kilometres[-1])))} km from "
            f"{'the nearest of these places' if others else aim}, farther than "
            f"{'it reaches' if len(far) == 1 else 'they reach'}."
        )
    return " ".join(told)


def _systems(units: Sequence[FireUnitSite], catalogue: CatalogueLike) -> str:
    """Return how many units of which systems those are."""
    names = Counter(catalogue.systems[unit.system].name for unit in units)
    return joined([f"{count} x {name}" for name, count in names.items()])


def joined(words: Sequence[str]) -> str:
    """Return words joined as a sentence joins them."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _away_m(unit: FireUnitSite, assets: Sequence[Asset]) -> float:
    """Return how far the nearest defended place is, m."""
    here = (unit.lat_deg, unit.lon_deg)
    return min(distance_m(here, (asset.lat_deg, asset.lon_deg)) for asset in assets)


def _reach_m(unit: FireUnitSite, catalogue: CatalogueLike) -> float:
    """Return the greatest range of any round of a unit, m; infinite where it has none and only watches."""
    ranges_m = [each.range_max_m.high for each in catalogue.systems[unit.system].interceptors]
    return max(ranges_m, default=math.inf)
