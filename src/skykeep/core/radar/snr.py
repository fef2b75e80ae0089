"""What a radar sees of a threat at a node of its path: limits of the antenna, and the power ratio."""

from __future__ import annotations

import math

from ..earth.path_tables import Sight
from ..kernel.jit import kernel
from .equation import echo_snr
from .radar_table import Radar

__all__ = ["faces", "is_in_limits", "is_in_sight", "look_snr", "turn_between"]

_TWO_PI = 2.0 * math.pi


@kernel(inline=True)
def is_in_sight(seen: Sight, radar: Radar) -> bool:
    """Whether a node lies above the lowest height that is visible to a radar."""
    return (seen.seen >> radar.sight_bit) & 1 == 1


@kernel(inline=True)
def is_in_limits(seen: Sight, radar: Radar) -> bool:
    """Whether a node lies in the instrumented range of a radar and between its elevations."""
    return seen.slant_m <= radar.instrumented_m and (
        radar.elevation_min_rad <= seen.elevation_rad <= radar.elevation_max_rad
    )


@kernel(inline=True)
def turn_between(azimuth_rad: float, other_rad: float) -> float:
    """Return the shorter turn from one azimuth to another."""
    turn_rad = abs(azimuth_rad - other_rad) % _TWO_PI
    return min(turn_rad, _TWO_PI - turn_rad)


@kernel(inline=True)
def faces(seen: Sight, half_rad: float, centre_rad: float) -> bool:
    """Whether a node lies in a sector of a half width about a centre."""
    if half_rad >= math.pi:
        return True
    return turn_between(seen.azimuth_rad, centre_rad) <= half_rad


@kernel()
def look_snr(seen: Sight, radar: Radar, rcs_m2: float, centre_rad: float) -> float:
    """Return the power ratio of one look at a node; 0 where it is hidden or outside the radar's limits.

    A sector is judged only where its ``centre_rad`` is given (nan looks all round).
    """
    if not is_in_sight(seen, radar) or not is_in_limits(seen, radar):
        return 0.0
    if not math.isnan(centre_rad) and not faces(seen, radar.sector_half_rad, centre_rad):
        return 0.0
    return echo_snr(radar.snr_range4_per_m2 * rcs_m2, seen.slant_m * seen.slant_m)
