"""One path over terrain between two antennas, as radio engineers analyse it: the smooth earth below it.

The equations are those of Recommendation ITU-R P.452-17, attachment 2. They use the parabola for the earth's
curvature; :mod:`~skykeep.core.earth.sight` is exact on the sphere, and coverage uses that.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = [
    "TerrainPath",
    "check_path",
    "heights_over_chord_m",
    "smooth_earth_alts_m",
]

F64 = npt.NDArray[np.float64]


class TerrainPath(NamedTuple):
    """Ground between two antennas, both ends included, over an effective earth.

    ``range_m`` rises from 0; ``ground_alt_msl_m`` is of the same length, at least three points, with what
    stands on the ground (woods, houses) added if it is to block. The antennas are given above mean sea level.
    """

    range_m: F64
    ground_alt_msl_m: F64
    near_alt_msl_m: float
    far_alt_msl_m: float
    earth_radius_m: float

    @property
    def length_m(self) -> float:
        """Length along the ground, m."""
        return float(self.range_m[-1])

    def reversed(self) -> TerrainPath:
        """Return the same path from the other end."""
        return TerrainPath(
            self.length_m - self.range_m[::-1],
            self.ground_alt_msl_m[::-1],
            self.far_alt_msl_m,
            self.near_alt_msl_m,
            self.earth_radius_m,
        )


def heights_over_chord_m(path: TerrainPath, *, bulge: bool) -> F64:
    """Return the height of the inner points over the straight line between the antennas, m.

    With ``bulge`` that of the effective earth, ``d1 d2 / (2 a)``, is added (Recommendation ITU-R P.526).
    """
    near = path.range_m[1:-1]
    far = path.length_m - near
    chord = (path.near_alt_msl_m * far + path.far_alt_msl_m * near) / path.length_m
    rise = near * far / (2.0 * path.earth_radius_m) if bulge else 0.0
    return np.asarray(path.ground_alt_msl_m[1:-1] + rise - chord)


def smooth_earth_alts_m(path: TerrainPath) -> tuple[float, float]:
    """Return the heights of the smooth earth below the two ends that diffraction is reckoned over, m.

    A straight line is fitted to the ground by area, lowered by what stands in the way, and taken no higher
    than the ground at either end. The ground here is bare.

    Notes
    -----
    Recommendation ITU-R P.452-17, attachment 2, eqs. 161 to 167; ITU-R P.526-15, section 4.5.2.
    """
    length, ground = path.length_m, path.ground_alt_msl_m
    step = np.diff(path.range_m)
    before, after = ground[:-1], ground[1:]
    here, there = path.range_m[:-1], path.range_m[1:]
    area = float(np.sum(step * (before + after)))
    moment = float(np.sum(step * (after * (2.0 * there + here) + before * (there + 2.0 * here))))
    near = (2.0 * area * length - moment) / length**2
    far = (moment - area * length) / length**2
    over = heights_over_chord_m(path, bulge=False)
    obstruction = float(np.max(over))
    if obstruction > 0.0:
        inner = path.range_m[1:-1]
        near_slope, far_slope = float(np.max(over / inner)), float(np.max(over / (length - inner)))
        near -= obstruction * near_slope / (near_slope + far_slope)
        far -= obstruction * far_slope / (near_slope + far_slope)
    return min(near, float(ground[0])), min(far, float(ground[-1]))


def check_path(path: TerrainPath) -> None:
    """Refuse a path that cannot be analysed.

    Raises
    ------
    ValueError
        If it has less than three points, its ranges do not rise from 0, a number is not finite, or an antenna
        is below the ground.
    """
    if path.range_m.shape != path.ground_alt_msl_m.shape or path.range_m.size < 3:
        raise ValueError("a path needs ranges and ground of the same length, three points or more")
    numbers = (*path.range_m, *path.ground_alt_msl_m, path.near_alt_msl_m, path.far_alt_msl_m)
    if not np.all(np.isfinite(numbers)) or not 0.0 < path.earth_radius_m < math.inf:
        raise ValueError("a path holds numbers that are not finite, or an earth radius that is not positive")
    if path.range_m[0] != 0.0 or np.any(np.diff(path.range_m) <= 0.0):
        raise ValueError("the ranges of a path must rise from 0")
    ends = (path.near_alt_msl_m - path.ground_alt_msl_m[0], path.far_alt_msl_m - path.ground_alt_msl_m[-1])
    if min(ends) < 0.0:
        raise ValueError("an antenna of the path stands below the ground")
