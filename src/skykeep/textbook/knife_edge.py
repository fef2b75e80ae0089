"""Diffraction over one knife edge, exactly and by the approximation of Recommendation ITU-R P.526."""

from __future__ import annotations

import math

from scipy import special

__all__ = ["APPROXIMATION_VALID_ABOVE", "fresnel_parameter", "knife_edge_approximate_db", "knife_edge_db"]

APPROXIMATION_VALID_ABOVE = -0.78
"""Below this Fresnel parameter the approximation of P.526 takes the loss as zero."""


def fresnel_parameter(edge_height_m: float, *, near_m: float, far_m: float, wavelength_m: float) -> float:
    """Return the dimensionless Fresnel-Kirchhoff parameter of an edge that stands above the straight ray.

    Parameters
    ----------
    edge_height_m
        Height of the edge above the line between the ends; negative where the line is clear.
    near_m, far_m
        Distances from the edge to the ends, positive.
    wavelength_m
        Wavelength, positive.

    Notes
    -----
    h sqrt(2 / lambda (1/d1 + 1/d2)). Recommendation ITU-R P.526, eq. 26.
    """
    return edge_height_m * math.sqrt(2.0 / wavelength_m * (1.0 / near_m + 1.0 / far_m))


def knife_edge_db(nu: float) -> float:
    """Return the one-way diffraction loss in decibels at Fresnel parameter ``nu``, negative for a gain.

    Notes
    -----
    -20 log10 of half the modulus of (1 - C - S, C - S), C and S the Fresnel integrals at nu. Recommendation
    ITU-R P.526, eq. 30.
    """
    sine, cosine = special.fresnel(nu)
    return -20.0 * math.log10(0.5 * math.hypot(1.0 - cosine - sine, cosine - sine))


def knife_edge_approximate_db(nu: float) -> float:
    """Return the approximate one-way loss in decibels; zero at and below -0.78.

    Within 0.13 dB of :func:`knife_edge_db` above -0.7.

    Notes
    -----
    6.9 + 20 log10(sqrt((nu - 0.1)^2 + 1) + nu - 0.1). Recommendation ITU-R P.526, eq. 31.
    """
    if nu <= APPROXIMATION_VALID_ABOVE:
        return 0.0
    shifted = nu - 0.1
    return 6.9 + 20.0 * math.log10(math.hypot(shifted, 1.0) + shifted)
