"""Radio refractivity of air and the effective-earth factor, after Recommendation ITU-R P.453."""

from __future__ import annotations

import math

from ..core.earth.horizon import MEAN_EARTH_RADIUS_M

__all__ = [
    "k_factor",
    "k_factor_157",
    "reference_refractivity",
    "refractivity",
    "vapour_pressure_hpa",
]

_REFERENCE_REFRACTIVITY = 315.0
_REFERENCE_SCALE_HEIGHT_M = 7_350.0
"""Reference atmosphere: Recommendation ITU-R P.453, section 3."""

_KELVIN_AT_ZERO_C = 273.15

_SATURATION_HPA = 6.1121
_SATURATION_B = 18.678
_SATURATION_C = 257.14
_SATURATION_D = 234.5
"""Saturation over water: Recommendation ITU-R P.453, eq. 9 and its table."""


def vapour_pressure_hpa(pressure_hpa: float, temperature_c: float, humidity_pct: float) -> float:
    """Return the water-vapour pressure in hPa of air at the given relative humidity over water.

    Valid from -40 to 50 degrees Celsius.

    Notes
    -----
    Saturation pressure with the enhancement factor for moist air. Recommendation ITU-R P.453, eqs. 8 and 9.
    """
    t = temperature_c
    enhancement = 1.0 + 1e-4 * (7.2 + pressure_hpa * (0.0320 + 5.9e-6 * t * t))
    saturation = _SATURATION_HPA * math.exp((_SATURATION_B - t / _SATURATION_D) * t / (t + _SATURATION_C))
    return humidity_pct / 100.0 * enhancement * saturation


def refractivity(pressure_hpa: float, temperature_c: float, vapour_hpa: float) -> float:
    """Return the radio refractivity in N-units of air with the given vapour pressure.

    Notes
    -----
    77.6 (p - e) / T + 72 e / T + 3.75e5 e / T^2, T in kelvin. Recommendation ITU-R P.453, eqs. 3 to 6.
    """
    kelvin = temperature_c + _KELVIN_AT_ZERO_C
    dry = 77.6 * (pressure_hpa - vapour_hpa) / kelvin
    return dry + 72.0 * vapour_hpa / kelvin + 3.75e5 * vapour_hpa / kelvin**2


def reference_refractivity(height_m: float) -> float:
    """Return the refractivity in N-units of the reference atmosphere, 315 exp(-h / 7.35 km).

    Notes
    -----
    Recommendation ITU-R P.453, eq. 14.
    """
    return _REFERENCE_REFRACTIVITY * math.exp(-height_m / _REFERENCE_SCALE_HEIGHT_M)


def k_factor_157(gradient_n_per_km: float) -> float:
    """Return the effective-earth factor 157 / (157 + dN/dh) for a refractivity gradient in N-units per km.

    Infinite at -157, negative beyond (ducting). Recommendation ITU-R P.453, annex; 157 is 1e6 / 6371 rounded.
    """
    return _factor(157.0, gradient_n_per_km)


def k_factor(gradient_n_per_km: float) -> float:
    """Return the effective-earth factor 1 / (1 + a dn/dh) with the mean earth radius a, not rounded to 157.

    Infinite where rays follow the earth, negative beyond (ducting).
    """
    return _factor(1e9 / MEAN_EARTH_RADIUS_M, gradient_n_per_km)


def _factor(earth_curvature_n_per_km: float, gradient_n_per_km: float) -> float:
    bent = earth_curvature_n_per_km + gradient_n_per_km
    return math.inf if bent == 0.0 else earth_curvature_n_per_km / bent
