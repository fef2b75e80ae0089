import numpy as np
import pytest
from scipy.integrate import solve_ivp

from skykeep.core.earth.horizon import MEAN_EARTH_RADIUS_M
from skykeep.core.earth.kepler import (
    GRAVITATIONAL_PARAMETER_M3_S2,
    arc_nodes,
    arc_through_apogee,
    flight_time_s,
    minimum_energy_arc,
)


def flight_by_integration(speed_mps, angle_rad, end_alt_m):
    """A plain second implementation: Newton's equation from burnout until the same height is met again."""
    start = [
        MEAN_EARTH_RADIUS_M + end_alt_m,
        0.0,
        speed_mps * np.sin(angle_rad),
        speed_mps * np.cos(angle_rad),
    ]

    def acceleration(_, state):
        x, y, u, v = state
        pull = -GRAVITATIONAL_PARAMETER_M3_S2 / np.hypot(x, y) ** 3
        return [u, v, pull * x, pull * y]

    def height(_, state):
        return np.hypot(state[0], state[1]) - start[0]

    def climb_rate(_, state):
        return state[0] * state[2] + state[1] * state[3]

    height.terminal, height.direction, climb_rate.direction = True, -1, -1
    run = solve_ivp(acceleration, (0.0, 5000.0), start, events=[height, climb_rate], rtol=1e-11, atol=1e-4)
    apogee = run.y_events[1][0]
    range_m = MEAN_EARTH_RADIUS_M * np.arctan2(run.y[1, -1], run.y[0, -1])
    return run.t[-1], range_m, np.hypot(apogee[0], apogee[1]) - MEAN_EARTH_RADIUS_M


def burnout(nodes, end_alt_m, arc):
    speed_mps = nodes.speed_mps[0, 0]
    radius_m = MEAN_EARTH_RADIUS_M + end_alt_m
    momentum = np.sqrt(GRAVITATIONAL_PARAMETER_M3_S2 * arc.semi_major_m[0] * (1.0 - arc.eccentricity[0] ** 2))
    return speed_mps, np.arccos(momentum / radius_m / speed_mps)


@pytest.mark.parametrize(("range_m", "apogee_m", "end_alt_m"), [(300e3, 110e3, 0.0), (900e3, 150e3, 1200.0)])
def test_an_arc_through_an_apogee_is_flown_by_newtons_equation(range_m, apogee_m, end_alt_m):
    arc = arc_through_apogee(np.array([range_m]), apogee_msl_m=apogee_m, end_alt_msl_m=end_alt_m)
    nodes = arc_nodes(arc, 401)
    time_s, landed_m, top_m = flight_by_integration(*burnout(nodes, end_alt_m, arc), end_alt_m)
    assert landed_m == pytest.approx(range_m, rel=1e-7)
    assert top_m == pytest.approx(apogee_m, rel=1e-7)
    assert nodes.time_s[0, -1] == pytest.approx(time_s, rel=1e-7)
    assert nodes.alt_msl_m.max() == pytest.approx(apogee_m, rel=1e-12)


def test_no_apogee_needs_less_burnout_speed_than_the_minimum_energy_arc():
    range_m = np.array([600e3])
    least = arc_nodes(minimum_energy_arc(range_m, end_alt_msl_m=0.0), 3)
    for apogee_m in (60e3, 120e3, 145e3, 148e3, 180e3, 400e3):
        other = arc_nodes(arc_through_apogee(range_m, apogee_msl_m=apogee_m, end_alt_msl_m=0.0), 3)
        assert other.speed_mps[0, 0] > least.speed_mps[0, 0]


def test_the_minimum_energy_arc_is_the_arc_through_its_own_apogee():
    range_m = np.array([300e3, 1000e3])
    least = minimum_energy_arc(range_m, end_alt_msl_m=0.0)
    for i, top_m in enumerate(arc_nodes(least, 201).alt_msl_m.max(axis=1)):
        again = arc_through_apogee(range_m[i : i + 1], apogee_msl_m=top_m, end_alt_msl_m=0.0)
        assert again.eccentricity[0] == pytest.approx(least.eccentricity[i], rel=1e-9)
        assert flight_time_s(again)[0] == pytest.approx(flight_time_s(least)[i], rel=1e-9)


def test_nodes_are_symmetric_about_the_apogee():
    nodes = arc_nodes(minimum_energy_arc(np.array([500e3]), end_alt_msl_m=300.0), 101)
    np.testing.assert_allclose(nodes.alt_msl_m[0], nodes.alt_msl_m[0, ::-1], atol=1e-6)
    np.testing.assert_allclose(np.diff(nodes.time_s[0]), np.diff(nodes.time_s[0])[::-1], rtol=1e-9)
    assert nodes.alt_msl_m[0, 0] == nodes.alt_msl_m[0, -1] == pytest.approx(300.0, abs=1e-8)
