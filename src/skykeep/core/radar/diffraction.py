"""Diffraction loss over a whole path of terrain: Bullington's construction, the sphere, and both together.

The method of Recommendation ITU-R P.526-15, section 4.5 (delta-Bullington), with the equations as numbered in
Recommendation ITU-R P.452-17, section 4.2. Both also give them in practical units with rounded factors, which
differ from the consistent units here by some thousandths of a decibel. Where nobody asks for diffraction,
what is hidden counts as not seen.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..earth.terrain_path import TerrainPath, check_path, smooth_earth_alts_m
from ..kernel.jit import array_kernel, kernel
from .smooth_earth import spherical_earth_loss_db

__all__ = [
    "DeltaBullington",
    "bullington_db",
    "delta_bullington",
    "geometry_loss_db",
    "path_geometry",
    "spherical_earth_db",
]

F64 = npt.NDArray[np.float64]

_APPROXIMATION_VALID_ABOVE = -0.78


class DeltaBullington(NamedTuple):
    """The three losses that the method is made of, and the loss over the path, one way, dB."""

    actual_db: float
    smooth_db: float
    spherical_db: float
    loss_db: float


@kernel()
def _edge_db(nu: float) -> float:
    """Return the approximate loss over one edge at a Fresnel parameter (P.526, eq. 31)."""
    if nu <= _APPROXIMATION_VALID_ABOVE:
        return 0.0
    shifted = nu - 0.1
    return 6.9 + 20.0 * math.log10(math.sqrt(shifted * shifted + 1.0) + shifted)


@array_kernel(error_model="numpy")
def _edge_reach(
    range_m: F64, ground_alt_msl_m: F64, ends_m: tuple[float, float], earth_radius_m: float
) -> float:
    """Return the Fresnel parameter of the one edge that stands for all obstacles of a path, times the root of
    the wavelength.

    ``ends_m`` are the heights of the antennas above the level of the ground.
    """
    near_alt, far_alt = ends_m
    last = range_m.shape[0] - 1
    length: float = range_m[last]
    two_radii = 2.0 * earth_radius_m
    up = -np.inf
    for point in range(1, last):
        near = range_m[point]
        rise = ground_alt_msl_m[point] + near * (length - near) / two_radii
        up = max(up, (rise - near_alt) / near)
    if up < (far_alt - near_alt) / length:
        reach = -np.inf
        for point in range(1, last):
            near = range_m[point]
            far = length - near
            chord = (near_alt * far + far_alt * near) / length
            over = ground_alt_msl_m[point] + near * far / two_radii - chord
            reach = max(reach, over * math.sqrt(2.0 * length / (near * far)))
    else:
        down = -np.inf
        for point in range(1, last):
            near = range_m[point]
            far = length - near
            rise = ground_alt_msl_m[point] + near * far / two_radii
            down = max(down, (rise - far_alt) / far)
        here = (far_alt - near_alt + down * length) / (up + down)
        there = length - here
        chord = (near_alt * there + far_alt * here) / length
        reach = (near_alt + up * here - chord) * math.sqrt(2.0 * length / (here * there))
    return reach


@kernel()
def _bullington_db(reach: float, length_m: float, wavelength_m: float) -> float:
    """Return the loss over the edge of a path of some length, one way, dB."""
    edge_db = _edge_db(reach / math.sqrt(wavelength_m))
    return edge_db + (1.0 - math.exp(-edge_db / 6.0)) * (10.0 + 0.02e-3 * length_m)


@array_kernel(error_model="numpy")
def _smooth_alts_m(range_m: F64, ground_alt_msl_m: F64, ends_m: tuple[float, float]) -> tuple[float, float]:
    """Return what :func:`~skykeep.core.earth.terrain_path.smooth_earth_alts_m` does, without its arrays."""
    near_alt, far_alt = ends_m
    last = range_m.shape[0] - 1
    length: float = range_m[last]
    area = moment = 0.0
    for point in range(last):
        here, there = range_m[point], range_m[point + 1]
        before, after = ground_alt_msl_m[point], ground_alt_msl_m[point + 1]
        area += (there - here) * (before + after)
        moment += (there - here) * (after * (2.0 * there + here) + before * (there + 2.0 * here))
    obstruction = near_slope = far_slope = -np.inf
    for point in range(1, last):
        inner = range_m[point]
        over = ground_alt_msl_m[point] - (near_alt * (length - inner) + far_alt * inner) / length
        obstruction = max(obstruction, over)
        near_slope, far_slope = max(near_slope, over / inner), max(far_slope, over / (length - inner))
    near = (2.0 * area * length - moment) / length**2
    far = (moment - area * length) / length**2
    if obstruction > 0.0:
        near -= obstruction * near_slope / (near_slope + far_slope)
        far -= obstruction * far_slope / (near_slope + far_slope)
    return min(near, ground_alt_msl_m[0]), min(far, ground_alt_msl_m[last])


@array_kernel(error_model="numpy")
def path_geometry(
    range_m: F64, ground_alt_msl_m: F64, flat: F64, ends_m: tuple[float, float], earth_radius_m: float
) -> tuple[float, float, float, float]:
    """Return what diffraction over a path needs of it, whatever the wavelength.

    Parameters
    ----------
    range_m, ground_alt_msl_m, flat
        The path, both ends included, at least three points; ranges rise from 0; zeros as many.
    ends_m
        Heights of the two antennas above mean sea level, not below the ground.
    earth_radius_m
        Effective earth radius.

    Returns
    -------
    Fresnel parameters of Bullington's edge over the ground and over the smooth earth, times the root of the
    wavelength; heights of both ends above the smooth earth, m.
    """
    actual = _edge_reach(range_m, ground_alt_msl_m, ends_m, earth_radius_m)
    near_alt, far_alt = _smooth_alts_m(range_m, ground_alt_msl_m, ends_m)
    heights = (ends_m[0] - near_alt, ends_m[1] - far_alt)
    return actual, _edge_reach(range_m, flat, heights, earth_radius_m), heights[0], heights[1]


@kernel()
def geometry_loss_db(
    geometry: tuple[float, float, float, float],
    length_m: float,
    earth_radius_m: float,
    wavelength_m: float,
    vertical: bool,
    sea_share: float,
) -> float:
    """Return the delta-Bullington loss of a path from its geometry, one way, dB.

    ``geometry`` is of :func:`path_geometry`. P.452-17, eqs. 38 to 40; P.526-15, section 4.5.2.
    """
    actual, smooth, near_height_m, far_height_m = geometry
    actual_db = _bullington_db(actual, length_m, wavelength_m)
    smooth_db = _bullington_db(smooth, length_m, wavelength_m)
    spherical_db = spherical_earth_loss_db(
        length_m, near_height_m, far_height_m, earth_radius_m, wavelength_m, vertical, sea_share
    )
    return actual_db + max(spherical_db - smooth_db, 0.0)


@array_kernel(error_model="numpy")
def _path_bullington_db(
    range_m: F64,
    ground_alt_msl_m: F64,
    ends_m: tuple[float, float],
    earth_radius_m: float,
    wavelength_m: float,
) -> float:
    """Return the loss over the edge of a path for callers in Python, who cannot call kernels."""
    reach = _edge_reach(range_m, ground_alt_msl_m, ends_m, earth_radius_m)
    return _bullington_db(reach, range_m[range_m.shape[0] - 1], wavelength_m)


def bullington_db(path: TerrainPath, wavelength_m: float) -> float:
    """Return the loss over the one edge that stands for all obstacles of a path, one way, dB.

    Raises
    ------
    ValueError
        If the path cannot be analysed (:func:`~skykeep.core.earth.terrain_path.check_path`).

    Notes
    -----
    Where the ends see each other, the edge is the inner point with the largest Fresnel parameter; else it
    stands where the steepest rays from both ends cross. P.452-17, eqs. 13 to 22; P.526-15, section 4.5.1.
    """
    check_path(path)
    ranges = np.ascontiguousarray(path.range_m, dtype=np.float64)
    ground = np.ascontiguousarray(path.ground_alt_msl_m, dtype=np.float64)
    ends = (float(path.near_alt_msl_m), float(path.far_alt_msl_m))
    return float(_path_bullington_db(ranges, ground, ends, float(path.earth_radius_m), float(wavelength_m)))


@array_kernel(error_model="numpy")
def _spherical_earth_db(
    length_m: float, heights_m: tuple[float, float], earth_radius_m: float, wave: tuple[float, bool, float]
) -> float:
    """Return the loss over a smooth sphere for callers in Python, who cannot call kernels."""
    wavelength_m, vertical, sea_share = wave
    first, second = heights_m
    return spherical_earth_loss_db(length_m, first, second, earth_radius_m, wavelength_m, vertical, sea_share)


def spherical_earth_db(
    length_m: float,
    heights_m: tuple[float, float],
    earth_radius_m: float,
    *,
    wavelength_m: float,
    vertical: bool,
    sea_share: float,
) -> float:
    """Return the loss over a smooth sphere between antennas at two heights above it, one way, dB.

    As :func:`~.smooth_earth.spherical_earth_loss_db`, from Python.
    """
    heights = (float(heights_m[0]), float(heights_m[1]))
    wave = (float(wavelength_m), bool(vertical), float(sea_share))
    return float(_spherical_earth_db(float(length_m), heights, float(earth_radius_m), wave))


def delta_bullington(
    path: TerrainPath,
    wavelength_m: float,
    *,
    vertical: bool,
    sea_share: float = 0.0,
    smooth_alts_m: tuple[float, float] | None = None,
) -> DeltaBullington:
    """Return the diffraction loss over a path of terrain, and the parts that it is made of, one way, dB.

    Bullington's loss over the ground as it is, plus what the smooth earth loses more than Bullington's
    construction over it shows.

    Parameters
    ----------
    path
        The ground with what stands on it, and the antennas.
    wavelength_m
        Wavelength, positive.
    vertical
        Whether the field is vertical, else horizontal.
    sea_share
        Share of the path over sea, 0 to 1.
    smooth_alts_m
        Heights of the smooth earth below the ends, from the bare ground
        (:func:`~skykeep.core.earth.terrain_path.smooth_earth_alts_m`); None: the ground of ``path`` is bare.

    Raises
    ------
    ValueError
        If the path cannot be analysed.

    Notes
    -----
    P.452-17, eqs. 38 to 40; P.526-15, section 4.5.2.
    """
    check_path(path)
    near_alt, far_alt = smooth_alts_m if smooth_alts_m is not None else smooth_earth_alts_m(path)
    near, far = path.near_alt_msl_m - near_alt, path.far_alt_msl_m - far_alt
    flat = TerrainPath(path.range_m, np.zeros_like(path.range_m), near, far, path.earth_radius_m)
    actual_db, smooth_db = bullington_db(path, wavelength_m), bullington_db(flat, wavelength_m)
    spherical_db = spherical_earth_db(
        path.length_m,
        (near, far),
        path.earth_radius_m,
        wavelength_m=wavelength_m,
        vertical=vertical,
        sea_share=sea_share,
    )
    loss_db = actual_db + max(spherical_db - smooth_db, 0.0)
    return DeltaBullington(actual_db, smooth_db, spherical_db, loss_db)
