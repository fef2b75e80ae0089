"""Horizon and height finding over a smooth earth with an enlarged radius, exact and by the usual parabola.

``earth_radius_m`` is the effective radius, k times the mean radius.
"""

from __future__ import annotations

import math
from typing import NamedTuple

__all__ = ["HeightFix", "find_height", "find_height_parabolic_m", "horizon_parabolic_m", "horizon_slant_m"]


class HeightFix(NamedTuple):
    """Height of a target over the effective earth, and the arc along the ground below it."""

    height_m: float
    ground_arc_m: float


def horizon_slant_m(radar_height_m: float, target_height_m: float, earth_radius_m: float) -> float:
    """Return the longest straight ray between two heights that just grazes the effective earth, metres.

    Notes
    -----
    sqrt(2 a h + h^2) for each end. Skolnik (2008), *Radar Handbook*, 3rd edition, section 26.4.
    """
    near = math.sqrt(radar_height_m * (2.0 * earth_radius_m + radar_height_m))
    far = math.sqrt(target_height_m * (2.0 * earth_radius_m + target_height_m))
    return near + far


def horizon_parabolic_m(radar_height_m: float, target_height_m: float, earth_radius_m: float) -> float:
    """Return the textbook approximation sqrt(2 a h) + sqrt(2 a h') of the horizon, metres."""
    return math.sqrt(2.0 * earth_radius_m * radar_height_m) + math.sqrt(
        2.0 * earth_radius_m * target_height_m
    )


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
