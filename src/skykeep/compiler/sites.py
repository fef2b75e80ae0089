"""Paths as every site of the defence sees them: the columns ``path`` and ``track`` of a case."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core import layout as at
from ..core.arrays import PathBank
from ..terrain import Heightfield
from ..terrain.hollow import find_hollow
from ..terrain.profiles import site_altitude_m
from .cache import CompileCache
from .defence import Defence, SensorPlan
from .draws import Choice, Draws
from .geometry import SightVariants, SitePlace, first_sight, site_sight, site_track
from .paths import build_path_bank
from .raids import RaidPaths, RaidPlan

__all__ = ["SiteColumns", "look_from_sites"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


class SiteColumns(NamedTuple):
    """``Case.path`` and ``Case.track``, where each site stands, and what must be said about them."""

    places: tuple[SitePlace, ...]
    path: I64
    track: F64
    warnings: tuple[str, ...]


def look_from_sites(
    ground: Heightfield,
    defence: Defence,
    raid: tuple[RaidPlan, RaidPaths],
    *,
    factors: Choice,
    draws: Draws,
    cache: CompileCache,
) -> SiteColumns:
    """Return paths and what each site sees of them.

    Parameters
    ----------
    ground
        Elevation data.
    defence
        Sites with their antenna heights, and the sensors on them.
    raid
        Families and the bearings they fly on.
    factors
        Effective-earth factors.
    draws
        For the greatest instrumented range of each radar.
    cache
        Where paths, tracks and sight may be found, and are left for the next option.

    Raises
    ------
    CompileError
        If a path cannot be flown over this ground.
    TerrainError
        If there is no ground under a site.
    """
    plan, paths = raid
    places = tuple(
        SitePlace(site.lat_deg, site.lon_deg, site_altitude_m(ground, site.lat_deg, site.lon_deg))
        for site in defence.sites
    )
    bank_key: Hashable = (ground, plan.families, paths.bearings_rad.tobytes())
    bank = cache.get("bank", bank_key, partial(build_path_bank, plan.families, paths.bearings_rad, ground))
    track = np.empty((len(places), bank.t_s.size, at.NODE_PLACES))
    warnings: list[str] = []
    for number, place in enumerate(places):
        track[number] = cache.get("track", (bank_key, place), partial(site_track, place, bank))
        sensors = [sensor for sensor in defence.sensors if sensor.site == number]
        if not sensors:
            continue
        instrumented_m = max(draws.span(sensor.path, "instrumented_range_m").high for sensor in sensors)
        variants = SightVariants(tuple(defence.sites[number].heights_agl_m), factors.values)
        look = partial(
            site_sight, track[number], place, ground, variants=variants, instrumented_max_m=instrumented_m
        )
        sight, unknown = cache.get("sight", (bank_key, place, variants, instrumented_m), look)
        track[number, :, at.NODE_SIGHT] = sight
        seek = partial(_hollow, ground, place, track[number], max(variants.heights_agl_m), instrumented_m)
        warnings += cache.get("hollow", (bank_key, place, variants.heights_agl_m, instrumented_m), seek)
        if unknown:
            warnings.append(
                f"From {place.lat_deg:g}, {place.lon_deg:g}, {unknown / sight.size:.1%} of the path nodes "
                f"lie beyond the elevation data ({ground.name}): they count as hidden."
            )
    path = _path_columns(bank, track, defence, len(factors.values))
    return SiteColumns(places, path, track, tuple(warnings))


def _hollow(
    ground: Heightfield, place: SitePlace, track: F64, antenna_height_m: float, reach_m: float
) -> tuple[str, ...]:
    """Return the sentence on a site in a hollow of the data, judged at the middle height of the paths."""
    within = track[:, at.NODE_SLANT_M] <= reach_m
    if not within.any():
        return ()
    height_agl_m = max(float(np.median(track[within, at.NODE_HEIGHT_AGL_M])), 0.0)
    hollow = find_hollow(
        ground,
        place.lat_deg,
        place.lon_deg,
        antenna_height_m=antenna_height_m,
        heights_agl_m=(height_agl_m,),
        reach_m=reach_m,
    )
    where = f"The site {place.lat_deg:g}, {place.lon_deg:g}"
    return () if hollow is None else (hollow.sentence(where),)


def _path_columns(bank: PathBank, track: F64, defence: Defence, factors: int) -> I64:
    """Return ``Case.path``; the last row holds the end of the last path alone."""
    count = bank.aborted.size
    path = np.zeros((count + 1, at.PATH_FIRST_SIGHT + len(defence.sensors)), np.int64)
    path[:, at.PATH_START] = bank.node_start
    path[:count, at.PATH_ABORTED] = bank.aborted
    found: dict[tuple[int, tuple[int, ...]], I64] = {}
    for number, sensor in enumerate(defence.sensors):
        key = (sensor.site, _bits_of(sensor, defence, factors))
        if key not in found:
            found[key] = first_sight(track[sensor.site, :, at.NODE_SIGHT], bank.node_start, key[1])
        path[:count, at.PATH_FIRST_SIGHT + number] = found[key]
    return path


def _bits_of(sensor: SensorPlan, defence: Defence, factors: int) -> tuple[int, ...]:
    """Return the bits of all variants of a sensor in the number of its site."""
    heights = defence.sites[sensor.site].heights_agl_m
    return tuple(
        heights.index(height) * factors + factor
        for height in sensor.heights.values
        for factor in range(factors)
    )
