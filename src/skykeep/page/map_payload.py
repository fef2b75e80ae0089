"""The payload of a map to plan on: ground, borders and cities around a place, in one run of bytes."""

from __future__ import annotations

import math

from skykeep._version import __version__
from skykeep.errors import TerrainError
from skykeep.terrain import Heightfield
from skykeep.terrain.places import load_countries
from skykeep.terrain.window import GroundWindow, ground_window

from .arrays import Arrays
from .backdrop import backdrop_entries
from .container import packed_payload
from .symbols import plan_symbols

__all__ = ["map_payload"]

NORTH_DEG, EAST_DEG = 4.5, 5.5
"""How far the ground goes from the place to each side: 500 km."""
BESIDE = 1.6
"""The ground that is only looked at goes so many times as far."""
HEIGHT_STEP_M = 1
"""A map that no file holds has room for heights as the data have them, whole metres."""
EVERY, EVERY_BESIDE = 2, 8
"""Every so manieth post is taken: sight is swept over the first while a battery is dragged."""


def map_payload(terrain: Heightfield, *, lat_deg: float, lon_deg: float) -> bytes:
    """Return the payload of a map around a place, not yet deflated.

    Raises
    ------
    TerrainError
        If the elevation data does not reach there.
    """
    if math.isnan(terrain.sample(lat_deg, lon_deg)):
        raise TerrainError(
            f"there are no elevation data at {lat_deg:g}, {lon_deg:g}: {terrain.name} here covers "
            f"{terrain.south_deg:g} to {terrain.north_deg:g} N and {terrain.west_deg:g} to "
            f"{terrain.east_deg:g} E; choose a place inside"
        )
    near = _around(terrain, lat_deg, lon_deg, 1.0).thinned(EVERY)
    far = _around(terrain, lat_deg, lon_deg, BESIDE).thinned(EVERY_BESIDE)
    arrays: Arrays = {}
    header = {
        "version": __version__,
        "case": {"country_code": _country_code(lat_deg, lon_deg)},
        **backdrop_entries(near, far, arrays, height_step_m=HEIGHT_STEP_M),
    }
    header["symbols"] = header["symbols"] | plan_symbols()
    return packed_payload(header, arrays)


def _around(terrain: Heightfield, lat_deg: float, lon_deg: float, times: float) -> GroundWindow:
    """Return the ground so many times as far to each side, as far as the data reaches."""
    north, east = times * NORTH_DEG, times * EAST_DEG
    return ground_window(terrain, (lat_deg - north, lon_deg - east, lat_deg + north, lon_deg + east))


def _country_code(lat_deg: float, lon_deg: float) -> str:
    """Return the code of the country of a place, empty at sea."""
    import shapely

    place = shapely.Point(lon_deg, lat_deg)
    return next((each.code for each in load_countries() if each.polygon.contains(place)), "")
