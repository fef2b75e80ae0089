"""The U.S. Standard Atmosphere 1976 below 86 km."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ..kernel.jit import kernel

__all__ = [
    "EARTH_RADIUS_M",
    "FLOOR_M",
    "GAS_CONSTANT_JPKGK",
    "GRAVITY_MPS2",
    "density_kg_m3",
    "geopotential_m",
    "temperature_and_pressure",
]

F64 = npt.NDArray[np.float64]

GRAVITY_MPS2 = 9.80665
_GAS_CONSTANT_JPKMOLK = 8314.32
_MOLAR_MASS_KGPKMOL = 28.9644
EARTH_RADIUS_M = 6_356_766.0
_SEA_LEVEL_PRESSURE_PA = 101_325.0
GAS_CONSTANT_JPKGK = _GAS_CONSTANT_JPKMOLK / _MOLAR_MASS_KGPKMOL
_HYDROSTATIC_KPM = GRAVITY_MPS2 / GAS_CONSTANT_JPKGK
FLOOR_M = -5_000.0

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


@kernel(wrap=True)
def geopotential_m(alt_msl_m: float) -> float:
    """Return the geopotential height in metres of a geometric height above mean sea level.

    Notes
    -----
    r0 h / (r0 + h), r0 = 6 356 766 m. U.S. Standard Atmosphere 1976, eq. 18.
    """
    return EARTH_RADIUS_M * alt_msl_m / (EARTH_RADIUS_M + alt_msl_m)


@kernel(wrap=True)
def temperature_and_pressure(height_m: float) -> tuple[float, float]:
    """Return molecular-scale temperature, K, and pressure, Pa, at a geopotential height; the first and the
    last gradient are kept beyond the layers."""
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
    height_m = geopotential_m(max(alt_msl_m, FLOOR_M))
    temperature, pressure = temperature_and_pressure(height_m)
    return pressure / (GAS_CONSTANT_JPKGK * temperature)
