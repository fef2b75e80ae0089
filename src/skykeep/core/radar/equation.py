"""The radar range equation: from parameters, or anchored on a public range.

Both give one number for a radar, its power ratio on one square metre at one metre, ``snr_range4_per_m2``;
everything else is range and cross-section (:func:`echo_snr`).
"""

from __future__ import annotations

import math
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from ..kernel.jit import kernel

__all__ = [
    "BOLTZMANN_JPK",
    "SPEED_OF_LIGHT_MPS",
    "RadarLink",
    "anchored_snr_range4_per_m2",
    "echo_snr",
    "link_snr_range4_per_m2",
    "range_for_snr_m",
]

Values = TypeVar("Values", float, npt.NDArray[np.float64])

BOLTZMANN_JPK = 1.380649e-23
"""Boltzmann constant, J/K, exact (SI 2019)."""

SPEED_OF_LIGHT_MPS = 299_792_458.0
"""Speed of light in vacuum, m/s, exact."""


class RadarLink(NamedTuple):
    """What the radar equation needs besides target and range; power is peak power."""

    peak_power_w: float
    gain_transmit_db: float
    gain_receive_db: float
    freq_hz: float
    noise_temperature_k: float
    bandwidth_hz: float
    loss_db: float


def link_snr_range4_per_m2(link: RadarLink) -> float:
    """Return the single-pulse power ratio of a radar on 1 m2 times range^4, m4/m2, from its parameters.

    Raises
    ------
    ValueError
        If a quantity that must be positive is not.

    Notes
    -----
    Pt Gt Gr lambda^2 / ((4 pi)^3 k T B L). Skolnik (2008), *Radar Handbook*, 3rd edition, eq. 1.9; with
    transmitter and receiver apart Willis (1991), *Bistatic Radar*, eq. 4.1.
    """
    physical = {
        "peak_power_w": link.peak_power_w,
        "freq_hz": link.freq_hz,
        "noise_temperature_k": link.noise_temperature_k,
        "bandwidth_hz": link.bandwidth_hz,
    }
    for name, value in physical.items():
        if not value > 0.0:
            raise ValueError(f"{name} = {value!r} is not allowed: give a positive number")
    wavelength_m = SPEED_OF_LIGHT_MPS / link.freq_hz
    gain_db = link.gain_transmit_db + link.gain_receive_db - link.loss_db
    noise_w = BOLTZMANN_JPK * link.noise_temperature_k * link.bandwidth_hz
    spread = (4.0 * math.pi) ** 3
    return float(link.peak_power_w * 10.0 ** (gain_db / 10.0) * wavelength_m**2 / (spread * noise_w))


def anchored_snr_range4_per_m2(snr_reference: Values, range_m: Values, reference_rcs_m2: Values) -> Values:
    """Return the same number of a radar known by the power ratio at its public range on a reference target.

    Parameters
    ----------
    snr_reference
        Power ratio at the public range, from :func:`~.detection.required_snr_db`.
    range_m, reference_rcs_m2
        Public range, and cross-section of the target that it holds for, above zero.

    Notes
    -----
    SNR = SNR_ref (R_ref / R)^4 (sigma / sigma_ref).
    """
    return snr_reference * range_m**4 / reference_rcs_m2


@kernel(wrap=True)
def echo_snr(snr_range4_m4: float, range2_m2: float) -> float:
    """Return the single-pulse power ratio of a target at a squared range (read as 1 m2 where less).

    ``snr_range4_m4`` is that of the radar per square metre times the cross-section. With transmitter and
    receiver apart the squared range is the product of the two ranges.
    """
    return snr_range4_m4 / max(range2_m2 * range2_m2, 1.0)


def range_for_snr_m(snr_range4_m4: float, snr: float) -> float:
    """Return the range in metres at which one pulse has the power ratio ``snr``, above zero."""
    return float((snr_range4_m4 / snr) ** 0.25)
