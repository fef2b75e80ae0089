"""Detectors beside the one of the product: Albersheim's equation, and signals of known phase."""

from __future__ import annotations

import math

from scipy import special

from ..core.radar.detection import check_look

__all__ = ["albersheim_db", "coherent_p_detect"]


def coherent_p_detect(n_pulses: int, p_false_alarm: float, snr: float) -> float:
    """Return the probability of detecting a signal of known phase whose pulses are added as voltages.

    The best that any detector can do. Here the signal-to-noise ratio counts the noise of both quadratures, of
    which the detector looks at one.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Q(Q^-1(Pfa) - sqrt(2 N snr)), Q the tail of the normal distribution. Richards (2014), *Fundamentals of
    Radar Signal Processing*, section 6.2.
    """
    check_look(0, n_pulses, p_false_alarm)
    if not snr >= 0.0:
        raise ValueError(f"snr = {snr!r} is not allowed: give a power ratio of zero or more, not decibels")
    return float(special.ndtr(math.sqrt(2.0 * n_pulses * snr) + special.ndtri(p_false_alarm)))


def albersheim_db(n_pulses: int, p_false_alarm: float, p_required: float) -> float:
    """Return Albersheim's approximation of the required single-pulse ratio in decibels, for a steady target.

    Stated by its author to 0.2 dB for a linear detector, false alarms of 1e-7 to 1e-3, detection of 0.1 to
    0.9 and 1 to 8096 pulses; outside it is still evaluated. Against the exact square-law value it is up to
    0.3 dB off for detection of 0.3 to 0.9 and up to 1.9 dB low at 0.1.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    A = ln(0.62 / Pfa), B = ln(Pd / (1 - Pd)); the ratio is -5 log10 N + (6.2 + 4.54 / sqrt(N + 0.44))
    log10(A + 0.12 A B + 1.7 B). Albersheim (1981), Proceedings of the IEEE 69, 839.
    """
    check_look(0, n_pulses, p_false_alarm)
    a = math.log(0.62 / p_false_alarm)
    b = float(special.logit(p_required))
    argument = a + 0.12 * a * b + 1.7 * b
    if not argument > 0.0:
        raise ValueError(
            f"p_required = {p_required!r} is too small for Albersheim's equation: use required_snr_db"
        )
    return -5.0 * math.log10(n_pulses) + (6.2 + 4.54 / math.sqrt(n_pulses + 0.44)) * math.log10(argument)
