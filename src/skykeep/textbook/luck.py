"""Luck that the threats of a raid share: how alike their fates are, and what that does to leakage.

The intraclass correlation of a raid is the variance of the chance that its threats share, over that of one
threat's fate: Var / (mu (1 - mu)). 0 is every threat for itself, 1 all or none.
"""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from .leakage import Leakage
from .limits import check_count, check_probability

__all__ = [
    "common_mode_correlation",
    "correlation_of_counts",
    "intraclass_correlation",
    "shared_luck_salvo",
]


_LEAST_CORRELATION = 1e-3
"""Narrower beta laws have weights beyond the range of a double."""
_MOST_DEGREE = 1000
"""Quadrature with some hundreds of nodes keeps its digits."""


def intraclass_correlation(mean: float, variance: float) -> float:
    """Return the correlation of two threats of one raid whose shared chance has a mean and a variance.

    Raises
    ------
    ValueError
        If the mean is not between 0 and 1, or the variance larger than chances with that mean can have.

    Notes
    -----
    Var / (mu (1 - mu)). Fleiss, Levin and Paik (2003), *Statistical Methods for Rates and Proportions*.
    """
    check_probability(mean=mean)
    largest = mean * (1.0 - mean)
    if largest == 0.0 or not 0.0 <= variance <= largest:
        raise ValueError(
            f"variance = {variance!r} with mean = {mean!r} is not allowed: give a mean between 0 and 1 and "
            f"a variance from 0 to mean (1 - mean) = {largest:g}"
        )
    return variance / largest


def correlation_of_counts(targets: int, mean: float, variance: float) -> float:
    """Return the intraclass correlation that mean and variance of the number of leakers tell.

    Raises
    ------
    ValueError
        If there are fewer than two targets, or not between none and all of them leak in the mean.

    Notes
    -----
    Variance n mu (1 - mu) (1 + (n - 1) rho), solved for rho; below zero where threats share less than chance.
    """
    check_count(2, targets=targets)
    share = mean / targets
    if not 0.0 < share < 1.0:
        raise ValueError(
            f"mean = {mean!r} of {targets} targets is not allowed: give one between none and all"
        )
    return (variance / (targets * share * (1.0 - share)) - 1.0) / (targets - 1)


def common_mode_correlation(kill_p: float, track_p: float) -> float:
    """Return the intraclass correlation of a raid that is tracked as a whole or not at all.

    ``kill_p`` is the chance that a tracked threat is killed. Zero where all threats share one fate by
    certainty.

    Raises
    ------
    ValueError
        If one is no probability.

    Notes
    -----
    The shared chance of a kill is ``kill_p`` or 0: mean c q, variance c (1 - c) q^2.
    """
    check_probability(kill_p=kill_p, track_p=track_p)
    mean = track_p * kill_p
    if mean in (0.0, 1.0):
        return 0.0
    return intraclass_correlation(mean, track_p * (1.0 - track_p) * kill_p * kill_p)


def shared_luck_salvo(targets: int, shots: int, kill_p: float, correlation: float) -> Leakage:
    """Return leakage of a salvo at each target where all shots of the raid share one drawn kill chance.

    Parameters
    ----------
    targets, shots
        Threats of the raid, rounds at each.
    kill_p
        Mean of the beta law from which the raid's kill chance is drawn, between 0 and 1.
    correlation
        Intraclass correlation of single shots, from 0.001 to below 1, which sets the width of that law.

    Raises
    ------
    ValueError
        If a count is negative, ``kill_p`` or ``correlation`` not in these limits, or there are too many shots
        for the sum to be exact.

    Notes
    -----
    Beta with a = mu (1 - rho) / rho, b = (1 - mu) (1 - rho) / rho. With one shot the law is beta-binomial:
    Skellam (1948), *Journal of the Royal Statistical Society* B 10, 257-261. With more, the probability of
    each number of leakers is a polynomial in the drawn chance, and Gauss-Jacobi quadrature with enough nodes
    integrates it exactly: Abramowitz and Stegun (1964), *Handbook of Mathematical Functions*, section 25.4.
    """
    check_count(targets=targets, shots=shots)
    for name, value, least in (("kill_p", kill_p, 0.0), ("correlation", correlation, _LEAST_CORRELATION)):
        if not least <= value < 1.0 or value == 0.0:
            raise ValueError(
                f"{name} = {value!r} is not allowed: give one above 0, from {least:g} to below 1"
            )
    degree = targets * shots
    if degree > _MOST_DEGREE:
        raise ValueError(
            f"targets times shots = {degree} is not allowed: give at most {_MOST_DEGREE} shots in all"
        )
    spread = (1.0 - correlation) / correlation
    a, b = kill_p * spread, (1.0 - kill_p) * spread
    with np.errstate(invalid="ignore"):  # scipy divides zero by zero where a + b = 1, and drops the result
        nodes, weights = special.roots_jacobi(degree // 2 + 1, b - 1.0, a - 1.0)
    survives = ((1.0 - nodes) / 2.0) ** shots
    leakers = np.arange(targets + 1)[:, None]
    ways = special.comb(targets, leakers)
    laws = ways * survives**leakers * (1.0 - survives) ** (targets - leakers)
    law = laws @ (weights / math.fsum(weights))
    return Leakage(law, float(degree))
