"""Fly-out tables: the flight against an independent integrator, the fit, the table and its look-up."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.interpolate import RegularGridInterpolator

from skykeep.core.earth.atmosphere import density_kg_m3
from skykeep.core.interceptor.flight import FlightGoal, Round, fly
from skykeep.core.interceptor.flyout import (
    BALLISTIC_COEFFICIENT_KG_M2,
    INTERCEPT_SPEED_MPS,
    LOFT_SHARE,
    fit_flyout,
    fit_round,
    flyout_speed_mps,
    flyout_time_s,
    tabulate,
)
from skykeep.core.interceptor.table import table_time_s

LARGE = {"peak_speed_mps": 2050.0, "range_max_m": 200e3, "alt_max_m": 27e3}
SMALL = {"peak_speed_mps": 1300.0, "range_max_m": 20e3, "alt_max_m": 15e3}


def look_up(table, range_m: float, height_m: float) -> float:
    return flyout_time_s(table, range_m, height_m)


def coast_by_scipy(body: Round, elevation: float, until_m: float) -> tuple[float, float, float]:
    """Return height, time and speed where a path meets a ground range, by another integrator."""
    radius = 6_371_000.0
    length = 0.5 * body.peak_speed_mps * body.burn_time_s

    def boost_end() -> list[float]:
        # the path angle is held, not the line: straight to the turning horizontal
        def motion(t: float, s: np.ndarray) -> list[float]:
            v = body.peak_speed_mps * t / body.burn_time_s
            return [v * math.cos(elevation) * radius / (radius + s[1]), v * math.sin(elevation)]

        x, h = solve_ivp(motion, (0.0, body.burn_time_s), [0.0, 0.0], rtol=1e-10, atol=1e-6).y[:, -1]
        return [x / radius, radius + h, body.peak_speed_mps]

    start_angle, start_radius, speed = boost_end()
    assert start_radius - radius == pytest.approx(length * math.sin(elevation), rel=1e-9)

    def motion(t: float, s: np.ndarray) -> list[float]:
        _, r, tangential, radial = s
        v = math.hypot(tangential, radial)
        drag = 0.5 * density_kg_m3(r - radius) * v / body.ballistic_coefficient_kg_m2
        return [
            tangential / r,
            radial,
            -tangential * radial / r - drag * tangential,
            tangential * tangential / r - 9.80665 - drag * radial,
        ]

    def there(_: float, s: np.ndarray) -> float:
        return s[0] * radius - until_m

    there.terminal = True
    start = [start_angle, start_radius, speed * math.cos(elevation), speed * math.sin(elevation)]
    path = solve_ivp(motion, (0.0, 500.0), start, events=there, rtol=1e-10, atol=1e-8, max_step=1.0)
    end = path.y_events[0][-1]
    return end[1] - radius, body.burn_time_s + path.t_events[0][-1], math.hypot(end[2], end[3])


@pytest.mark.parametrize("elevation_deg", [8.0, 30.0, 55.0])
def test_a_path_agrees_with_another_integrator(elevation_deg: float) -> None:
    body = Round(1800.0, 700.0, 400.0, 10.0, 0.0, 12_000.0, 0.0)
    goal = FlightGoal(60e3, 0.0, 0.25)
    rows = [np.full(7, np.nan) for _ in range(3)]
    fly(math.radians(elevation_deg), body, goal, *rows)
    height_m, time_s, speed_mps = coast_by_scipy(body, math.radians(elevation_deg), 30e3)
    assert rows[0][3] == pytest.approx(height_m, abs=3.0)
    assert rows[1][3] == pytest.approx(time_s, abs=5e-3)
    assert rows[2][3] == pytest.approx(speed_mps, abs=0.5)


@pytest.mark.parametrize(
    ("peak", "range_m", "ceiling_m"),
    [(2050.0, 200e3, 27e3), (1600.0, 40e3, 15e3), (1500.0, 160e3, 24e3), (1190.0, 400e3, 30e3)],
)
def test_the_public_range_is_just_reached(peak: float, range_m: float, ceiling_m: float) -> None:
    fit = fit_round(peak_speed_mps=peak, range_max_m=range_m, height_max_m=ceiling_m)
    assert 1.01 * range_m <= fit.reach_m < 1.012 * range_m


def test_only_one_thing_is_stretched_at_a_time() -> None:
    blunt, slender = BALLISTIC_COEFFICIENT_KG_M2
    fits = [
        fit_round(peak_speed_mps=speed, range_max_m=200e3, height_max_m=27e3)
        for speed in (2050.0, 1650.0, 1200.0)
    ]
    assert blunt < fits[0].body.ballistic_coefficient_kg_m2 < slender
    assert fits[0].loft_share == LOFT_SHARE
    assert fits[1].body.ballistic_coefficient_kg_m2 == slender
    assert fits[1].loft_share > LOFT_SHARE
    assert fits[1].body.sustain_time_s == 0.0
    assert fits[2].body.sustain_time_s > 0.0


def test_a_little_more_speed_is_a_little_less_time() -> None:
    times = []
    for speed in np.arange(1200.0, 2300.0, 50.0):
        table = fit_flyout(**{**LARGE, "peak_speed_mps": speed})
        times.append(look_up(table, 100e3, 10e3))
    steps = [later / earlier for earlier, later in itertools.pairwise(times)]
    assert all(0.9 < step < 1.03 for step in steps)


@pytest.mark.parametrize("figures", [LARGE, SMALL])
def test_the_table_covers_the_public_box_and_no_time_falls_with_range(figures: dict[str, float]) -> None:
    table = fit_flyout(**figures)
    assert np.isfinite(table.time_s).mean() > 0.99
    finite = np.where(np.isfinite(table.time_s), table.time_s, 1e9)
    assert np.all(np.diff(finite, axis=1) >= 0.0)
    assert table.time_s[0, 0] == 0.0
    reached = np.isfinite(table.time_s[:, 1:])
    near = table.range_m[1:] < 0.2 * figures["range_max_m"]
    assert np.all(table.speed_mps[:, 1:][reached & ~near] >= INTERCEPT_SPEED_MPS)
    assert np.all(table.speed_mps <= figures["peak_speed_mps"] * (1.0 + 1e-9))
    assert np.all(table.speed_mps[:, 1:][~reached] == 0.0)


def test_no_point_is_reached_faster_than_the_peak_speed_allows() -> None:
    table = fit_flyout(**LARGE)
    slant = np.hypot(table.range_m[None, :], table.height_m[:, None])
    boost_loss_s = 0.5 * LARGE["peak_speed_mps"] / 170.0
    assert np.all(table.time_s[:, 20:] >= slant[:, 20:] / LARGE["peak_speed_mps"] + 0.99 * boost_loss_s)


def test_a_low_target_near_the_range_is_met_from_above_and_late() -> None:
    table = fit_flyout(**LARGE)
    assert look_up(table, 150e3, 50.0) > look_up(table, 150e3, 15e3)
    assert math.isfinite(look_up(table, 150e3, 50.0))


def test_a_higher_launcher_flies_in_thinner_air() -> None:
    fit = fit_round(peak_speed_mps=2000.0, range_max_m=100e3, height_max_m=25e3)
    low = tabulate(fit.body, 100e3, 25e3)
    high = tabulate(fit.body._replace(launch_alt_msl_m=3000.0), 100e3, 25e3)
    assert look_up(high, 60e3, 1000.0) < look_up(low, 60e3, 1000.0)


def test_the_look_up_is_linear_between_nodes_and_infinite_outside() -> None:
    table = fit_flyout(**SMALL)
    i, j = 30, 60
    assert look_up(table, table.range_m[j], table.height_m[i]) == pytest.approx(table.time_s[i, j], rel=1e-12)
    middle = 0.25 * table.time_s[i : i + 2, j : j + 2].sum()
    found = look_up(
        table,
        0.5 * (table.range_m[j] + table.range_m[j + 1]),
        0.5 * (table.height_m[i] + table.height_m[i + 1]),
    )
    assert found == pytest.approx(middle, rel=1e-12)
    assert look_up(table, 20e3, 15e3) == table.time_s[-1, -1]
    assert look_up(table, 5e3, -40.0) == look_up(table, 5e3, 0.0)
    for range_m, height_m in (
        (20_001.0, 100.0),
        (5e3, 15_001.0),
        (-1.0, 100.0),
        (math.nan, 100.0),
        (5e3, math.nan),
    ):
        assert look_up(table, range_m, height_m) == math.inf
        assert flyout_speed_mps(table, range_m, height_m) == 0.0
    assert flyout_speed_mps(table, 10e3, 1e3) > INTERCEPT_SPEED_MPS


def test_a_place_beside_an_unreachable_node_is_unreachable_but_the_edge_is_not() -> None:
    time_s = np.array([[[1.0, 2.0], [math.inf, 3.0]]])
    assert table_time_s(time_s, 0.0, 0.5, 0.5) == math.inf
    assert table_time_s(time_s, 0.0, 0.0, 0.5) == 1.5
    assert table_time_s(time_s, 0.0, 0.5, 1.0) == 2.5
    assert table_time_s(time_s, 0.0, 1.0, 1.0) == 3.0
    assert table_time_s(time_s, 0.0, 1.0, 0.0) == math.inf
    assert table_time_s(time_s, 0.0, 0.0, 1.0 + 1e-9) == math.inf
    assert table_time_s(time_s, 0.0, 1.0 + 1e-9, 0.0) == math.inf


def test_a_table_without_weight_is_not_read() -> None:
    time_s = np.array([np.full((2, 2), math.inf), np.full((2, 2), 4.0), np.full((2, 2), 6.0)])
    assert table_time_s(time_s, 1.0, 0.5, 0.5) == 4.0
    assert table_time_s(time_s, 1.5, 0.5, 0.5) == 5.0
    assert table_time_s(time_s, 2.0, 0.5, 0.5) == 6.0
    assert table_time_s(time_s, 0.5, 0.5, 0.5) == math.inf


@given(st.integers(0, 2**31), st.floats(0.0, 1.0), st.floats(-1.0, 3.0), st.floats(0.0, 4.0))
def test_the_look_up_between_nodes_is_that_of_scipy(seed, level, row, column) -> None:
    time_s = np.random.default_rng(seed).uniform(1.0, 90.0, (2, 4, 5))
    axes = [np.arange(float(size)) for size in time_s.shape]
    expected = RegularGridInterpolator(axes, time_s)((level, max(row, 0.0), column))
    assert table_time_s(time_s, level, row, column) == pytest.approx(float(expected), rel=1e-12)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"peak_speed_mps": 0.0}, r"peak_speed_mps = 0\.0 is not allowed: give a positive number"),
        ({"range_max_m": -1.0}, "range_max_m = -1.0 is not allowed"),
        ({"alt_max_m": math.inf}, "height_max_m = inf is not allowed"),
        ({"alt_max_m": 0.0}, r"height_max_m = 0\.0 is not allowed"),
    ],
)
def test_figures_that_no_round_can_have_are_refused(changed: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        fit_flyout(**{**LARGE, **changed})


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"burn_time_s": -2.0}, "burn_time_s = -2.0 is not allowed"),
        ({"min_speed_mps": 3000.0}, "min_speed_mps = 3000.0 is not allowed: give a number between 0"),
    ],
)
def test_assumptions_that_no_round_can_have_are_refused(changed: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        fit_round(peak_speed_mps=2050.0, range_max_m=200e3, height_max_m=27e3, **changed)


def test_a_table_that_reaches_above_all_air_has_no_gaps():
    table = fit_flyout(peak_speed_mps=3000.0, range_max_m=500_000.0, alt_max_m=150_000.0)
    assert np.isfinite(table.time_s).all()
    assert (np.diff(table.time_s, axis=1) >= 0.0).all()
