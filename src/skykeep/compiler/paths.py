"""Threat paths: every family on every bearing, timed, over the ground, packed for the kernels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.arrays import PathBank
from ..core.earth.geodesy import geodetic_from_normal, normal_from_geodetic, position_ecef_m
from ..core.earth.kepler import flight_time_s
from ..core.earth.paths import first_ground_contact, interpolation_weights, travel_time_s
from ..errors import CompileError
from ..terrain.geodesic import WGS84
from .flights import Flown, ballistic_arc, fly, fly_arc
from .path_families import PathFamily, TerrainSampler, check_family

__all__ = [
    "PathFamily",
    "TerrainSampler",
    "bearing_grid",
    "build_path_bank",
    "nodes_per_bearing",
    "widest_spacing_m",
]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

_WIDEST_SPACING_M = 1000.0
"""Widest node spacing: between nodes the earth curves away from a straight leg by 2 cm."""
_KNOT_SPACING_M = 10_000.0
"""Spacing of the exact geodesic points between which tracks are interpolated (error about 1e-6 m)."""
_HIGHEST_GROUND_MSL_M = 9000.0
"""Above every mountain (Everest, 8849 m): a path this high needs no elevation data."""
_ROTATION_PASSES = 30
"""Passes that settle flight time against earth rotation; each shrinks the error about threefold."""


class _Track(NamedTuple):
    """Ground tracks of one family: unit normals (paths, nodes, 3) and the geodetic length of each
    (paths,)."""

    normal: F64
    range_m: F64


class _Columns(NamedTuple):
    """Columns of a bank while it fills."""

    t_s: F64
    pos_ecef_m: F64
    alt_msl_m: F64
    height_agl_m: F64
    speed_mps: F64


def bearing_grid(bearings: int) -> F64:
    """Return ``bearings`` evenly spaced bearings in radians clockwise from north, the first due north."""
    return np.arange(bearings, dtype=np.float64) * (2.0 * math.pi / bearings)


def widest_spacing_m(step_m: float) -> float:
    """Return the widest distance between nodes over elevation data of a step, both metres: half a step."""
    return min(0.5 * step_m, _WIDEST_SPACING_M) if 0.0 < step_m < math.inf else _WIDEST_SPACING_M


def nodes_per_bearing(families: Sequence[PathFamily], step_m: float) -> int:
    """Return how many nodes all families have on one bearing over elevation data of a step in metres."""
    return sum(_legs(family, widest_spacing_m(step_m)) + 1 for family in families)


def _legs(family: PathFamily, spacing_m: float) -> int:
    return max(2, math.ceil(family.standoff_m / spacing_m))


def build_path_bank(
    families: Sequence[PathFamily],
    bearings_rad: npt.ArrayLike,
    terrain: TerrainSampler,
    *,
    node_spacing_m: float | None = None,
    earth_rate_rad_s: float = 0.0,
) -> PathBank:
    """Return the paths of every family from every bearing; path ``family * len(bearings) + bearing index``.

    A path begins ``standoff_m`` from the aim point, in the direction of the bearing as seen from the aim
    point, and follows the geodesic to it. Heights above sea level are taken as heights above the ellipsoid.
    Ground within one terrain step of the aim point does not stop a path that does not avoid the ground:
    elevation data cannot resolve it. Where there is no elevation data and the path is above every mountain,
    ``height_agl_m`` is the height above sea level.

    Parameters
    ----------
    families
        Flight and aim point of each family.
    bearings_rad
        Directions from the aim point in which paths begin, radians clockwise from north, shape
        ``(bearings,)``.
    terrain
        Ground heights, nan where there is no data.
    node_spacing_m
        Greatest ground distance between nodes; by default half a terrain step, at most 1000 m.
    earth_rate_rad_s
        Rotation of the earth under ballistic flight; the track is then no geodesic of the ground, and speed
        is relative to the ground. Zero by default, as in the reference cases.

    Raises
    ------
    CompileError
        If a path needs ground where the elevation data has none, starts under the ground, or its numbers make
        no path.
    """
    bearings = np.asarray(bearings_rad, dtype=np.float64)
    step_m = terrain.step_m
    spacing_m = widest_spacing_m(step_m) if node_spacing_m is None else node_spacing_m
    for family in families:
        check_family(family)
    legs = [_legs(family, spacing_m) for family in families]
    rows = bearings.size * sum(count + 1 for count in legs)
    columns = _Columns(*(np.empty((rows, 3) if name == "pos_ecef_m" else rows) for name in _Columns._fields))
    node_counts, aborted, row = [np.zeros(1, np.int64)], [np.zeros(0, np.uint8)], 0
    for family, count in zip(families, legs, strict=True):
        blind_legs = math.ceil(step_m / (family.standoff_m / count)) if 0.0 < step_m < math.inf else 0
        last_node, cut = _add_family(
            columns, row, _lay(family, bearings, terrain, count + 1, earth_rate_rad_s), blind_legs
        )
        node_counts.append(last_node + 1)
        aborted.append(cut)
        row += int(node_counts[-1].sum())
    return PathBank(
        node_start=np.cumsum(np.concatenate(node_counts)),
        t_s=columns.t_s[:row],
        pos_ecef_m=columns.pos_ecef_m[:row],
        alt_msl_m=columns.alt_msl_m[:row],
        height_agl_m=columns.height_agl_m[:row],
        speed_mps=columns.speed_mps[:row],
        aborted=np.concatenate(aborted),
    )


class _Laid(NamedTuple):
    """One family in full rows, before what lies under the ground is cut off."""

    normal: F64
    ground_msl_m: F64
    flown: Flown


def _lay(
    family: PathFamily, bearings_rad: F64, terrain: TerrainSampler, nodes: int, earth_rate_rad_s: float
) -> _Laid:
    """Return tracks, ground and flight of a family on every bearing."""
    aim_msl_m = _aim_ground_m(family, terrain)
    flown: Flown | None = None
    if family.flight != "ballistic":
        track = _tracks(family, bearings_rad, np.full(bearings_rad.size, family.standoff_m), nodes)
    elif earth_rate_rad_s == 0.0:
        track = _tracks(family, bearings_rad, np.full(bearings_rad.size, family.standoff_m), nodes)
        flown = fly_arc(ballistic_arc(family, track.range_m, aim_msl_m), nodes)
    else:
        track, flown = _rotating_tracks(family, bearings_rad, aim_msl_m, nodes, earth_rate_rad_s)
    lat_deg, lon_deg = geodetic_from_normal(track.normal)
    ground_msl_m = terrain.sample(lat_deg.ravel(), lon_deg.ravel()).reshape(lat_deg.shape).astype(np.float64)
    ground_msl_m[:, -1] = aim_msl_m
    if flown is None:
        flown = fly(family, ground_msl_m, family.standoff_m / (nodes - 1))
    _check_ground_known(family, bearings_rad, ground_msl_m, flown, (lat_deg, lon_deg))
    _check_start(family, bearings_rad, ground_msl_m, flown)
    return _Laid(track.normal, ground_msl_m, flown)


def _aim_ground_m(family: PathFamily, terrain: TerrainSampler) -> float:
    aim_msl_m = float(terrain.sample(np.array([family.aim_lat_deg]), np.array([family.aim_lon_deg]))[0])
    if math.isnan(aim_msl_m):
        raise CompileError(
            f"{family.label}: there is no elevation data at the aim point "
            f"{_place(family.aim_lat_deg, family.aim_lon_deg)}; choose an aim point on the data, give tiles "
            "of your own that hold it (terrain.source), or choose flat ground"
        )
    return aim_msl_m


def _tracks(family: PathFamily, bearings_rad: F64, range_m: F64, nodes: int) -> _Track:
    """Return geodesics from ``range_m`` out to the aim point: exact at knots, interpolated between them."""
    legs = max(2, math.ceil(float(range_m.max()) / _KNOT_SPACING_M))
    share = 1.0 - np.arange(-1, legs + 2) / legs
    out_m = range_m[:, np.newaxis] * share
    azimuth_deg = np.repeat(np.degrees(bearings_rad), share.size)
    lon_deg, lat_deg, _ = WGS84.fwd(
        np.full(out_m.size, family.aim_lon_deg),
        np.full(out_m.size, family.aim_lat_deg),
        azimuth_deg,
        out_m.ravel(),
    )
    knots = normal_from_geodetic(np.asarray(lat_deg), np.asarray(lon_deg)).reshape(*out_m.shape, 3)
    normal = interpolation_weights(share.size, nodes) @ knots
    normal /= np.sqrt(np.einsum("...k,...k->...", normal, normal))[..., np.newaxis]
    normal[:, -1] = normal_from_geodetic(np.asarray(family.aim_lat_deg), np.asarray(family.aim_lon_deg))
    return _Track(normal, range_m)


def _rotating_tracks(
    family: PathFamily, bearings_rad: F64, aim_msl_m: float, nodes: int, earth_rate_rad_s: float
) -> tuple[_Track, Flown]:
    """Return ballistic tracks and flight over a turning earth.

    In the frame that does not turn and matches the ground at impact, the launch place lies west of its place
    on the ground by what the earth turns in flight. The flight there is a plain arc on a geodesic; each of
    its points then goes east by what the earth still turns until impact.
    """
    shape = bearings_rad.size
    aim_lon_deg, aim_lat_deg = np.full(shape, family.aim_lon_deg), np.full(shape, family.aim_lat_deg)
    launch_lon_deg, launch_lat_deg, _ = WGS84.fwd(
        aim_lon_deg, aim_lat_deg, np.degrees(bearings_rad), np.full(shape, family.standoff_m)
    )
    range_m, azimuth_rad = np.full(shape, family.standoff_m), bearings_rad
    for _ in range(_ROTATION_PASSES):
        turned_deg = np.degrees(earth_rate_rad_s * flight_time_s(ballistic_arc(family, range_m, aim_msl_m)))
        azimuth_deg, _, distance_m = WGS84.inv(
            aim_lon_deg, aim_lat_deg, np.asarray(launch_lon_deg) - turned_deg, np.asarray(launch_lat_deg)
        )
        range_m, azimuth_rad = np.asarray(distance_m), np.radians(azimuth_deg)
    track = _tracks(family, azimuth_rad, range_m, nodes)
    flown = fly_arc(ballistic_arc(family, range_m, aim_msl_m), nodes)
    assert flown.time_s is not None
    turn_rad = earth_rate_rad_s * (flown.time_s[:, -1:] - flown.time_s)
    x, y = track.normal[..., 0].copy(), track.normal[..., 1].copy()
    track.normal[..., 0] = x * np.cos(turn_rad) - y * np.sin(turn_rad)
    track.normal[..., 1] = x * np.sin(turn_rad) + y * np.cos(turn_rad)
    pos_ecef_m = position_ecef_m(track.normal, flown.alt_msl_m)
    leg_mps = np.linalg.norm(np.diff(pos_ecef_m, axis=1), axis=-1) / np.diff(flown.time_s, axis=1)
    speed_mps = np.concatenate(
        [leg_mps[:, :1], 0.5 * (leg_mps[:, 1:] + leg_mps[:, :-1]), leg_mps[:, -1:]], axis=1
    )
    return track, flown._replace(speed_mps=speed_mps)


def _add_family(
    columns: _Columns, row: int, laid: _Laid, blind_legs: int
) -> tuple[I64, npt.NDArray[np.uint8]]:
    """Write a family into the columns from ``row`` on; return the last node and the aborted flag of each
    path."""
    alt_msl_m, ground_msl_m = laid.flown.alt_msl_m, laid.ground_msl_m
    paths, nodes = alt_msl_m.shape
    pos_ecef_m = position_ecef_m(laid.normal, alt_msl_m)
    speed_mps = np.broadcast_to(laid.flown.speed_mps, alt_msl_m.shape)
    time_s = (
        laid.flown.time_s
        if laid.flown.time_s is not None
        else travel_time_s(pos_ecef_m, laid.flown.speed_mps)
    )
    height_agl_m = alt_msl_m - np.where(np.isnan(ground_msl_m), 0.0, ground_msl_m)
    full = _Columns(time_s, pos_ecef_m, alt_msl_m, height_agl_m, speed_mps)
    last_node = np.full(paths, nodes - 1, dtype=np.int64)
    if laid.flown.avoids_ground:
        met = np.zeros(0, np.int64)
    else:
        before, share = first_ground_contact(
            alt_msl_m, ground_msl_m, first_node=laid.flown.descent_node, last_node=nodes - 1 - blind_legs
        )
        met = np.flatnonzero(before < nodes - 1)
        last_node[met] = before[met] + (share[met] > 0.0)
    if met.size == 0:
        for column, source in zip(columns, full, strict=True):
            column[row : row + paths * nodes].reshape(source.shape)[...] = source
        return last_node, np.zeros(paths, np.uint8)
    kept = np.arange(nodes) <= last_node[:, np.newaxis]
    ends = row + np.cumsum(last_node + 1)[met] - 1
    for column, source in zip(columns, full, strict=True):
        column[row : row + int(kept.sum())] = source[kept]
        first, second = source[met, before[met]], source[met, last_node[met]]
        part = share[met].reshape(-1, *[1] * (first.ndim - 1))
        column[ends] = first + part * (second - first)
    columns.height_agl_m[ends] = 0.0
    return last_node, (last_node < nodes - 1).astype(np.uint8)


def _check_ground_known(
    family: PathFamily, bearings_rad: F64, ground_msl_m: F64, flown: Flown, places: tuple[F64, F64]
) -> None:
    """Refuse paths that come down to where there may be ground without elevation data."""
    unknown = np.isnan(ground_msl_m) & (flown.alt_msl_m < _HIGHEST_GROUND_MSL_M)
    unknown[:, : flown.descent_node] = False
    if not unknown.any():
        return
    legs = ground_msl_m.shape[1] - 1
    bearing, node = np.unravel_index(np.where(unknown, np.arange(legs + 1), -1).argmax(), ground_msl_m.shape)
    distance_m = family.standoff_m * float(legs - node) / legs
    allowed_m = family.standoff_m * max(float(legs - node) - 1.0, 0.0) / legs
    fitting = _sectors(bearings_rad, np.asarray(~unknown.any(axis=1)))
    raise CompileError(
        f"{family.label}: the path to {_place(family.aim_lat_deg, family.aim_lon_deg)} from bearing "
        f"{math.degrees(bearings_rad[bearing]):.1f} deg with standoff_m = {family.standoff_m:g} needs ground "
        f"where the elevation data has none, at {_place(places[0][bearing, node], places[1][bearing, node])}"
        f", {distance_m / 1000.0:.0f} km from the aim point; give a standoff_m of at most "
        f"{math.floor(allowed_m):d}, a first_bearing_deg from which every axis fits ({fitting}), tiles of "
        "your own that hold the path (terrain.source), or choose flat ground"
    )


def _sectors(bearings_rad: F64, fits: npt.NDArray[np.bool_]) -> str:
    """Return the bearings of which the path lies on the data, as sectors in degrees."""
    if not fits.any():
        return "the path fits from none"
    first = int(np.flatnonzero(~fits)[0])  # begins after a bearing that does not fit, so that none is cut
    degrees, turned = np.roll(np.degrees(bearings_rad), -first), np.roll(fits, -first)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], turned, [False]]).astype(np.int8)))
    spans = [(degrees[begin], degrees[end - 1]) for begin, end in edges.reshape(-1, 2)]
    return "the path fits from " + ", ".join(f"{begin:.0f} to {end:.0f} deg" for begin, end in spans)


def _check_start(family: PathFamily, bearings_rad: F64, ground_msl_m: F64, flown: Flown) -> None:
    """Refuse paths that begin under the ground."""
    if flown.avoids_ground or flown.descent_node > 0:
        return
    deep_m = ground_msl_m[:, 0] - flown.alt_msl_m[:, 0]
    if not (deep_m >= 0.0).any():
        return
    bearing = int(np.nanargmax(deep_m))
    raise CompileError(
        f"{family.label}: the path from bearing {math.degrees(bearings_rad[bearing]):.1f} deg begins at "
        f"alt_msl_m = {family.set_height_m:g}, under the ground there "
        f"({ground_msl_m[bearing, 0]:.0f} m); "
        f"give an alt_msl_m above {math.ceil(float(np.nanmax(ground_msl_m[:, 0]))):d}"
    )


def _place(lat_deg: float, lon_deg: float) -> str:
    return (
        f"{abs(lat_deg):.2f} {'N' if lat_deg >= 0 else 'S'} {abs(lon_deg):.2f} {'E' if lon_deg >= 0 else 'W'}"
    )
