"""Ballistic flight in closed form: two-body arcs from their burnout, and re-entry after Allen and Eggers.

The earth is a sphere without rotation; burnout and impact are at its surface.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ..core.earth.horizon import MEAN_EARTH_RADIUS_M
from ..core.earth.kepler import (
    GRAVITATIONAL_PARAMETER_M3_S2,
    KeplerArc,
    arc_nodes,
    arc_through_apogee,
    minimum_energy_arc,
)

__all__ = [
    "AllenEggersEntry",
    "BallisticFlight",
    "EntryPeak",
    "FlatFlight",
    "allen_eggers_peak",
    "allen_eggers_speed_mps",
    "flat_earth_flight",
    "flight_from_burnout",
    "flight_through_apogee",
    "minimum_energy_flight",
    "speed_at_alt_mps",
]


class BallisticFlight(NamedTuple):
    """One arc from surface to surface; ``energy_ratio`` is v^2 r / mu at burnout."""

    range_m: float
    range_angle_rad: float
    burnout_speed_mps: float
    burnout_angle_rad: float
    energy_ratio: float
    apogee_msl_m: float
    apogee_speed_mps: float
    flight_time_s: float
    eccentricity: float
    semi_major_m: float


class FlatFlight(NamedTuple):
    """The flat-earth arc of least speed: launched at 45 degrees under constant gravity."""

    speed_mps: float
    apogee_msl_m: float
    flight_time_s: float


class AllenEggersEntry(NamedTuple):
    """A straight re-entry into an exponential atmosphere; the path angle is below the horizontal."""

    ballistic_coefficient_kg_m2: float
    entry_speed_mps: float
    path_angle_rad: float
    surface_density_kg_m3: float
    scale_height_m: float


class EntryPeak(NamedTuple):
    """Largest deceleration of a re-entry and its height, negative where the ground comes first."""

    deceleration_mps2: float
    alt_msl_m: float


def _flight(arc: KeplerArc) -> BallisticFlight:
    """Return the flight along one arc that begins and ends at the surface: the paths of threats, in three
    nodes."""
    nodes = arc_nodes(arc, 3)
    angle, semi_latus = float(arc.range_angle_rad), float(arc.semi_latus_m)
    horizontal = math.sqrt(GRAVITATIONAL_PARAMETER_M3_S2 * semi_latus) / MEAN_EARTH_RADIUS_M
    radial = math.sin(0.5 * angle) * math.sqrt(GRAVITATIONAL_PARAMETER_M3_S2 / semi_latus)
    return BallisticFlight(
        range_m=MEAN_EARTH_RADIUS_M * angle,
        range_angle_rad=angle,
        burnout_speed_mps=float(nodes.speed_mps[0]),
        burnout_angle_rad=math.atan2(float(arc.eccentricity) * radial, horizontal),
        energy_ratio=2.0 - MEAN_EARTH_RADIUS_M / float(arc.semi_major_m),
        apogee_msl_m=float(nodes.alt_msl_m[1]),
        apogee_speed_mps=float(nodes.speed_mps[1]),
        flight_time_s=float(nodes.time_s[2]),
        eccentricity=float(arc.eccentricity),
        semi_major_m=float(arc.semi_major_m),
    )


def minimum_energy_flight(range_m: float) -> BallisticFlight:
    """Return the flight of least burnout speed over a ground range.

    Raises
    ------
    ValueError
        If the range is not positive or goes half way round the earth.

    Notes
    -----
    sin(phi / 2) = Q / (2 - Q) at the best angle (pi - phi) / 4. Bate, Mueller and White (1971),
    *Fundamentals of Astrodynamics*, section 6.2.
    """
    _check_range(range_m)
    return _flight(minimum_energy_arc(np.asarray(float(range_m)), end_alt_msl_m=0.0))


def flight_from_burnout(speed_mps: float, angle_rad: float) -> BallisticFlight:
    """Return the flight that follows a burnout at the surface with a speed and an angle above the horizontal.

    Raises
    ------
    ValueError
        If the speed is not positive or reaches that of escape, or the angle is not above 0 and up to 90
        degrees.

    Notes
    -----
    With Q = v^2 r / mu: tan(phi / 2) = Q sin g cos g / (1 - Q cos^2 g), a = r / (2 - Q), e^2 = 1 - Q (2 - Q)
    cos^2 g. Bate, Mueller and White (1971), section 6.2.
    """
    ratio = speed_mps * speed_mps * MEAN_EARTH_RADIUS_M / GRAVITATIONAL_PARAMETER_M3_S2
    if not (speed_mps > 0.0 and ratio < 2.0):
        raise ValueError(f"speed_mps = {speed_mps!r} is not allowed: give a number above 0 and below escape")
    if not 0.0 < angle_rad <= 0.5 * math.pi:
        raise ValueError(f"angle_rad = {angle_rad!r} is not allowed: give a number above 0 and up to pi/2")
    sine, cosine = math.sin(angle_rad), math.cos(angle_rad)
    half_angle = math.atan2(ratio * sine * cosine, 1.0 - ratio * cosine * cosine)
    thin = ratio * (2.0 - ratio) * cosine * cosine
    roundness = thin / (1.0 + math.sqrt(1.0 - thin))
    columns = (MEAN_EARTH_RADIUS_M, 2.0 * half_angle, roundness, MEAN_EARTH_RADIUS_M / (2.0 - ratio))
    return _flight(KeplerArc(*(np.asarray(number) for number in columns)))


def flight_through_apogee(range_m: float, apogee_msl_m: float) -> BallisticFlight:
    """Return the flight over a ground range that reaches an apogee, as threats of a given apogee fly.

    Raises
    ------
    ValueError
        If the range is not positive or goes half way round the earth, or the apogee is not above the surface.
    """
    _check_range(range_m)
    if not apogee_msl_m > 0.0:
        raise ValueError(f"apogee_msl_m = {apogee_msl_m!r} is not allowed: give a positive number")
    return _flight(
        arc_through_apogee(np.asarray(float(range_m)), apogee_msl_m=apogee_msl_m, end_alt_msl_m=0.0)
    )


def _check_range(range_m: float) -> None:
    if not 0.0 < range_m < math.pi * MEAN_EARTH_RADIUS_M:
        raise ValueError(f"range_m = {range_m!r} is not allowed: give a number above 0 and below 20 015 km")


def speed_at_alt_mps(flight: BallisticFlight, alt_msl_m: float) -> float:
    """Return the speed along a flight where it passes a height, going up or down.

    Raises
    ------
    ValueError
        If the height is above the apogee.

    Notes
    -----
    Energy equation, v^2 = mu (2 / r - 1 / a).
    """
    if alt_msl_m > flight.apogee_msl_m:
        raise ValueError(f"alt_msl_m = {alt_msl_m!r} is above the apogee, {flight.apogee_msl_m:.0f} m")
    radius = MEAN_EARTH_RADIUS_M + alt_msl_m
    return math.sqrt(GRAVITATIONAL_PARAMETER_M3_S2 * (2.0 / radius - 1.0 / flight.semi_major_m))


def flat_earth_flight(range_m: float) -> FlatFlight:
    """Return the flat-earth arc of least speed over a range, gravity mu / R^2: for comparison only.

    Raises
    ------
    ValueError
        If the range is not positive.
    """
    if not range_m > 0.0:
        raise ValueError(f"range_m = {range_m!r} is not allowed: give a positive number")
    gravity = GRAVITATIONAL_PARAMETER_M3_S2 / MEAN_EARTH_RADIUS_M**2
    speed = math.sqrt(gravity * range_m)
    return FlatFlight(speed, 0.25 * range_m, math.sqrt(2.0) * speed / gravity)


def allen_eggers_speed_mps(entry: AllenEggersEntry, alt_msl_m: float) -> float:
    """Return the speed of a re-entry at a height.

    Notes
    -----
    v = v_e exp(-rho0 H exp(-h / H) / (2 beta sin gamma)): constant path angle, no gravity. Allen and Eggers
    (1958), NACA Report 1381, eq. 8.
    """
    column = entry.surface_density_kg_m3 * entry.scale_height_m * math.exp(-alt_msl_m / entry.scale_height_m)
    return entry.entry_speed_mps * math.exp(
        -column / (2.0 * entry.ballistic_coefficient_kg_m2 * math.sin(entry.path_angle_rad))
    )


def allen_eggers_peak(entry: AllenEggersEntry) -> EntryPeak:
    """Return the largest deceleration of a re-entry, as if the atmosphere went on below the ground.

    Notes
    -----
    v_e^2 sin gamma / (2 e H), whatever the body, at H ln(rho0 H / (beta sin gamma)). Allen and Eggers (1958),
    NACA Report 1381, eqs. 12 and 13.
    """
    sine = math.sin(entry.path_angle_rad)
    h = entry.scale_height_m
    column = entry.surface_density_kg_m3 * h / (entry.ballistic_coefficient_kg_m2 * sine)
    return EntryPeak(entry.entry_speed_mps**2 * sine / (2.0 * math.e * h), h * math.log(column))
