"""Fly-out of an interceptor from public figures: a boost-coast point mass fitted to the public envelope.

The round is boosted along a straight line to its public peak speed in an assumed burn time, then coasts under
gravity and drag over a round earth in the standard atmosphere; a path ends where the assumed least speed is
left. Lift is not modelled: a family of launch elevations covers the envelope, and the time to a point is the
earliest of the family (low points far away are met on lofted paths).

One number is fitted, the ballistic coefficient m / (Cd A), so that the public range is just reached by a path
whose top is at most :data:`LOFT_SHARE` of that range. Where no credible coefficient does it, the path is lofted
higher; where that does not do it either, public speed and range do not agree for a coasting round, and the
round holds its peak speed for a fitted time after the boost.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from skykeep.core.arrays import FlyoutTable
from skykeep.core.earth.atmosphere import density_kg_m3

__all__ = [
    "BALLISTIC_COEFFICIENT_KG_M2",
    "LOFT_SHARE",
    "MIN_SPEED_SHARE",
    "INTERCEPT_SPEED_MPS",
    "FlyoutFit",
    "Round",
    "fit_flyout",
    "fit_round",
    "flyout_speed_mps",
    "flyout_time_s",
    "tabulate",
]

F64 = npt.NDArray[np.float64]

LOFT_SHARE = 0.2
"""Assumed: top of the path to the public range, as a share of that range (a launch at about 30 to 40 degrees)."""

MIN_SPEED_SHARE = 0.4
"""Assumed: share of the peak speed left at the public range."""

INTERCEPT_SPEED_MPS = 400.0
"""Assumed: least speed of any intercept (low in dense air a slow round still manoeuvres)."""

BALLISTIC_COEFFICIENT_KG_M2 = (300.0, 25_000.0)
"""Range searched for m / (Cd A): from a blunt small round to a slender heavy one."""

_BOOST_MPS2 = 170.0
"""Assumed mean acceleration under boost: 12 s to 2 050 m/s."""

_BOOST_SHARE = 0.125
"""Assumed: the boost covers at most this share of the public range."""

_LOFT_SHARE_MAX = 0.45
_SUSTAIN_MAX_RANGES = 3.0
_REFERENCE_CEILING_SHARE = 0.5
_REFERENCE_RANGE_SHARE = 0.1
"""The public range is to be reached at half the public ceiling or a tenth of the range, whichever is lower."""

_EARTH_RADIUS_M = 6_371_000.0
_GRAVITY_MPS2 = 9.80665
_FLOOR_M = -3_000.0
_STALL_MPS = 40.0
_FLATTEST_RAD = math.radians(2.0)
_STEEPEST_RAD = math.radians(80.0)
_OVERSHOOT = 1.6
_STEPS_OVER_RANGE = 200.0
_HALVINGS = 16
_GOLDEN = (math.sqrt(5.0) - 1.0) / 2.0
_GOLDEN_STEPS = 16
_RANGE_NODES = 129
_HEIGHT_NODES = 65
_ELEVATION_RAD = np.radians(
    np.concatenate(
        [np.arange(0.0, 20.0, 0.5), np.arange(20.0, 86.0, 1.0), [86.5, 87.5, 88.5, 89.2, 89.6, 89.9]]
    )
)


class Round(NamedTuple):
    """One interceptor as a point mass; ``ballistic_coefficient_kg_m2`` is mass over drag area."""

    peak_speed_mps: float
    min_speed_mps: float
    intercept_speed_mps: float
    burn_time_s: float
    sustain_time_s: float
    ballistic_coefficient_kg_m2: float
    launch_alt_msl_m: float


class FlyoutFit(NamedTuple):
    """A fitted round, the loft that the fit allowed, and whether the public range is reached."""

    body: Round
    loft_share: float
    reach_m: float


class _Target(NamedTuple):
    range_m: float
    reference_height_m: float
    step_s: float


@njit(cache=True, nogil=True)
def _rates(phase: int, h: float, v: float, gamma: float, body: Round) -> tuple[float, float, float, float]:
    """Return the time derivatives of ground range, height, speed and path angle.

    Phase 0 is the boost (straight), 1 the sustained flight (gravity turn until level, then level), 2 the coast.
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


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
def _phase_and_step(t: float, dt: float, body: Round) -> tuple[int, float]:
    """Return the phase of flight at ``t`` and a step that does not cross into the next."""
    boost_left = body.burn_time_s - t
    if boost_left > 1e-9:
        return 0, min(dt, boost_left)
    sustain_left = boost_left + body.sustain_time_s
    if sustain_left > 1e-9:
        return 1, min(dt, sustain_left)
    return 2, dt


@njit(cache=True, nogil=True)
def _fly(
    elevation: float, body: Round, target: _Target, h_row: F64, t_row: F64, v_row: F64
) -> tuple[float, float]:
    """Return the reach and the top of one path, and write where it meets each range column.

    The reach is where the coasting round falls below its least speed or the reference height; the top is found
    whatever the speed. With rows of no length only these two are sought; else the path is followed to the last
    column or the ground, and columns that it does not meet fast enough stay as they were.
    """
    last = h_row.shape[0] - 1
    spacing = target.range_m / max(last, 1)
    t, x, h, v, gamma = 0.0, 0.0, 0.0, 0.0, elevation
    reach, top = math.inf, 0.0
    column = 1
    while x < target.range_m * _OVERSHOOT and h > _FLOOR_M:
        phase, step = _phase_and_step(t, target.step_s, body)
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
            if h2 < min(target.reference_height_m, h):
                share = min(share, max((h - target.reference_height_m) / (h - h2), 0.0))
            if share <= 1.0:
                reach = x + share * (x2 - x)
        t, x, h, v = t + step, x2, h2, v2
        done = column > last if last > 0 else (reach < math.inf and gamma <= 0.0)
        if done or (phase == 2 and v < _STALL_MPS):
            break
    return min(reach, x), top


@njit(cache=True, nogil=True)
def _best_reach_m(body: Round, target: _Target, top_max_m: float) -> float:
    """Return the farthest reach of paths whose top is at most ``top_max_m``: bisection, then golden section."""
    none = np.empty(0)
    low, high = _FLATTEST_RAD, _STEEPEST_RAD
    if _fly(high, body, target, none, none, none)[1] > top_max_m:
        for _ in range(_HALVINGS):
            middle = 0.5 * (low + high)
            if _fly(middle, body, target, none, none, none)[1] > top_max_m:
                high = middle
            else:
                low = middle
        high = low
    best = _fly(high, body, target, none, none, none)[0]
    low = _FLATTEST_RAD
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    reach_left = _fly(left, body, target, none, none, none)[0]
    reach_right = _fly(right, body, target, none, none, none)[0]
    for _ in range(_GOLDEN_STEPS):
        if reach_left >= reach_right:
            high, right, reach_right = right, left, reach_left
            left = high - _GOLDEN * (high - low)
            reach_left = _fly(left, body, target, none, none, none)[0]
        else:
            low, left, reach_left = left, right, reach_right
            right = low + _GOLDEN * (high - low)
            reach_right = _fly(right, body, target, none, none, none)[0]
    return max(reach_left, reach_right, best)


def _smallest(enough: Callable[[float], bool], low: float, high: float) -> float:
    """Return the smallest number, to the bisection's end, at which ``enough`` holds; it must hold at ``high``."""
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if enough(middle):
            high = middle
        else:
            low = middle
    return high


def fit_round(
    *,
    peak_speed_mps: float,
    range_max_m: float,
    height_max_m: float,
    burn_time_s: float | None = None,
    min_speed_mps: float | None = None,
    launch_alt_msl_m: float = 0.0,
) -> FlyoutFit:
    """Return the point mass that just reaches the public range with its least speed left.

    Parameters
    ----------
    peak_speed_mps, range_max_m
        Public peak speed and ground range.
    height_max_m
        Public ceiling above the launcher.
    burn_time_s
        Boost time; by default 170 m/s2 on average, but at most an eighth of the range under boost.
    min_speed_mps
        Least speed of an intercept; by default 0.4 of the peak speed.
    launch_alt_msl_m
        Height of the launcher above mean sea level, for the air density.

    Returns
    -------
    FlyoutFit
        ``reach_m`` exceeds ``range_max_m`` only where even the bluntest round flies farther.

    Raises
    ------
    ValueError
        If a figure is not positive, or the least speed is not below the peak.
    """
    burn = burn_time_s or min(peak_speed_mps / _BOOST_MPS2, 2.0 * _BOOST_SHARE * range_max_m / peak_speed_mps)
    least = MIN_SPEED_SHARE * peak_speed_mps if min_speed_mps is None else min_speed_mps
    _check_figures(peak_speed_mps, range_max_m, height_max_m, burn, least)
    blunt, slender = BALLISTIC_COEFFICIENT_KG_M2
    reference_height = min(_REFERENCE_CEILING_SHARE * height_max_m, _REFERENCE_RANGE_SHARE * range_max_m)
    target = _Target(range_max_m, reference_height, range_max_m / (peak_speed_mps * _STEPS_OVER_RANGE) * 2.0)

    def body(coefficient: float, sustain: float) -> Round:
        slowest = min(INTERCEPT_SPEED_MPS, least)
        return Round(
            float(peak_speed_mps),
            float(least),
            slowest,
            float(burn),
            sustain,
            coefficient,
            float(launch_alt_msl_m),
        )

    def reach(coefficient: float, loft: float, sustain: float) -> float:
        return float(_best_reach_m(body(coefficient, sustain), target, loft * range_max_m))

    coefficient, loft, sustain = slender, LOFT_SHARE, 0.0
    if reach(slender, LOFT_SHARE, 0.0) >= range_max_m:
        log_coefficient = _smallest(
            lambda x: reach(math.exp(x), LOFT_SHARE, 0.0) >= range_max_m, math.log(blunt), math.log(slender)
        )
        coefficient = math.exp(log_coefficient)
    elif reach(slender, _LOFT_SHARE_MAX, 0.0) >= range_max_m:
        loft = _smallest(lambda x: reach(slender, x, 0.0) >= range_max_m, LOFT_SHARE, _LOFT_SHARE_MAX)
    else:
        loft = _LOFT_SHARE_MAX
        longest = _SUSTAIN_MAX_RANGES * range_max_m / peak_speed_mps
        sustain = _smallest(lambda x: reach(slender, loft, x) >= range_max_m, 0.0, longest)
    return FlyoutFit(body(coefficient, sustain), loft, reach(coefficient, loft, sustain))


def _check_figures(peak: float, range_max: float, height_max: float, burn: float, least: float) -> None:
    given = {
        "peak_speed_mps": peak,
        "range_max_m": range_max,
        "height_max_m": height_max,
        "burn_time_s": burn,
    }
    for name, value in given.items():
        if not (value > 0.0 and math.isfinite(value)):
            raise ValueError(f"{name} = {value!r} is not allowed: give a positive number")
    if not 0.0 < least < peak:
        raise ValueError(
            f"min_speed_mps = {least!r} is not allowed: give a number between 0 and the peak speed"
        )


@njit(cache=True, nogil=True)
def _fill_column(heights: F64, h_family: F64, t_family: F64, v_family: F64, time: F64, speed: F64) -> None:
    """Write the earliest time, and the speed then, at each height of one column from where the family meets it."""
    spacing = heights[1]
    for i in range(h_family.shape[0] - 1):
        ha, hb = h_family[i], h_family[i + 1]
        if math.isnan(ha) or math.isnan(hb) or ha == hb:
            continue
        low = max(math.ceil(min(ha, hb) / spacing - 1e-9), 0)
        high = min(math.floor(max(ha, hb) / spacing), heights.shape[0] - 1)
        for k in range(low, high + 1):
            share = (heights[k] - ha) / (hb - ha)
            t = t_family[i] + share * (t_family[i + 1] - t_family[i])
            if t < time[k]:
                time[k] = t
                speed[k] = v_family[i] + share * (v_family[i + 1] - v_family[i])


@njit(cache=True, nogil=True)
def _fill(body: Round, target: _Target, table: FlyoutTable) -> None:
    """Fill a table whose times are infinite and speeds zero: earliest of the family, never falling with range."""
    paths, columns, rows = _ELEVATION_RAD.shape[0], table.range_m.shape[0], table.height_m.shape[0]
    h_family = np.full((paths, columns), np.nan)
    t_family = np.full((paths, columns), np.nan)
    v_family = np.full((paths, columns), np.nan)
    for i in range(paths):
        _fly(_ELEVATION_RAD[i], body, target, h_family[i], t_family[i], v_family[i])
    time = np.empty(rows)
    speed = np.empty(rows)
    h_column = np.empty(paths)
    t_column = np.empty(paths)
    v_column = np.empty(paths)
    for j in range(1, columns):
        h_column[:] = h_family[:, j]
        t_column[:] = t_family[:, j]
        v_column[:] = v_family[:, j]
        time[:] = np.inf
        speed[:] = 0.0
        _fill_column(table.height_m, h_column, t_column, v_column, time, speed)
        table.time_s[:, j] = time
        table.speed_mps[:, j] = speed
    _clean(table)


@njit(cache=True, nogil=True)
def _clean(table: FlyoutTable) -> None:
    """Close gaps on the near side of reachable points, then let no time fall with range.

    A gap lies between the flat paths, too slow there, and the lofted ones, which come down beyond it; a round
    that can arrive beyond can spend the surplus on the way, so the time of the next point beyond is kept. The
    column of no ground range takes the time of its neighbour in proportion to the slant range.
    """
    rows, columns = table.time_s.shape
    spacing = table.range_m[1]
    for k in range(rows):
        height = table.height_m[k]
        table.time_s[k, 0] = table.time_s[k, 1] * height / math.hypot(height, spacing)
        table.speed_mps[k, 0] = table.speed_mps[k, 1]
        for j in range(columns - 2, -1, -1):
            if table.time_s[k, j] == np.inf:
                table.time_s[k, j] = table.time_s[k, j + 1]
                table.speed_mps[k, j] = table.speed_mps[k, j + 1]
        for j in range(1, columns):
            table.time_s[k, j] = max(table.time_s[k, j], table.time_s[k, j - 1])


def tabulate(body: Round, range_max_m: float, height_max_m: float) -> FlyoutTable:
    """Return the fly-out table of a round over the box of its public range and ceiling.

    Infinite where no path of the family comes with the least speed left; speeds are zero there.
    """
    table = FlyoutTable(
        range_m=np.linspace(0.0, range_max_m, _RANGE_NODES),
        height_m=np.linspace(0.0, height_max_m, _HEIGHT_NODES),
        time_s=np.full((_HEIGHT_NODES, _RANGE_NODES), np.inf),
        speed_mps=np.zeros((_HEIGHT_NODES, _RANGE_NODES)),
    )
    step = range_max_m / (body.peak_speed_mps * _STEPS_OVER_RANGE)
    _fill(body, _Target(range_max_m, 0.0, step), table)
    return table


def fit_flyout(
    *,
    peak_speed_mps: float,
    range_max_m: float,
    alt_max_m: float,
    burn_time_s: float | None = None,
    min_speed_mps: float | None = None,
) -> FlyoutTable:
    """Return the fly-out table of a round known by its public speed, range and ceiling, launched at sea level.

    Parameters as in :func:`fit_round`; ``alt_max_m`` is the public ceiling, read above the launcher.

    Raises
    ------
    ValueError
        If a figure is not positive, or the least speed is not below the peak.
    """
    fit = fit_round(
        peak_speed_mps=peak_speed_mps,
        range_max_m=range_max_m,
        height_max_m=alt_max_m,
        burn_time_s=burn_time_s,
        min_speed_mps=min_speed_mps,
    )
    return tabulate(fit.body, float(range_max_m), float(alt_max_m))


@njit(cache=True, nogil=True)
def flyout_time_s(
    range_m: F64, height_m: F64, time_s: F64, ground_range_m: float, target_height_m: float
) -> float:
    """Return the time of flight in seconds to a point, bilinear in a table; infinite outside it.

    The first three arguments are the columns of a :class:`~skykeep.core.arrays.FlyoutTable`. A height below the
    launcher is read as its level. A point next to an unreachable node is unreachable unless it lies on the
    reachable side's grid line.
    """
    last_column, last_row = range_m.shape[0] - 1, height_m.shape[0] - 1
    if not (0.0 <= ground_range_m <= range_m[last_column] and target_height_m <= height_m[last_row]):
        return math.inf
    across = ground_range_m / range_m[1]
    up = max(target_height_m, 0.0) / height_m[1]
    j = min(int(across), last_column - 1)
    i = min(int(up), last_row - 1)
    a, b = across - j, up - i
    result = 0.0
    if a < 1.0 and b < 1.0:
        result += (1.0 - a) * (1.0 - b) * time_s[i, j]
    if a > 0.0 and b < 1.0:
        result += a * (1.0 - b) * time_s[i, j + 1]
    if a < 1.0 and b > 0.0:
        result += (1.0 - a) * b * time_s[i + 1, j]
    if a > 0.0 and b > 0.0:
        result += a * b * time_s[i + 1, j + 1]
    return result


@njit(cache=True, nogil=True)
def flyout_speed_mps(table: FlyoutTable, ground_range_m: float, target_height_m: float) -> float:
    """Return the speed left in m/s at a point, bilinear in the table; zero where the point cannot be reached."""
    if math.isinf(
        flyout_time_s(table.range_m, table.height_m, table.time_s, ground_range_m, target_height_m)
    ):
        return 0.0
    return flyout_time_s(table.range_m, table.height_m, table.speed_mps, ground_range_m, target_height_m)
