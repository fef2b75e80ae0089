"""Ballistic closed forms against integration of the equations of motion."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from skykeep.core.earth.atmosphere import density_kg_m3
from skykeep.core.earth.kepler import KeplerArc, arc_nodes, arc_through_apogee
from skykeep.core.interceptor.flight import Round, _rates
from skykeep.textbook.ballistic import (
    AllenEggersEntry,
    allen_eggers_peak,
    allen_eggers_speed_mps,
    flat_earth_flight,
    flight_from_burnout,
    minimum_energy_flight,
    speed_at_alt_mps,
)

RADIUS_M, MU = 6_371_000.0, 3.986004418e14


def fly(speed_mps: float, angle_rad: float) -> tuple[float, float, float]:
    """Return range, apogee and time of a vacuum flight from the surface, by integration."""

    def motion(_: float, s: np.ndarray) -> list[float]:
        r3 = math.hypot(s[0], s[1]) ** 3
        return [s[2], s[3], -MU * s[0] / r3, -MU * s[1] / r3]

    def ground(_: float, s: np.ndarray) -> float:
        return math.hypot(s[0], s[1]) - RADIUS_M

    ground.terminal, ground.direction = True, -1.0
    start = [0.0, RADIUS_M, speed_mps * math.cos(angle_rad), speed_mps * math.sin(angle_rad)]
    path = solve_ivp(
        motion, (0.0, 4000.0), start, events=ground, rtol=1e-11, atol=1e-4, max_step=5.0, method="DOP853"
    )
    x, y = path.y_events[0][-1][:2]
    top = np.max(np.hypot(path.y[0], path.y[1])) - RADIUS_M
    return RADIUS_M * math.atan2(x, y), top, float(path.t_events[0][-1])


@pytest.mark.parametrize(("speed", "angle_deg"), [(1500.0, 40.0), (3000.0, 55.0), (5200.0, 25.0)])
def test_a_burnout_state_leads_where_integration_leads(speed: float, angle_deg: float) -> None:
    flight = flight_from_burnout(speed, math.radians(angle_deg))
    range_m, apogee_m, time_s = fly(speed, math.radians(angle_deg))
    assert flight.range_m == pytest.approx(range_m, rel=1e-7)
    assert flight.apogee_msl_m == pytest.approx(apogee_m, rel=1e-4)
    assert flight.flight_time_s == pytest.approx(time_s, rel=1e-7)
    assert flight.burnout_speed_mps == pytest.approx(speed, rel=1e-12)
    assert flight.burnout_angle_rad == pytest.approx(math.radians(angle_deg), rel=1e-12)


def test_no_other_angle_reaches_as_far_with_the_least_speed() -> None:
    best = minimum_energy_flight(7e5)
    for turn in (-0.05, 0.05):
        other = flight_from_burnout(best.burnout_speed_mps, best.burnout_angle_rad + turn)
        assert other.range_m < best.range_m


def test_speed_along_the_arc_keeps_energy() -> None:
    flight = minimum_energy_flight(5e5)
    assert speed_at_alt_mps(flight, 0.0) == pytest.approx(flight.burnout_speed_mps, rel=1e-13)
    assert speed_at_alt_mps(flight, flight.apogee_msl_m) == pytest.approx(flight.apogee_speed_mps, rel=1e-9)
    with pytest.raises(ValueError, match="is above the apogee"):
        speed_at_alt_mps(flight, flight.apogee_msl_m + 1.0)


def test_short_flights_approach_the_flat_earth() -> None:
    flat, ball = flat_earth_flight(2e4), minimum_energy_flight(2e4)
    assert flat.speed_mps == pytest.approx(ball.burnout_speed_mps, rel=2e-3)
    assert flat.flight_time_s == pytest.approx(ball.flight_time_s, rel=2e-3)


def test_re_entry_agrees_with_integration_through_the_air() -> None:
    entry = AllenEggersEntry(5000.0, 3000.0, math.radians(30.0), 1.225, 7200.0)

    def slowing(h: float, v: np.ndarray) -> float:
        drag = 0.5 * 1.225 * math.exp(-h / 7200.0) * v[0] ** 2 / 5000.0
        return drag / (v[0] * math.sin(math.radians(30.0)))

    path = solve_ivp(slowing, (150_000.0, 5000.0), [3000.0], rtol=1e-10, atol=1e-8, max_step=500.0)
    assert allen_eggers_speed_mps(entry, 5000.0) == pytest.approx(path.y[0][-1], rel=1e-6)
    heights = np.linspace(-5000.0, 40_000.0, 20_001)
    speeds = np.array([allen_eggers_speed_mps(entry, h) for h in heights])
    braking = 0.5 * 1.225 * np.exp(-heights / 7200.0) * speeds**2 / 5000.0
    peak = allen_eggers_peak(entry)
    assert peak.deceleration_mps2 == pytest.approx(braking.max(), rel=1e-6)
    assert peak.alt_msl_m == pytest.approx(heights[braking.argmax()], abs=5.0)


@pytest.mark.parametrize("range_m", [0.0, -1.0, 2.1e7, math.nan])
def test_ranges_that_no_arc_spans_are_refused(range_m: float) -> None:
    with pytest.raises(ValueError, match=r"range_m = .* is not allowed"):
        minimum_energy_flight(range_m)


def test_burnout_states_that_do_not_come_down_are_refused() -> None:
    with pytest.raises(ValueError, match="below escape"):
        flight_from_burnout(11_200.0, 0.5)
    with pytest.raises(ValueError, match="above 0 and up to pi/2"):
        flight_from_burnout(1000.0, 1.6)
    with pytest.raises(ValueError, match="give a positive number"):
        flat_earth_flight(0.0)


@given(st.floats(100.0, 7_500.0), st.floats(1.0, 89.99))
def test_paths_of_threats_keep_energy_and_momentum_of_the_burnout(speed_mps, angle_deg):
    flight = flight_from_burnout(speed_mps, math.radians(angle_deg))
    assert flight.burnout_speed_mps == pytest.approx(speed_mps, rel=1e-11)
    assert flight.burnout_angle_rad == pytest.approx(math.radians(angle_deg), rel=1e-11)
    momentum = speed_mps * math.cos(math.radians(angle_deg)) * RADIUS_M
    apogee_radius_m = RADIUS_M + flight.apogee_msl_m
    assert flight.apogee_speed_mps * apogee_radius_m == pytest.approx(momentum, rel=1e-11)
    arc = KeplerArc(
        *(np.array(number) for number in (RADIUS_M, flight.range_angle_rad)),
        np.array(1.0 - flight.eccentricity),
        np.array(flight.semi_major_m),
    )
    if angle_deg < 80.0:
        nodes = arc_nodes(arc, 21)
        lower_m = np.minimum(nodes.alt_msl_m[1:-1], flight.apogee_msl_m)
        along = [speed_at_alt_mps(flight, alt_m) for alt_m in lower_m]
        assert nodes.speed_mps[1:-1] == pytest.approx(along, rel=1e-6)


@given(st.floats(5e4, 1e7), st.floats(0.05, 3.0))
def test_the_arc_through_an_apogee_is_the_flight_from_its_burnout(range_m, share):
    arc = arc_through_apogee(np.array(range_m), apogee_msl_m=share * range_m, end_alt_msl_m=0.0)
    nodes = arc_nodes(arc, 3)
    momentum = float(nodes.speed_mps[1]) * (RADIUS_M + share * range_m)
    angle_rad = math.acos(momentum / RADIUS_M / float(nodes.speed_mps[0]))
    flight = flight_from_burnout(float(nodes.speed_mps[0]), angle_rad)
    assert flight.range_m == pytest.approx(range_m, rel=1e-7)
    assert flight.apogee_msl_m == pytest.approx(share * range_m, rel=1e-7)
    assert flight.flight_time_s == pytest.approx(float(nodes.time_s[2]), rel=1e-7)


def test_a_shot_straight_up_comes_straight_down():
    flight = flight_from_burnout(1000.0, math.pi / 2.0)
    gravity = MU / RADIUS_M**2
    assert flight.range_m == pytest.approx(0.0, abs=1e-6)
    assert flight.apogee_msl_m == pytest.approx(1e6 / (2.0 * gravity - 1e6 / RADIUS_M), rel=1e-9)
    assert flight.flight_time_s == pytest.approx(2.0 * 1000.0 / gravity, rel=0.02)


@given(
    st.floats(500.0, 10_000.0), st.floats(300.0, 7_000.0), st.floats(5.0, 85.0), st.floats(1_000.0, 60_000.0)
)
def test_a_coasting_round_is_braked_as_a_re_entry(beta, speed_mps, angle_deg, alt_m):
    # one atmosphere for both: exponential, with the density of the standard one at this height
    scale_m, angle = 7_200.0, math.radians(angle_deg)
    density = density_kg_m3(alt_m)
    surface = density * math.exp(alt_m / scale_m)
    entry = AllenEggersEntry(beta, speed_mps, angle, surface, scale_m)
    there = allen_eggers_speed_mps(entry, alt_m)
    higher, lower = (allen_eggers_speed_mps(entry, alt_m + step) for step in (1.0, -1.0))
    braking = (higher - lower) / 2.0 * there * math.sin(angle)
    body = Round(speed_mps, 1.0, 1.0, 1.0, 0.0, beta, 0.0)
    rates = getattr(_rates, "py_func", _rates)  # compiled for other kernels only
    _, _, slowing, _ = rates(2, alt_m, there, -angle, body)
    fall = 9.80665 * math.sin(angle)
    assert -(slowing - fall) == pytest.approx(braking, rel=1e-5, abs=1e-9)
