"""Where an inbound threat can be met: fly-out, envelope and radar support along rays to the site.

The threat flies along each ray to the site at one height above ground. The clock of a ray is its range over
the threat's speed; the track is confirmed at a given range, the engagement radar then has to find the threat,
and the first launch comes after the reaction time. A shot met at range r is launched when the threat is at
``r + v t_flight(r)``.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..earth.horizon import elevation_tan, slant2_m2
from ..kernel.jit import array_kernel
from ..radar.detection import LookTable
from ..radar.inbound import RadarColumns, Rays, look_chances
from .table import table_time_s

__all__ = ["RoundColumns", "engageable_cells"]

_OVERHEAD = 2  # mark of a cell nearer than the least range or above the beam

F64 = npt.NDArray[np.float64]
U8 = npt.NDArray[np.uint8]


class RoundColumns(NamedTuple):
    """One interceptor type at the site against the target at hand.

    ``flyout_time_s`` holds its fly-out tables [speed, height above the launcher, ground range], with the
    place of its speed among them and the steps of the others; the greatest and least range are straight
    distances from the launcher, over the earth of ``earth_radius_m``.
    """

    flyout_time_s: F64
    flyout_level: float
    range_step_m: float
    height_step_m: float
    range_max_m: float
    range_min_m: float
    alt_max_msl_m: float
    height_min_agl_m: float
    target_speed_max_mps: float
    support_before_s: float
    coast_s: float
    needs_radar: bool
    launcher_alt_msl_m: float
    earth_radius_m: float


@array_kernel()
def _in_envelope(
    rounds: RoundColumns, slant_m: float, alt_msl_m: float, height_agl_m: float, speed_mps: float
) -> bool:
    """Return whether a cell lies inside the public envelope, leaving out the least range."""
    return (
        slant_m <= rounds.range_max_m
        and alt_msl_m <= rounds.alt_max_msl_m
        and height_agl_m >= rounds.height_min_agl_m
        and speed_mps <= rounds.target_speed_max_mps
    )


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
def _first_intercept(
    rounds: RoundColumns,
    cells: tuple[F64, F64, U8, U8],
    speed_mps: float,
    ready_m: float,
) -> int:
    """Return the index of the farthest range at which a shot can meet the threat, -1 if there is none.

    ``cells`` are range, time of flight, whether the radar supports there, and whether it is inside the
    envelope. As in the launch planner of raids, the radar must see the target from launch until support ends
    (at launch in any case); gaps up to the coast time are bridged, and a gap counts from its own beginning.
    """
    range_m, time_s, supported, envelope = cells
    coast_m = rounds.coast_s * speed_mps
    before_m = rounds.support_before_s * speed_mps
    start = range_m.shape[0] - 1
    while start >= 0 and range_m[start] > ready_m:
        start -= 1
    supported_from_m = ready_m
    gap_from_m = -1.0  # where the open gap began, below zero while the radar sees the target
    look = start
    while rounds.needs_radar and look >= 0 and look < range_m.shape[0] and supported[look] != 1:
        gap_from_m = range_m[look]
        look += 1
    look = start
    for point in range(start, -1, -1):
        if rounds.needs_radar:
            support_end_m = range_m[point] + min(before_m, speed_mps * time_s[point])
            while look > point and range_m[look - 1] >= support_end_m:
                look -= 1
                if supported[look] != 1:
                    gap_from_m = max(gap_from_m, range_m[look])
                elif gap_from_m >= 0.0:
                    if gap_from_m - range_m[look] > coast_m:
                        supported_from_m = min(range_m[look], ready_m)
                    gap_from_m = -1.0
            if gap_from_m >= 0.0 and gap_from_m - support_end_m > coast_m:
                continue
        if envelope[point] != 1 or time_s[point] == math.inf:
            continue
        if range_m[point] + speed_mps * time_s[point] <= supported_from_m:
            return point
    return -1


@array_kernel()
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
    float array [ray]: farthest range at which a shot meets the threat, 0 where none does.
    """
    speed_mps, height_agl_m, p_wanted, reaction_s = flight
    range_m = rays.range_m
    farthest_m = np.zeros(rays.ground_alt_msl_m.shape[0])
    whole_chance = np.empty(range_m.shape[0])
    time_s = np.empty(range_m.shape[0])
    supported = np.empty(range_m.shape[0], dtype=np.uint8)
    envelope = np.empty(range_m.shape[0], dtype=np.uint8)
    launcher_m = rounds.earth_radius_m + rounds.launcher_alt_msl_m
    antenna_m = rays.radius_m + radars.antenna_alt_msl_m[0]
    for ray in range(farthest_m.shape[0]):
        if confirmed_m[ray] <= 0.0:
            continue
        points = 0
        while points < range_m.shape[0] and range_m[points] <= confirmed_m[ray]:
            points += 1
        if points == 0:
            continue
        chance = whole_chance[:points]
        look_chances(radars, rays, table, (0, ray, 0), height_agl_m, chance)
        ready_m = confirmed_m[ray] - reaction_s * speed_mps
        if rounds.needs_radar:
            travel_m = radars.revisit_s[0] * speed_mps
            lock_m = _lock_range_m(chance, range_m, travel_m, confirmed_m[ray], p_wanted)
            ready_m = min(ready_m, lock_m)
        look_chances(radars, rays, table, (0, ray, 4), height_agl_m, chance)
        for point in range(points):
            supported[point] = 1 if chance[point] > 0.0 else 0
            envelope[point] = 0
            time_s[point] = math.inf
            alt_m = float(rays.ground_alt_msl_m[ray, point]) + height_agl_m
            target_m = rays.radius_m + alt_m
            half_sine = math.sin(0.5 * range_m[point] / rounds.earth_radius_m)
            slant2 = slant2_m2(launcher_m, rounds.earth_radius_m + alt_m, half_sine * half_sine)
            slant_m = math.sqrt(slant2)
            tangent = elevation_tan(antenna_m, target_m, rays.cosine[point], rays.sine[point])
            if tangent > radars.elevation_max_tan[0] and alt_m >= radars.lowest_alt_msl_m[0, ray, point]:
                supported[point] = _OVERHEAD
            if _in_envelope(rounds, slant_m, alt_m, height_agl_m, speed_mps):
                envelope[point] = 1 if slant_m >= rounds.range_min_m else _OVERHEAD
                row = (alt_m - rounds.launcher_alt_msl_m) / rounds.height_step_m
                column = range_m[point] / rounds.range_step_m
                time_s[point] = table_time_s(rounds.flyout_time_s, rounds.flyout_level, row, column)
        met = _first_intercept(rounds, (range_m[:points], time_s, supported, envelope), speed_mps, ready_m)
        if met < 0:
            continue
        farthest_m[ray] = range_m[met]
        for point in range(met + 1):
            held = supported[point] if rounds.needs_radar else 1
            if envelope[point] == 1 and held == 1:
                cells[ray, point] = 1
            elif envelope[point] > 0 and held > 0 and cells[ray, point] == 0:
                cells[ray, point] = _OVERHEAD
    return farthest_m
