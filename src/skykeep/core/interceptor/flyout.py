"""Fly-out of an interceptor from public figures: a boost-coast point mass fitted to the public envelope.

The round is boosted along a straight line to its public peak speed in an assumed burn time, then coasts under
gravity and drag over a round earth in the standard atmosphere; a path ends where the assumed least speed is
left. A family of launch elevations covers the envelope, and the time to a point is the earliest of the
family. Lift is not modelled but for one thing: a round may leave its path for a straight dive of
:data:`DIVE_RAD`. Without it, low points far away would be met either by flat paths that are spent in dense
air or, at a slightly different speed, by paths lofted almost straight up that come minutes later.

One number is fitted, the ballistic coefficient m / (Cd A), so that the public range is just reached by a
path whose top is at most :data:`LOFT_SHARE` of that range. Where no credible coefficient does it, the path
is lofted higher; where that does not do it either, public speed and range do not agree for a coasting
round, and the round holds its peak speed for a fitted time after the boost.

The fit belongs to the best figures. Another peak speed of the same round is the same body at that speed:
fitted anew, a faster round would get more drag, and be the slower one low down. Where such a body cannot
come, the public envelope still says that the round can: it is taken to go on from the last point that it
reaches with :data:`INTERCEPT_SPEED_MPS`, so that times have no edge inside the envelope.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..arrays import FlyoutTable
from .family import clean_table, dive_table, fill_table
from .flight import FlightGoal, Round, fly
from .table import table_time_s

__all__ = [
    "BALLISTIC_COEFFICIENT_KG_M2",
    "DIVE_RAD",
    "INTERCEPT_SPEED_MPS",
    "LOFT_SHARE",
    "MIN_SPEED_SHARE",
    "FlyoutFit",
    "fit_flyout",
    "fit_round",
    "flyout_speed_mps",
    "flyout_time_s",
    "tabulate",
]

F64 = npt.NDArray[np.float64]

LOFT_SHARE = 0.2
"""Assumed: top of the path to the public range, as a share of it (a launch at about 30 to 40 degrees)."""

MIN_SPEED_SHARE = 0.4
"""Assumed: share of the peak speed left at the public range."""

INTERCEPT_SPEED_MPS = 400.0
"""Assumed: least speed of any intercept (low in dense air a slow round still manoeuvres)."""

DIVE_RAD = math.radians(45.0)
"""Assumed: slope of the dive from a path to a point below it."""

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
"""The public range is to be reached at half the public ceiling or a tenth of the range, the lower."""

_REACH_MARGIN = 1.01
"""The fit reaches a hundredth beyond the public range, so that the family's spaced paths meet it."""

_FLATTEST_RAD = math.radians(2.0)
_STEEPEST_RAD = math.radians(80.0)
_STEPS_OVER_RANGE = 200.0
_HALVINGS = 16
_GOLDEN = (math.sqrt(5.0) - 1.0) / 2.0
_GOLDEN_STEPS = 16
_NO_COLUMNS = np.empty(0)
_RANGE_NODES = 129
_HEIGHT_NODES = 65
_ELEVATION_RAD = np.radians(
    np.concatenate(
        [np.arange(0.0, 20.0, 0.5), np.arange(20.0, 86.0, 1.0), [86.5, 87.5, 88.5, 89.2, 89.6, 89.9]]
    )
)


class FlyoutFit(NamedTuple):
    """A fitted round, the loft that the fit allowed, and whether the public range is reached."""

    body: Round
    loft_share: float
    reach_m: float


def _best_reach_m(body: Round, goal: FlightGoal, top_max_m: float, none: F64) -> float:
    """Return the farthest reach of paths that stay under a top: bisection, then golden section.

    ``none`` is a row of no columns.
    """
    low, high = _FLATTEST_RAD, _STEEPEST_RAD
    if fly(high, body, goal, none, none, none)[1] > top_max_m:
        for _ in range(_HALVINGS):
            middle = 0.5 * (low + high)
            if fly(middle, body, goal, none, none, none)[1] > top_max_m:
                high = middle
            else:
                low = middle
        high = low
    best = fly(high, body, goal, none, none, none)[0]
    low = _FLATTEST_RAD
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    reach_left = fly(left, body, goal, none, none, none)[0]
    reach_right = fly(right, body, goal, none, none, none)[0]
    for _ in range(_GOLDEN_STEPS):
        if reach_left >= reach_right:
            high, right, reach_right = right, left, reach_left
            left = high - _GOLDEN * (high - low)
            reach_left = fly(left, body, goal, none, none, none)[0]
        else:
            low, left, reach_left = left, right, reach_right
            right = low + _GOLDEN * (high - low)
            reach_right = fly(right, body, goal, none, none, none)[0]
    return max(reach_left, reach_right, best)


def _smallest(enough: Callable[[float], bool], low: float, high: float) -> float:
    """Return the smallest number at which ``enough`` holds, by bisection; it must hold at ``high``."""
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
        ``reach_m`` is a hundredth above ``range_max_m``, more only where even the bluntest round flies
        farther.

    Raises
    ------
    ValueError
        If a figure is not positive, or the least speed is not below the peak.
    """
    _check_positive(
        peak_speed_mps=peak_speed_mps,
        range_max_m=range_max_m,
        height_max_m=height_max_m,
        burn_time_s=burn_time_s,
    )
    burn = _usual_burn_s(peak_speed_mps, range_max_m) if burn_time_s is None else burn_time_s
    least = MIN_SPEED_SHARE * peak_speed_mps if min_speed_mps is None else min_speed_mps
    if not 0.0 < least < peak_speed_mps:
        raise ValueError(
            f"min_speed_mps = {least!r} is not allowed: give a number between 0 and the peak speed"
        )
    blunt, slender = BALLISTIC_COEFFICIENT_KG_M2
    reference_height = min(_REFERENCE_CEILING_SHARE * height_max_m, _REFERENCE_RANGE_SHARE * range_max_m)
    goal = FlightGoal(range_max_m, reference_height, range_max_m / (peak_speed_mps * _STEPS_OVER_RANGE) * 2.0)

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
        return float(_best_reach_m(body(coefficient, sustain), goal, loft * range_max_m, _NO_COLUMNS))

    sought_m = _REACH_MARGIN * range_max_m
    coefficient, loft, sustain = slender, LOFT_SHARE, 0.0
    if reach(slender, LOFT_SHARE, 0.0) > sought_m:
        log_coefficient = _smallest(
            lambda x: reach(math.exp(x), LOFT_SHARE, 0.0) > sought_m, math.log(blunt), math.log(slender)
        )
        coefficient = math.exp(log_coefficient)
    elif reach(slender, _LOFT_SHARE_MAX, 0.0) > sought_m:
        loft = _smallest(lambda x: reach(slender, x, 0.0) > sought_m, LOFT_SHARE, _LOFT_SHARE_MAX)
    else:
        loft = _LOFT_SHARE_MAX
        longest = _SUSTAIN_MAX_RANGES * range_max_m / peak_speed_mps
        sustain = _smallest(lambda x: reach(slender, loft, x) > sought_m, 0.0, longest)
    return FlyoutFit(body(coefficient, sustain), loft, reach(coefficient, loft, sustain))


def _usual_burn_s(peak_speed_mps: float, range_max_m: float) -> float:
    """Return the assumed boost time: by the mean acceleration, or by the share of the range if less."""
    return min(peak_speed_mps / _BOOST_MPS2, 2.0 * _BOOST_SHARE * range_max_m / peak_speed_mps)


def _check_positive(**given: float | None) -> None:
    for name, value in given.items():
        if value is not None and not (value > 0.0 and math.isfinite(value)):
            raise ValueError(f"{name} = {value!r} is not allowed: give a positive number")


def tabulate(body: Round, range_max_m: float, height_max_m: float) -> FlyoutTable:
    """Return the fly-out table of a round over the box of its public range and ceiling.

    Times are finite in all of it, see the top of this file.
    """
    spacing_m = height_max_m / (_HEIGHT_NODES - 1)
    rows = max(
        _HEIGHT_NODES, math.ceil(LOFT_SHARE * range_max_m / spacing_m) + 1
    )  # dives begin above the box
    table = FlyoutTable(
        range_m=np.linspace(0.0, range_max_m, _RANGE_NODES),
        height_m=np.linspace(0.0, spacing_m * (rows - 1), rows),
        time_s=np.full((rows, _RANGE_NODES), np.inf),
        speed_mps=np.zeros((rows, _RANGE_NODES)),
    )
    step = range_max_m / (body.peak_speed_mps * _STEPS_OVER_RANGE)
    heights, times, speeds = np.full((3, _ELEVATION_RAD.size, _RANGE_NODES), np.nan)
    goal = FlightGoal(range_max_m, 0.0, step, max(_LOFT_SHARE_MAX * range_max_m, height_max_m))
    fill_table(body, goal, (heights, times, speeds), _ELEVATION_RAD, table)
    dive_table(body, DIVE_RAD, table)
    table = FlyoutTable(
        range_m=table.range_m,
        height_m=np.linspace(0.0, height_max_m, _HEIGHT_NODES),
        time_s=np.ascontiguousarray(table.time_s[:_HEIGHT_NODES]),
        speed_mps=np.ascontiguousarray(table.speed_mps[:_HEIGHT_NODES]),
    )
    clean_table(body.intercept_speed_mps, table)
    return table


def fit_flyout(
    *,
    peak_speed_mps: float,
    range_max_m: float,
    alt_max_m: float,
    best_speed_mps: float | None = None,
    box_m: tuple[float, float] | None = None,
) -> FlyoutTable:
    """Return the fly-out table of a round launched at sea level, from its public speed, range and ceiling.

    Parameters
    ----------
    peak_speed_mps, range_max_m, alt_max_m
        Public figures; the ceiling is read above the launcher.
    best_speed_mps
        Best figure of the peak speed, if that is another: the body is fitted at this one.
    box_m
        Range and height of the table's last column and row; by default the public ones.

    Raises
    ------
    ValueError
        If a figure is not positive.
    """
    usual_mps = peak_speed_mps if best_speed_mps is None else best_speed_mps
    _check_positive(peak_speed_mps=peak_speed_mps)
    fit = fit_round(peak_speed_mps=usual_mps, range_max_m=range_max_m, height_max_m=alt_max_m)
    body = fit.body._replace(
        peak_speed_mps=float(peak_speed_mps),
        burn_time_s=_usual_burn_s(peak_speed_mps, range_max_m),
        intercept_speed_mps=min(fit.body.intercept_speed_mps, peak_speed_mps),
    )
    return tabulate(body, *(box_m or (float(range_max_m), float(alt_max_m))))


def flyout_time_s(table: FlyoutTable, ground_range_m: float, height_m: float) -> float:
    """Return the time of flight in seconds to a ground range and a height above the launcher, see
    :func:`~.table.table_time_s`.
    """
    row, column = height_m / table.height_m[1], ground_range_m / table.range_m[1]
    return table_time_s(table.time_s[np.newaxis], 0.0, row, column)


def flyout_speed_mps(table: FlyoutTable, ground_range_m: float, height_m: float) -> float:
    """Return the speed left in m/s at a point, bilinear in the table; zero outside it."""
    if math.isinf(flyout_time_s(table, ground_range_m, height_m)):
        return 0.0
    return flyout_time_s(table._replace(time_s=table.speed_mps), ground_range_m, height_m)
