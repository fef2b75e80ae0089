"""WGS84: geodetic, earth-centred and local coordinates of many points at once.

Latitudes are geodetic and north positive, longitudes east positive, both in degrees as places have them;
``height_ellipsoid_m`` is above the WGS84 ellipsoid. Positions, normals and local vectors (east, north, up)
carry a last axis of three. Azimuths run clockwise from north, elevations from the local horizontal upwards.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

__all__ = [
    "WGS84_FLATTENING",
    "WGS84_SEMI_MAJOR_M",
    "azimuth_rad",
    "ecef_from_geodetic",
    "elevation_rad",
    "enu_from_ecef",
    "geodetic_from_ecef",
    "geodetic_from_normal",
    "length_m",
    "normal_from_geodetic",
    "position_ecef_m",
]

F64 = npt.NDArray[np.float64]

WGS84_SEMI_MAJOR_M = 6_378_137.0
WGS84_FLATTENING = 1.0 / 298.257223563
"""Defining constants of WGS84: NGA.STND.0036 (2014), table 3.1."""

_ECCENTRICITY_2 = WGS84_FLATTENING * (2.0 - WGS84_FLATTENING)
_SEMI_MINOR_M = WGS84_SEMI_MAJOR_M * (1.0 - WGS84_FLATTENING)
_SECOND_ECCENTRICITY_2 = _ECCENTRICITY_2 / (1.0 - _ECCENTRICITY_2)
_BOWRING_STEPS = 3
_TWO_PI = 2.0 * math.pi


def normal_from_geodetic(lat_deg: npt.ArrayLike, lon_deg: npt.ArrayLike) -> F64:
    """Return the unit normals of the ellipsoid, shape ``(..., 3)``, at geodetic positions."""
    lat, lon = np.radians(lat_deg), np.radians(lon_deg)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def geodetic_from_normal(normal: F64) -> tuple[F64, F64]:
    """Return geodetic latitude and longitude in degrees (longitude within -180 to 180) of unit normals."""
    lat_rad = np.arctan2(normal[..., 2], np.hypot(normal[..., 0], normal[..., 1]))
    lon_rad = np.arctan2(normal[..., 1], normal[..., 0])
    return np.degrees(lat_rad), np.degrees(lon_rad)


def position_ecef_m(normal: F64, height_ellipsoid_m: npt.ArrayLike) -> F64:
    """Return earth-centred positions in metres of points above the ellipsoid with the given normals.

    The normal scaled by the prime-vertical radius, shortened in z by 1 - e^2, plus the height along the
    normal (Hofmann-Wellenhof et al. 2008, eq. 8.22).
    """
    z = normal[..., 2]
    prime_vertical_m = WGS84_SEMI_MAJOR_M / np.sqrt(1.0 - _ECCENTRICITY_2 * z * z)
    height_m = np.asarray(height_ellipsoid_m, dtype=np.float64)
    position: F64 = normal * (prime_vertical_m + height_m)[..., np.newaxis]
    position[..., 2] -= _ECCENTRICITY_2 * prime_vertical_m * z
    return position


def ecef_from_geodetic(
    lat_deg: npt.ArrayLike, lon_deg: npt.ArrayLike, height_ellipsoid_m: npt.ArrayLike
) -> F64:
    """Return earth-centred positions in metres of geodetic positions."""
    return position_ecef_m(normal_from_geodetic(lat_deg, lon_deg), height_ellipsoid_m)


def geodetic_from_ecef(pos_ecef_m: npt.ArrayLike) -> tuple[F64, F64, F64]:
    """Return latitude and longitude in degrees and the height above the ellipsoid in metres.

    Good to 1e-8 m and 1e-12 degrees from 50 km below the surface to geostationary height.

    Notes
    -----
    Bowring's iteration on the parametric latitude, three steps. Bowring (1976), Survey Review
    23, 323-327; height by the form that holds at the poles.
    """
    x, y, z = np.moveaxis(np.asarray(pos_ecef_m, dtype=np.float64), -1, 0)
    across = np.hypot(x, y)
    parametric = np.arctan2(z, across * (1.0 - WGS84_FLATTENING))
    lat = np.zeros_like(across)
    for _ in range(_BOWRING_STEPS):
        lat = np.arctan2(
            z + _SECOND_ECCENTRICITY_2 * _SEMI_MINOR_M * np.sin(parametric) ** 3,
            across - _ECCENTRICITY_2 * WGS84_SEMI_MAJOR_M * np.cos(parametric) ** 3,
        )
        parametric = np.arctan2((1.0 - WGS84_FLATTENING) * np.sin(lat), np.cos(lat))
    sine = np.sin(lat)
    vertical = WGS84_SEMI_MAJOR_M * np.sqrt(1.0 - _ECCENTRICITY_2 * sine * sine)
    height = across * np.cos(lat) + z * sine - vertical
    return np.degrees(lat), np.degrees(np.arctan2(y, x)), height


def _local_axes(lat_deg: float, lon_deg: float) -> F64:
    """Return east, north and up at a place as the columns of a rotation."""
    up = normal_from_geodetic(lat_deg, lon_deg)
    lat, lon = math.radians(lat_deg), math.radians(lon_deg)
    east = np.array([-math.sin(lon), math.cos(lon), 0.0])
    north = np.array([-math.sin(lat) * math.cos(lon), -math.sin(lat) * math.sin(lon), math.cos(lat)])
    return np.stack([east, north, up], axis=-1)


def enu_from_ecef(away_ecef_m: npt.ArrayLike, lat_deg: float, lon_deg: float) -> F64:
    """Return east, north, up in metres of earth-centred *differences* seen from a geodetic position."""
    return _turned(np.asarray(away_ecef_m, dtype=np.float64), _local_axes(lat_deg, lon_deg))


def _turned(vector_m: F64, rotation: F64) -> F64:
    """Return vectors times a rotation, one column after the other: three times as fast as a product of
    matrices this narrow."""
    turned = np.empty(vector_m.shape)
    for axis in range(3):
        turned[..., axis] = vector_m @ rotation[:, axis]
    return turned


def length_m(vector_m: F64) -> F64:
    """Return the lengths of vectors: slant ranges in metres, in whichever frame."""
    return np.asarray(np.sqrt(np.einsum("...k,...k->...", vector_m, vector_m)))


def azimuth_rad(enu_m: F64) -> F64:
    """Return the azimuths of local vectors in [0, 2 pi); 0 straight up and down."""
    azimuth = np.asarray(np.arctan2(enu_m[..., 0], enu_m[..., 1]))
    turned = np.where(azimuth < 0.0, azimuth + _TWO_PI, azimuth)
    return np.where(turned >= _TWO_PI, 0.0, turned)  # a hair west of north rounds to a whole turn


def elevation_rad(enu_m: F64) -> F64:
    """Return the elevations of local vectors over the local horizontal plane; 0 for none."""
    return np.asarray(np.arctan2(enu_m[..., 2], np.hypot(enu_m[..., 0], enu_m[..., 1])))
