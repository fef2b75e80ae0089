"""The radar range equation: from parameters, and anchored on a public range."""

from __future__ import annotations

import math
from typing import NamedTuple

from numba import njit

__all__ = [
    "BOLTZMANN_JPK",
    "SPEED_OF_LIGHT_MPS",
    "RadarLink",
    "anchored_snr_db",
    "bistatic_snr_db",
    "range_for_snr_m",
    "snr_db",
]

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


def bistatic_snr_db(
    link: RadarLink, rcs_m2: float, *, range_transmit_m: float, range_receive_m: float
) -> float:
    """Return the single-pulse signal-to-noise ratio in decibels with transmitter and receiver apart.

    Raises
    ------
    ValueError
        If a quantity that must be positive is not.

    Notes
    -----
    Pt Gt Gr lambda^2 sigma / ((4 pi)^3 Rt^2 Rr^2 k T B L). Willis (1991), *Bistatic Radar*, eq. 4.1.
    """
    _positive(link, rcs_m2=rcs_m2, range_transmit_m=range_transmit_m, range_receive_m=range_receive_m)
    wavelength_m = SPEED_OF_LIGHT_MPS / link.freq_hz
    return (
        10.0 * math.log10(link.peak_power_w)
        + link.gain_transmit_db
        + link.gain_receive_db
        + 20.0 * math.log10(wavelength_m)
        + 10.0 * math.log10(rcs_m2)
        - 30.0 * math.log10(4.0 * math.pi)
        - 20.0 * math.log10(range_transmit_m)
        - 20.0 * math.log10(range_receive_m)
        - 10.0 * math.log10(BOLTZMANN_JPK * link.noise_temperature_k * link.bandwidth_hz)
        - link.loss_db
    )


def snr_db(link: RadarLink, rcs_m2: float, *, range_m: float) -> float:
    """Return the single-pulse signal-to-noise ratio in decibels of a monostatic radar.

    Raises
    ------
    ValueError
        If a quantity that must be positive is not.

    Notes
    -----
    Pt G^2 lambda^2 sigma / ((4 pi)^3 R^4 k T B L). Skolnik (2008), *Radar Handbook*, 3rd edition, eq. 1.9.
    """
    return bistatic_snr_db(link, rcs_m2, range_transmit_m=range_m, range_receive_m=range_m)


def range_for_snr_m(link: RadarLink, rcs_m2: float, *, required_db: float) -> float:
    """Return the range in metres at which a monostatic radar has ``required_db`` on one pulse.

    Raises
    ------
    ValueError
        If a quantity that must be positive is not.
    """
    return float(10.0 ** ((snr_db(link, rcs_m2, range_m=1.0) - required_db) / 40.0))


@njit(cache=True, nogil=True)
def anchored_snr_db(snr_reference_db: float, range_ratio: float, rcs_ratio: float, excess_db: float) -> float:
    """Return the signal-to-noise ratio in decibels of a radar known by its range on a reference target.

    Parameters
    ----------
    snr_reference_db
        Ratio at the public range on the reference target, from :func:`~.detection.required_snr_db`.
    range_ratio
        Range of the target over the public range; zero or less gives plus infinity.
    rcs_ratio
        Radar cross-section over the reference cross-section; zero or less gives minus infinity.
    excess_db
        Propagation factor F^4 less losses and jamming, decibels; 0 when none is modelled.

    Notes
    -----
    SNR = SNR_ref (R_ref / R)^4 (sigma / sigma_ref) F^4 / L.
    """
    if range_ratio <= 0.0:
        return math.inf
    if rcs_ratio <= 0.0:
        return -math.inf
    return snr_reference_db - 40.0 * math.log10(range_ratio) + 10.0 * math.log10(rcs_ratio) + excess_db


def _positive(link: RadarLink, **given: float) -> None:
    physical = {
        "peak_power_w": link.peak_power_w,
        "freq_hz": link.freq_hz,
        "noise_temperature_k": link.noise_temperature_k,
        "bandwidth_hz": link.bandwidth_hz,
        **given,
    }
    for name, value in physical.items():
        if not value > 0.0:
            raise ValueError(f"{name} = {value!r} is not allowed: give a positive number")
