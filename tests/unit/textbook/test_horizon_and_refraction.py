"""Horizon, height finding and refraction by plain trigonometry."""

import math

import pytest

from skykeep.core.earth.horizon import effective_radius_m, horizon_ground_m
from skykeep.textbook.height_finding import (
    find_height,
    find_height_parabolic_m,
    horizon_parabolic_m,
    horizon_slant_m,
)
from skykeep.textbook.refraction import k_factor, k_factor_157, reference_refractivity, refractivity

RADIUS_M = effective_radius_m(4.0 / 3.0)


def test_the_grazing_ray_touches_the_earth_at_a_right_angle() -> None:
    slant_m = horizon_slant_m(20.0, 500.0, RADIUS_M)
    arc = horizon_ground_m(20.0, 500.0, RADIUS_M) / RADIUS_M
    near, far = RADIUS_M + 20.0, RADIUS_M + 500.0
    assert near * near + far * far - 2.0 * near * far * math.cos(arc) == pytest.approx(slant_m**2, rel=1e-9)
    assert horizon_parabolic_m(20.0, 500.0, RADIUS_M) == pytest.approx(slant_m, rel=1e-4)


def test_the_horizon_of_a_low_target_is_where_the_text_books_have_it() -> None:
    assert horizon_ground_m(10.0, 15.0, RADIUS_M) == pytest.approx(29.0e3, rel=0.01)


def test_a_target_on_the_horizon_has_the_height_that_was_put_in() -> None:
    slant_m = horizon_slant_m(30.0, 3000.0, RADIUS_M)
    dip = -math.acos(RADIUS_M / (RADIUS_M + 30.0))
    fix = find_height(slant_m, dip, radar_height_m=30.0, earth_radius_m=RADIUS_M)
    assert fix.height_m == pytest.approx(3000.0, abs=1e-6)
    assert fix.ground_arc_m == pytest.approx(horizon_ground_m(30.0, 3000.0, RADIUS_M), rel=1e-12)


def test_the_parabola_is_close_at_low_elevation_and_the_zenith_is_exact() -> None:
    given = {"radar_height_m": 25.0, "earth_radius_m": RADIUS_M}
    exact = find_height(1e5, math.radians(1.0), **given)
    assert find_height_parabolic_m(1e5, math.radians(1.0), **given) == pytest.approx(exact.height_m, rel=1e-3)
    assert find_height(5000.0, 0.5 * math.pi, **given).height_m == pytest.approx(5025.0, abs=1e-8)


def test_the_standard_gradient_gives_four_thirds() -> None:
    assert k_factor_157(-39.0) == pytest.approx(4.0 / 3.0, rel=3e-3)
    assert k_factor(-39.0) == pytest.approx(4.0 / 3.0, rel=3e-3)
    assert k_factor_157(-157.0) == math.inf
    assert k_factor_157(-200.0) < 0.0


def test_dry_and_reference_refractivity() -> None:
    assert refractivity(1013.25, 15.0, 0.0) == pytest.approx(77.6 * 1013.25 / 288.15, rel=1e-12)
    assert reference_refractivity(0.0) == 315.0
    assert reference_refractivity(7350.0) == pytest.approx(315.0 / math.e, rel=1e-12)
