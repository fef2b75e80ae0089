"""Whether a site stands in a hollow of its elevation data: how much more is in sight from a kilometre away.

Posts are smooth and places are rounded: a site given to a hundredth of a degree can fall into a pit of one
cell, on a slope or behind a ridge that its crew would never choose. So the area in sight is compared with
that from eight places round it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from skykeep.core.earth.horizon import MEAN_EARTH_RADIUS_M, STANDARD_K
from skykeep.core.earth.sight import polar_sweep

from .geodesic import WGS84
from .heightfield import Heightfield
from .profiles import sample_profiles

__all__ = ["Hollow", "find_hollow"]

F64 = npt.NDArray[np.float64]

MOVED_M = 1_000.0
FACTOR = 2.0
"""So much more area in sight from a kilometre away makes a hollow."""
BEARINGS = 36
FARTHEST_M = 150_000.0
"""Radius of the greatest circle whose area is compared, m: nearby ground makes a hollow."""
_DIRECTIONS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


class Hollow(NamedTuple):
    """The place a kilometre away that shows most in proportion, and how much more, at which height."""

    direction: str
    lat_deg: float
    lon_deg: float
    rise_m: float
    height_agl_m: float
    area_share: float
    area_share_moved: float
    radius_m: float

    def sentence(self, site: str = "The site") -> str:
        """Return what a reader must know; ``site`` names it."""
        more = (
            f"{self.area_share_moved / self.area_share:.1f} times the area is in sight"
            if self.area_share > 0.0
            else "some ground is in sight, where here there is none,"
        )
        rise = f"{abs(self.rise_m):.0f} m {'higher' if self.rise_m >= 0.0 else 'lower'}"
        return (
            f"{site} stands in a hollow of the elevation data: {MOVED_M / 1000:.0f} km to the "
            f"{self.direction} ({self.lat_deg:.4f},{self.lon_deg:.4f}, {rise}) {more} "
            f"at {self.height_agl_m:.0f} m ({self.area_share_moved:.1%} in place of {self.area_share:.1%} "
            f"of {self.radius_m / 1000:.0f} km around). Where the crew can choose its ground, ask again "
            "from there."
        )


def find_hollow(
    ground: Heightfield,
    lat_deg: float,
    lon_deg: float,
    *,
    antenna_height_m: float,
    heights_agl_m: Sequence[float],
    reach_m: float,
    k: float = STANDARD_K,
) -> Hollow | None:
    """Return the hollow that a site stands in, None where a kilometre changes less than a factor of two.

    Parameters
    ----------
    ground
        Elevation data; flat ground has no hollows.
    lat_deg, lon_deg
        Site, WGS84 degrees.
    antenna_height_m
        Height of the antenna above ground, m.
    heights_agl_m
        Heights of targets above ground, m; the one at which the move changes most counts.
    reach_m
        Radius of the circle whose area is compared, m; at most ``FARTHEST_M``.
    k
        Effective-earth factor.

    Raises
    ------
    TerrainError
        If the data does not hold the site.
    """
    if ground.is_flat:
        return None
    radius_m = min(reach_m, FARTHEST_M)
    look = (antenna_height_m, np.asarray(heights_agl_m, dtype=np.float64), radius_m, k)
    here_msl_m, here = _area_shares(ground, lat_deg, lon_deg, look)
    found: Hollow | None = None
    most = FACTOR
    for number, direction in enumerate(_DIRECTIONS):
        lon, lat, _ = WGS84.fwd(lon_deg, lat_deg, 45.0 * number, MOVED_M)
        if not np.isfinite(ground.sample(lat, lon)):
            continue
        there_msl_m, there = _area_shares(ground, float(lat), float(lon), look)
        for height_m, share, moved in zip(look[1], here, there, strict=True):
            times = moved / share if share > 0.0 else np.inf * moved if moved > 0.0 else 1.0
            if times > most:
                most = times
                found = Hollow(
                    direction,
                    float(lat),
                    float(lon),
                    there_msl_m - here_msl_m,
                    float(height_m),
                    float(share),
                    float(moved),
                    radius_m,
                )
    return found


def _area_shares(
    ground: Heightfield, lat_deg: float, lon_deg: float, look: tuple[float, F64, float, float]
) -> tuple[float, F64]:
    """Return the ground at a place, and the share of the circle in sight from there at each height."""
    antenna_height_m, heights_agl_m, reach_m, k = look
    bearing_rad = np.arange(BEARINGS, dtype=np.float64) * (2.0 * np.pi / BEARINGS)
    profiles = sample_profiles(ground, lat_deg, lon_deg, reach_m=reach_m, bearing_rad=bearing_rad)
    alt_msl_m = profiles.ground_alt_msl_m
    lowest = polar_sweep(
        alt_msl_m, profiles.range_m, profiles.site_alt_msl_m + antenna_height_m, k, MEAN_EARTH_RADIUS_M
    )
    weight = profiles.range_m / profiles.range_m.sum()
    with np.errstate(invalid="ignore"):
        above_m = lowest - alt_msl_m
        shares = [float(((above_m <= height_m) @ weight).mean()) for height_m in heights_agl_m]
    return profiles.site_alt_msl_m, np.array(shares)
