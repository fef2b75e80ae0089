"""The ground under a live map: a window about its places and their rings, and what lies beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from skykeep.terrain import Heightfield
from skykeep.terrain.geodesic import WGS84
from skykeep.terrain.heightfield import METRES_PER_DEGREE
from skykeep.terrain.window import GroundWindow, ground_window

__all__ = ["MAP_MARGIN", "window_about", "window_beside"]

MAP_MARGIN = 1.06
"""Half width of a map over the radius of the larger ring."""
BESIDE_EAST, BESIDE_NORTH = 0.5, 0.15
"""How far the ground of a page goes on beyond its window on each side, in shares of the window."""
FLAT_STEP_M = 2000.0
"""Flat ground has no posts of its own; a window of it has some this far apart, along which rays are swept."""

Box = tuple[float, float, float, float]


def window_about(
    places_deg: Sequence[tuple[float, float]], reach_m: float, terrain: Heightfield
) -> GroundWindow:
    """Return the ground out to ``reach_m`` and a little more from every place (latitude, longitude; degrees),
    on the posts of the elevation data.
    """
    far_m = MAP_MARGIN * reach_m
    north = [_beyond(place, 0.0, far_m)[0] for place in places_deg]
    south = [_beyond(place, 180.0, far_m)[0] for place in places_deg]
    east = [_beyond(place, 90.0, far_m)[1] for place in places_deg]
    west = [_beyond(place, 270.0, far_m)[1] for place in places_deg]
    return _window(terrain, (min(south), min(west), max(north), max(east)))


def window_beside(window: GroundWindow, terrain: Heightfield) -> GroundWindow:
    """Return ground to both sides of a window, for maps wider than they are high."""
    south, west, north, east = window.box_deg
    more_north, more_east = BESIDE_NORTH * (north - south), BESIDE_EAST * (east - west)
    return _window(terrain, (south - more_north, west - more_east, north + more_north, east + more_east))


def _window(terrain: Heightfield, box_deg: Box) -> GroundWindow:
    """Return the ground of a box."""
    window = ground_window(terrain, box_deg)
    if not terrain.is_flat:
        return window
    south, west, north, east = box_deg
    rows = math.ceil((north - south) * METRES_PER_DEGREE / FLAT_STEP_M) + 1
    cols = math.ceil((east - west) * METRES_PER_DEGREE / FLAT_STEP_M) + 1
    return replace(
        window,
        alt_msl_m=np.full((rows, cols), window.alt_msl_m[0, 0], np.int16),
        north_deg=north,
        west_deg=west,
        lat_step_deg=(north - south) / (rows - 1),
        lon_step_deg=(east - west) / (cols - 1),
        source_step_m=FLAT_STEP_M,
    )


def _beyond(place_deg: tuple[float, float], bearing_deg: float, distance_m: float) -> tuple[float, float]:
    """Return latitude and longitude so far from a place, degrees."""
    lat_deg, lon_deg = place_deg
    lon, lat, _ = WGS84.fwd(lon_deg, lat_deg, bearing_deg, distance_m)
    return float(lat), float(lon)
