"""The ways back from earth-centred and local coordinates of WGS84 to geodetic and earth-centred ones."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..core.earth.geodesy import WGS84_FLATTENING, WGS84_SEMI_MAJOR_M, enu_from_ecef

__all__ = ["ecef_from_enu", "geodetic_from_ecef"]

F64 = npt.NDArray[np.float64]

_ECCENTRICITY_2 = WGS84_FLATTENING * (2.0 - WGS84_FLATTENING)
_SEMI_MINOR_M = WGS84_SEMI_MAJOR_M * (1.0 - WGS84_FLATTENING)
_SECOND_ECCENTRICITY_2 = _ECCENTRICITY_2 / (1.0 - _ECCENTRICITY_2)
_BOWRING_STEPS = 3


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


def ecef_from_enu(enu_m: npt.ArrayLike, lat_deg: float, lon_deg: float) -> F64:
    """Return the earth-centred *differences* in metres of local east, north, up vectors."""
    rotation = enu_from_ecef(np.eye(3), lat_deg, lon_deg)
    return np.asarray(np.asarray(enu_m, dtype=np.float64) @ rotation.T)
