"""Diffraction loss over a whole path of terrain: Bullington's construction, the sphere, and both together.

The method of Recommendation ITU-R P.526-15, section 4.5 (delta-Bullington), with the equations as numbered in
Recommendation ITU-R P.452-17, section 4.2. Both also give them in practical units with rounded factors, which
differ from the consistent units here by some thousandths of a decibel. No answer of the program uses it yet:
what is hidden counts as not seen. It is checked against published values, for an option to come.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ..earth.terrain_path import TerrainPath, check_path, heights_over_chord_m, smooth_earth_alts_m
from .propagation import knife_edge_approximate_db

__all__ = ["DeltaBullington", "Surface", "bullington_db", "delta_bullington", "spherical_earth_db"]


class Surface(NamedTuple):
    """Relative permittivity and conductivity of the ground, siemens per metre."""

    permittivity_factor: float
    conductivity_s_per_m: float


_LAND = Surface(22.0, 0.003)
_SEA = Surface(80.0, 5.0)
"""P.452-17, section 4.2.2.1."""


class DeltaBullington(NamedTuple):
    """The three losses that the method is made of, and the loss over the path, one way, dB."""

    actual_db: float
    smooth_db: float
    spherical_db: float
    loss_db: float


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
    length, near = path.length_m, path.range_m[1:-1]
    far = length - near
    rise = path.ground_alt_msl_m[1:-1] + near * far / (2.0 * path.earth_radius_m)
    up = float(np.max((rise - path.near_alt_msl_m) / near))
    if up < (path.far_alt_msl_m - path.near_alt_msl_m) / length:
        over = heights_over_chord_m(path, bulge=True)
        nu = float(np.max(over * np.sqrt(2.0 * length / (wavelength_m * near * far))))
    else:
        down = float(np.max((rise - path.far_alt_msl_m) / far))
        here = (path.far_alt_msl_m - path.near_alt_msl_m + down * length) / (up + down)
        there = length - here
        chord = (path.near_alt_msl_m * there + path.far_alt_msl_m * here) / length
        over_m = path.near_alt_msl_m + up * here - chord
        nu = over_m * math.sqrt(2.0 * length / (wavelength_m * here * there))
    edge_db = knife_edge_approximate_db(nu)
    return edge_db + (1.0 - math.exp(-edge_db / 6.0)) * (10.0 + 0.02e-3 * length)


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

    ``vertical`` is the polarisation, ``sea_share`` the share of the path over sea; the rest is land.

    Notes
    -----
    Beyond the horizon the first term of the residue series; in sight, a share of it that falls to zero where
    0.55 of the first Fresnel zone is clear. P.452-17, eqs. 23 to 29; P.526-15, section 3.2.
    """
    first, second = heights_m
    sphere = _Sphere(wavelength_m, vertical, sea_share)
    reach = math.sqrt(2.0 * earth_radius_m) * (math.sqrt(first) + math.sqrt(second))
    if length_m >= reach:
        return _first_term_db(length_m, heights_m, earth_radius_m, sphere)
    near, clear = _least_clearance_m(length_m, heights_m, earth_radius_m)
    wanted = 0.552 * math.sqrt(near * (length_m - near) * wavelength_m / length_m)
    if clear > wanted:
        return 0.0
    marginal_m = 0.5 * (length_m / (math.sqrt(first) + math.sqrt(second))) ** 2
    loss_db = _first_term_db(length_m, heights_m, marginal_m, sphere)
    return 0.0 if loss_db < 0.0 else (1.0 - clear / wanted) * loss_db


class _Sphere(NamedTuple):
    """What the first term needs beside the geometry."""

    wavelength_m: float
    vertical: bool
    sea_share: float


def _least_clearance_m(
    length_m: float, heights_m: tuple[float, float], earth_radius_m: float
) -> tuple[float, float]:
    """Return where the ray between two antennas in sight comes nearest to the sphere, and how near, m.

    P.452-17, eqs. 24 and 25.
    """
    first, second = heights_m
    c = (first - second) / (first + second)
    m = length_m * length_m / (4.0 * earth_radius_m * (first + second))
    angle = math.pi / 3.0 + math.acos(1.5 * c * math.sqrt(3.0 * m / (m + 1.0) ** 3)) / 3.0
    near = 0.5 * length_m * (1.0 + 2.0 * math.sqrt((m + 1.0) / (3.0 * m)) * math.cos(angle))
    far = length_m - near
    over_first = first - near * near / (2.0 * earth_radius_m)
    over_second = second - far * far / (2.0 * earth_radius_m)
    return near, (over_first * far + over_second * near) / length_m


def _first_term_db(
    length_m: float, heights_m: tuple[float, float], radius_m: float, sphere: _Sphere
) -> float:
    """Return the first term over land and sea, by their shares (P.452-17, eq. 29)."""
    shares = ((sphere.sea_share, _SEA), (1.0 - sphere.sea_share, _LAND))
    return sum(
        share * _over_surface_db(length_m, heights_m, radius_m, sphere, surface)
        for share, surface in shares
        if share > 0.0
    )


def _over_surface_db(
    length_m: float, heights_m: tuple[float, float], radius_m: float, sphere: _Sphere, surface: Surface
) -> float:
    """Return the first term over one kind of ground (P.452-17, eqs. 30 to 37; P.526-15, section 3.1.1)."""
    wavelength = sphere.wavelength_m
    loss_term = 60.0 * wavelength * surface.conductivity_s_per_m
    admittance: float = (2.0 * math.pi * radius_m / wavelength) ** (-1.0 / 3.0)
    admittance *= ((surface.permittivity_factor - 1.0) ** 2 + loss_term**2) ** -0.25
    if sphere.vertical:
        admittance *= math.hypot(surface.permittivity_factor, loss_term)
    k2, k4 = admittance**2, admittance**4
    beta = (1.0 + 1.6 * k2 + 0.67 * k4) / (1.0 + 4.5 * k2 + 1.53 * k4)
    x: float = beta * length_m * (math.pi / (wavelength * radius_m**2)) ** (1.0 / 3.0)
    if x >= 1.6:
        distance_db = 11.0 + 10.0 * math.log10(x) - 17.6 * x
    else:
        distance_db = -20.0 * math.log10(x) - 5.6488 * x**1.425
    lift: float = 2.0 * beta * beta * (math.pi**2 / (wavelength**2 * radius_m)) ** (1.0 / 3.0)
    gain_db = sum(_height_gain_db(lift * height, admittance) for height in heights_m)
    return -distance_db - gain_db


def _height_gain_db(b: float, admittance: float) -> float:
    """Return the gain from an antenna's normalised height, never below that of the ground (eqs. 35, 36)."""
    least_db = 2.0 + 20.0 * math.log10(admittance)
    if b <= 0.0:
        return least_db
    if b > 2.0:
        gain_db = 17.6 * math.sqrt(b - 1.1) - 5.0 * math.log10(b - 1.1) - 8.0
    else:
        gain_db = 20.0 * math.log10(b + 0.1 * b**3)
    return max(gain_db, least_db)


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
