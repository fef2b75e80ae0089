"""What a live map of coverage is made of: fire units with a ladder of heights, and the ground under all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from skykeep.catalogue import Catalogue
from skykeep.coverage import CoverageResult
from skykeep.coverage.country import country_of
from skykeep.coverage.ladder import BELOW_FIGHTERS_M, HeightLadder, height_ladder
from skykeep.coverage.map_ground import MapGround, map_ground
from skykeep.coverage.question import FIGHTER_FROM_M
from skykeep.model import System
from skykeep.terrain import Heightfield
from skykeep.terrain.places import ATTRIBUTION
from skykeep.terrain.window import GroundWindow

from .map_windows import MAP_MARGIN, window_about, window_beside

__all__ = [
    "HEIGHTS_AGL_M",
    "HEIGHT_LEAST_AGL_M",
    "MapData",
    "MapUnit",
    "can_be_mapped",
    "map_data",
    "map_unit",
]

HEIGHT_LEAST_AGL_M = 10.0
"""The slider of a map counts heights of two digits, so it begins here."""
HEIGHTS_AGL_M = (
    30.0,
    100.0,
    200.0,
    500.0,
    BELOW_FIGHTERS_M,
    FIGHTER_FROM_M,
    2000.0,
    5000.0,
    10000.0,
    20000.0,
)
"""Heights that are computed besides those asked for: about half of a brief's, as somebody waits for them."""


@dataclass(frozen=True, eq=False, kw_only=True)
class MapUnit:
    """One fire unit on a map: what was computed of it, more heights at best figures, and its ground."""

    name: str
    system: System
    result: CoverageResult
    ladder: HeightLadder
    ground: MapGround

    @property
    def ring_radii_m(self) -> dict[str, float]:
        """Radius of each ring by its kind."""
        return {ring.kind: ring.range_m for ring in self.result.rings}


@dataclass(frozen=True, eq=False, kw_only=True)
class MapData:
    """Everything on a live map of coverage; ``country_code`` is that of the first place, or empty.

    ``near_m`` is the height that the map is about: it opens at the nearest of its own; None for the middle.
    """

    units: tuple[MapUnit, ...]
    country_code: str
    window: GroundWindow
    surroundings: GroundWindow
    attribution: str
    near_m: float | None = None


def can_be_mapped(result: CoverageResult) -> bool:
    """Return whether a result has a place on a map: it can engage, at some height that the slider reaches."""
    return any(height.can_engage and height.height_agl_m >= HEIGHT_LEAST_AGL_M for height in result.heights)


def map_unit(
    result: CoverageResult, system: System, *, name: str, terrain: Heightfield, catalogue: Catalogue
) -> MapUnit:
    """Return a fire unit as a map shows it; ``system`` and ``terrain`` are those of its result.

    Raises
    ------
    SkykeepError
        As :func:`skykeep.coverage.ladder.height_ladder`.
    """
    shown = tuple(each for each in result.heights if each.height_agl_m >= HEIGHT_LEAST_AGL_M)
    known = replace(result, heights=shown)
    return MapUnit(
        name=name,
        system=system,
        result=known,
        ladder=height_ladder(
            system,
            result.site,
            result.question,
            known=known,
            heights_agl_m=HEIGHTS_AGL_M,
            terrain=terrain,
            catalogue=catalogue,
        ),
        ground=map_ground(
            result.site,
            key=system.id,
            country=country_of(result.site),
            half_width_m=MAP_MARGIN * max(ring.range_m for ring in result.rings),
            terrain=terrain,
        ),
    )


def map_data(units: Sequence[MapUnit], terrain: Heightfield, near_m: float | None = None) -> MapData:
    """Return what a map of some fire units shows, on ground that reaches under all of them; ``near_m`` as in
    :class:`MapData`.
    """
    sites = [unit.result.site for unit in units]
    reach_m = max(radius_m for unit in units for radius_m in unit.ring_radii_m.values())
    window = window_about([(site.lat_deg, site.lon_deg) for site in sites], reach_m, terrain)
    return MapData(
        units=tuple(units),
        country_code=country_of(sites[0]) or "",
        window=window,
        surroundings=window_beside(window, terrain),
        attribution=ATTRIBUTION,
        near_m=near_m,
    )
