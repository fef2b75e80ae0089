"""Where an inbound threat can be met: the launch planner of raids along rays to the site.

The threat flies along each ray to the site at one height above ground. The clock of a ray begins where the
track is confirmed; the engagement radar then has to find the threat, and the first launch comes after the
reaction time.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..earth.horizon import slant2_m2
from ..earth.path_tables import Node, Sight
from ..kernel.by_address import by_address
from ..kernel.jit import array_kernel
from ..kernel.records import Cube, Rows
from ..radar.detection import LookTable
from ..radar.inbound import RadarColumns, Rays, fill_chances, see_point
from ..radar.snr import is_in_sight
from .interceptor_table import Interceptor
from .launch_planner import Shooting, find_node, is_held, is_in_reach, plan_launch

__all__ = ["RoundColumns", "engageable_cells"]

F64 = npt.NDArray[np.float64]
U8 = npt.NDArray[np.uint8]

_OVERHEAD = 2
"""Mark of a cell nearer than the least range or above the beam."""
_ROUNDING_M = 1e-6
"""What lies this close behind the farthest intercept is met too."""


class RoundColumns(NamedTuple):
    """One interceptor type at the site: its row (one), as raids read it, and its fly-out tables.

    ``flyout_time_s`` [speed, height above the launcher, ground range]; the greatest and least range are
    straight distances from the launcher, over the earth of ``earth_radius_m``. ``ballistic`` says which of
    the limits hold against the target at hand.
    """

    row: Rows[Interceptor]
    flyout_time_s: Cube[float]
    ballistic: bool
    launcher_alt_msl_m: float
    earth_radius_m: float


class _Path(NamedTuple):
    """Scratch for one ray as a timed path: its nodes, and these as launcher and engagement radar see them."""

    nodes: Rows[Node]
    met: Rows[Sight]
    held: Rows[Sight]


@array_kernel()
def _lock_range_m(chance: F64, range_m: F64, travel_m: float, from_m: float, p_wanted: float) -> float:
    """Return the range by which the engagement radar, told where to look at ``from_m``, has found the
    threat.
    """
    last = chance.shape[0] - 1
    step_m = range_m[1] - range_m[0]
    missed = 1.0
    look_m = from_m
    while look_m > 0.0:
        near = min(max(int((look_m - range_m[0]) / step_m + 0.5), 0), last)
        missed *= 1.0 - chance[near]
        if 1.0 - missed >= p_wanted:
            return look_m
        look_m -= travel_m
    return 0.0


@array_kernel()
def _fill_path(
    radars: RadarColumns,
    rays: Rays,
    rounds: RoundColumns,
    which: tuple[int, int],
    flight: tuple[float, float],
    half_sine2: F64,
    path: _Path,
) -> None:
    """Fill the path that a threat flies in along a ray.

    ``which`` is (ray, number of nodes), the last of which is the nearest range; ``flight`` speed and height
    above ground.
    """
    ray, points = which
    speed_mps, height_agl_m = flight
    launcher_m = rounds.earth_radius_m + rounds.launcher_alt_msl_m
    antenna_m = rays.radius_m + radars.antenna_alt_msl_m[0]
    for node in range(points):
        point = points - 1 - node
        alt_m = float(rays.ground_alt_msl_m[ray, point]) + height_agl_m
        place = path.nodes[node]
        place.path_s = (rays.range_m[points - 1] - rays.range_m[point]) / speed_mps
        place.alt_msl_m = alt_m
        place.height_agl_m = height_agl_m
        place.speed_mps = speed_mps
        met = path.met[node]
        met.ground_m = rays.range_m[point]
        met.slant_m = math.sqrt(slant2_m2(launcher_m, rounds.earth_radius_m + alt_m, half_sine2[point]))
        lowest_m = rays.radius_m + float(radars.lowest_alt_msl_m[0, ray, point])
        angle = (rays.cosine[point], rays.sine[point], rays.half_sine2[point])
        see_point(path.held[node], lowest_m, antenna_m, rays.radius_m + alt_m, angle)


@array_kernel()
def _mark_cells(shooting: Shooting, range_m: F64, points: int, farthest_m: float, cells: U8) -> None:
    """Mark what is engageable on a ray, and the dead zone, up to the farthest intercept.

    ``shooting`` comes by address.
    """
    needs_radar = not shooting.interceptor.any_track
    for node in range(points):
        point = points - 1 - node
        if range_m[point] > farthest_m + _ROUNDING_M or not is_in_reach(shooting, node):
            continue
        held, radar = shooting.held[node], shooting.radar
        is_near = shooting.met[node].slant_m < shooting.interceptor.range_min_m
        if not needs_radar or is_held(shooting, node):
            is_over = False
        elif is_in_sight(held, radar) and held.elevation_rad > radar.elevation_max_rad:
            is_over = True
        else:
            continue
        if not (is_near or is_over):
            cells[point] = 1
        elif cells[point] == 0:
            cells[point] = _OVERHEAD


def engageable_cells(
    radars: RadarColumns,
    rays: Rays,
    table: LookTable,
    rounds: RoundColumns,
    flight: tuple[float, float, float, float],
    confirmed_m: F64,
    cells: U8,
) -> F64:
    """Mark the engageable cells of each ray in ``cells`` [ray, range]; return the farthest intercept on each
    ray, m.

    A cell is engageable if the threat can be met at or before reaching its range and the cell itself lies
    inside the envelope and, where the round needs the radar, in its support.

    Parameters
    ----------
    radars
        The engagement radar (one row), its sector turned to each ray in turn.
    rays, table
        Ground, and detection table of the target.
    rounds
        The interceptor type.
    flight
        Speed of the threat (m/s), height above ground (m), probability asked for, reaction time (s).
    confirmed_m
        Range on each ray at which the track is confirmed, 0 if never.
    cells
        uint8 [ray, range], set to 1 where engageable, and to 2 in the dead zone round the site (nearer than
        the least range, or above the beam) where the threat can be met before it gets there; else left as it
        is, so that several interceptors may share it.

    Returns
    -------
    float array [ray]: farthest range at which a shot meets the threat, linear between ranges; 0 where none
    does.
    """
    size = rays.range_m.size
    path = _Path(Node.table(size), Sight.table(size), Sight.table(size))
    return np.asarray(_engageable_cells(radars, rays, table, rounds, flight, confirmed_m, cells, path))


@array_kernel()
def _engageable_cells(
    radars: RadarColumns,
    rays: Rays,
    table: LookTable,
    rounds: RoundColumns,
    flight: tuple[float, float, float, float],
    confirmed_m: F64,
    cells: U8,
    path: _Path,
) -> F64:
    """Do the work of :func:`engageable_cells`."""
    speed_mps, height_agl_m, p_wanted, reaction_s = flight
    range_m = rays.range_m
    farthest_m = np.zeros(rays.ground_alt_msl_m.shape[0])
    chance = np.empty(range_m.shape[0])
    half_sine2 = np.empty(range_m.shape[0])
    for point in range(range_m.shape[0]):
        half_sine = math.sin(0.5 * range_m[point] / rounds.earth_radius_m)
        half_sine2[point] = half_sine * half_sine
    needs_radar = not rounds.row[0].any_track
    shooting = by_address(
        Shooting(
            nodes=path.nodes,
            met=path.met,
            held=path.held,
            interceptor=rounds.row[0],
            flyout_time_s=rounds.flyout_time_s,
            radar=radars.rows[0],
            ballistic=rounds.ballistic,
            launcher_alt_msl_m=rounds.launcher_alt_msl_m,
            sector_half_rad=math.pi,
            sector_centre_rad=0.0,
            meet_min_m=0.0,
            meet_max_m=np.inf,
            meet_until_s=np.inf,
            remote=False,
        )
    )
    nodes = by_address(path.nodes)
    for ray in range(farthest_m.shape[0]):
        points = 0
        while points < range_m.shape[0] and range_m[points] <= confirmed_m[ray]:
            points += 1
        if points == 0:
            continue
        ready_m = confirmed_m[ray] - reaction_s * speed_mps
        if needs_radar:
            fill_chances(radars, rays, table, (0, ray), height_agl_m, chance[:points], path.held[0])
            travel_m = radars.rows[0].revisit_s * speed_mps
            lock_m = _lock_range_m(chance[:points], range_m, travel_m, confirmed_m[ray], p_wanted)
            ready_m = min(ready_m, lock_m)
        if ready_m <= 0.0:
            continue
        _fill_path(radars, rays, rounds, (ray, points), (speed_mps, height_agl_m), half_sine2, path)
        ready_s = (range_m[points - 1] - ready_m) / speed_mps
        cursor = find_node(nodes, points, ready_s, 0)
        _, met_s, _ = plan_launch(shooting, 0, cursor, points, ready_s)
        if met_s < math.inf:
            farthest_m[ray] = range_m[points - 1] - speed_mps * met_s
            _mark_cells(shooting, range_m, points, farthest_m[ray], cells[ray])
    return farthest_m
