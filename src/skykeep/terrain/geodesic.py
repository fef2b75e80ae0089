"""Geodesics on the WGS84 ellipsoid (Karney's algorithms, as packaged in PROJ)."""

from __future__ import annotations

import math
from typing import NamedTuple

from pyproj import Geod

__all__ = ["WGS84", "GeodesicEnd", "GeodesicLine", "geodesic_direct", "geodesic_inverse"]

WGS84 = Geod(ellps="WGS84")
"""The one ellipsoid of the program."""


class GeodesicLine(NamedTuple):
    """The shortest line between two places: length, and azimuth *along* it at each end, in (-pi, pi]."""

    length_m: float
    azimuth_start_rad: float
    azimuth_end_rad: float


class GeodesicEnd(NamedTuple):
    """Where a line ends, and its azimuth there."""

    lat_rad: float
    lon_rad: float
    azimuth_end_rad: float


def geodesic_inverse(
    lat_start_rad: float, lon_start_rad: float, *, lat_end_rad: float, lon_end_rad: float
) -> GeodesicLine:
    """Return the shortest line between two places, good to 15 nanometres.

    Notes
    -----
    Karney (2013), "Algorithms for geodesics", Journal of Geodesy 87, 43-55.
    """
    azimuth, back, length = WGS84.inv(
        math.degrees(lon_start_rad),
        math.degrees(lat_start_rad),
        math.degrees(lon_end_rad),
        math.degrees(lat_end_rad),
    )
    return GeodesicLine(float(length), math.radians(azimuth), math.radians(_turned(back)))


def geodesic_direct(
    lat_start_rad: float, lon_start_rad: float, *, azimuth_rad: float, length_m: float
) -> GeodesicEnd:
    """Return the end of the line that starts with an azimuth and has a length.

    Notes
    -----
    Karney (2013), "Algorithms for geodesics", Journal of Geodesy 87, 43-55.
    """
    lon, lat, back = WGS84.fwd(
        math.degrees(lon_start_rad), math.degrees(lat_start_rad), math.degrees(azimuth_rad), length_m
    )
    return GeodesicEnd(math.radians(lat), math.radians(lon), math.radians(_turned(back)))


def _turned(azimuth_deg: float) -> float:
    """Return the opposite direction, in (-180, 180]: PROJ gives the azimuth back along the line."""
    return azimuth_deg - 180.0 if azimuth_deg > 0.0 else azimuth_deg + 180.0
