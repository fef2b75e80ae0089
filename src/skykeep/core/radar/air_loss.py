"""Loss in air and rain: a loss for each metre near the ground, over the part of a ray that it holds for."""

from __future__ import annotations

import math

from ..kernel.jit import kernel

__all__ = ["power_share", "rain_length_m", "sea_level_length_m"]


@kernel()
def sea_level_length_m(
    slant_m: float, near_alt_msl_m: float, far_alt_msl_m: float, scale_height_m: float
) -> float:
    """Return the length of a path at sea level that holds as much of a gas as a straight ray does, m.

    The gas thins out exponentially with height.

    Notes
    -----
    The mean of exp(-h / H) between two heights is H (exp(-h1 / H) - exp(-h2 / H)) / (h2 - h1).
    """
    near, far = near_alt_msl_m / scale_height_m, far_alt_msl_m / scale_height_m
    rise = far - near
    if abs(rise) < 1e-6:
        return slant_m * math.exp(-0.5 * (near + far))
    return slant_m * (math.exp(-near) - math.exp(-far)) / rise


@kernel()
def rain_length_m(
    slant_m: float, near_alt_msl_m: float, far_alt_msl_m: float, top_msl_m: float, extent_m: float
) -> float:
    """Return the length of a ray that lies in rain: below the top of the rain, and within its extent, m."""
    inside = slant_m
    if far_alt_msl_m > top_msl_m:
        rise = far_alt_msl_m - near_alt_msl_m
        inside = slant_m * max(top_msl_m - near_alt_msl_m, 0.0) / rise if rise > 0.0 else 0.0
    return min(inside, extent_m)


@kernel()
def power_share(loss_db: float) -> float:
    """Return what is left of the power of an echo after a one-way loss in decibels, there and back."""
    return math.pow(10.0, -0.2 * loss_db)
