"""Horizons and the smooth earth of one path, against closed forms and the exact sweep."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.earth.sight import polar_sweep
from skykeep.core.earth.terrain_path import TerrainPath, check_path, smooth_earth_alts_m
from skykeep.textbook.path_horizons import path_horizons

RADIUS_M = 8_500e3


def flat(length_m: float, near_m: float, far_m: float, points: int = 2001) -> TerrainPath:
    range_m = np.linspace(0.0, length_m, points)
    return TerrainPath(range_m, np.zeros(points), near_m, far_m, RADIUS_M)


def test_over_a_smooth_sphere_the_horizon_is_where_the_ray_grazes() -> None:
    seen = path_horizons(flat(200e3, 100.0, 25.0))
    assert not seen.in_sight
    assert seen.near_range_m == pytest.approx(math.sqrt(2.0 * RADIUS_M * 100.0), abs=200e3 / 2000)
    assert seen.far_range_m == pytest.approx(math.sqrt(2.0 * RADIUS_M * 25.0), abs=200e3 / 2000)
    assert seen.near_elevation_rad == pytest.approx(-math.sqrt(2.0 * 100.0 / RADIUS_M), rel=1e-5)


def test_the_two_rays_of_a_path_in_sight_are_one() -> None:
    seen = path_horizons(flat(30e3, 100.0, 25.0))
    assert seen.in_sight
    assert seen.angular_distance_rad == pytest.approx(0.0, abs=1e-7)
    assert seen.near_range_m + seen.far_range_m == pytest.approx(30e3)


def test_a_path_looks_the_same_from_its_other_end() -> None:
    path = flat(90e3, 40.0, 10.0)._replace(ground_alt_msl_m=np.sin(np.linspace(0.0, 9.0, 2001)) * 9.0 + 9.0)
    path = path._replace(near_alt_msl_m=50.0, far_alt_msl_m=60.0)
    there, back = path_horizons(path), path_horizons(path.reversed())
    assert (there.near_elevation_rad, there.near_range_m) == (back.far_elevation_rad, back.far_range_m)
    assert smooth_earth_alts_m(path) == pytest.approx(smooth_earth_alts_m(path.reversed())[::-1])


def test_the_smooth_earth_of_a_slope_is_the_slope() -> None:
    range_m = np.linspace(0.0, 50e3, 301)
    path = TerrainPath(range_m, 100.0 + 2e-3 * range_m, 400.0, 500.0, RADIUS_M)
    assert smooth_earth_alts_m(path) == pytest.approx((100.0, 200.0), abs=1e-6)


def test_a_hill_in_the_way_lowers_the_smooth_earth_and_no_end_stands_below_it() -> None:
    range_m = np.linspace(0.0, 50e3, 301)
    hill = TerrainPath(range_m, 500.0 * np.exp(-(((range_m - 25e3) / 3e3) ** 2)), 10.0, 10.0, RADIUS_M)
    near, far = smooth_earth_alts_m(hill)
    assert near == pytest.approx(far, abs=1e-6)
    assert near < 0.0


@given(st.lists(st.floats(0.0, 900.0), min_size=8, max_size=40), st.floats(5.0, 400.0), st.floats(5.0, 400.0))
def test_the_textbook_and_the_exact_sweep_agree_on_what_is_in_sight(heights, near_m, far_m) -> None:
    range_m = np.linspace(0.0, 60e3, len(heights))
    ground = np.array(heights)
    path = TerrainPath(range_m, ground, ground[0] + near_m, ground[-1] + far_m, RADIUS_M)
    lowest = polar_sweep(
        ground[None, 1:].astype(np.float32), range_m[1:], path.near_alt_msl_m, 1.0, path.earth_radius_m
    )
    margin_m = path.far_alt_msl_m - float(lowest[0, -1])
    if abs(margin_m) > 1.0:
        assert path_horizons(path).in_sight == (margin_m > 0.0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"range_m": np.array([0.0, 1.0])}, "same length"),
        ({"range_m": np.array([1.0, 2.0, 3.0])}, "rise from 0"),
        ({"range_m": np.array([0.0, 2.0, 2.0])}, "rise from 0"),
        ({"ground_alt_msl_m": np.array([0.0, math.nan, 0.0])}, "not finite"),
        ({"earth_radius_m": 0.0}, "not positive"),
        ({"far_alt_msl_m": -1.0}, "below the ground"),
    ],
)
def test_a_path_that_cannot_be_is_refused(change, words) -> None:
    path = TerrainPath(np.array([0.0, 1.0, 2.0]), np.zeros(3), 1.0, 1.0, RADIUS_M)
    with pytest.raises(ValueError, match=words):
        check_path(path._replace(**change))
