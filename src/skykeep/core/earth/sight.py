"""Line of sight from one antenna by a radial sweep: the lowest visible height, over an effective earth.

A ray that leaves the antenna (distance ``r_a`` from the centre of an earth of radius ``k R``) with tangent
``t`` to the local horizontal is, at earth angle ``theta``, at ``r = r_a / (cos(theta) - t sin(theta))`` from
the centre. Ground at ``r_g`` therefore blocks every ray below ``t_g = (cos(theta) - r_a / r_g) /
sin(theta)``, and the lowest visible height behind it is that of the ray with the largest ``t_g`` met so far.
Exact on the sphere: no parabola. One sweep serves every target height.

A ray so steep that ``t sin(theta) >= cos(theta)`` leaves the earth before it comes to that angle: nothing
there is in sight at any height, which the sweep writes as ``NEVER_IN_SIGHT_MSL_M``.

References
----------
Schelleng, Burrows and Ferrell (1933), effective earth radius; ITU-R P.834-9 (2017), equation 8 (k factor).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ..kernel.jit import array_kernel, generic_kernel
from .horizon import elevation_tan

__all__ = ["NEVER_IN_SIGHT_MSL_M", "first_marked", "mark_seen", "polar_sweep", "reach_by_height"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

NEVER_IN_SIGHT_MSL_M = 1.0e9
"""Greatest lowest visible height, m: above everything that flies. Finite, so that places between two samples
can be interpolated."""


def polar_sweep(
    ground_alt_msl_m: F32, range_m: F64, antenna_alt_msl_m: float, k: float, earth_radius_m: float
) -> F32:
    """Return the lowest visible height above mean sea level [ray, range], m.

    A point is in sight if it is at or above this height. Where the ground itself is in sight, this is the
    ground.

    Parameters
    ----------
    ground_alt_msl_m
        Ground along each ray [ray, range], m; nan where there is no data.
    range_m
        Ground ranges, increasing, above zero (the foot of the antenna is left out).
    antenna_alt_msl_m
        Height of the antenna above mean sea level (not above ground), m.
    k
        Effective-earth factor, above zero (4/3: standard atmosphere).
    earth_radius_m
        Mean radius, m.

    Returns
    -------
    float32 array [ray, range], at most ``NEVER_IN_SIGHT_MSL_M`` (no height there is in sight); nan from the
    first missing ground of a ray outwards, since nothing behind it can be judged.
    """
    lowest = np.empty(ground_alt_msl_m.shape, dtype=np.float32)
    cosine_and_sine = np.empty((2, range_m.shape[0]))
    _sweep(ground_alt_msl_m, range_m, antenna_alt_msl_m, k * earth_radius_m, cosine_and_sine, lowest)
    return lowest


@generic_kernel(wrap=True)
def _sweep(
    ground_alt_msl_m: F32,
    range_m: F64,
    antenna_alt_msl_m: float,
    radius: float,
    cosine_and_sine: F64,
    lowest: F32,
) -> None:
    """Fill ``lowest`` for :func:`polar_sweep`, and room for cosine and sine of the angle at each range."""
    rays, points = ground_alt_msl_m.shape
    r_antenna = radius + antenna_alt_msl_m
    cosine = cosine_and_sine[0]
    sine = cosine_and_sine[1]
    for point in range(points):
        cosine[point] = math.cos(range_m[point] / radius)
        sine[point] = math.sin(range_m[point] / radius)
    for ray in range(rays):
        steepest = -math.inf
        for point in range(points):
            ground = float(ground_alt_msl_m[ray, point])
            if math.isnan(ground):
                for rest in range(point, points):
                    lowest[ray, rest] = math.nan
                break
            tangent = elevation_tan(r_antenna, radius + ground, cosine[point], sine[point])
            if tangent >= steepest:
                steepest = tangent
                lowest[ray, point] = ground
            else:
                rising = cosine[point] - steepest * sine[point]
                if rising * (radius + NEVER_IN_SIGHT_MSL_M) > r_antenna:
                    lowest[ray, point] = r_antenna / rising - radius
                else:  # the ray leaves the earth before it comes here, or all but does
                    lowest[ray, point] = NEVER_IN_SIGHT_MSL_M


@array_kernel()
def reach_by_height(
    lowest_alt_msl_m: F32, ground_alt_msl_m: F32, range_m: F64, heights_agl_m: F64
) -> tuple[F64, F64, F64]:
    """Return farthest range in sight, range of first hiding and range judged, by height above ground and ray,
    m.

    Between two samples the limit lies where the clearance, taken as linear, is zero.

    Parameters
    ----------
    lowest_alt_msl_m, ground_alt_msl_m
        Lowest visible height and ground [ray, range], m; nan where not judged.
    range_m
        Ground ranges [range], m.
    heights_agl_m
        Target heights above ground [height], m.

    Returns
    -------
    sight_range_m [height, ray]: farthest range at which a target is in sight (0 if nowhere).
    solid_range_m [height, ray]: range inside which no target is hidden (the last range judged if none is).
    judged_range_m [ray]: range out to which there is ground data.
    """
    rays, points = lowest_alt_msl_m.shape
    heights = heights_agl_m.shape[0]
    sight = np.zeros((heights, rays))
    solid = np.zeros((heights, rays))
    judged = np.zeros(rays)
    for ray in range(rays):
        last = 0
        while last < points and not math.isnan(lowest_alt_msl_m[ray, last]):
            last += 1
        judged[ray] = range_m[last - 1] if last > 0 else 0.0
        for height in range(heights):
            before = heights_agl_m[height]
            before_range = 0.0
            hidden = False
            for point in range(last):
                here = range_m[point]
                clear = heights_agl_m[height] - (
                    float(lowest_alt_msl_m[ray, point]) - float(ground_alt_msl_m[ray, point])
                )
                if clear >= 0.0:
                    sight[height, ray] = here
                elif before >= 0.0:
                    edge = before_range + (here - before_range) * before / (before - clear)
                    sight[height, ray] = edge
                    if not hidden:
                        hidden = True
                        solid[height, ray] = edge
                before = clear
                before_range = here
            if not hidden:
                solid[height, ray] = judged[ray]
    return sight, solid, judged


@array_kernel()
def mark_seen(seen: I64, flag: int, alt_msl_m: F32, lowest_msl_m: F32, ray: F64, column: F64) -> int:
    """Add a flag to each place at or above the lowest visible height there, and return how many have no data.

    The height is interpolated between the four nearest points of the grid; a place where one of them is
    missing counts as hidden.

    Parameters
    ----------
    seen
        Flags [place], added to.
    flag
        The bit that is set.
    alt_msl_m
        Height of each place above mean sea level, m.
    lowest_msl_m
        Lowest visible height [ray, range], m; nan where not judged.
    ray, column
        Where each place lies, counted in rays and columns of the grid; from 0 to below the last ray, and up
        to the last column.
    """
    missing = 0
    last = lowest_msl_m.shape[1] - 2
    for place in range(alt_msl_m.shape[0]):
        here = int(ray[place])
        near = min(int(column[place]), last)
        across = np.float32(ray[place] - here)
        out = np.float32(column[place] - near)
        left = lowest_msl_m[here, near]
        left += out * (lowest_msl_m[here, near + 1] - left)
        right = lowest_msl_m[here + 1, near]
        right += out * (lowest_msl_m[here + 1, near + 1] - right)
        lowest = left + across * (right - left)
        if math.isnan(lowest):
            missing += 1
        elif alt_msl_m[place] >= lowest:
            seen[place] |= flag
    return missing


@array_kernel()
def first_marked(seen: I64, node_start: I64, flags: int) -> I64:
    """Return for each path its first node with any of the flags, the end of the path if none has one.

    Parameters
    ----------
    seen
        Flags [node].
    node_start
        Where each path starts, and the end of the last.
    flags
        Bits that count.
    """
    paths = node_start.shape[0] - 1
    first = np.empty(paths, dtype=np.int64)
    for path in range(paths):
        node = node_start[path]
        while node < node_start[path + 1] and seen[node] & flags == 0:
            node += 1
        first[path] = node
    return first
