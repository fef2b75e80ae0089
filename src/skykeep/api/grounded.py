"""Each fire unit on the ground that it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from skykeep.coverage import Question, Site, ground_needed_m
from skykeep.model import System

from .watchers import raised

if TYPE_CHECKING:
    from skykeep.terrain import Heightfield

__all__ = ["UnitCase", "grounded"]

UnitCase = tuple[System, Site, Question]
"""One fire unit, or one that watches for them: its system, where it stands, and what is asked."""


def grounded(
    cases: Sequence[UnitCase], ground: Heightfield | str
) -> Iterator[tuple[System, Site, Question, Heightfield]]:
    """Yield each case with its ground, and its system raised to the heights that stand there; elevation
    tiles are read for each site.

    Raises
    ------
    TerrainError
        If the ground does not hold a site.
    """
    from skykeep.terrain import choose_terrain

    for given, site, question in cases:
        terrain = ground
        if isinstance(terrain, str):
            radius_m = ground_needed_m(raised(given, site), site, question)
            terrain = choose_terrain(terrain, lat_deg=site.lat_deg, lon_deg=site.lon_deg, radius_m=radius_m)
        yield raised(given, site, terrain), site, question, terrain
