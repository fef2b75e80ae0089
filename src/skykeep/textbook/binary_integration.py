"""From single looks to confirmation: binary integration, CFAR, and detection over a sliding window."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy import special

from ..core.radar.integration import confirm_step, hits_of_patterns

__all__ = ["MAX_WINDOW", "ca_cfar_multiplier", "ca_cfar_p_detect", "m_of_n", "m_of_n_cumulative"]

F64 = npt.NDArray[np.float64]

MAX_WINDOW = 16
"""Longest window of :func:`m_of_n_cumulative`, looks: its state is one bit for each look but the last."""


def _check_m_n(m: int, n: int) -> None:
    if n < 1 or not 1 <= m <= n or m != int(m) or n != int(n):
        raise ValueError(f"m = {m!r} of n = {n!r} is not allowed: give whole numbers with 1 <= m <= n")


def m_of_n(m: int, n: int, p: float) -> float:
    """Return the probability of at least ``m`` hits in ``n`` independent looks of probability ``p``.

    Raises
    ------
    ValueError
        If not 1 <= m <= n, or ``p`` is no probability.

    Notes
    -----
    Upper tail of the binomial distribution, as a regularised incomplete beta function. Schwartz
    (1956), IRE Transactions IT-2.
    """
    _check_m_n(m, n)
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"p = {p!r} is no probability: give a number from 0 to 1")
    return float(special.betainc(m, n - m + 1, p))


def ca_cfar_multiplier(n_reference: int, p_false_alarm: float) -> float:
    """Return the factor on the *mean* reference cell that gives ``p_false_alarm`` in exponential noise.

    Raises
    ------
    ValueError
        If there is no reference cell, or the probability is not between 0 and 1.

    Notes
    -----
    n (Pfa^(-1/n) - 1), square law, single pulse. Finn and Johnson (1968), RCA Review 29, 414-464.
    """
    if n_reference < 1 or not 0.0 < p_false_alarm < 1.0:
        raise ValueError(
            f"n_reference = {n_reference!r} with p_false_alarm = {p_false_alarm!r} is not allowed: "
            "give at least 1 cell and a probability between 0 and 1"
        )
    return n_reference * math.expm1(-math.log(p_false_alarm) / n_reference)


def ca_cfar_p_detect(n_reference: int, p_false_alarm: float, snr: float) -> float:
    """Return the probability that a single Swerling 1 pulse of mean power ratio ``snr`` passes a CA-CFAR.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    (1 + a / (1 + snr))^(-n) with a = multiplier / n. Finn and Johnson (1968), RCA Review 29, 414-464.
    """
    if not snr >= 0.0:
        raise ValueError(f"snr = {snr!r} is not allowed: give a power ratio of zero or more, not decibels")
    scaled = ca_cfar_multiplier(n_reference, p_false_alarm) / n_reference
    return math.exp(-n_reference * math.log1p(scaled / (1.0 + snr)))


def _probabilities(p_scans: npt.ArrayLike) -> F64:
    looks = np.ascontiguousarray(p_scans, dtype=np.float64)
    if looks.ndim != 1 or np.any(~((looks >= 0.0) & (looks <= 1.0))):
        raise ValueError("p_scans must be one row of probabilities from 0 to 1")
    return looks


def m_of_n_cumulative(p_scans: npt.ArrayLike, m: int, n: int) -> F64:
    """Return the probability that, by each scan, some ``n`` looks in a row have held ``m`` hits.

    One hit of one look is plain cumulative detection.

    Parameters
    ----------
    p_scans
        Probability of a hit at each scan, independent; one row. Before the first scan nothing was seen.
    m, n
        Hits needed, and looks in the sliding window, 1 <= m <= n <= :data:`MAX_WINDOW`.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Exact: a Markov chain over the hits and misses of the last n - 1 looks, with confirmation as the absorbing
    state. Castella (1976), "Sliding window detection probabilities", IEEE Transactions AES 12, 815-819.
    """
    _check_m_n(m, n)
    if n > MAX_WINDOW:
        raise ValueError(f"a window of n = {n} looks is too long: at most {MAX_WINDOW} are allowed")
    looks = _probabilities(p_scans)
    hits = hits_of_patterns(n)
    chance, following = np.zeros(hits.size), np.zeros(hits.size)
    chance[0] = 1.0
    newly = [confirm_step(chance, following, hits, m, p) for p in looks]
    return np.asarray(np.minimum(np.cumsum(newly), 1.0))
