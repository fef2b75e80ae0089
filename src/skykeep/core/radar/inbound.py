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
from ..kernel.jit import array_kernel
from .detection import LookTable
from .equation import echo_snr
from .integration import confirm_step, hits_of_patterns
from .look import look_p_detect

__all__ = [
    "KEEP_ALL",
    "WITHOUT_ELEVATION",
    "WITHOUT_INSTRUMENT",
    "WITHOUT_POWER",
    "WITHOUT_SIGHT",
    "RadarColumns",
    "Rays",
    "confirmed_range",
    "look_chances",
    "make_rays",
]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

KEEP_ALL, WITHOUT_SIGHT, WITHOUT_ELEVATION, WITHOUT_INSTRUMENT, WITHOUT_POWER = 0, 1, 2, 3, 4
"""Which limit of the radars is taken away, to find out what limits them."""

_SIGHT, _ELEVATION, _INSTRUMENT, _POWER = 1, 2, 3, 4
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
    """Radars at the site, [radar]; ``lowest_alt_msl_m`` [radar, ray, range] is the lowest visible height.

    ``snr_range4_m4`` is the power ratio at 1 m from the target at hand times metres to the fourth; elevations
    are tangents.
    """

    lowest_alt_msl_m: F32
    antenna_alt_msl_m: F64
    snr_range4_m4: F64
    instrumented_m: F64
    revisit_s: F64
    elevation_min_tan: F64
    elevation_max_tan: F64


@array_kernel()
def look_chances(
    radars: RadarColumns,
    rays: Rays,
    table: LookTable,
    which: tuple[int, int, int],
    height_agl_m: float,
    chance: F64,
) -> int:
    """Fill ``chance`` [range] with the chance that one look detects; return one past the last that is above
    0.

    ``which`` is (radar, ray, limit taken away). As many ranges are filled as ``chance`` holds. Where there is
    no ground data, and behind, the chance is 0.
    """
    radar, ray, removed = which
    antenna_m = rays.radius_m + radars.antenna_alt_msl_m[radar]
    instrumented2 = radars.instrumented_m[radar] * radars.instrumented_m[radar]
    grid_db = (table.snr_first_db, table.snr_step_db)
    chance[:] = 0.0
    end = 0
    for point in range(chance.shape[0]):
        lowest = float(radars.lowest_alt_msl_m[radar, ray, point])
        if math.isnan(lowest):
            break
        alt_m = float(rays.ground_alt_msl_m[ray, point]) + height_agl_m
        if alt_m < lowest - _TOUCH_M and removed != _SIGHT:
            continue
        target_m = rays.radius_m + alt_m
        slant2 = slant2_m2(antenna_m, target_m, rays.half_sine2[point])
        if slant2 > instrumented2 and removed != _INSTRUMENT:
            continue
        tangent = elevation_tan(antenna_m, target_m, rays.cosine[point], rays.sine[point])
        inside = radars.elevation_min_tan[radar] <= tangent <= radars.elevation_max_tan[radar]
        if not inside and removed != _ELEVATION:
            continue
        if removed == _POWER:
            chance[point] = 1.0
        else:
            snr = echo_snr(radars.snr_range4_m4[radar], slant2)
            chance[point] = look_p_detect(table.p_detect, grid_db, snr)
        if chance[point] > 0.0:
            end = point + 1
    return end


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


@array_kernel()
def confirmed_range(
    radars: RadarColumns,
    rays: Rays,
    table: LookTable,
    rule: tuple[int, int, int],
    flight: tuple[float, float, float],
    removed: int,
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
    removed
        Limit that is taken away (:data:`KEEP_ALL`: none).

    Returns
    -------
    float array [ray]: ground range, linear between the two samples around it; 0 where it never comes to that.
    """
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
            end = look_chances(radars, rays, table, (radar, ray, removed), height_agl_m, chance)
            _confirm(chance, end, rays.range_m, speed_mps * radars.revisit_s[radar], rule, confirmed)
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
