"""What the ends of a path over terrain see of it, after Recommendation ITU-R P.452-17, attachment 2."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.earth.terrain_path import TerrainPath, heights_over_chord_m

__all__ = ["PathHorizons", "path_horizons"]

F64 = npt.NDArray[np.float64]


class PathHorizons(NamedTuple):
    """What each end of a path sees of it.

    ``near_elevation_rad`` and ``far_elevation_rad`` are of the ray from each end to its horizon, or to the
    other end where that is in sight; ``angular_distance_rad`` is the angle between the two rays. The ranges
    are from each end to its horizon; in sight, to the point nearest to blocking the ray.
    """

    in_sight: bool
    near_elevation_rad: float
    far_elevation_rad: float
    near_range_m: float
    far_range_m: float
    angular_distance_rad: float


def _elevation_rad(path: TerrainPath, range_m: F64, alt_msl_m: F64) -> F64:
    """Return the elevation at which the near antenna sees points of the path, rad (P.452-17, eq. 152)."""
    drop = range_m / (2.0 * path.earth_radius_m)
    return np.asarray(np.arctan((alt_msl_m - path.near_alt_msl_m) / range_m - drop))


def _horizon(path: TerrainPath) -> tuple[float, float]:
    """Return elevation and range of the horizon from the near end, were the far end not there, rad and m."""
    inner = slice(1, -1)
    elevation = _elevation_rad(path, path.range_m[inner], path.ground_alt_msl_m[inner])
    highest = int(np.argmax(elevation))
    return float(elevation[highest]), float(path.range_m[1 + highest])


def _towards_end_rad(path: TerrainPath) -> float:
    """Return the elevation at which the near antenna would see the far one (P.452-17, eq. 153)."""
    return float(_elevation_rad(path, np.array([path.length_m]), np.array([path.far_alt_msl_m]))[0])


def path_horizons(path: TerrainPath) -> PathHorizons:
    """Return whether the ends of a path see each other, and the horizon of each.

    Notes
    -----
    In sight if no inner point stands higher above the horizontal than the far antenna. Recommendation ITU-R
    P.452-17, attachment 2, eqs. 150 to 159.
    """
    back = path.reversed()
    (near_rad, near_m), (far_rad, far_m) = _horizon(path), _horizon(back)
    across_rad = _towards_end_rad(path)
    in_sight = near_rad <= across_rad
    if in_sight:
        near_rad, far_rad = across_rad, _towards_end_rad(back)
        near = path.range_m[1:-1]
        closeness = heights_over_chord_m(path, bulge=True) / np.sqrt(near * (path.length_m - near))
        near_m = float(near[int(np.argmax(closeness))])
        far_m = path.length_m - near_m
    apart_rad = path.length_m / path.earth_radius_m + near_rad + far_rad
    return PathHorizons(in_sight, near_rad, far_rad, near_m, far_m, apart_rad)
