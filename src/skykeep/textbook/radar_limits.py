"""What narrows the sight of a radar, in its simplest form: jamming, tracks, lobes over water, the notch."""

from __future__ import annotations

import math

from .limits import check_count, check_positive

__all__ = [
    "blind_speed_mps",
    "burn_through_range_m",
    "flat_earth_lobes",
    "jammed_range_factor",
    "lobe_null_range_m",
    "notch_half_angle_rad",
    "revisit_of_tracks_s",
]


def jammed_range_factor(jam_to_noise: float) -> float:
    """Return by which factor noise jamming shortens the range, power ratio J/N at the receiver.

    Raises
    ------
    ValueError
        If the ratio is negative.

    Notes
    -----
    (1 + J/N)^(-1/4), since the echo falls with the fourth power of the range: J/N = 15 halves it. Holds for a
    jammer whose power at the receiver does not change, a stand-off one. Skolnik (2001), *Introduction to
    Radar Systems*, 3rd edition.
    """
    if not jam_to_noise >= 0.0:
        raise ValueError(f"jam_to_noise = {jam_to_noise!r} is not allowed: give a ratio of at least 0")
    return float((1.0 + jam_to_noise) ** -0.25)


def revisit_of_tracks_s(tracks: int, dwell_s: float) -> float:
    """Return the time between two looks at a track where a radar does nothing but track: T = N tau.

    Raises
    ------
    ValueError
        If there is no track or the dwell is not above zero.

    Notes
    -----
    One dwell for each track, in turn.
    """
    check_count(1, tracks=tracks)
    check_positive(dwell_s=dwell_s)
    return tracks * dwell_s


def flat_earth_lobes(antenna_m: float, target_m: float, range_m: float, wavelength_m: float) -> float:
    """Return the propagation factor F^4 over a flat earth that mirrors all of a horizontal wave, 0 to 16.

    Raises
    ------
    ValueError
        If a height is negative, or range or wavelength not above zero.

    Notes
    -----
    16 sin^4(2 pi ha ht / (lambda R)): two rays in opposite phase, heights small against the range. Skolnik
    (2001), chapter 8; Blake (1980), *Radar Range-Performance Analysis*, chapter 6.
    """
    check_positive(range_m=range_m, wavelength_m=wavelength_m)
    if not (antenna_m >= 0.0 and target_m >= 0.0):
        raise ValueError(f"heights {antenna_m!r} and {target_m!r} are not allowed: give at least 0 m")
    return 16.0 * math.sin(2.0 * math.pi * antenna_m * target_m / (wavelength_m * range_m)) ** 4


def lobe_null_range_m(antenna_m: float, target_m: float, wavelength_m: float, order: int) -> float:
    """Return the range of a null of :func:`flat_earth_lobes`, counted inwards from the first.

    Raises
    ------
    ValueError
        If a height or the wavelength is not above zero, or ``order`` below 1.

    Notes
    -----
    R = 2 ha ht / (n lambda), where the two rays differ by whole wavelengths.
    """
    check_positive(antenna_m=antenna_m, target_m=target_m, wavelength_m=wavelength_m)
    check_count(1, order=order)
    return 2.0 * antenna_m * target_m / (order * wavelength_m)


def notch_half_angle_rad(least_mps: float, speed_mps: float) -> float:
    """Return how far from square across the beam a course may turn before its range rate is seen.

    A quarter turn where the target is never fast enough.

    Raises
    ------
    ValueError
        If the least range rate is negative or the speed not above zero.

    Notes
    -----
    asin(vmin / v): across the beam the range rate is the sine of the turn, times the speed.
    """
    check_positive(speed_mps=speed_mps)
    if not least_mps >= 0.0:
        raise ValueError(f"least_mps = {least_mps!r} is not allowed: give a speed of at least 0")
    return math.asin(min(least_mps / speed_mps, 1.0))


def blind_speed_mps(wavelength_m: float, pulses_per_s: float, order: int) -> float:
    """Return the radial speed at which pulses come back in step, as from what stands still.

    Raises
    ------
    ValueError
        If a quantity is not above zero, or ``order`` below 1.

    Notes
    -----
    n lambda PRF / 2. Skolnik (2008), *Radar Handbook*, 3rd edition, section 2.2.
    """
    check_positive(wavelength_m=wavelength_m, pulses_per_s=pulses_per_s)
    check_count(1, order=order)
    return 0.5 * order * wavelength_m * pulses_per_s


def burn_through_range_m(clear_range_m: float, self_screening_m2: float) -> float:
    """Return the range at which the echo of a threat burns through the jammer that it carries.

    Parameters
    ----------
    clear_range_m
        Range at which the echo has the power ratio that is wanted, without jamming.
    self_screening_m2
        J/N times squared range.

    Raises
    ------
    ValueError
        If the range is not above zero, or the jamming negative.

    Notes
    -----
    (R0 / R)^4 = 1 + q / R^2, so R^2 = 2 R0^4 / (sqrt(q^2 + 4 R0^4) + q); for strong jamming R0^4 / q.
    Barton (2013), *Radar Equations for Modern Radar*, section 3.6.
    """
    check_positive(clear_range_m=clear_range_m)
    if not self_screening_m2 >= 0.0:
        raise ValueError(f"self_screening_m2 = {self_screening_m2!r} is not allowed: give at least 0")
    r4, q = clear_range_m**4, self_screening_m2
    return math.sqrt(2.0 * r4 / (math.sqrt(q * q + 4.0 * r4) + q))
