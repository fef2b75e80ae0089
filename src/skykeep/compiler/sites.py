"""Paths as every site of the defence sees them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.arrays import PathBank
from ..core.kernel.records import Grid, Rows
from ..core.raid.tables.entities import Node, Path, Sight
from ..terrain import Heightfield
from ..terrain.hollow import find_hollow
from ..terrain.profiles import site_altitude_m
from .cache import CompileCache
from .draws import Choice, Draws
from .geometry import (
    ASSUMED_EYE_HEIGHT_AGL_M,
    SightVariants,
    SitePlace,
    first_sight,
    path_nodes,
    site_sight,
    site_view,
)
from .path_families import PathFamily
from .paths import build_path_bank
from .plans import Defence, SensorPlan
from .traffic import Way, lay_ways

__all__ = ["SiteColumns", "look_from_sites"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


class SiteColumns(NamedTuple):
    """Paths, their nodes and what each site sees of them, where it stands, where the nodes are on the earth,
    and what must be said about it."""

    places: tuple[SitePlace, ...]
    nodes_ecef_m: F64
    paths: Rows[Path]
    first_sight: I64
    nodes: Rows[Node]
    sights: Grid[Sight]
    warnings: tuple[str, ...]


def look_from_sites(
    ground: Heightfield,
    defence: Defence,
    raid: tuple[Sequence[PathFamily], F64, Sequence[Way]],
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
        Families and the bearings they fly on, and the ways of traffic.
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
        If there is no ground under a site that is looked from.
    """
    families, bearings_rad, ways = raid
    places = tuple(
        SitePlace(
            site.lat_deg,
            site.lon_deg,
            site_altitude_m(ground, site.lat_deg, site.lon_deg) if site.looked_from else 0.0,
            site.eye_agl_m or ASSUMED_EYE_HEIGHT_AGL_M,
        )
        for site in defence.sites
    )
    whose = (ground.digest, ground.step_m, ground.name)
    bank_key: tuple[Hashable, ...] = (whose, families, bearings_rad.tobytes())
    bank = cache.get("bank", bank_key, partial(build_path_bank, families, bearings_rad, ground))
    if ways:
        bank_key = (*bank_key, ways)
        bank = cache.get("bank", bank_key, partial(lay_ways, bank, ways, ground))
    nodes = cache.get("nodes", bank_key, partial(path_nodes, bank))
    looks = tuple(_looks_of(defence, draws, factors, number) for number in range(len(places)))
    look = partial(_look, ground, (bank_key, bank, nodes), places, looks, cache)
    sights, warnings = cache.get("looked", (bank_key, places, looks), look)
    first = _first_sights(bank, sights, defence, len(factors.values))
    return SiteColumns(places, bank.pos_ecef_m, _paths(bank), first, nodes, sights, warnings)


class _Looks(NamedTuple):
    """What is asked of the sight from a site: antenna heights with effective earths, how far any looks."""

    variants: SightVariants
    instrumented_m: float


def _looks_of(defence: Defence, draws: Draws, factors: Choice, number: int) -> _Looks | None:
    """Return what is asked of the sight from a site; None where no sensor stands."""
    sensors = [sensor for sensor in defence.sensors if number in defence.rows_at(sensor.site)]
    if not sensors:
        return None
    variants = SightVariants(tuple(defence.sites[number].heights_agl_m), factors.values)
    return _Looks(variants, max(_reach_m(draws, sensor) for sensor in sensors))


def _look(
    ground: Heightfield,
    flown: tuple[Hashable, PathBank, Rows[Node]],
    places: tuple[SitePlace, ...],
    looks: tuple[_Looks | None, ...],
    cache: CompileCache,
) -> tuple[Grid[Sight], tuple[str, ...]]:
    """Return what each site sees of the flown paths, and what must be said about it."""
    bank_key, bank, nodes = flown
    sights: Grid[Sight] = Sight.table(len(places), bank.t_s.size)
    warnings: list[str] = []
    for view, place, asked in zip(sights, places, looks, strict=True):
        view[:] = cache.get("view", (bank_key, place), partial(site_view, place, bank))
        if asked is None:
            continue
        variants, reach_m = asked
        look = partial(site_sight, nodes, view, place, ground, variants=variants, instrumented_max_m=reach_m)
        seen, unknown = cache.get("sight", (bank_key, place, variants, reach_m), look)
        view["seen"] = seen
        seek = partial(_hollow, ground, place, (nodes, view), max(variants.heights_agl_m), reach_m)
        warnings += cache.get("hollow", (bank_key, place, variants.heights_agl_m, reach_m), seek)
        if unknown:
            warnings.append(
                f"From {place.lat_deg:g}, {place.lon_deg:g}, {unknown / seen.size:.1%} of the path nodes "
                f"lie beyond the elevation data ({ground.name}): they count as hidden."
            )
    return sights, tuple(warnings)


def _reach_m(draws: Draws, sensor: SensorPlan) -> float:
    """Return how far a sensor may look in any world."""
    name = "detection_range_m" if sensor.duty.passive else "instrumented_range_m"
    return draws.span(sensor.path, name).high


def _hollow(
    ground: Heightfield,
    place: SitePlace,
    flown: tuple[Rows[Node], Rows[Sight]],
    antenna_height_m: float,
    reach_m: float,
) -> tuple[str, ...]:
    """Return the sentence on a site in a hollow of the data, judged at the middle height of the paths."""
    nodes, view = flown
    heights_m = nodes["height_agl_m"][view["slant_m"] <= reach_m]
    if heights_m.size == 0:
        return ()
    height_agl_m = max(float(np.median(heights_m)), 0.0)
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


def _paths(bank: PathBank) -> Rows[Path]:
    """Return ``Case.paths``."""
    paths: Rows[Path] = Path.table(bank.aborted.size)
    paths["first_node"], paths["end_node"] = bank.node_start[:-1], bank.node_start[1:]
    paths["aborted"] = bank.aborted
    return paths


def _first_sights(bank: PathBank, sights: Grid[Sight], defence: Defence, factors: int) -> I64:
    """Return ``Case.first_sight``, shape (paths, radars)."""
    columns = np.zeros((bank.aborted.size, len(defence.sensors)), np.int64)
    found: dict[tuple[int, tuple[int, ...]], I64] = {}
    for number, sensor in enumerate(defence.sensors):
        key = (sensor.site, _bits_of(sensor, defence, factors))
        if key not in found:
            each = [
                first_sight(sights["seen"][row], bank.node_start, key[1])
                for row in defence.rows_at(sensor.site)
            ]
            found[key] = np.min(each, axis=0)
        columns[:, number] = found[key]
    return columns


def _bits_of(sensor: SensorPlan, defence: Defence, factors: int) -> tuple[int, ...]:
    """Return the bits of all variants of a sensor in the number of its site."""
    heights = defence.sites[sensor.site].heights_agl_m
    return tuple(
        heights.index(height) * factors + factor
        for height in sensor.heights.values
        for factor in range(factors)
    )
