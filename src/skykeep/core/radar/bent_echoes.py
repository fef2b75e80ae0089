"""Echoes that bend over terrain, for many targets along rays from one antenna."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ..kernel.jit import array_kernel
from .diffraction import geometry_loss_db, path_geometry

__all__ = ["MOST_DB", "fill_bent_echoes", "fill_geometry"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

MOST_DB = 40.0
"""Greatest loss, one way, of an echo that is kept: beyond it a radar has a hundredth of its free range."""


_PROBES = 16
_DEEP_NU = 8.0
"""Fresnel parameter of a point above which Bullington's loss is above :data:`MOST_DB`: his edge, where the
rays from both ends cross, has a greater one than any point below them, and 8 gives 31 dB and 10 more."""


@array_kernel(error_model="numpy")
def _too_deep(
    range_m: F64, ground_alt_msl_m: F64, ends_m: tuple[float, float], earth_radius_m: float, least_nu: float
) -> bool:
    """Whether some single point of the ground stands higher above the ray than a parameter that no kept echo
    has."""
    near_alt, far_alt = ends_m
    last = range_m.shape[0] - 1
    length = range_m[last]
    limit = least_nu * least_nu
    for stride in (max(last // _PROBES, 1), 1):  # what lies deep below the horizon is found by a few
        for point in range(stride, last, stride):
            near = range_m[point]
            far = length - near
            over = ground_alt_msl_m[point] + near * far / (2.0 * earth_radius_m)
            over -= (near_alt * far + far_alt * near) / length
            if over > 0.0 and over * over * 2.0 * length > limit * near * far:
                return True
    return False


@array_kernel(error_model="numpy")
def fill_geometry(
    rays: tuple[F64, F32],
    site_m: tuple[float, float, float],
    longest_m: float,
    targets: tuple[I64, I64, F64],
    geometry: F64,
) -> None:
    """Fill ``geometry`` [target, 4] with what :func:`~.diffraction.path_geometry` says of the path to each.

    Parameters
    ----------
    rays
        Ranges of the points of a ray, even, the first one step out; ground [ray, point], nan without data.
    site_m
        Ground of the site and antenna above mean sea level, effective earth radius.
    longest_m
        Longest wavelength that is going to be asked for.
    targets
        Ray, point (-1: none) and height above mean sea level of each.
    geometry
        The first is infinite where no echo is kept, and -infinite where nothing can be in the way.
    """
    range_m, ground_m = rays
    site_alt, antenna_alt, radius_m = site_m
    ray_of, point_of, alt_of = targets
    points = range_m.shape[0]
    ranges = np.zeros(points + 1)
    ranges[1:] = range_m
    flat = np.zeros(points + 1)
    ground = np.empty(points + 1)
    ground[0] = site_alt
    known, loaded = 0, -1
    least_nu = _DEEP_NU * math.sqrt(longest_m)
    for target in range(geometry.shape[0]):
        point = point_of[target]
        geometry[target, :] = 0.0
        if point < 1:
            geometry[target, 0] = -np.inf if point == 0 else np.inf
            continue
        if ray_of[target] != loaded:
            loaded = ray_of[target]
            known = 0
            while known < points and not math.isnan(ground_m[loaded, known]):
                ground[known + 1] = ground_m[loaded, known]
                known += 1
        if point >= known:
            geometry[target, 0] = np.inf
            continue
        end = point + 2
        ends = (max(antenna_alt, site_alt), max(alt_of[target], ground[point + 1]))
        if _too_deep(ranges[:end], ground[:end], ends, radius_m, least_nu):
            geometry[target, 0] = np.inf
            continue
        actual, smooth, near_m, far_m = path_geometry(ranges[:end], ground[:end], flat[:end], ends, radius_m)
        geometry[target, 0], geometry[target, 1] = actual, smooth
        geometry[target, 2], geometry[target, 3] = near_m, far_m


@array_kernel(error_model="numpy")
def fill_bent_echoes(
    geometry: F64, length_m: F64, earth_radius_m: float, wave: tuple[float, bool, float], power: F64
) -> None:
    """Fill ``power`` [target] with what the terrain leaves of the power of each echo, there and back, 0 to 1.

    ``geometry`` is of :func:`fill_geometry`, ``length_m`` [target] of the paths; ``wave`` holds wavelength
    (m), whether the field is vertical, and the share of the path over sea. Beyond :data:`MOST_DB` it is 0.
    """
    wavelength_m, vertical, sea_share = wave
    for target in range(power.shape[0]):
        actual = geometry[target, 0]
        if math.isinf(actual):
            power[target] = 1.0 if actual < 0.0 else 0.0
            continue
        shape = (actual, geometry[target, 1], geometry[target, 2], geometry[target, 3])
        loss_db = geometry_loss_db(shape, length_m[target], earth_radius_m, wavelength_m, vertical, sea_share)
        power[target] = 10.0 ** (-0.2 * loss_db) if loss_db <= MOST_DB else 0.0
