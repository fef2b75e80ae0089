"""Ballistic arcs between two places at the same height: two-body motion round a sphere, in closed form.

Drag is ignored on the way down as well as on the way up: the speed at impact is the speed at burnout, faster
than a real re-entry by an amount that public sources do not settle.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .horizon import MEAN_EARTH_RADIUS_M

__all__ = [
    "KeplerArc",
    "KeplerNodes",
    "arc_at_angles",
    "arc_from_apogee",
    "arc_nodes",
    "arc_through_apogee",
    "flight_time_s",
    "minimum_energy_arc",
]

F64 = npt.NDArray[np.float64]

GRAVITATIONAL_PARAMETER_M3_S2 = 3.986004418e14
"""Geocentric gravitational constant, IERS Conventions 2010, table 1.1."""


class KeplerArc(NamedTuple):
    """Arcs with both ends at ``end_radius_m`` and ``range_angle_rad`` between them; any common shape.

    ``roundness`` is one less the eccentricity: steep arcs are so thin that the eccentricity itself would lose
    its digits.
    """

    end_radius_m: F64
    range_angle_rad: F64
    roundness: F64
    semi_major_m: F64

    @property
    def eccentricity(self) -> F64:
        """Eccentricity of the ellipses."""
        return 1.0 - self.roundness

    @property
    def semi_latus_m(self) -> F64:
        """Semi-latus rectum of the ellipses."""
        return self.semi_major_m * self.roundness * (2.0 - self.roundness)


class KeplerNodes(NamedTuple):
    """Height above the sphere, time since burnout, speed and slope along arcs, shape ``(arcs, nodes)``; the
    slope is below zero on the way down."""

    alt_msl_m: F64
    time_s: F64
    speed_mps: F64
    slope_rad: F64


def arc_through_apogee(range_m: F64, *, apogee_msl_m: float, end_alt_msl_m: float) -> KeplerArc:
    """Return the arcs that reach the given apogee between two places at the given height.

    With rho the apogee radius over the radius of the ends and beta half the range angle, the eccentricity is
    (rho - 1) / (rho - cos beta), from the equation of the ellipse at apogee and at its ends (Bate, Mueller
    and White 1971, eq. 1.5-4); 1 - cos beta = 2 sin^2 (beta / 2) keeps the digits.

    Parameters
    ----------
    range_m
        Ground range at sea level, above zero and less than half way round the earth.
    apogee_msl_m, end_alt_msl_m
        Heights above the sphere; the apogee is the higher one.
    """
    end_radius_m = MEAN_EARTH_RADIUS_M + end_alt_msl_m
    apogee_radius_m = MEAN_EARTH_RADIUS_M + apogee_msl_m
    angle_rad = range_m / MEAN_EARTH_RADIUS_M
    ratio = apogee_radius_m / end_radius_m
    bend = 2.0 * np.sin(0.25 * angle_rad) ** 2
    roundness = bend / ((ratio - 1.0) + bend)
    return KeplerArc(
        np.full_like(range_m, end_radius_m), angle_rad, roundness, apogee_radius_m / (2.0 - roundness)
    )


def minimum_energy_arc(range_m: F64, *, end_alt_msl_m: float) -> KeplerArc:
    """Return the arcs of least burnout speed between two places at the given height.

    The empty focus lies on the chord: with beta half the range angle and r the radius of the ends, the major
    axis is r (1 + sin beta) and the eccentricity cos beta / (1 + sin beta) (Bate, Mueller and White 1971,
    section 6.2).

    Parameters
    ----------
    range_m
        Ground range at sea level, above zero and less than half way round the earth.
    end_alt_msl_m
        Height of both ends above the sphere.
    """
    end_radius_m = np.full_like(range_m, MEAN_EARTH_RADIUS_M + end_alt_msl_m)
    angle_rad = range_m / MEAN_EARTH_RADIUS_M
    sine = np.sin(0.5 * angle_rad)
    bend = 2.0 * np.sin(0.25 * angle_rad) ** 2
    return KeplerArc(end_radius_m, angle_rad, (sine + bend) / (1.0 + sine), 0.5 * end_radius_m * (1.0 + sine))


def arc_from_apogee(apogee_msl_m: float, speed_mps: float, *, end_alt_msl_m: float) -> KeplerArc:
    """Return the arc that passes its apogee level at a speed, short of orbit, and ends at the given height.

    With w = r v^2 / mu at the apogee, the eccentricity is 1 - w; the angle to the ends follows from the
    equation of the ellipse (Bate, Mueller and White 1971, eqs. 1.5-4 and 1.6-4). Shape ``()``.
    """
    apogee_radius_m = MEAN_EARTH_RADIUS_M + apogee_msl_m
    end_radius_m = MEAN_EARTH_RADIUS_M + end_alt_msl_m
    roundness = apogee_radius_m * speed_mps**2 / GRAVITATIONAL_PARAMETER_M3_S2
    semi_major_m = apogee_radius_m / (2.0 - roundness)
    latus_m = apogee_radius_m * roundness
    bend = 0.5 * roundness * (apogee_msl_m - end_alt_msl_m) / (end_radius_m * (1.0 - roundness))
    angle_rad = 4.0 * np.arcsin(np.sqrt(min(bend, 1.0)))
    assert latus_m > 0.0
    return KeplerArc(*(np.asarray(part) for part in (end_radius_m, angle_rad, roundness, semi_major_m)))


def flight_time_s(arc: KeplerArc) -> F64:
    """Return the time from end to end of each arc in seconds."""
    return 2.0 * _time_since_apogee_s(arc, 0.5 * arc.range_angle_rad)


def _time_since_apogee_s(arc: KeplerArc, angle_rad: F64) -> F64:
    """Return the time from apogee to an angle past it: Kepler's equation counted from apogee, E + e sin E."""
    stretch = np.sqrt((2.0 - arc.roundness) / arc.roundness)
    anomaly_rad = 2.0 * np.arctan(stretch * np.tan(0.5 * angle_rad))
    mean_rad = anomaly_rad + arc.eccentricity * np.sin(anomaly_rad)
    since_s: F64 = mean_rad * np.sqrt(arc.semi_major_m**3 / GRAVITATIONAL_PARAMETER_M3_S2)
    return since_s


def arc_nodes(arc: KeplerArc, nodes: int) -> KeplerNodes:
    """Return heights, times and speeds at nodes evenly spaced in angle from end to end of each arc.

    Radius from the equation of the ellipse, speed from that of the hodograph, time from Kepler's equation
    (Bate, Mueller and White 1971, eqs. 1.5-4, 4.2-4; Battin 1999, *Introduction to the Mathematics and
    Methods of Astrodynamics*, section 3.5), all with half angles from the apogee.

    Parameters
    ----------
    arc
        Arcs, columns of shape ``(arcs,)``.
    nodes
        Number of nodes on each, at least 2.
    """
    column = KeplerArc(*(np.asarray(part)[..., np.newaxis] for part in arc))
    found = arc_at_angles(column, column.range_angle_rad * np.linspace(-0.5, 0.5, nodes))
    found.alt_msl_m[..., 0] = found.alt_msl_m[..., -1] = column.end_radius_m[..., 0] - MEAN_EARTH_RADIUS_M
    return found._replace(time_s=found.time_s - found.time_s[..., :1])


def arc_at_angles(arc: KeplerArc, angle_rad: F64) -> KeplerNodes:
    """Return heights, times since the apogee, speeds and slopes at angles from the apogee, below zero before
    it.

    Sources as for ``arc_nodes``; the slope is that of the ellipse.
    """
    bend = arc.eccentricity * 2.0 * np.sin(0.5 * angle_rad) ** 2
    radius_m = arc.semi_latus_m / (arc.roundness + bend)
    pull_m2_s2 = GRAVITATIONAL_PARAMETER_M3_S2 / arc.semi_latus_m
    speed_mps = np.sqrt(pull_m2_s2 * (arc.roundness**2 + 2.0 * bend))
    slope_rad = -np.arctan2(arc.eccentricity * np.sin(angle_rad), arc.roundness + bend)
    return KeplerNodes(
        radius_m - MEAN_EARTH_RADIUS_M, _time_since_apogee_s(arc, angle_rad), speed_mps, slope_rad
    )
