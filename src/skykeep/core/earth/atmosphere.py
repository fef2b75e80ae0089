"""The U.S. Standard Atmosphere 1976 below 86 km."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..kernel.jit import kernel

__all__ = [
    "AirState",
    "air_at_alt",
    "air_at_geopotential",
    "density_kg_m3",
    "geopotential_m",
]

F64 = npt.NDArray[np.float64]

_GRAVITY_MPS2 = 9.80665
_GAS_CONSTANT_JPKMOLK = 8314.32
_MOLAR_MASS_KGPKMOL = 28.9644
_EARTH_RADIUS_M = 6_356_766.0
_HEAT_RATIO = 1.4
_SUTHERLAND_BETA = 1.458e-6
_SUTHERLAND_K = 110.4
_SEA_LEVEL_PRESSURE_PA = 101_325.0
_GAS_CONSTANT_JPKGK = _GAS_CONSTANT_JPKMOLK / _MOLAR_MASS_KGPKMOL
_HYDROSTATIC_KPM = _GRAVITY_MPS2 / _GAS_CONSTANT_JPKGK
_FLOOR_M = -5_000.0

_BASE_M = np.array([0.0, 11_000.0, 20_000.0, 32_000.0, 47_000.0, 51_000.0, 71_000.0])
_LAPSE_KPM = np.array([-6.5e-3, 0.0, 1.0e-3, 2.8e-3, 0.0, -2.8e-3, -2.0e-3])
"""Bases (geopotential) and temperature gradients of the layers: U.S. Standard Atmosphere 1976, table 4."""


def _layer_bases() -> tuple[F64, F64]:
    """Return temperature and pressure at the base of each layer, from the sea-level values upwards."""
    temperature = np.empty(_BASE_M.size)
    pressure = np.empty(_BASE_M.size)
    temperature[0], pressure[0] = 288.15, _SEA_LEVEL_PRESSURE_PA
    for layer in range(_BASE_M.size - 1):
        depth = _BASE_M[layer + 1] - _BASE_M[layer]
        lapse = _LAPSE_KPM[layer]
        temperature[layer + 1] = temperature[layer] + lapse * depth
        if lapse == 0.0:
            share = math.exp(-_HYDROSTATIC_KPM * depth / temperature[layer])
        else:
            share = (temperature[layer] / temperature[layer + 1]) ** (_HYDROSTATIC_KPM / lapse)
        pressure[layer + 1] = pressure[layer] * share
    return temperature, pressure


_BASE_K, _BASE_PA = _layer_bases()


class AirState(NamedTuple):
    """Air at one height: molecular-scale temperature, pressure, density, sound speed, gravity, viscosity."""

    temperature_k: float
    pressure_pa: float
    density_kg_m3: float
    sound_speed_mps: float
    gravity_mps2: float
    viscosity_pa_s: float


@kernel(wrap=True)
def geopotential_m(alt_msl_m: float) -> float:
    """Return the geopotential height in metres of a geometric height above mean sea level.

    Notes
    -----
    r0 h / (r0 + h), r0 = 6 356 766 m. U.S. Standard Atmosphere 1976, eq. 18.
    """
    return _EARTH_RADIUS_M * alt_msl_m / (_EARTH_RADIUS_M + alt_msl_m)


@kernel(wrap=True)
def _temperature_and_pressure(height_m: float) -> tuple[float, float]:
    layer = 0
    while layer < _BASE_M.shape[0] - 1 and height_m >= _BASE_M[layer + 1]:
        layer += 1
    rise = height_m - _BASE_M[layer]
    lapse = _LAPSE_KPM[layer]
    base_k = _BASE_K[layer]
    temperature = base_k + lapse * rise
    if lapse == 0.0:
        return temperature, _BASE_PA[layer] * math.exp(-_HYDROSTATIC_KPM * rise / base_k)
    return temperature, _BASE_PA[layer] * (base_k / temperature) ** (_HYDROSTATIC_KPM / lapse)


@kernel(wrap=True)
def density_kg_m3(alt_msl_m: float) -> float:
    """Return the air density in kg/m3 at a geometric height above mean sea level.

    Heights below -5 km are read as -5 km. Above 86 km, where the model of this module ends, the gradient of
    the last layer is kept to 100 km and the density is zero beyond: in both, less than 7e-6 of the
    sea-level value.
    """
    if alt_msl_m > 100_000.0:
        return 0.0
    height_m = geopotential_m(max(alt_msl_m, _FLOOR_M))
    temperature, pressure = _temperature_and_pressure(height_m)
    return pressure / (_GAS_CONSTANT_JPKGK * temperature)


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
    if not _FLOOR_M <= height_geopotential_m <= 84_852.05:
        raise ValueError(
            f"height_geopotential_m = {height_geopotential_m!r} is outside the standard atmosphere: "
            "give -5000 to 84852 m"
        )
    temperature, pressure = _temperature_and_pressure(float(height_geopotential_m))
    return AirState(
        temperature_k=float(temperature),
        pressure_pa=float(pressure),
        density_kg_m3=float(pressure / (_GAS_CONSTANT_JPKGK * temperature)),
        sound_speed_mps=math.sqrt(_HEAT_RATIO * _GAS_CONSTANT_JPKGK * temperature),
        gravity_mps2=_GRAVITY_MPS2 * (1.0 - height_geopotential_m / _EARTH_RADIUS_M) ** 2,
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
