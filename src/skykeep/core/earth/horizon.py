"""Horizon and height finding over a smooth earth whose radius is enlarged for refraction.

``earth_radius_m`` is the effective radius, k times the mean radius 6 371 000 m (:func:`effective_radius_m`).
"""

from __future__ import annotations

import math
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from ..kernel.jit import kernel

__all__ = [
    "MEAN_EARTH_RADIUS_M",
    "STANDARD_K",
    "HeightFix",
    "effective_radius_m",
    "elevation_tan",
    "find_height",
    "find_height_parabolic_m",
    "horizon_ground_m",
    "horizon_parabolic_m",
    "horizon_slant_m",
    "slant2_m2",
]

Values = TypeVar("Values", float, npt.NDArray[np.float64])

MEAN_EARTH_RADIUS_M = 6_371_000.0
"""Mean radius of the earth (IUGG, rounded)."""

STANDARD_K = 4.0 / 3.0
"""Effective-earth factor of the standard atmosphere: Recommendation ITU-R P.834."""


class HeightFix(NamedTuple):
    """Height of a target over the effective earth, and the arc along the ground below it."""

    height_m: float
    ground_arc_m: float


def effective_radius_m(k_factor: float) -> float:
    """Return the effective earth radius in metres, k times the mean radius."""
    return k_factor * MEAN_EARTH_RADIUS_M


def horizon_slant_m(radar_height_m: float, target_height_m: float, earth_radius_m: float) -> float:
    """Return the longest straight ray between two heights that just grazes the effective earth, metres.

    Notes
    -----
    sqrt(2 a h + h^2) for each end. Skolnik (2008), *Radar Handbook*, 3rd edition, section 26.4.
    """
    near = math.sqrt(radar_height_m * (2.0 * earth_radius_m + radar_height_m))
    far = math.sqrt(target_height_m * (2.0 * earth_radius_m + target_height_m))
    return near + far


def horizon_ground_m(radar_height_m: Values, target_height_m: float, earth_radius_m: float) -> Values:
    """Return the same distance along the ground, metres; one for each radar height.

    Notes
    -----
    a acos(a / (a + h)) for each end, evaluated as an arctangent so that low heights keep their digits.
    """
    near = np.sqrt(radar_height_m * (2.0 * earth_radius_m + radar_height_m))
    far = math.sqrt(target_height_m * (2.0 * earth_radius_m + target_height_m))
    ground_m: Values = earth_radius_m * (np.arctan(near / earth_radius_m) + math.atan(far / earth_radius_m))
    return ground_m


def horizon_parabolic_m(radar_height_m: float, target_height_m: float, earth_radius_m: float) -> float:
    """Return the textbook approximation sqrt(2 a h) + sqrt(2 a h') of the horizon, metres."""
    return math.sqrt(2.0 * earth_radius_m * radar_height_m) + math.sqrt(
        2.0 * earth_radius_m * target_height_m
    )


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


def find_height(
    slant_range_m: float, elevation_rad: float, *, radar_height_m: float, earth_radius_m: float
) -> HeightFix:
    """Return height and ground arc of a target from slant range and elevation over the effective earth.

    Notes
    -----
    Law of cosines at the centre of the earth, arranged so that no digits cancel. Blake (1980), *Radar Range-
    Performance Analysis*, section 5.
    """
    base = earth_radius_m + radar_height_m
    up = slant_range_m * math.sin(elevation_rad)
    along = slant_range_m * math.cos(elevation_rad)
    distance = math.hypot(base + up, along)
    rise = (2.0 * base * up + slant_range_m * slant_range_m) / (distance + base)
    return HeightFix(radar_height_m + rise, earth_radius_m * math.atan2(along, base + up))


def find_height_parabolic_m(
    slant_range_m: float, elevation_rad: float, *, radar_height_m: float, earth_radius_m: float
) -> float:
    """Return the textbook approximation of the target height, metres.

    Notes
    -----
    h0 + R sin(el) + (R cos el)^2 / (2 a). Skolnik (2008), *Radar Handbook*, 3rd edition, section 26.4.
    """
    along = slant_range_m * math.cos(elevation_rad)
    return radar_height_m + slant_range_m * math.sin(elevation_rad) + along * along / (2.0 * earth_radius_m)
