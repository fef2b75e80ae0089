"""Air at one height of the U.S. Standard Atmosphere 1976 below 86 km: all that its tables print."""

from __future__ import annotations

import math
from typing import NamedTuple

from ..core.earth.atmosphere import (
    EARTH_RADIUS_M,
    FLOOR_M,
    GAS_CONSTANT_JPKGK,
    GRAVITY_MPS2,
    geopotential_m,
    temperature_and_pressure,
)

__all__ = ["AirState", "air_at_alt", "air_at_geopotential"]

_HEAT_RATIO = 1.4
_SUTHERLAND_BETA = 1.458e-6
_SUTHERLAND_K = 110.4


class AirState(NamedTuple):
    """Air at one height: molecular-scale temperature, pressure, density, sound speed, gravity, viscosity."""

    temperature_k: float
    pressure_pa: float
    density_kg_m3: float
    sound_speed_mps: float
    gravity_mps2: float
    viscosity_pa_s: float


def air_at_geopotential(height_geopotential_m: float) -> AirState:
    """Return the state of the air at a geopotential height from -5 000 m to 84 852 m.

    Raises
    ------
    ValueError
        If the height is outside the model.

    Notes
    -----
    Hydrostatic layers of constant temperature gradient; sound speed sqrt(1.4 R T / M);
    viscosity by Sutherland's law; gravity g0 (r0 / (r0 + z))^2. Temperature is molecular-scale, at most
    0.04 % above the kinetic one, and that only over 80 km. U.S. Standard Atmosphere 1976, eqs. 17, 23,
    33a/b, 42, 50, 51.
    """
    if not FLOOR_M <= height_geopotential_m <= 84_852.05:
        raise ValueError(
            f"height_geopotential_m = {height_geopotential_m!r} is outside the standard atmosphere: "
            "give -5000 to 84852 m"
        )
    temperature, pressure = temperature_and_pressure(float(height_geopotential_m))
    return AirState(
        temperature_k=float(temperature),
        pressure_pa=float(pressure),
        density_kg_m3=float(pressure / (GAS_CONSTANT_JPKGK * temperature)),
        sound_speed_mps=math.sqrt(_HEAT_RATIO * GAS_CONSTANT_JPKGK * temperature),
        gravity_mps2=GRAVITY_MPS2 * (1.0 - height_geopotential_m / EARTH_RADIUS_M) ** 2,
        viscosity_pa_s=_SUTHERLAND_BETA * temperature**1.5 / (temperature + _SUTHERLAND_K),
    )


def air_at_alt(alt_msl_m: float) -> AirState:
    """Return the state of the air at a geometric height above mean sea level, -4 996 m to 86 000 m.

    Raises
    ------
    ValueError
        If the height is outside the model.
    """
    return air_at_geopotential(geopotential_m(float(alt_msl_m)))
