"""The path of one interceptor as a point mass: straight boost, sustained flight, ballistic coast."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..earth.atmosphere import density_kg_m3
from ..kernel.jit import generic_kernel

__all__ = ["FlightGoal", "Round", "fly"]

F64 = npt.NDArray[np.float64]

_EARTH_RADIUS_M = 6_371_000.0
_GRAVITY_MPS2 = 9.80665
_FLOOR_M = -3_000.0
_STALL_MPS = 40.0
_OVERSHOOT = 1.6
"""A path is followed to this multiple of the range sought."""


class Round(NamedTuple):
    """One interceptor as a point mass; ``ballistic_coefficient_kg_m2`` is mass over drag area."""

    peak_speed_mps: float
    min_speed_mps: float
    intercept_speed_mps: float
    burn_time_s: float
    sustain_time_s: float
    ballistic_coefficient_kg_m2: float
    launch_alt_msl_m: float


class FlightGoal(NamedTuple):
    """What a path is flown for: a ground range, the lowest height that counts at it, the time step, and the
    height above which a path is given up."""

    range_m: float
    reference_height_m: float
    step_s: float
    top_m: float = math.inf


@generic_kernel()
def _rates(phase: int, h: float, v: float, gamma: float, body: Round) -> tuple[float, float, float, float]:
    """Return the time derivatives of ground range, height, speed and path angle.

    Phase 0 is the boost (straight), 1 the sustained flight (gravity turn until level, then level), 2 the
    coast.
    """
    radius = _EARTH_RADIUS_M + body.launch_alt_msl_m + h
    cos_gamma = math.cos(gamma)
    sin_gamma = math.sin(gamma)
    x_rate = v * cos_gamma * _EARTH_RADIUS_M / radius
    if phase == 0:
        return x_rate, v * sin_gamma, body.peak_speed_mps / body.burn_time_s, 0.0
    turn = (v / radius - _GRAVITY_MPS2 / v) * cos_gamma
    if phase == 1:
        return x_rate, v * sin_gamma, 0.0, turn if gamma > 0.0 else 0.0
    rho = density_kg_m3(body.launch_alt_msl_m + h)
    drag = 0.5 * rho * v * v / body.ballistic_coefficient_kg_m2
    return x_rate, v * sin_gamma, -drag - _GRAVITY_MPS2 * sin_gamma, turn


@generic_kernel()
def _step(
    phase: int, x: float, h: float, v: float, gamma: float, dt: float, body: Round
) -> tuple[float, float, float, float]:
    """Return range, height, speed and path angle one classical Runge-Kutta step later."""
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
def _phase_and_step(t: float, dt: float, body: Round) -> tuple[int, float]:
    """Return the phase of flight at ``t`` and a step that does not cross into the next."""
    boost_left = body.burn_time_s - t
    if boost_left > 1e-9:
        return 0, min(dt, boost_left)
    sustain_left = boost_left + body.sustain_time_s
    if sustain_left > 1e-9:
        return 1, min(dt, sustain_left)
    return 2, dt


@generic_kernel(wrap=True)
def fly(
    elevation_rad: float, body: Round, goal: FlightGoal, h_row: F64, t_row: F64, v_row: F64
) -> tuple[float, float]:
    """Return the reach and the top of one path, and write where it meets each range column.

    The reach is where the coasting round falls below its least speed or the reference height; the top is
    found whatever the speed. With rows of no length only these two are sought; else the path is followed to
    the last column or the ground, and columns that it does not meet fast enough stay as they were.
    """
    last = h_row.shape[0] - 1
    spacing = goal.range_m / max(last, 1)
    t, x, h, v, gamma = 0.0, 0.0, 0.0, 0.0, elevation_rad
    reach, top = math.inf, 0.0
    column = 1
    while x < goal.range_m * _OVERSHOOT and _FLOOR_M < h <= goal.top_m:
        phase, step = _phase_and_step(t, goal.step_s, body)
        x2, h2, v2, gamma = _step(phase, x, h, v, gamma, step, body)
        top = max(top, h2)
        while column <= last and x2 >= column * spacing:
            share = (column * spacing - x) / (x2 - x)
            v_row[column] = v + share * (v2 - v)
            if phase < 2 or v_row[column] >= body.intercept_speed_mps:
                h_row[column] = h + share * (h2 - h)
                t_row[column] = t + share * step
            column += 1
        if phase == 2 and reach == math.inf:
            share = math.inf
            if v2 < body.min_speed_mps:
                share = max((v - body.min_speed_mps) / (v - v2), 0.0)
            if h2 < min(goal.reference_height_m, h):
                share = min(share, max((h - goal.reference_height_m) / (h - h2), 0.0))
            if share <= 1.0:
                reach = x + share * (x2 - x)
        t, x, h, v = t + step, x2, h2, v2
        done = column > last if last > 0 else (reach < math.inf and gamma <= 0.0)
        if done or (phase == 2 and v < _STALL_MPS):
            break
    return min(reach, x), top
