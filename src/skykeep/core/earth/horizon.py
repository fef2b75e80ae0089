"""The horizon of a smooth earth whose radius is enlarged for refraction, and sight over it.

``earth_radius_m`` is the effective radius, k times the mean radius 6 371 000 m (:func:`effective_radius_m`).
"""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from ..kernel.jit import kernel

__all__ = [
    "MEAN_EARTH_RADIUS_M",
    "STANDARD_K",
    "effective_radius_m",
    "elevation_tan",
    "horizon_ground_m",
    "slant2_m2",
]

Values = TypeVar("Values", float, npt.NDArray[np.float64])

MEAN_EARTH_RADIUS_M = 6_371_000.0
"""Mean radius of the earth (IUGG, rounded)."""

STANDARD_K = 4.0 / 3.0
"""Effective-earth factor of the standard atmosphere: Recommendation ITU-R P.834."""


def effective_radius_m(k_factor: float) -> float:
    """Return the effective earth radius in metres, k times the mean radius."""
    return k_factor * MEAN_EARTH_RADIUS_M


def horizon_ground_m(radar_height_m: Values, target_height_m: float, earth_radius_m: float) -> Values:
    """Return how far apart along the ground two heights may be and still see each other, metres; one for each
    radar height.

    Notes
    -----
    a acos(a / (a + h)) for each end, evaluated as an arctangent so that low heights keep their digits.
    """
    near = np.sqrt(radar_height_m * (2.0 * earth_radius_m + radar_height_m))
    far = math.sqrt(target_height_m * (2.0 * earth_radius_m + target_height_m))
    ground_m: Values = earth_radius_m * (np.arctan(near / earth_radius_m) + math.atan(far / earth_radius_m))
    return ground_m


@kernel(wrap=True)
def slant2_m2(inner_m: float, outer_m: float, half_sine2: float) -> float:
    """Return the squared straight distance between two points at given distances from the centre of the
    earth, m2.

    ``half_sine2`` is the squared sine of half the angle between them: the law of cosines in the form that
    keeps the digits of small angles.
    """
    rise = outer_m - inner_m
    return rise * rise + 4.0 * inner_m * outer_m * half_sine2


@kernel(wrap=True)
def elevation_tan(from_m: float, to_m: float, cosine: float, sine: float) -> float:
    """Return the tangent of the elevation at which one point sees another, both at distances from the centre.

    ``cosine`` and ``sine`` are those of the angle between them at the centre, above zero.
    """
    return (cosine - from_m / to_m) / sine
