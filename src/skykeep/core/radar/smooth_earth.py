"""Field over a smooth sphere near its horizon and beyond: the first term of the residue series.

The method of Recommendation ITU-R P.526-15, section 3, with the equations as numbered in Recommendation ITU-R
P.452-17, section 4.2.2. Heights are above the sphere; losses are one way.
"""

from __future__ import annotations

import math

from ..kernel.jit import kernel

__all__ = ["LAND", "SEA", "spherical_earth_loss_db"]

LAND = (22.0, 0.003)
SEA = (80.0, 5.0)
"""Relative permittivity, and conductivity in siemens per metre: P.452-17, section 4.2.2.1."""

_CLEAR_SHARE = 0.552
"""Share of the first Fresnel zone that must be clear for no loss: P.526-15, section 3.2."""


@kernel()
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


@kernel()
def _over_surface_db(
    length_m: float,
    first_m: float,
    second_m: float,
    earth_radius_m: float,
    wavelength_m: float,
    vertical: bool,
    surface: tuple[float, float],
) -> float:
    """Return the first term over one kind of ground (P.452-17, eqs. 30 to 37; P.526-15, section 3.1.1)."""
    permittivity, conductivity = surface
    loss_term = 60.0 * wavelength_m * conductivity
    admittance = math.pow(2.0 * math.pi * earth_radius_m / wavelength_m, -1.0 / 3.0)
    admittance *= math.pow((permittivity - 1.0) ** 2 + loss_term**2, -0.25)
    if vertical:
        admittance *= math.sqrt(permittivity * permittivity + loss_term * loss_term)
    k2, k4 = admittance**2, admittance**4
    beta = (1.0 + 1.6 * k2 + 0.67 * k4) / (1.0 + 4.5 * k2 + 1.53 * k4)
    x = beta * length_m * math.pow(math.pi / (wavelength_m * earth_radius_m**2), 1.0 / 3.0)
    if x >= 1.6:
        distance_db = 11.0 + 10.0 * math.log10(x) - 17.6 * x
    else:
        distance_db = -20.0 * math.log10(x) - 5.6488 * math.pow(x, 1.425)
    lift = 2.0 * beta * beta * math.pow(math.pi**2 / (wavelength_m**2 * earth_radius_m), 1.0 / 3.0)
    return (
        -distance_db
        - _height_gain_db(lift * first_m, admittance)
        - _height_gain_db(lift * second_m, admittance)
    )


@kernel()
def _first_term_db(
    length_m: float,
    first_m: float,
    second_m: float,
    earth_radius_m: float,
    wavelength_m: float,
    vertical: bool,
    sea_share: float,
) -> float:
    """Return the first term over land and sea, by their shares (P.452-17, eq. 29)."""
    loss_db = 0.0
    if sea_share < 1.0:
        land_db = _over_surface_db(length_m, first_m, second_m, earth_radius_m, wavelength_m, vertical, LAND)
        loss_db += (1.0 - sea_share) * land_db
    if sea_share > 0.0:
        sea_db = _over_surface_db(length_m, first_m, second_m, earth_radius_m, wavelength_m, vertical, SEA)
        loss_db += sea_share * sea_db
    return loss_db


@kernel()
def _nearest_m(length_m: float, first_m: float, second_m: float, earth_radius_m: float) -> float:
    """Return where the ray between two antennas in sight comes nearest to the sphere, from the first, m.

    P.452-17, eqs. 24 and 25.
    """
    c = (first_m - second_m) / (first_m + second_m)
    m = length_m * length_m / (4.0 * earth_radius_m * (first_m + second_m))
    cosine = 1.5 * c * math.sqrt(3.0 * m / (m + 1.0) ** 3)
    angle = math.pi / 3.0 + math.acos(min(max(cosine, -1.0), 1.0)) / 3.0
    return 0.5 * length_m * (1.0 + 2.0 * math.sqrt((m + 1.0) / (3.0 * m)) * math.cos(angle))


@kernel()
def spherical_earth_loss_db(
    length_m: float,
    first_height_m: float,
    second_height_m: float,
    earth_radius_m: float,
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
    first, second = max(first_height_m, 0.0), max(second_height_m, 0.0)
    roots = math.sqrt(first) + math.sqrt(second)
    if roots * roots * 2.0 * earth_radius_m <= length_m * length_m:
        return _first_term_db(length_m, first, second, earth_radius_m, wavelength_m, vertical, sea_share)
    near = _nearest_m(length_m, first, second, earth_radius_m)
    far = length_m - near
    over_first = first - near * near / (2.0 * earth_radius_m)
    over_second = second - far * far / (2.0 * earth_radius_m)
    clear = (over_first * far + over_second * near) / length_m
    wanted = _CLEAR_SHARE * math.sqrt(near * far * wavelength_m / length_m)
    if clear > wanted:
        return 0.0
    marginal_m = 0.5 * length_m * length_m / (roots * roots)
    loss_db = _first_term_db(length_m, first, second, marginal_m, wavelength_m, vertical, sea_share)
    return 0.0 if loss_db < 0.0 else (1.0 - clear / wanted) * loss_db
