"""Quasi-ballistic paths: an arc through an apogee, and a fall through air that lift turns into a steep dive.

On the way up the path is a Kepler arc, as if thrust made up for the drag. From the apogee on a point mass
falls with drag and without lift; below a stated height it is pulled down with the whole of its stated lift
until it is as steep as its dive, and then flies straight to the aim point. Lift never exceeds what the stated
coefficient gives in the air of that height at that speed.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..kernel.jit import generic_kernel
from .atmosphere import density_kg_m3
from .horizon import MEAN_EARTH_RADIUS_M
from .kepler import GRAVITATIONAL_PARAMETER_M3_S2, arc_at_angles, arc_from_apogee

__all__ = ["DivingBody", "QuasiBallisticPath", "fall", "quasi_ballistic_path"]

F64 = npt.NDArray[np.float64]

_COAST, _PULL, _DIVE, _DROP = 0, 1, 2, 3
"""Phases of a fall; one that is as steep as its dive already drops on without lift."""
_GROUND = -1
"""The phase after the last."""
_COAST_STEP_S, _PULL_STEP_S = 0.25, 0.05
_HALVINGS = 40
"""Halvings of a step that find where a phase ends in it."""
_ROWS = 20_000
"""Room for the steps of a fall; the longest, from 1,500 km, takes about 4,000."""
_FIRST_SPEED_MPS = 1.0
_NEAR_ORBIT = 0.8
"""Share of the circular speed up to which a speed at the apogee is sought."""


class DivingBody(NamedTuple):
    """A missile after burnout as a point mass with lift, and its dive.

    ``lift_coefficient`` is the greatest that it uses; drag is that of ``drag_coefficient`` plus
    ``induced_drag_factor`` times the square of the lift coefficient in use; all are referred to
    ``reference_area_m2``. Below ``dive_from_msl_m`` it is pulled down until it descends at ``dive_rad`` below
    the horizon.
    """

    mass_kg: float
    reference_area_m2: float
    lift_coefficient: float
    drag_coefficient: float
    induced_drag_factor: float
    dive_from_msl_m: float
    dive_rad: float


class QuasiBallisticPath(NamedTuple):
    """A path at nodes evenly spaced in ground range; ``slope_rad`` is below zero on the way down,
    ``lift_coefficient`` below zero where lift pulls down; ``apogee_node`` is the first at or past the
    apogee."""

    alt_msl_m: F64
    speed_mps: F64
    time_s: F64
    slope_rad: F64
    lift_coefficient: F64
    apogee_node: int


@generic_kernel()
def _lift_coefficient(phase: int, h: float, v: float, gamma: float, body: DivingBody) -> float:
    """Return the lift coefficient in use, above zero upwards."""
    if phase == _PULL:
        return -body.lift_coefficient
    if phase != _DIVE:
        return 0.0
    radius = MEAN_EARTH_RADIUS_M + h
    weight = body.mass_kg * (GRAVITATIONAL_PARAMETER_M3_S2 / radius**2 - v * v / radius) * math.cos(gamma)
    pressure_area = 0.5 * density_kg_m3(h) * v * v * body.reference_area_m2
    return min(max(weight / pressure_area, -body.lift_coefficient), body.lift_coefficient)


@generic_kernel()
def _rates(
    phase: int, h: float, v: float, gamma: float, body: DivingBody
) -> tuple[float, float, float, float]:
    """Return the time derivatives of ground range, height, speed and slope."""
    radius = MEAN_EARTH_RADIUS_M + h
    gravity = GRAVITATIONAL_PARAMETER_M3_S2 / radius**2
    lift = _lift_coefficient(phase, h, v, gamma, body)
    drag = body.drag_coefficient + body.induced_drag_factor * lift * lift
    force_mps2 = 0.5 * density_kg_m3(h) * v * v * body.reference_area_m2 / body.mass_kg
    turn = force_mps2 * lift / v + (v / radius - gravity / v) * math.cos(gamma)
    return (
        v * math.cos(gamma) * MEAN_EARTH_RADIUS_M / radius,
        v * math.sin(gamma),
        -force_mps2 * drag - gravity * math.sin(gamma),
        turn,
    )


@generic_kernel()
def _step(
    phase: int, x: float, h: float, v: float, gamma: float, dt: float, body: DivingBody
) -> tuple[float, float, float, float]:
    """Return range, height, speed and slope one classical Runge-Kutta step later."""
    half = 0.5 * dt
    x1, h1, v1, g1 = _rates(phase, h, v, gamma, body)
    x2, h2, v2, g2 = _rates(phase, h + half * h1, v + half * v1, gamma + half * g1, body)
    x3, h3, v3, g3 = _rates(phase, h + half * h2, v + half * v2, gamma + half * g2, body)
    x4, h4, v4, g4 = _rates(phase, h + dt * h3, v + dt * v3, gamma + dt * g3, body)
    sixth = dt / 6.0
    return (
        x + sixth * (x1 + 2.0 * x2 + 2.0 * x3 + x4),
        h + sixth * (h1 + 2.0 * h2 + 2.0 * h3 + h4),
        v + sixth * (v1 + 2.0 * v2 + 2.0 * v3 + v4),
        gamma + sixth * (g1 + 2.0 * g2 + 2.0 * g3 + g4),
    )


@generic_kernel()
def _left(phase: int, h: float, gamma: float, aim_msl_m: float, body: DivingBody) -> float:
    """Return what is left of a phase, in metres or radians: it ends where that is not above zero."""
    if phase == _COAST:
        return h - max(body.dive_from_msl_m, aim_msl_m)
    if phase == _PULL:
        return min(gamma + body.dive_rad, h - aim_msl_m)
    return h - aim_msl_m


@generic_kernel()
def _first_phase(apogee_msl_m: float, body: DivingBody) -> int:
    """Return the phase that begins at the apogee."""
    return _COAST if apogee_msl_m > body.dive_from_msl_m else _PULL


@generic_kernel()
def _next_phase(phase: int, h: float, gamma: float, aim_msl_m: float, body: DivingBody) -> int:
    """Return the phase after one that has ended."""
    if h <= aim_msl_m:
        return _GROUND
    if phase == _PULL:
        return _DIVE
    return _PULL if gamma + body.dive_rad > 0.0 else _DROP


@generic_kernel(wrap=True)
def fall(
    alt_msl_m: float, speed_mps: float, aim_msl_m: float, body: DivingBody, rows: F64
) -> tuple[int, float]:
    """Return how many rows a fall from a level start takes, and the ground range of it, in metres.

    Parameters
    ----------
    alt_msl_m, speed_mps
        Height, above ``aim_msl_m``, and speed at the apogee.
    rows
        Where the fall is written, shape ``(rows, 6)``: time, ground range at sea level, height, speed, slope
        and lift coefficient; with none only the range is found.

    Notes
    -----
    Motion of a point mass over a sphere that does not turn (Vinh, Busemann and Culp 1980, *Hypersonic and
    Planetary Entry Flight Mechanics*, eqs. 2-25); each phase ends within a step that is cut to size.
    """
    phase = _first_phase(alt_msl_m, body)
    t, x, h, v, gamma = 0.0, 0.0, alt_msl_m, speed_mps, 0.0
    count = 0
    while phase != _GROUND and count < _ROWS:
        if count < rows.shape[0]:
            rows[count, 0], rows[count, 1], rows[count, 2] = t, x, h
            rows[count, 3], rows[count, 4] = v, gamma
            rows[count, 5] = _lift_coefficient(phase, h, v, gamma, body)
        count += 1
        dt = _PULL_STEP_S if phase == _PULL else _COAST_STEP_S
        x1, h1, v1, g1 = _step(phase, x, h, v, gamma, dt, body)
        if _left(phase, h1, g1, aim_msl_m, body) <= 0.0:
            before, past = 0.0, dt
            for _ in range(_HALVINGS):
                dt = 0.5 * (before + past)
                x1, h1, v1, g1 = _step(phase, x, h, v, gamma, dt, body)
                if _left(phase, h1, g1, aim_msl_m, body) > 0.0:
                    before = dt
                else:
                    past = dt
            dt = past
            x1, h1, v1, g1 = _step(phase, x, h, v, gamma, dt, body)
            phase = _next_phase(phase, h1, g1, aim_msl_m, body)
        t, x, h, v, gamma = t + dt, x1, h1, v1, g1
    if count < rows.shape[0]:
        rows[count, 0], rows[count, 1], rows[count, 2] = t, x, h
        rows[count, 3], rows[count, 4], rows[count, 5] = v, gamma, rows[count - 1, 5]
    return count + 1, x


def quasi_ballistic_path(
    nodes: int, range_m: float, *, apogee_msl_m: float, aim_msl_m: float, body: DivingBody
) -> QuasiBallisticPath:
    """Return the path that reaches the apogee and ends on the aim point, both its ends at its height.

    The speed is no input: apogee, range and air leave one only.

    Parameters
    ----------
    nodes
        Number of nodes, at least 2.
    range_m
        Ground range at sea level.
    apogee_msl_m, aim_msl_m
        Greatest height, and the height of both ends, below it.

    Raises
    ------
    ValueError
        If no speed short of orbit carries that far over so low an apogee.
    """
    top_mps = _speed_at_apogee_mps(range_m, apogee_msl_m, aim_msl_m, body)
    rows = np.empty((_ROWS, 6))
    count, down_m = fall(apogee_msl_m, top_mps, aim_msl_m, body, rows)
    t_s, x_m, h_m, v_mps, slope_rad, lift = rows[:count].T
    arc = arc_from_apogee(apogee_msl_m, top_mps, end_alt_msl_m=aim_msl_m)
    up_m = float(0.5 * arc.range_angle_rad * MEAN_EARTH_RADIUS_M)
    distance_m = np.linspace(0.0, up_m + down_m, nodes) - up_m
    climb = arc_at_angles(arc, np.minimum(distance_m, 0.0) / MEAN_EARTH_RADIUS_M)
    to_apogee_s = -float(climb.time_s[0])
    fallen_m = np.maximum(distance_m, 0.0)
    shrink = 1.0 + h_m / MEAN_EARTH_RADIUS_M
    rising = distance_m < 0.0
    alt_msl_m = np.where(rising, climb.alt_msl_m, _smooth(fallen_m, x_m, h_m, np.tan(slope_rad) * shrink))
    alt_msl_m[0] = alt_msl_m[-1] = aim_msl_m
    fallen_s = _smooth(fallen_m, x_m, t_s, shrink / (v_mps * np.cos(slope_rad)))
    return QuasiBallisticPath(
        alt_msl_m,
        np.where(rising, climb.speed_mps, np.interp(fallen_m, x_m, v_mps)),
        to_apogee_s + np.where(rising, climb.time_s, fallen_s),
        np.where(rising, climb.slope_rad, np.interp(fallen_m, x_m, slope_rad)),
        np.where(rising, 0.0, _held(fallen_m, x_m, lift)),
        int(np.searchsorted(distance_m, 0.0)),
    )


def _smooth(at: F64, x: F64, y: F64, slope: F64) -> F64:
    """Return the cubic Hermite interpolation of values and slopes at rising places."""
    left = np.clip(np.searchsorted(x, at, side="right") - 1, 0, x.size - 2)
    width = x[left + 1] - x[left]
    f = (at - x[left]) / width
    rise = y[left + 1] - y[left]
    first, second = slope[left] * width - rise, slope[left + 1] * width - rise
    smooth: F64 = y[left] + f * rise + f * (1.0 - f) * (first * (1.0 - f) - second * f)
    return smooth


def _held(at: F64, x: F64, y: F64) -> F64:
    """Return the linear interpolation of values at rising places, held where they change their sign."""
    left = np.clip(np.searchsorted(x, at, side="right") - 1, 0, x.size - 2)
    return np.where(y[left] * y[left + 1] > 0.0, np.interp(at, x, y), y[left])


def _speed_at_apogee_mps(range_m: float, apogee_msl_m: float, aim_msl_m: float, body: DivingBody) -> float:
    """Return the speed at the apogee from which climb and fall together have the ground range."""
    none = np.empty((0, 6))

    def short_m(speed_mps: float) -> float:
        arc = arc_from_apogee(apogee_msl_m, speed_mps, end_alt_msl_m=aim_msl_m)
        climb_m = float(0.5 * arc.range_angle_rad) * MEAN_EARTH_RADIUS_M
        return range_m - climb_m - fall(apogee_msl_m, speed_mps, aim_msl_m, body, none)[1]

    from scipy.optimize import brentq

    fastest_mps = _NEAR_ORBIT * math.sqrt(
        GRAVITATIONAL_PARAMETER_M3_S2 / (MEAN_EARTH_RADIUS_M + apogee_msl_m)
    )
    if short_m(fastest_mps) > 0.0 or short_m(_FIRST_SPEED_MPS) < 0.0:
        raise ValueError(
            f"no speed carries {range_m:g} m over an apogee of {apogee_msl_m:g} m and falls with this body"
        )
    return float(brentq(short_m, _FIRST_SPEED_MPS, fastest_mps, xtol=1e-9, rtol=1e-14))
