"""The depressed arc with a dive: its closed forms, its lift, and an integration by other hands."""

import itertools
import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from skykeep.catalogue import load_catalogue
from skykeep.compiler.heights import height_grid
from skykeep.core.earth.kepler import arc_nodes, arc_through_apogee
from skykeep.core.earth.quasi_ballistic import DivingBody, fall, quasi_ballistic_path
from skykeep.textbook.atmosphere import air_at_alt

SRBM = load_catalogue().threat("srbm")
RADIUS_M, MU = 6_371_008.771, 3.986004418e14
RANGE_M, AIM_M = 280e3, 40.0
NONE = np.empty((0, 6))


def body_of(**changes):
    best = {name: getattr(SRBM.body, name).best for name in DivingBody._fields}
    return DivingBody(**(best | changes))


def path_of(apogee_m=45e3, range_m=RANGE_M, nodes=1401, **changes):
    body = body_of(**changes)
    return quasi_ballistic_path(nodes, range_m, apogee_msl_m=apogee_m, aim_msl_m=AIM_M, body=body), body


def density_kg_m3(alt_m):
    return air_at_alt(alt_m).density_kg_m3


def needed_lift_coefficient(path, body):
    """Lift that the geometry and the speed of a path ask for, by differences and Newton's second law."""
    time_s = path.time_s
    turn = np.gradient(path.slope_rad, time_s)
    radius_m = RADIUS_M + path.alt_msl_m
    gravity = MU / radius_m**2
    weight = body.mass_kg * (gravity - path.speed_mps**2 / radius_m) * np.cos(path.slope_rad)
    lift_n = body.mass_kg * path.speed_mps * turn + weight
    dense = np.array([density_kg_m3(alt_m) for alt_m in path.alt_msl_m])
    return lift_n / (0.5 * dense * path.speed_mps**2 * body.reference_area_m2)


@pytest.fixture(scope="module")
def middle():
    return path_of(nodes=14_001)


def test_it_starts_and_ends_at_the_height_of_the_aim_and_passes_its_apogee_level(middle):
    path, _ = middle
    assert path.alt_msl_m[0] == path.alt_msl_m[-1] == AIM_M
    assert path.alt_msl_m.max() == pytest.approx(45e3, abs=1.0)
    top = path.apogee_node
    assert path.slope_rad[top - 1] > 0.0 >= path.slope_rad[top]
    assert (np.diff(path.alt_msl_m)[top:] < 0.0).all()


def test_position_and_velocity_are_continuous_at_every_node(middle):
    path, _ = middle
    step_m = RANGE_M / (path.alt_msl_m.size - 1)
    shrink = 1.0 + path.alt_msl_m / RADIUS_M
    slope = np.tan(path.slope_rad) * shrink
    rise_m = np.diff(path.alt_msl_m)
    mean_slope = 0.5 * (slope[1:] + slope[:-1])
    # a jump of the slope would show as a rise that is not the mean of the slopes at both ends
    np.testing.assert_allclose(rise_m, mean_slope * step_m, atol=0.1)
    assert np.abs(np.diff(path.slope_rad)).max() < math.radians(0.2)
    assert np.abs(np.diff(path.speed_mps)).max() < 2.5
    ground_mps = path.speed_mps * np.cos(path.slope_rad) / shrink
    np.testing.assert_allclose(
        np.diff(path.time_s), step_m * 0.5 * (1.0 / ground_mps[1:] + 1.0 / ground_mps[:-1]), rtol=1e-3
    )


@pytest.mark.parametrize("apogee_m", height_grid(SRBM.set_height_m))
def test_on_no_drawn_apogee_does_it_need_more_lift_than_is_stated(apogee_m):
    path, body = path_of(apogee_m)
    needed = needed_lift_coefficient(path, body)
    falling = np.arange(path.alt_msl_m.size) > path.apogee_node + 1
    low = falling & (path.alt_msl_m < 24e3)
    low[-2:] = False  # one-sided differences
    assert np.abs(needed[low]).max() < 1.03 * body.lift_coefficient
    assert np.abs(path.lift_coefficient).max() <= body.lift_coefficient
    assert needed[low].min() == pytest.approx(-body.lift_coefficient, rel=0.05)
    # above the dive nothing but gravity bends it: the lift that is asked for is no force at all
    high = falling & (path.alt_msl_m > body.dive_from_msl_m + 1e3)
    force_g = needed * 0.5 * np.array([density_kg_m3(alt) for alt in path.alt_msl_m])
    force_g *= path.speed_mps**2 * body.reference_area_m2 / (body.mass_kg * 9.81)
    assert np.abs(force_g[high]).max() < 2e-3


def test_level_flight_at_50_km_would_need_a_lift_coefficient_beyond_any_missile():
    body = body_of()
    speed_mps = 1300.0
    weight_n = body.mass_kg * (MU / (RADIUS_M + 50e3) ** 2 - speed_mps**2 / (RADIUS_M + 50e3))
    needed = weight_n / (0.5 * density_kg_m3(50e3) * speed_mps**2 * body.reference_area_m2)
    assert needed > 40.0 > 10.0 * SRBM.body.lift_coefficient.high


def test_in_its_straight_dive_lift_carries_the_weight_across_the_path(middle):
    path, body = middle
    diving = (path.slope_rad < -body.dive_rad + 1e-9) & (path.alt_msl_m > AIM_M)
    assert diving.sum() > 5
    radius_m = RADIUS_M + path.alt_msl_m[diving]
    weight_n = body.mass_kg * (MU / radius_m**2 - path.speed_mps[diving] ** 2 / radius_m)
    dense = np.array([density_kg_m3(alt_m) for alt_m in path.alt_msl_m[diving]])
    pressure_area = 0.5 * dense * path.speed_mps[diving] ** 2 * body.reference_area_m2
    expected = weight_n * math.cos(body.dive_rad) / pressure_area
    np.testing.assert_allclose(path.lift_coefficient[diving][1:], expected[1:], rtol=0.02)
    assert path.slope_rad[-1] == pytest.approx(-body.dive_rad, abs=1e-9)


@pytest.mark.parametrize("apogee_m", height_grid(SRBM.set_height_m))
def test_its_speeds_lie_within_what_is_reported_and_assumed_of_the_class(apogee_m):
    path, _ = path_of(apogee_m)
    assert 1700.0 < path.speed_mps.max() < 2450.0
    assert 600.0 < path.speed_mps[-1] < 1400.0
    mean_mps = RANGE_M / path.time_s[-1]
    assert SRBM.speed_mps.low < mean_mps < SRBM.speed_mps.high


def test_at_all_corners_of_its_figures_the_path_is_possible_and_ends_within_the_drawn_speeds():
    figures = [getattr(SRBM.body, name) for name in DivingBody._fields]
    ends = []
    for name, figure in zip(DivingBody._fields, figures, strict=True):
        for value, apogee_m in itertools.product((figure.low, figure.high), (25e3, 50e3)):
            path, body = path_of(apogee_m, nodes=141, **{name: value})
            assert np.abs(path.lift_coefficient).max() <= body.lift_coefficient
            assert path.slope_rad[-1] >= -body.dive_rad - 1e-9
            ends.append(path.speed_mps[-1])
    assert 600.0 < min(ends) < max(ends) < 1400.0


def test_scipy_integrates_the_same_path_with_the_lift_that_it_uses(middle):
    path, body = middle
    top = path.apogee_node
    heights, lifts = path.alt_msl_m[top:][::-1], path.lift_coefficient[top:][::-1]

    def motion(_t, state):
        x, y, vx, vy = state  # plane through the centre of the earth
        radius_m, speed = math.hypot(x, y), math.hypot(vx, vy)
        alt_m = radius_m - RADIUS_M
        lift = float(np.interp(alt_m, heights, lifts))
        pressure_area = 0.5 * density_kg_m3(alt_m) * speed**2 * body.reference_area_m2 / body.mass_kg
        drag = pressure_area * (body.drag_coefficient + body.induced_drag_factor * lift**2)
        up = pressure_area * lift
        along, across = (vx / speed, vy / speed), (-vy / speed, vx / speed)
        pull = -MU / radius_m**3
        # the path runs clockwise, so that the left of the velocity points away from the earth
        return [
            vx,
            vy,
            *(pull * p - drag * a + up * c for p, a, c in zip((x, y), along, across, strict=True)),
        ]

    def ground(_t, state):
        return math.hypot(state[0], state[1]) - RADIUS_M - AIM_M

    ground.terminal = True
    angle = 0.5 * math.pi
    radius_m = RADIUS_M + path.alt_msl_m[top]
    slope, speed = path.slope_rad[top], path.speed_mps[top]
    start = [0.0, radius_m, speed * math.cos(slope), speed * math.sin(slope)]
    flown = solve_ivp(motion, (0.0, 300.0), start, events=ground, rtol=1e-8, atol=1e-3, max_step=0.2)
    x, y, vx, vy = flown.y[:, -1]
    down_m = RADIUS_M * (angle - math.atan2(y, x))
    to_go_m = RANGE_M * (1.0 - top / (path.alt_msl_m.size - 1))
    assert down_m == pytest.approx(to_go_m, abs=30.0)
    assert math.hypot(vx, vy) == pytest.approx(path.speed_mps[-1], rel=2e-3)
    assert flown.t[-1] == pytest.approx(path.time_s[-1] - path.time_s[top], abs=0.1)
    across = np.interp(path.time_s[top:] - path.time_s[top], flown.t, np.hypot(*flown.y[:2]) - RADIUS_M)
    np.testing.assert_allclose(across[:-1], path.alt_msl_m[top:-1], atol=30.0)


def test_without_air_or_lift_it_is_the_kepler_arc_through_its_apogee():
    path, _ = path_of(drag_coefficient=0.0, induced_drag_factor=0.0, dive_from_msl_m=0.0)
    arc = arc_nodes(
        arc_through_apogee(np.array([RANGE_M]), apogee_msl_m=45e3, end_alt_msl_m=AIM_M), path.alt_msl_m.size
    )
    np.testing.assert_allclose(path.alt_msl_m, arc.alt_msl_m[0], atol=0.02)
    np.testing.assert_allclose(path.speed_mps, arc.speed_mps[0], rtol=1e-6)
    np.testing.assert_allclose(path.time_s, arc.time_s[0], atol=1e-4)
    np.testing.assert_allclose(path.slope_rad, arc.slope_rad[0], atol=1e-5)


def test_a_fall_that_is_steep_already_is_not_pulled():
    path, body = path_of(range_m=60e3)
    assert np.abs(path.lift_coefficient).max() == 0.0
    assert path.slope_rad[-1] < -body.dive_rad


def test_with_little_lift_it_arrives_as_steep_as_its_lift_allows():
    path, body = path_of(lift_coefficient=0.05)
    assert -body.dive_rad < path.slope_rad[-1] < math.radians(-34.0)
    assert path.lift_coefficient[-1] == pytest.approx(-0.05)


def test_it_goes_farther_the_faster_it_passes_its_apogee():
    body = body_of()
    reach_m = [fall(45e3, speed_mps, AIM_M, body, NONE)[1] for speed_mps in (800.0, 1200.0, 1600.0)]
    assert reach_m[0] < reach_m[1] < reach_m[2]


def test_a_range_that_no_speed_short_of_orbit_carries_is_refused():
    with pytest.raises(ValueError, match=r"no speed carries 2e.06 m over an apogee of 5000 m"):
        path_of(5e3, range_m=2e6)
