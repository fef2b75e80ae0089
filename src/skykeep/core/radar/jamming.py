"""Noise jamming, study level: how far it raises the noise of a receiver, and the range that is left.

A jammer is known by its effective radiated power density, watts per hertz in the direction of the radar, as
noise spread over a band; only what falls into the receiver's own band counts, so that bandwidths cancel. No
technique, waveform or deception is modelled.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ..kernel.jit import kernel
from ..kernel.records import Record, Rows
from .equation import BOLTZMANN_JPK

__all__ = [
    "Interference",
    "interference_to_noise",
    "jam_to_noise",
    "pencil_beamwidth_rad",
]

_PENCIL_GAIN_DEG2 = 26_000.0
"""Gain of a pencil beam times its two beamwidths in degrees, losses of a usual antenna included: Stutzman and
Thiele (2012), *Antenna Theory and Design*, 3rd edition, section 9.3."""

_HALF_POWER = -4.0 * math.log(2.0)
"""Exponent of a Gaussian beam one beamwidth off its axis; half the power is left half a beamwidth off."""


class Interference(Record):
    """What raises the noise of one radar in some directions: a jammer, or a sector that the radar leaves out.

    Looks that point at ``azimuth_rad``, which counts from the raid's first axis where ``on_axis``, have
    ``inside_factor`` times the thermal noise of the receiver more, from ``start_s`` to ``end_s`` on the clock
    of the raid; off it what a Gaussian beam of ``beamwidth_rad`` leaves of that, and at least
    ``outside_factor``. Without a beamwidth those within ``half_rad`` have all of it. An infinite factor
    blanks.
    """

    azimuth_rad: float
    on_axis: bool
    half_rad: float
    beamwidth_rad: float
    inside_factor: float
    outside_factor: float
    start_s: float
    end_s: float


F64 = npt.NDArray[np.float64]


def jam_to_noise(
    erp_density_w_per_hz: npt.ArrayLike,
    range_m: npt.ArrayLike,
    *,
    gain_db: npt.ArrayLike,
    wavelength_m: npt.ArrayLike,
    noise_k: npt.ArrayLike,
) -> F64:
    """Return the power of a jammer's noise over the receiver's own, in the direction of gain ``gain_db``.

    All may be arrays of one shape.

    Parameters
    ----------
    erp_density_w_per_hz
        Effective radiated power density of the jammer towards the radar.
    range_m
        Straight distance from the jammer to the radar, above zero; at 1 m the ratio is that of a jammer which
        the threat itself carries, times squared range.
    gain_db
        Gain of the receiving antenna towards the jammer, losses taken off.
    wavelength_m
        Wavelength.
    noise_k
        System noise temperature.

    Raises
    ------
    ValueError
        If range, wavelength or temperature is not above zero, or the power density is below zero.

    Notes
    -----
    J/N = (ERP / B) G lambda^2 / ((4 pi R)^2 k T). Barton (2013), *Radar Equations for Modern Radar*, section
    3.6.
    """
    density, distance, gain, wave, noise = (
        np.asarray(value, np.float64)
        for value in (erp_density_w_per_hz, range_m, gain_db, wavelength_m, noise_k)
    )
    positive = all(np.all(value > 0.0) for value in (distance, wave, noise))
    if not (positive and np.all(density >= 0.0)):
        raise ValueError(
            f"range_m = {range_m!r}, wavelength_m = {wavelength_m!r} and noise_k = {noise_k!r} must be above "
            f"zero, and erp_density_w_per_hz = {erp_density_w_per_hz!r} not below"
        )
    spread = (4.0 * math.pi * distance) ** 2 * BOLTZMANN_JPK * noise
    return np.asarray(density * 10.0 ** (gain / 10.0) * wave**2 / spread)


def pencil_beamwidth_rad(gain_db: npt.ArrayLike) -> F64:
    """Return the width of a pencil beam between its points of half power, rad.

    Notes
    -----
    sqrt(26000 / G) degrees.
    """
    return np.radians(np.sqrt(_PENCIL_GAIN_DEG2 / 10.0 ** (np.asarray(gain_db, np.float64) / 10.0)))


@kernel()
def interference_to_noise(
    sources: Rows[Interference], azimuth_rad: float, axis_rad: float, time_s: float
) -> float:
    """Return the noise that all sources add to looks at an azimuth, over the receiver's own.

    ``axis_rad`` is the azimuth of the raid's first axis. ``time_s`` is on the clock of the raid; nan takes
    every source as on.
    """
    added = 0.0
    for number in range(len(sources)):
        source = sources[number]
        if time_s < source.start_s or time_s > source.end_s:
            continue
        centre_rad = source.azimuth_rad + axis_rad if source.on_axis else source.azimuth_rad
        turn_rad = abs(azimuth_rad - centre_rad) % (2.0 * math.pi)
        off_rad = min(turn_rad, 2.0 * math.pi - turn_rad)
        if source.beamwidth_rad > 0.0:
            part = math.exp(_HALF_POWER * (off_rad / source.beamwidth_rad) ** 2)
            added += max(source.inside_factor * part, source.outside_factor)
        else:
            added += source.inside_factor if off_rad <= source.half_rad else source.outside_factor
    return added
