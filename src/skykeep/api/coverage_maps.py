"""The live map of a coverage: what a notebook shows in a frame, and a report of a run in its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from skykeep.coverage import CoverageResult

from .coverage_files import Origin

if TYPE_CHECKING:
    from skykeep.study.map_data import MapData

__all__ = ["UNITS_MOST", "coverage_map", "place_name"]

UNITS_MOST = 12
"""Fire units on one map; each has ranges at some twenty heights in it."""


def place_name(unit: CoverageResult) -> str:
    """Return what the place of a fire unit is called, or where it is."""
    return unit.site.name or f"{unit.site.lat_deg:.4f}, {unit.site.lon_deg:.4f}"


def coverage_map(
    units: Sequence[CoverageResult], origins: Sequence[Origin], near_m: float | None = None
) -> MapData | None:
    """Return the map of the fire units of a coverage; None where none can engage, or there are more than
    :data:`UNITS_MOST`, or it is not known what they were computed from.

    More heights are computed now, at best figures. The map opens at the height nearest to ``near_m``, the
    middle one without it.
    """
    from skykeep.study.map_data import can_be_mapped, map_data, map_unit

    chosen = [(unit, of) for unit, of in zip(units, origins, strict=False) if can_be_mapped(unit)]
    if not 0 < len(chosen) <= UNITS_MOST:
        return None
    shown = [
        map_unit(unit, of.system, name=place_name(unit), terrain=of.terrain, catalogue=of.catalogue)
        for unit, of in chosen
    ]
    return map_data(shown, chosen[0][1].terrain, near_m)
