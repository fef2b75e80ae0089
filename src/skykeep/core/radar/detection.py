"""Detection probability of a square-law detector, Swerling 0 to 4: exact, and an approximation.

Noise power is one. The detector adds ``n_pulses`` squared envelopes and compares the sum with a threshold.
The signal-to-noise ratio is the *mean single-pulse power ratio*; the false-alarm probability is that of one
decision after integration.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special

__all__ = [
    "MOST_PULSES",
    "LookTable",
    "check_look",
    "p_detect",
    "p_detect_table",
    "required_snr_db",
    "shnidman_db",
    "threshold",
]

F64 = npt.NDArray[np.float64]

_TAIL_STANDARD_DEVIATIONS = 12.0
"""Beyond threshold + 12 sqrt(threshold) the upper incomplete gamma is within 1e-15 of one."""

_TAIL_TERMS = 60
MOST_PULSES = 1_000_000
"""Largest number of pulses: the terms of the mixture grow with its root."""

_CERTAIN_SNR = 1e60
"""Larger ratios are read as this one, at which every detection is certain to all digits."""

_SNR_SEARCH_DB = 1.5
_SNR_LIMIT_DB = 300.0
_SNR_TOLERANCE_DB = 1e-11
_SEARCH_STEPS = 200
_ELEMENTS_AT_ONCE = 2_000_000


class LookTable(NamedTuple):
    """Probability of detection in one look on an even grid of mean single-pulse signal-to-noise ratio."""

    p_detect: F64
    snr_first_db: float
    snr_step_db: float


def check_look(swerling: int, n_pulses: int, p_false_alarm: float) -> None:
    """Refuse a case, a number of pulses or a probability of a false alarm that no look can have.

    Raises
    ------
    ValueError
        If an argument is out of range; the message names it.
    """
    if swerling not in (0, 1, 2, 3, 4):
        raise ValueError(f"swerling = {swerling!r} is not a Swerling case: give 0, 1, 2, 3 or 4")
    if not 1 <= n_pulses <= MOST_PULSES or n_pulses != int(n_pulses):
        raise ValueError(
            f"n_pulses = {n_pulses!r} is not allowed: give a whole number from 1 to {MOST_PULSES}"
        )
    if not 0.0 < p_false_alarm < 1.0:
        raise ValueError(f"p_false_alarm = {p_false_alarm!r} is not allowed: give a number between 0 and 1")


def threshold(n_pulses: int, p_false_alarm: float) -> float:
    """Return the threshold on the sum of ``n_pulses`` squared envelopes, in units of the noise power.

    Parameters
    ----------
    n_pulses
        Pulses added before the decision, at least 1.
    p_false_alarm
        False-alarm probability of the decision, between 0 and 1.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    The sum of N unit exponentials exceeds T with the regularised upper incomplete gamma function Q(N, T); the
    threshold is its inverse. Marcum (1960), IRE Transactions IT-6, 59-267.
    """
    check_look(0, n_pulses, p_false_alarm)
    return float(special.gammainccinv(n_pulses, p_false_alarm))


def p_detect(swerling: int, n_pulses: int, p_false_alarm: float, snr: npt.ArrayLike) -> F64:
    """Return the probability of detection at each mean single-pulse power ratio ``snr``.

    Parameters
    ----------
    swerling
        0 (steady), 1 or 3 (constant over the pulses), 2 or 4 (independent from pulse to pulse).
    n_pulses
        Pulses added before the decision, at least 1.
    p_false_alarm
        False-alarm probability of the decision, between 0 and 1.
    snr
        Power ratio (not decibels), zero or more, any shape.

    Returns
    -------
    ndarray
        Probabilities of the shape of ``snr``, exact to about 1e-12.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Given k signal quanta the sum is gamma distributed with N + k degrees, so the probability is
    the mean of Q(N + k, T) over k. k is Poisson with mean N snr for a steady target, and negative binomial
    with the same mean and shape 1, N, 2, 2N for Swerling 1 to 4. Terms beyond the last one summed have Q =
    1 and enter as the tail of the distribution of k; every term is positive. Swerling (1960), IRE
    Transactions IT-6, 269-308; DiFranco and Rubin (1968), *Radar Detection*, chapters 10 and 11.
    """
    check_look(swerling, n_pulses, p_false_alarm)
    ratio = np.asarray(snr, dtype=np.float64)
    if np.any(~(ratio >= 0.0)):
        raise ValueError(
            "snr holds a negative number or no number: give power ratios of zero or more, not decibels"
        )
    flat = np.minimum(ratio, _CERTAIN_SNR).reshape(-1)
    limit = threshold(n_pulses, p_false_alarm)
    reach = limit + _TAIL_STANDARD_DEVIATIONS * math.sqrt(limit) + _TAIL_TERMS - n_pulses
    last = max(math.ceil(reach), 1)
    k = np.arange(last + 1, dtype=np.float64)
    passed = special.gammaincc(n_pulses + k, limit)
    result = np.empty_like(flat)
    chunk = max(1, _ELEMENTS_AT_ONCE // k.size)
    for start in range(0, flat.size, chunk):
        part = flat[start : start + chunk]
        mass, tail = _quanta(swerling, n_pulses, part, k)
        result[start : start + chunk] = mass @ passed + tail
    return np.minimum(result, 1.0).reshape(ratio.shape)


def _quanta(swerling: int, n_pulses: int, snr: F64, k: F64) -> tuple[F64, F64]:
    """Return the probabilities of k signal quanta, one row per ratio, and of more than the last k."""
    mean = (n_pulses * snr)[:, None]
    last = k[-1]
    if swerling == 0:
        log_mass = special.xlogy(k, mean) - mean - special.gammaln(k + 1.0)
        return np.exp(log_mass), special.gammainc(last + 1.0, mean[:, 0])
    shape = {1: 1.0, 2: float(n_pulses), 3: 2.0, 4: 2.0 * n_pulses}[swerling]
    log_stay = -np.log1p(mean / shape)
    log_go = np.where(mean > 0.0, np.log(np.maximum(mean, 1e-300)), -np.inf) - np.log(mean + shape)
    ways = special.gammaln(k + shape) - math.lgamma(shape) - special.gammaln(k + 1.0)
    with np.errstate(invalid="ignore"):
        steps = np.where(k > 0.0, k * log_go, 0.0)
    tail = special.betainc(last + 1.0, shape, mean[:, 0] / (mean[:, 0] + shape))
    return np.exp(ways + shape * log_stay + steps), tail


def required_snr_db(swerling: int, n_pulses: int, p_false_alarm: float, p_required: float) -> float:
    """Return the mean single-pulse ratio in decibels at which the probability of detection is ``p_required``.

    Parameters
    ----------
    swerling, n_pulses, p_false_alarm
        As in :func:`p_detect`.
    p_required
        Probability of detection, above ``p_false_alarm`` and below 1.

    Raises
    ------
    ValueError
        If an argument is out of range, or the probability is not above that of a false alarm.

    Notes
    -----
    Root of :func:`p_detect` in decibels, bracketed about Shnidman's approximation and found by
    false position with the Illinois rule, to 1e-9 dB.
    """
    check_look(swerling, n_pulses, p_false_alarm)
    if not p_false_alarm < p_required < 1.0:
        raise ValueError(
            f"p_required = {p_required!r} is not allowed: give a number above p_false_alarm "
            f"({p_false_alarm!r}) and below 1"
        )
    goal = _logit(p_required)

    def excess(snr_db: float) -> float:
        p = float(p_detect(swerling, n_pulses, p_false_alarm, 10.0 ** (snr_db / 10.0)))
        return _logit(min(p, 1.0 - 1e-16)) - goal

    centre_db = shnidman_db(swerling, n_pulses, p_false_alarm, p_required)
    low, high = centre_db - _SNR_SEARCH_DB, centre_db + _SNR_SEARCH_DB
    below, above = excess(low), excess(high)
    while below > 0.0 and low > -_SNR_LIMIT_DB:
        low, high, above = low - 10.0 * _SNR_SEARCH_DB, low, below
        below = excess(low)
    while above < 0.0 and high < _SNR_LIMIT_DB:
        low, high, below = high, high + 10.0 * _SNR_SEARCH_DB, above
        above = excess(high)
    return _false_position(excess, (low, below), (high, above))


def _false_position(
    excess: Callable[[float], float], lower: tuple[float, float], upper: tuple[float, float]
) -> float:
    """Return the root of a rising function between two (place, value) of opposite sign, Illinois rule."""
    (low, below), (high, above) = lower, upper
    kept = 0
    middle = low
    for _ in range(_SEARCH_STEPS):
        last, middle = middle, (low * above - high * below) / (above - below)
        if abs(middle - last) < _SNR_TOLERANCE_DB:
            break
        value = excess(middle)
        if value < 0.0:
            low, below = middle, value
            above = above / 2.0 if kept < 0 else above
            kept = -1
        else:
            high, above = middle, value
            below = below / 2.0 if kept > 0 else below
            kept = 1
    return middle


def _logit(p: float) -> float:
    return math.log(p) - math.log1p(-p)


def shnidman_db(swerling: int, n_pulses: int, p_false_alarm: float, p_required: float) -> float:
    """Return Shnidman's approximation of the required single-pulse ratio in decibels, Swerling 0 to 4.

    Stated to 0.5 dB for detection of 0.1 to 0.99, false alarms of 1e-9 to 1e-3 and 1 to 100 pulses, except at
    extreme probabilities of Swerling 1; outside it is still evaluated.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Shnidman (2002), IEEE Transactions AES 38, 1059-1064, as given by Richards (2014), *Fundamentals of Radar
    Signal Processing*, section 6.3.6.
    """
    check_look(swerling, n_pulses, p_false_alarm)
    n = float(n_pulses)
    shape = {0: math.inf, 1: 1.0, 2: n, 3: 2.0, 4: 2.0 * n}[swerling]
    alpha = 0.0 if n_pulses < 40 else 0.25
    eta = math.sqrt(-0.8 * math.log(4.0 * p_false_alarm * (1.0 - p_false_alarm))) + math.copysign(
        math.sqrt(-0.8 * math.log(4.0 * p_required * (1.0 - p_required))), p_required - 0.5
    )
    steady = eta * (eta + 2.0 * math.sqrt(n / 2.0 + (alpha - 0.25)))
    if math.isinf(shape):
        fluctuation_db = 0.0
    else:
        p = p_required
        c1 = (((17.7006 * p - 18.4496) * p + 14.5339) * p - 3.525) / shape
        c2 = (
            math.exp(27.31 * p - 25.14)
            + (p - 0.8) * (0.7 * math.log(1e-5 / p_false_alarm) + (2.0 * n - 20.0) / 80.0)
        ) / shape
        fluctuation_db = c1 if p <= 0.872 else c1 + c2
    return fluctuation_db + 10.0 * math.log10(steady / n)


def p_detect_table(
    swerling: int,
    n_pulses: int,
    p_false_alarm: float,
    *,
    snr_start_db: float = -30.0,
    snr_stop_db: float = 60.0,
    snr_step_db: float = 0.05,
) -> LookTable:
    """Return the probability of detection on an even decibel grid, for :func:`~.look.look_p_detect`.

    At the default step, linear interpolation is within 1e-4 of the exact probability (a steady target with
    many pulses, the steepest curve) and within 1e-5 for Swerling 1.

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    if not (snr_step_db > 0.0 and snr_stop_db > snr_start_db):
        raise ValueError("the grid is empty: give snr_stop_db above snr_start_db and a positive snr_step_db")
    steps = round((snr_stop_db - snr_start_db) / snr_step_db)
    grid_db = snr_start_db + snr_step_db * np.arange(steps + 1)
    values = p_detect(swerling, n_pulses, p_false_alarm, 10.0 ** (grid_db / 10.0))
    return LookTable(np.maximum.accumulate(values), snr_start_db, snr_step_db)
