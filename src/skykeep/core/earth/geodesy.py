"""WGS84: geodetic, earth-centred and local coordinates, for scalars in kernels and for arrays.

Angles are radians, latitudes geodetic and north positive, longitudes east positive; ``height_ellipsoid_m``
is above the WGS84 ellipsoid. Azimuths run clockwise from north, elevations from the local horizontal plane
upwards.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = [
    "WGS84_FLATTENING",
    "WGS84_SEMI_MAJOR_M",
    "ecef_array",
    "ecef_from_enu",
    "ecef_from_geodetic",
    "enu_from_ecef",
    "geodetic_array",
    "geodetic_from_ecef",
    "range_azimuth_elevation",
]

F64 = npt.NDArray[np.float64]

WGS84_SEMI_MAJOR_M = 6_378_137.0
WGS84_FLATTENING = 1.0 / 298.257223563
"""Defining constants of WGS84: NGA.STND.0036 (2014), table 3.1."""

_ECCENTRICITY_2 = WGS84_FLATTENING * (2.0 - WGS84_FLATTENING)
_SEMI_MINOR_M = WGS84_SEMI_MAJOR_M * (1.0 - WGS84_FLATTENING)
_SECOND_ECCENTRICITY_2 = _ECCENTRICITY_2 / (1.0 - _ECCENTRICITY_2)
_BOWRING_STEPS = 3


@njit(cache=True, nogil=True)
def ecef_from_geodetic(
    lat_rad: float, lon_rad: float, height_ellipsoid_m: float
) -> tuple[float, float, float]:
    """Return earth-centred earth-fixed x, y, z in metres of a geodetic position.

    Notes
    -----
    Closed form with the prime vertical radius. NGA.STND.0036 (2014), eq. 4-14.
    """
    sin_lat = math.sin(lat_rad)
    prime_vertical_m = WGS84_SEMI_MAJOR_M / math.sqrt(1.0 - _ECCENTRICITY_2 * sin_lat * sin_lat)
    across = (prime_vertical_m + height_ellipsoid_m) * math.cos(lat_rad)
    z = (prime_vertical_m * (1.0 - _ECCENTRICITY_2) + height_ellipsoid_m) * sin_lat
    return across * math.cos(lon_rad), across * math.sin(lon_rad), z


@njit(cache=True, nogil=True)
def geodetic_from_ecef(x_m: float, y_m: float, z_m: float) -> tuple[float, float, float]:
    """Return latitude and longitude in radians and the height above the ellipsoid in metres.

    The position is earth-centred. Good to 1e-8 m and 1e-14 rad from 50 km below the surface to
    geostationary height.

    Notes
    -----
    Bowring's iteration on the parametric latitude, three steps. Bowring (1976), Survey Review
    23, 323-327; height by the form that holds at the poles.
    """
    across = math.hypot(x_m, y_m)
    lon = math.atan2(y_m, x_m)
    parametric = math.atan2(z_m, across * (1.0 - WGS84_FLATTENING))
    lat = 0.0
    for _ in range(_BOWRING_STEPS):
        sin_p, cos_p = math.sin(parametric), math.cos(parametric)
        lat = math.atan2(
            z_m + _SECOND_ECCENTRICITY_2 * _SEMI_MINOR_M * sin_p**3,
            across - _ECCENTRICITY_2 * WGS84_SEMI_MAJOR_M * cos_p**3,
        )
        parametric = math.atan2((1.0 - WGS84_FLATTENING) * math.sin(lat), math.cos(lat))
    sin_lat, cos_lat = math.sin(lat), math.cos(lat)
    vertical = WGS84_SEMI_MAJOR_M * math.sqrt(1.0 - _ECCENTRICITY_2 * sin_lat * sin_lat)
    return lat, lon, across * cos_lat + z_m * sin_lat - vertical


@njit(cache=True, nogil=True)
def enu_from_ecef(
    dx_m: float, dy_m: float, dz_m: float, lat_rad: float, lon_rad: float
) -> tuple[float, float, float]:
    """Return east, north, up in metres of an earth-centred *difference* seen from a geodetic position."""
    sin_lat, cos_lat = math.sin(lat_rad), math.cos(lat_rad)
    sin_lon, cos_lon = math.sin(lon_rad), math.cos(lon_rad)
    outward = cos_lon * dx_m + sin_lon * dy_m
    east = -sin_lon * dx_m + cos_lon * dy_m
    return east, -sin_lat * outward + cos_lat * dz_m, cos_lat * outward + sin_lat * dz_m


@njit(cache=True, nogil=True)
def ecef_from_enu(
    east_m: float, north_m: float, up_m: float, lat_rad: float, lon_rad: float
) -> tuple[float, float, float]:
    """Return the earth-centred *difference* in metres of a local east, north, up vector."""
    sin_lat, cos_lat = math.sin(lat_rad), math.cos(lat_rad)
    sin_lon, cos_lon = math.sin(lon_rad), math.cos(lon_rad)
    outward = cos_lat * up_m - sin_lat * north_m
    return (
        cos_lon * outward - sin_lon * east_m,
        sin_lon * outward + cos_lon * east_m,
        cos_lat * north_m + sin_lat * up_m,
    )


@njit(cache=True, nogil=True)
def range_azimuth_elevation(east_m: float, north_m: float, up_m: float) -> tuple[float, float, float]:
    """Return slant range in metres, azimuth in [0, 2 pi) and elevation in radians of a local vector.

    The null vector gives three zeros.
    """
    ground = math.hypot(east_m, north_m)
    azimuth = math.atan2(east_m, north_m) % (2.0 * math.pi)
    return math.hypot(ground, up_m), azimuth, math.atan2(up_m, ground)


def ecef_array(lat_rad: npt.ArrayLike, lon_rad: npt.ArrayLike, height_ellipsoid_m: npt.ArrayLike) -> F64:
    """Return earth-centred positions in metres, shape of the broadcast arguments and a last axis of three."""
    lat, lon, height = np.broadcast_arrays(
        np.asarray(lat_rad, dtype=np.float64),
        np.asarray(lon_rad, dtype=np.float64),
        np.asarray(height_ellipsoid_m, dtype=np.float64),
    )
    prime_vertical = WGS84_SEMI_MAJOR_M / np.sqrt(1.0 - _ECCENTRICITY_2 * np.sin(lat) ** 2)
    across = (prime_vertical + height) * np.cos(lat)
    z = (prime_vertical * (1.0 - _ECCENTRICITY_2) + height) * np.sin(lat)
    return np.stack([across * np.cos(lon), across * np.sin(lon), z], axis=-1)


@njit(cache=True, nogil=True)
def _geodetic_rows(pos_ecef_m: F64, result: F64) -> None:
    for i in range(pos_ecef_m.shape[0]):
        lat, lon, height = geodetic_from_ecef(pos_ecef_m[i, 0], pos_ecef_m[i, 1], pos_ecef_m[i, 2])
        result[i, 0] = lat
        result[i, 1] = lon
        result[i, 2] = height


def geodetic_array(pos_ecef_m: npt.ArrayLike) -> F64:
    """Return latitude, longitude (radians) and height above the ellipsoid (m) on the last axis of three.

    Raises
    ------
    ValueError
        If the last axis has not three numbers.
    """
    positions = np.ascontiguousarray(pos_ecef_m, dtype=np.float64)
    if positions.ndim < 1 or positions.shape[-1] != 3:
        raise ValueError(f"positions have the shape {positions.shape}: the last axis must hold x, y and z")
    result = np.empty((positions.size // 3, 3))
    _geodetic_rows(positions.reshape(-1, 3), result)
    return result.reshape(positions.shape)
