"""Two rays over a spherical earth: the direct one, and the one that the ground reflects.

The pattern-propagation factor F is the field at the target over that in free space, one way; an echo goes
there and back, so its power has the factor F^4. Heights are above the reflecting ground. Geometry after
Fishback, as in Kerr (1951), *Propagation of Short Radio Waves*, section 2.13, and Blake (1980), *Radar Range-
Performance Analysis*, chapter 6.
"""

from __future__ import annotations

import math

from ..kernel.jit import kernel
from .smooth_earth import LAND, SEA, spherical_earth_loss_db

__all__ = ["reflection_range_m", "two_ray_power_factor"]

_GRAZING_DETOUR = 1.0 / 6.0
"""Wavelengths of detour below which the two rays cannot be told apart: there 2 sin(pi / 6) = 1, and the field
of the smooth sphere (P.526), which has no loss above, takes over."""


@kernel()
def reflection_range_m(
    ground_range_m: float, lower_height_m: float, higher_height_m: float, earth_radius_m: float
) -> float:
    """Return the ground range of the point of reflection from the lower of two points, m.

    Notes
    -----
    Root of 2 r^3 - 3 G r^2 + (G^2 - 2 a (h1 + h2)) r + 2 a h1 G = 0 in closed form: G / 2 - p sin(xi / 3),
    p = 2 / sqrt(3) sqrt(a (h1 + h2) + G^2 / 4), sin xi = 2 a G (h2 - h1) / p^3. Kerr (1951), section 2.13.
    """
    g, a = ground_range_m, earth_radius_m
    p = 2.0 / math.sqrt(3.0) * math.sqrt(a * (lower_height_m + higher_height_m) + 0.25 * g * g)
    sine = 2.0 * a * g * (higher_height_m - lower_height_m) / (p * p * p)
    return 0.5 * g - p * math.sin(math.asin(min(max(sine, -1.0), 1.0)) / 3.0)


@kernel()
def _reflection(
    sine: float, wavelength_m: float, vertical: bool, surface: tuple[float, float]
) -> tuple[float, float]:
    """Return real and imaginary part of the reflection coefficient of smooth ground at a grazing angle.

    Fresnel's, with the permittivity eps - j 60 lambda sigma. Recommendation ITU-R P.527.
    """
    real, imaginary = surface[0], -60.0 * wavelength_m * surface[1]
    # the root of eps - cos^2, in the half plane of positive real parts
    inner = real - (1.0 - sine * sine)
    modulus = math.sqrt(inner * inner + imaginary * imaginary)
    root_real = math.sqrt(0.5 * (modulus + inner))
    root_imaginary = -math.sqrt(max(0.5 * (modulus - inner), 0.0))
    if vertical:
        up_real, up_imaginary = real * sine, imaginary * sine
    else:
        up_real, up_imaginary = sine, 0.0
    top_real, top_imaginary = up_real - root_real, up_imaginary - root_imaginary
    low_real, low_imaginary = up_real + root_real, up_imaginary + root_imaginary
    size2 = low_real * low_real + low_imaginary * low_imaginary
    return (
        (top_real * low_real + top_imaginary * low_imaginary) / size2,
        (top_imaginary * low_real - top_real * low_imaginary) / size2,
    )


@kernel()
def two_ray_power_factor(
    ground_range_m: float,
    antenna_height_m: float,
    target_height_m: float,
    earth_radius_m: float,
    wavelength_m: float,
    beam_rad: float,
    roughness_m: float,
    vertical: bool,
    sea: bool,
) -> float:
    """Return F^4 of a target over a smooth or rough sphere: what the ground makes of the power of its echo.

    Parameters
    ----------
    ground_range_m
        Range along the ground, above zero.
    antenna_height_m, target_height_m
        Heights above the reflecting ground; below zero is read as zero.
    earth_radius_m
        Effective earth radius.
    wavelength_m
        Wavelength.
    beam_rad
        Elevation beamwidth between the half-power points; the beam points at the target.
    roughness_m
        Standard deviation of the height of the ground about its mean.
    vertical
        Whether the field is vertical, else horizontal.
    sea
        Whether the ground is sea, else land.

    Notes
    -----
    F = |1 + rho exp(-j 2 pi detour / lambda)|. rho is Fresnel's coefficient times the divergence of the
    sphere, (1 + 2 G1 G2 / (a (h1' + h2')))^-1/2, the roughness exp(-2 (2 pi s sin psi / lambda)^2) of Ament
    (1953), and the pattern of a Gaussian beam at the reflected ray. Where the detour is below a sixth of a
    wavelength stands the field of the smooth sphere (:func:`~.smooth_earth.spherical_earth_loss_db`), which
    goes on beyond the horizon.
    """
    antenna, target = max(antenna_height_m, 0.0), max(target_height_m, 0.0)
    g, a = ground_range_m, earth_radius_m
    low, high = min(antenna, target), max(antenna, target)
    near = reflection_range_m(g, low, high, a)
    far = g - near
    over_near, over_far = low - near * near / (2.0 * a), high - far * far / (2.0 * a)
    rise = over_near + over_far
    detour_m = 0.0
    if over_near > 0.0 and over_far > 0.0:
        # the difference of two nearly equal roots, in the form that keeps its digits
        straight = math.sqrt(g * g + (over_far - over_near) ** 2)
        detour_m = 4.0 * over_near * over_far / (math.sqrt(g * g + rise * rise) + straight)
    if detour_m < _GRAZING_DETOUR * wavelength_m:
        loss_db = spherical_earth_loss_db(g, antenna, target, a, wavelength_m, vertical, 1.0 if sea else 0.0)
        return math.pow(10.0, -0.2 * loss_db)
    grazing = math.atan2(rise, g)
    sine = math.sin(grazing)
    divergence = 1.0 / math.sqrt(1.0 + 2.0 * near * far / (a * rise))
    rough = 2.0 * math.pi * roughness_m * sine / wavelength_m
    below_rad = grazing + (near if antenna <= target else far) / a
    above_rad = math.atan2(target - antenna, g) - 0.5 * g / a
    off = (below_rad + above_rad) / beam_rad
    size = divergence * math.exp(-2.0 * rough * rough - 2.0 * math.log(2.0) * off * off)
    real, imaginary = _reflection(sine, wavelength_m, vertical, SEA if sea else LAND)
    turn = 2.0 * math.pi * detour_m / wavelength_m
    in_phase = 1.0 + size * (real * math.cos(turn) + imaginary * math.sin(turn))
    out_of_phase = size * (imaginary * math.cos(turn) - real * math.sin(turn))
    f2 = in_phase * in_phase + out_of_phase * out_of_phase
    return f2 * f2
