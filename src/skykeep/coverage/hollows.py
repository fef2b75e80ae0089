"""Sites of coverage that stand in a hollow of their elevation data, in words."""

from __future__ import annotations

from skykeep.model import System
from skykeep.terrain import Heightfield
from skykeep.terrain.hollow import find_hollow

from .columns import RadarValues
from .question import Question, Site
from .rings import rings

__all__ = ["hollow_notes"]


def hollow_notes(
    system: System,
    site: Site,
    question: Question,
    *,
    terrain: Heightfield,
    picture: tuple[RadarValues, ...],
    named: str = "The site",
) -> tuple[str, ...]:
    """Return the sentence on a site that stands in a hollow of its data, if it does.

    ``picture`` are the radars that make tracks: the highest of their antennas counts. ``named`` begins the
    sentence.

    Raises
    ------
    TerrainError
        If the data does not hold the site.
    """
    hollow = find_hollow(
        terrain,
        site.lat_deg,
        site.lon_deg,
        antenna_height_m=max(radar.antenna_height_m for radar in picture),
        heights_agl_m=question.heights_agl_m,
        reach_m=rings(system)[0],
        k=question.k,
    )
    return () if hollow is None else (hollow.sentence(named),)
