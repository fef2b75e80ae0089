"""Ground profiles along geodesics around a site: sampled once, swept for every antenna height and k."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from skykeep.core.earth.ground import sample_rays
from skykeep.errors import TerrainError

from .geodesic import WGS84
from .heightfield import Heightfield
from .tiles import window_around

__all__ = ["SiteProfiles", "degree_bearings", "range_samples", "sample_profiles"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

FLAT_RANGE_STEP_M = 500.0
"""Range step over flat ground, which has no posts, m."""
FLAT_BEARINGS = 360
GEODESIC_NODES = 8
"""Chebyshev nodes of a ray; a geodesic of 1000 km is met within 0.1 m."""
POLE_MARGIN_DEG = 85.0


class SiteProfiles(NamedTuple):
    """Ground along rays around a site.

    ``ground_alt_msl_m`` [bearing, range] is float32, nan where there is no data. ``range_m`` is even, its
    first entry is one step. ``site_alt_msl_m`` is the ground at the site.
    """

    bearing_rad: F64
    range_m: F64
    ground_alt_msl_m: F32
    site_alt_msl_m: float


def degree_bearings(ground: Heightfield, reach_m: float) -> F64:
    """Return bearings from north, rad: every whole degree, split evenly into at least 2 pi reach / step
    rays.
    """
    if ground.is_flat:
        per_degree = 1
    else:
        per_degree = max(1, math.ceil(2.0 * math.pi * reach_m / ground.step_m / 360.0))
    count = 360 * per_degree
    return np.arange(count, dtype=np.float64) * (2.0 * math.pi / count)


def range_samples(ground: Heightfield, reach_m: float) -> F64:
    """Return ground ranges to ``reach_m`` or just beyond, m: half a post apart, the first one step out.

    A longer reach adds ranges and moves none, so what is seen nearby does not depend on it.
    """
    step = FLAT_RANGE_STEP_M if ground.is_flat else ground.step_m / 2.0
    count = max(2, math.ceil(reach_m / step))
    return np.arange(1, count + 1, dtype=np.float64) * step


def sample_profiles(
    ground: Heightfield,
    lat_deg: float,
    lon_deg: float,
    *,
    reach_m: float,
    bearing_rad: F64 | None = None,
) -> SiteProfiles:
    """Return ground heights along WGS84 geodesics around a site.

    Parameters
    ----------
    ground
        Elevation data.
    lat_deg, lon_deg
        Site, WGS84 degrees.
    reach_m
        Ground range that the rays reach, m.
    bearing_rad
        Bearings clockwise from north; :func:`degree_bearings` where not given.

    Raises
    ------
    TerrainError
        If the site lies outside the data, on a void, or within 5 degrees of a pole.
    """
    bearing = (
        degree_bearings(ground, reach_m) if bearing_rad is None else np.asarray(bearing_rad, dtype=np.float64)
    )
    range_m = range_samples(ground, reach_m)
    end_m = float(range_m[-1])
    site_alt = site_altitude_m(ground, lat_deg, lon_deg)
    if ground.is_flat:
        profile = np.zeros((bearing.size, range_m.size), dtype=np.float32)
        return SiteProfiles(bearing, range_m, profile, site_alt)
    profile = np.empty((bearing.size, range_m.size), dtype=np.float32)
    west = ground.west_deg
    site_lon = west + (lon_deg - west) % 360.0
    if site_lon > ground.east_deg + 1e-9:
        site_lon -= 360.0
    ground.hold(*window_around(lat_deg, site_lon, end_m))
    rays = _ray_polynomials(lat_deg, site_lon, bearing, end_m)
    sample_rays(
        ground.alt_msl_m,
        (ground.north_deg, ground.west_deg, ground.lat_step_deg, ground.lon_step_deg),
        rays,
        2.0 * range_m / end_m - 1.0,
        profile,
    )
    return SiteProfiles(bearing, range_m, profile, site_alt)


def site_altitude_m(ground: Heightfield, lat_deg: float, lon_deg: float) -> float:
    """Return the ground height at a site above mean sea level, m.

    Raises
    ------
    TerrainError
        If there is no data there, or the site lies within 5 degrees of a pole.
    """
    if not (-POLE_MARGIN_DEG <= lat_deg <= POLE_MARGIN_DEG):
        raise TerrainError(f"site {lat_deg}, {lon_deg}: latitude must lie between -85 and 85 degrees")
    alt = float(ground.sample(lat_deg, lon_deg))
    if math.isnan(alt):
        turned = abs(lon_deg) <= POLE_MARGIN_DEG and math.isfinite(ground.sample(lon_deg, lat_deg))
        hint = f" Latitude comes first: did you mean {lon_deg:g},{lat_deg:g}?" if turned else ""
        raise TerrainError(
            f"site {lat_deg:g}, {lon_deg:g}: {ground.name} holds no height there (it covers "
            f"{ground.south_deg:g} to {ground.north_deg:g} N, {ground.west_deg:g} to {ground.east_deg:g} E); "
            f"choose a site inside, another elevation source, or flat ground.{hint}"
        )
    return alt


def _ray_polynomials(lat_deg: float, lon_deg: float, bearing_rad: F64, reach_m: float) -> tuple[F64, F64]:
    """Return latitude and longitude along each ray as polynomials of 2 range / reach - 1, in degrees."""
    node = np.cos(np.pi * (np.arange(GEODESIC_NODES) + 0.5) / GEODESIC_NODES)
    bearing, distance = np.broadcast_arrays(bearing_rad[:, None], (node + 1.0) / 2.0 * reach_m)
    lon, lat, _ = WGS84.fwd(
        np.full(bearing.shape, lon_deg), np.full(bearing.shape, lat_deg), np.degrees(bearing), distance
    )
    lon = lon_deg + (lon - lon_deg + 180.0) % 360.0 - 180.0
    to_coefficients = np.linalg.inv(np.vander(node, increasing=True)).T
    return np.ascontiguousarray(lat @ to_coefficients), np.ascontiguousarray(lon @ to_coefficients)
