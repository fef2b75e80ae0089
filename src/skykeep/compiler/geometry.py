"""What each site sees of each path node: ranges, angles and the sight bits of every antenna height and k."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.arrays import PathBank
from ..core.earth.geodesy import azimuth_rad, ecef_from_geodetic, enu_from_ecef, length_m
from ..core.earth.horizon import MEAN_EARTH_RADIUS_M, STANDARD_K
from ..core.earth.sight import first_marked, mark_seen, polar_sweep
from ..core.kernel.records import Rows
from ..core.raid.tables.entities import Node, Sight
from ..terrain import Heightfield
from ..terrain.profiles import degree_bearings, range_samples, sample_profiles

__all__ = [
    "ASSUMED_EYE_HEIGHT_AGL_M",
    "SightVariants",
    "SitePlace",
    "first_sight",
    "path_nodes",
    "sight_reach_m",
    "site_sight",
    "site_view",
]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

ASSUMED_EYE_HEIGHT_AGL_M = 10.0
"""Height above ground, in metres, from which ranges and angles of a site are reckoned, whatever its antennas:
assumed. Antenna heights enter in sight, where they matter."""
_REACH_STEP_M = 25_000.0
"""Profiles reach to a multiple of this, so that options of one site share them."""
_CELLS_AT_ONCE = 8_000_000
"""Cells of the polar grid that are held at once; finer ground is worked through in sectors."""
_TWO_PI = 2.0 * math.pi


class SitePlace(NamedTuple):
    """Where a site stands: geodetic degrees, its ground above sea level, and the height above it from which
    ranges and angles are reckoned."""

    lat_deg: float
    lon_deg: float
    alt_msl_m: float
    eye_agl_m: float = ASSUMED_EYE_HEIGHT_AGL_M


class SightVariants(NamedTuple):
    """Antenna heights above ground and effective-earth factors: bit = height index * factors + factor."""

    heights_agl_m: tuple[float, ...]
    k: tuple[float, ...]

    @property
    def bits(self) -> int:
        """How many bits they take."""
        return len(self.heights_agl_m) * len(self.k)


def path_nodes(bank: PathBank) -> Rows[Node]:
    """Return ``Case.nodes``, shape (nodes,)."""
    nodes: Rows[Node] = Node.table(bank.t_s.size)
    nodes["path_s"] = bank.t_s
    nodes["alt_msl_m"] = bank.alt_msl_m
    nodes["height_agl_m"] = bank.height_agl_m
    nodes["speed_mps"] = bank.speed_mps
    return nodes


def site_view(place: SitePlace, bank: PathBank) -> Rows[Sight]:
    """Return ``Case.sights`` of one site with nothing in sight, shape (nodes,).

    Slant range is the straight line; ground range is the arc along the mean sphere below it; azimuth is in
    [0, 2 pi) from north; elevation is over an effective earth of 4/3, for the limits of antennas. All are
    reckoned from the height of the eye above the ground of the site.
    """
    view: Rows[Sight] = Sight.table(bank.t_s.size)
    eye_msl_m = place.alt_msl_m + place.eye_agl_m
    away = bank.pos_ecef_m - ecef_from_geodetic(place.lat_deg, place.lon_deg, eye_msl_m)
    slant_m = length_m(away)
    ground_m = _ground_range(slant_m, eye_msl_m, bank.alt_msl_m)
    view["slant_m"] = slant_m
    view["ground_m"] = ground_m
    view["azimuth_rad"] = azimuth_rad(enu_from_ecef(away, place.lat_deg, place.lon_deg))
    view["elevation_rad"] = _elevation(ground_m, eye_msl_m, bank.alt_msl_m)
    return view


def _ground_range(slant_m: F64, eye_msl_m: float, alt_msl_m: F64) -> F64:
    """Return the arc along the mean sphere below a straight line between two heights.

    The law of cosines gives the chord between the feet, sqrt((s^2 - dh^2) / ((1 + h1 / R) (1 + h2 / R))), and
    the chord gives the arc.
    """
    rise = alt_msl_m - eye_msl_m
    raised = (1.0 + eye_msl_m / MEAN_EARTH_RADIUS_M) * (1.0 + alt_msl_m / MEAN_EARTH_RADIUS_M)
    chord = np.sqrt(np.maximum(slant_m * slant_m - rise * rise, 0.0) / raised)
    half = np.minimum(chord / (2.0 * MEAN_EARTH_RADIUS_M), 1.0)
    return 2.0 * MEAN_EARTH_RADIUS_M * np.asarray(np.arcsin(half))


def _elevation(ground_m: F64, eye_msl_m: float, alt_msl_m: F64) -> F64:
    """Return the elevation of a straight ray over the effective earth."""
    radius = STANDARD_K * MEAN_EARTH_RADIUS_M
    angle = ground_m / radius
    outer = radius + alt_msl_m
    # cos(a) - 1 = -2 sin(a / 2)^2 keeps the digits of small angles
    up = (alt_msl_m - eye_msl_m) - 2.0 * outer * np.sin(0.5 * angle) ** 2
    return np.asarray(np.arctan2(up, outer * np.sin(angle)))


def sight_reach_m(view: Rows[Sight], instrumented_max_m: float) -> float:
    """Return how far profiles must go: to the farthest node within the instrumented range, rounded up."""
    within = view["slant_m"] <= instrumented_max_m
    if not within.any():
        return _REACH_STEP_M
    farthest_m = float(view["ground_m"][within].max())
    return max(math.ceil(farthest_m / _REACH_STEP_M), 1) * _REACH_STEP_M


def site_sight(
    nodes: Rows[Node],
    view: Rows[Sight],
    place: SitePlace,
    terrain: Heightfield,
    *,
    variants: SightVariants,
    instrumented_max_m: float,
) -> tuple[I64, int]:
    """Return ``Sight.seen`` of one site, shape (nodes,), and how many nodes in range lie beyond the data.

    Ground is sampled once along rays at most one elevation step apart, and swept for each antenna height and
    k; the lowest visible height is interpolated between the four nearest grid points of a node. Nodes beyond
    ``instrumented_max_m``, and those behind or above missing ground, count as hidden.
    """
    reach_m = sight_reach_m(view, instrumented_max_m)
    bearings, samples_m = degree_bearings(terrain, reach_m), range_samples(terrain, reach_m)
    points = samples_m.size
    ray = view["azimuth_rad"] * (bearings.size / _TWO_PI)
    ray[ray >= bearings.size] = 0.0  # a hair west of north rounds to a whole turn
    column = view["ground_m"] / samples_m[0]
    judged = (view["slant_m"] <= instrumented_max_m) & (column <= points)
    seen = np.zeros(len(nodes), np.int64)
    unknown = 0
    for first, last in _sectors(bearings.size, points):
        whole = last - first == bearings.size
        here = np.flatnonzero(judged if whole else judged & (ray >= first) & (ray < last))
        if here.size == 0:
            continue
        rays = np.arange(first, last + 1) % bearings.size
        ground = sample_profiles(
            terrain, place.lat_deg, place.lon_deg, reach_m=reach_m, bearing_rad=bearings[rays]
        )
        marked = np.zeros(here.size, np.int64)
        unknown += _mark_variants(
            marked,
            nodes["alt_msl_m"][here].astype(np.float32),
            (ray[here] - first, column[here]),
            (ground.ground_alt_msl_m, ground.range_m),
            place,
            variants,
        )
        seen[here] = marked
    return seen, unknown


def _sectors(bearings: int, points: int) -> Iterator[tuple[int, int]]:
    """Yield spans of rays whose cells fit into memory."""
    rays = max(1, _CELLS_AT_ONCE // points)
    for first in range(0, bearings, rays):
        yield first, min(first + rays, bearings)


def _mark_variants(
    seen: I64,
    alt_msl_m: F32,
    where: tuple[F64, F64],
    ground: tuple[F32, F64],
    place: SitePlace,
    variants: SightVariants,
) -> int:
    """Add the sight bits of each node, and return how many have no data.

    ``where`` are rays and columns of the nodes, ``ground`` its heights [ray, range] and ranges. The foot of
    the site is a column of its own, so that the nearest nodes have a cell.
    """
    ground_alt_msl_m, range_m = ground
    lowest_msl_m = np.empty((ground_alt_msl_m.shape[0], range_m.size + 1), dtype=np.float32)
    lowest_msl_m[:, 0] = place.alt_msl_m
    missing = 0
    for bit, (height_m, k) in enumerate(product(variants.heights_agl_m, variants.k)):
        lowest_msl_m[:, 1:] = polar_sweep(
            ground_alt_msl_m, range_m, place.alt_msl_m + height_m, k, MEAN_EARTH_RADIUS_M
        )
        missing = mark_seen(seen, 1 << bit, alt_msl_m, lowest_msl_m, *where)
    return missing


def first_sight(seen: I64, node_start: I64, bits: Sequence[int]) -> I64:
    """Return for each path the first node at which any of the bits is set, the end of the path if none is.

    Parameters
    ----------
    seen
        Bits of all nodes, as ``Sight.seen``.
    node_start
        Where each path starts, and the end of the last.
    bits
        Bits that count.
    """
    found: I64 = first_marked(np.ascontiguousarray(seen), node_start, sum(1 << bit for bit in bits))
    return found
