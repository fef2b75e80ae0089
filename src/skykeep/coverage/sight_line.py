"""The line of sight from an antenna to one point: the ground under it, the ray, and the hill that hides."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from skykeep.terrain.geodesic import WGS84

from .question import Site

__all__ = ["Hill", "Profile", "hill_at", "line_of_sight"]

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hill:
    """The ground that hides a point: what the antenna sees at the steepest angle, which sets the lowest
    visible height; it stands ``above_ray_m`` over the ray to the point.
    """

    lat_deg: float
    lon_deg: float
    range_m: float
    ground_msl_m: float
    above_ray_m: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Profile:
    """Ground between site and point, and the ray from the antenna to the target, [range], m.

    ``ray_msl_m`` bends as the effective earth has it: heights of both are above mean sea level over the true
    ground ranges, so that where the ground is above the ray the point is hidden.
    """

    range_m: F64
    ground_msl_m: F64
    ray_msl_m: F64


def line_of_sight(
    range_m: F64, ground_msl_m: F64, *, antenna_msl_m: float, target_msl_m: float, radius_m: float
) -> tuple[Profile, int | None]:
    """Return the profile with the ray to a target over its last sample, and which sample hides it, if any.

    At earth angle theta the ray that leaves the antenna (``r_a`` from the centre of the effective earth) with
    tangent t to the local horizontal is ``r_a / (cos(theta) - t sin(theta))`` from the centre; t is that of
    the target. Straight over the effective earth, it bends over the true one.

    Parameters
    ----------
    range_m, ground_msl_m
        Ground ranges, increasing, above zero, and the ground there [range]; the target is over the last.
    antenna_msl_m, target_msl_m
        Heights of both ends above mean sea level.
    radius_m
        Effective earth radius.

    Returns
    -------
    The profile, and the place of the ground that the antenna sees at the steepest angle, which sets the
    lowest visible height; None where the ray clears it.
    """
    angle = range_m / radius_m
    antenna = radius_m + antenna_msl_m
    target = radius_m + target_msl_m
    tangent = (math.cos(angle[-1]) - antenna / target) / math.sin(angle[-1])
    ray_msl_m = antenna / (np.cos(angle) - tangent * np.sin(angle)) - radius_m
    ray_msl_m[-1] = target_msl_m
    profile = Profile(range_m=range_m, ground_msl_m=ground_msl_m, ray_msl_m=ray_msl_m)
    nearer, ground = angle[:-1], radius_m + ground_msl_m[:-1]
    steepness = (np.cos(nearer) - antenna / ground) / np.sin(nearer)
    if not steepness.size:
        return profile, None
    steepest = int(np.argmax(steepness))
    return profile, steepest if steepness[steepest] > tangent else None


def hill_at(profile: Profile, place: int, site: Site, bearing_deg: float) -> Hill:
    """Return the hill at one sample of a profile."""
    lon, lat, _ = WGS84.fwd(site.lon_deg, site.lat_deg, bearing_deg, float(profile.range_m[place]))
    return Hill(
        lat_deg=float(lat),
        lon_deg=float(lon),
        range_m=float(profile.range_m[place]),
        ground_msl_m=float(profile.ground_msl_m[place]),
        above_ray_m=float(profile.ground_msl_m[place] - profile.ray_msl_m[place]),
    )
