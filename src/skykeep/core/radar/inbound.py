"""How far out an inbound threat has become a confirmed track: looks of several radars along rays to their
site.

A threat flies along each ray to the site at one height above ground. Each radar looks at it once per revisit;
the phase of its looks is not known, so the confirmed-track probability is averaged over evenly spaced phases.
Radars confirm tracks each on their own; together they miss only what all miss.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..earth.horizon import elevation_tan, slant2_m2
from ..earth.path_tables import Sight
from ..kernel.jit import array_kernel, kernel
from ..kernel.records import Rows
from .detection import LookTable
from .integration import confirm_step, hits_of_patterns
from .look import look_p_detect
from .radar_table import Radar
from .snr import is_in_sight, look_snr

__all__ = [
    "RadarColumns",
    "Rays",
    "confirmed_range",
    "fill_chances",
    "look_chances",
    "make_rays",
    "see_point",
]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

_TOUCH_M = 1e-2  # float32 heights: what lies this close below the lowest visible height is in sight
_SURE = 1.0 - 1e-12


class Rays(NamedTuple):
    """Ground along rays from a site: [ray, range] and [range]; ``radius_m`` is the effective earth radius.

    ``cosine``, ``sine`` and ``half_sine2`` [range] are those of the earth angle, and the square of the sine
    of half of it: :func:`make_rays` fills them.
    """

    ground_alt_msl_m: F32
    range_m: F64
    radius_m: float
    cosine: F64
    sine: F64
    half_sine2: F64


def make_rays(ground_alt_msl_m: F32, range_m: F64, radius_m: float) -> Rays:
    """Return rays over an earth of effective radius ``radius_m``; ``range_m`` is even and above zero."""
    angle = range_m / radius_m
    return Rays(ground_alt_msl_m, range_m, radius_m, np.cos(angle), np.sin(angle), np.sin(0.5 * angle) ** 2)


class RadarColumns(NamedTuple):
    """Radars at the site, [radar], and what they have of the target at hand.

    ``rows`` are those that raids read; bit 0 of a sight belongs to every one. ``lowest_alt_msl_m`` [radar,
    ray, range] is the lowest visible height, nan where there is no ground data. ``clear_factor`` and
    ``bent_factor``, of the same shape, are what radar effects make of the power ratio of a target in sight,
    and of one that is hidden; empty where none is on, and where no echo bends.
    """

    rows: Rows[Radar]
    antenna_alt_msl_m: F64
    rcs_m2: F64
    lowest_alt_msl_m: F32
    clear_factor: F32 = np.zeros((0, 0, 0), np.float32)
    bent_factor: F32 = np.zeros((0, 0, 0), np.float32)


@kernel(inline=True)
def see_point(
    seen: Sight, lowest_m: float, antenna_m: float, target_m: float, angle: tuple[float, float, float]
) -> None:
    """Let ``seen`` be what an antenna has of a target; range and elevation are left as they are where it is
    hidden.

    Parameters
    ----------
    seen
        Is written to; bit 0 is that of the antenna.
    lowest_m, antenna_m, target_m
        Lowest visible height at the target, antenna and target, from the centre of the effective earth.
    angle
        Cosine and sine of the angle between them there, and the square of the sine of half of it.
    """
    seen.seen = 0
    if target_m >= lowest_m - _TOUCH_M:
        cosine, sine, half_sine2 = angle
        seen.seen = 1
        seen.slant_m = math.sqrt(slant2_m2(antenna_m, target_m, half_sine2))
        seen.elevation_rad = math.atan(elevation_tan(antenna_m, target_m, cosine, sine))


@array_kernel()
def fill_chances(
    radars: RadarColumns,
    rays: Rays,
    table: LookTable,
    which: tuple[int, int],
    height_agl_m: float,
    chance: F64,
    seen: Sight,
) -> int:
    """Do the work of :func:`look_chances`; ``seen`` is scratch."""
    radar, ray = which
    row, rcs_m2 = radars.rows[radar], radars.rcs_m2[radar]
    antenna_m = rays.radius_m + radars.antenna_alt_msl_m[radar]
    grid_db = (table.snr_first_db, table.snr_step_db)
    chance[:] = 0.0
    end = 0
    for point in range(chance.shape[0]):
        lowest_m = float(radars.lowest_alt_msl_m[radar, ray, point])
        if math.isnan(lowest_m):
            break
        target_m = rays.radius_m + (float(rays.ground_alt_msl_m[ray, point]) + height_agl_m)
        angle = (rays.cosine[point], rays.sine[point], rays.half_sine2[point])
        see_point(seen, rays.radius_m + lowest_m, antenna_m, target_m, angle)
        kept = 1.0
        if is_in_sight(seen, row):
            if radars.clear_factor.shape[0] > 0:
                kept = float(radars.clear_factor[radar, ray, point])
        else:
            kept = float(radars.bent_factor[radar, ray, point]) if radars.bent_factor.shape[0] > 0 else 0.0
            if kept <= 0.0:
                continue
            see_point(seen, -np.inf, antenna_m, target_m, angle)
        snr = kept * look_snr(seen, row, rcs_m2, math.nan)
        if snr > 0.0:
            chance[point] = look_p_detect(table.p_detect, grid_db, snr)
        if chance[point] > 0.0:
            end = point + 1
    return end


def look_chances(
    radars: RadarColumns,
    rays: Rays,
    table: LookTable,
    which: tuple[int, int],
    height_agl_m: float,
    chance: F64,
) -> int:
    """Fill ``chance`` [range] with the chance that one look detects; return one past the last that is above
    0.

    ``which`` is (radar, ray). As many ranges are filled as ``chance`` holds. Where there is no ground data,
    and behind, the chance is 0.
    """
    return int(fill_chances(radars, rays, table, which, height_agl_m, chance, Sight.one()))


@array_kernel()
def _confirm(
    chance: F64, end: int, range_m: F64, travel_m: float, rule: tuple[int, int, int], confirmed: F64
) -> None:
    """Fill ``confirmed`` [range] with the probability of a track by the time the threat has come to each
    range.

    ``rule`` is (m, n, phases): m hits in n looks in a row. The looks of phase f stand ``travel_m`` apart, the
    last one f / phases of that from the site. From ``end`` outwards all chances are 0.
    """
    m, n, phases = rule
    hits = hits_of_patterns(n)
    pattern_chance = np.zeros(hits.shape[0])
    following = np.zeros(hits.shape[0])
    confirmed[:] = 0.0
    if end == 0:
        return
    last = range_m.shape[0] - 1
    step_m = range_m[1] - range_m[0]
    for phase in range(phases):
        pattern_chance[:] = 0.0
        pattern_chance[0] = 1.0
        done = 0.0
        last_look_m = travel_m * phase / phases
        look_m = last_look_m + travel_m * math.floor((range_m[end - 1] + step_m - last_look_m) / travel_m)
        for point in range(end - 1, -1, -1):
            while look_m >= range_m[point] - 1e-9:
                near = min(int((look_m - range_m[0]) / step_m + 0.5), last)
                p = chance[near]
                look_m -= travel_m
                if p == 0.0 and pattern_chance[0] >= 1.0 - done - 1e-15:
                    continue
                done += confirm_step(pattern_chance, following, hits, m, p)
            confirmed[point] += done / phases
            if done >= _SURE:
                for rest in range(point):
                    confirmed[rest] += done / phases
                break


def confirmed_range(
    radars: RadarColumns,
    rays: Rays,
    table: LookTable,
    rule: tuple[int, int, int],
    flight: tuple[float, float, float],
) -> F64:
    """Return the range on each ray by which an inbound threat is a confirmed track with at least the chance
    asked, m.

    Parameters
    ----------
    radars, rays, table
        Radars of one picture, ground, and detection table of the target.
    rule
        (m, n, phases): m hits in n looks in a row confirm; looks are averaged over so many phases.
    flight
        Speed towards the site (m/s), height above ground (m), probability asked for.

    Returns
    -------
    float array [ray]: ground range, linear between the two samples around it; 0 where it never comes to that.
    """
    return np.asarray(_confirmed_range(radars, rays, table, rule, flight, Sight.one()))


@array_kernel()
def _confirmed_range(
    radars: RadarColumns,
    rays: Rays,
    table: LookTable,
    rule: tuple[int, int, int],
    flight: tuple[float, float, float],
    scratch: Sight,
) -> F64:
    """Do the work of :func:`confirmed_range`."""
    speed_mps, height_agl_m, p_wanted = flight
    points = rays.range_m.shape[0]
    count = radars.antenna_alt_msl_m.shape[0]
    seen_m = np.zeros(rays.ground_alt_msl_m.shape[0])
    chance = np.empty(points)
    confirmed = np.empty(points)
    missed = np.empty(points)
    for ray in range(seen_m.shape[0]):
        missed[:] = 1.0
        outermost = 0
        for radar in range(count):
            end = fill_chances(radars, rays, table, (radar, ray), height_agl_m, chance, scratch)
            _confirm(chance, end, rays.range_m, speed_mps * radars.rows[radar].revisit_s, rule, confirmed)
            for point in range(end):
                missed[point] *= 1.0 - confirmed[point]
            outermost = max(outermost, end)
        for point in range(outermost - 1, -1, -1):
            here = 1.0 - missed[point]
            if here >= p_wanted:
                seen_m[ray] = rays.range_m[point]
                if point + 1 < points:
                    before = 1.0 - missed[point + 1]
                    share = (here - p_wanted) / (here - before)
                    seen_m[ray] += share * (rays.range_m[point + 1] - rays.range_m[point])
                break
    return seen_m
