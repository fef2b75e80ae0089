"""The radar range equation from the parameters of a radar."""

from __future__ import annotations

import math
from typing import NamedTuple

from ..core.radar.equation import BOLTZMANN_JPK, SPEED_OF_LIGHT_MPS

__all__ = ["RadarLink", "link_snr_range4_per_m2", "range_for_snr_m"]


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


def range_for_snr_m(snr_range4_m4: float, snr: float) -> float:
    """Return the range in metres at which one pulse has the power ratio ``snr``, above zero."""
    return float((snr_range4_m4 / snr) ** 0.25)
