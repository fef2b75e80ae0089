"""Loss of a metre of air or rain near the ground, by recommendations of ITU-R as the package itur has it."""

from __future__ import annotations

import warnings
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import CompileError

__all__ = ["gas_db_per_m", "rain_db_per_m"]

F64 = npt.NDArray[np.float64]

_PRESSURE_HPA = 1013.25
_TEMPERATURE_K = 288.15
"""At the ground, as in the reference atmosphere of Recommendation ITU-R P.835: assumed."""
_LEVEL_DEG = 0.0
_VERTICAL_DEG = 90.0


def _models() -> Any:
    """Return the models of itur.

    Raises
    ------
    CompileError
        If it is not installed.
    """
    if find_spec("itur") is None:
        raise CompileError(
            "radar_effects: gas and rain are computed by the package itur, which is not installed: "
            "pip install 'skykeep[air]', or switch them off"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a package that is not ours, about its own use of others
        from itur.models import itu676, itu838
    return itu676, itu838


def gas_db_per_m(frequency_hz: F64, vapour_kgpm3: F64) -> tuple[F64, F64]:
    """Return the one-way loss in oxygen and in water vapour at the ground, dB/m, of arrays of one shape.

    Raises
    ------
    CompileError
        If itur is not installed.

    Notes
    -----
    Line by line after Recommendation ITU-R P.676, annex 1.
    """
    itu676, _ = _models()
    frequency_ghz, vapour_gpm3 = frequency_hz * 1e-9, vapour_kgpm3 * 1e3
    at_ground = (frequency_ghz, _PRESSURE_HPA, vapour_gpm3, _TEMPERATURE_K)
    dry, wet = itu676.gamma0_exact(*at_ground), itu676.gammaw_exact(*at_ground)
    return np.asarray(dry.value) * 1e-3, np.asarray(wet.value) * 1e-3


def rain_db_per_m(frequency_hz: F64, rate_mmph: F64, *, vertical: bool) -> F64:
    """Return the one-way loss in rain, dB/m, of arrays of one shape; 0 below 1 GHz, where none is stated.

    Raises
    ------
    CompileError
        If itur is not installed.

    Notes
    -----
    k R^alpha after Recommendation ITU-R P.838, for level rays.
    """
    _, itu838 = _models()
    loss = np.zeros(np.shape(rate_mmph))
    for one_hz in np.unique(frequency_hz):
        if one_hz < 1e9:
            continue
        k, alpha = itu838.rain_specific_attenuation_coefficients(
            float(one_hz) * 1e-9, _LEVEL_DEG, _VERTICAL_DEG if vertical else 0.0
        )
        here = frequency_hz == one_hz
        loss[here] = 1e-3 * float(k) * rate_mmph[here] ** float(alpha)
    return loss
