"""Two rays: the flat-earth limit with lobes and nulls, the cubic of the reflection, the horizon."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.kernel.by_address import from_python
from skykeep.core.radar import multipath, smooth_earth
from skykeep.textbook.radar_limits import flat_earth_lobes

reflection_range_m = from_python(multipath.reflection_range_m)
spherical_earth_loss_db = from_python(smooth_earth.spherical_earth_loss_db)
two_ray_power_factor = from_python(multipath.two_ray_power_factor)

RADIUS_M = 8_494_667.0
FLAT_M = 1e13


def factor(range_m, antenna_m=10.0, target_m=100.0, radius_m=RADIUS_M, wavelength_m=0.1, **more):
    asked = {"beam_rad": 10.0, "roughness_m": 0.0, "vertical": False, "sea": True} | more
    return two_ray_power_factor(range_m, antenna_m, target_m, radius_m, wavelength_m, *asked.values())


@given(st.floats(20e3, 200e3), st.floats(5.0, 40.0), st.floats(100.0, 1000.0), st.floats(0.1, 2.0))
def test_over_a_flat_mirror_the_lobes_are_the_textbook_ones(range_m, antenna_m, target_m, wavelength_m):
    detour_m = 2.0 * antenna_m * target_m / range_m
    if detour_m > 0.2 * wavelength_m:
        expected = flat_earth_lobes(antenna_m, target_m, range_m, wavelength_m)
        # sea at horizontal polarisation is a mirror to some thousandths, and the detour keeps a term more
        got = factor(range_m, antenna_m, target_m, FLAT_M, wavelength_m)
        exact_m = math.hypot(range_m, antenna_m + target_m) - math.hypot(range_m, antenna_m - target_m)
        slip = 2.0 * math.pi * abs(exact_m - detour_m) / wavelength_m
        assert got == pytest.approx(expected, abs=0.15 + 32.0 * slip)


@pytest.mark.parametrize("order", [1, 2, 3])
def test_nulls_and_lobes_of_the_flat_earth_stand_where_they_must(order):
    antenna_m, range_m, wavelength_m = 10.0, 100e3, 0.1
    null_m = order * wavelength_m * range_m / (2.0 * antenna_m)
    lobe_m = (order - 0.5) * wavelength_m * range_m / (2.0 * antenna_m)
    assert flat_earth_lobes(antenna_m, null_m, range_m, wavelength_m) == pytest.approx(0.0, abs=1e-20)
    assert flat_earth_lobes(antenna_m, lobe_m, range_m, wavelength_m) == pytest.approx(16.0)
    assert factor(range_m, antenna_m, null_m, FLAT_M, wavelength_m) < 1e-3
    assert factor(range_m, antenna_m, lobe_m, FLAT_M, wavelength_m) == pytest.approx(16.0, rel=0.03)


@given(st.floats(1e3, 3e5), st.floats(1.0, 100.0), st.floats(0.0, 3e4))
def test_the_point_of_reflection_solves_the_cubic_and_makes_equal_angles(range_m, low_m, more_m):
    high_m = low_m + more_m
    near = reflection_range_m(range_m, low_m, high_m, RADIUS_M)
    assert 0.0 < near <= 0.5 * range_m * (1.0 + 1e-9)
    terms = [
        2.0 * near**3,
        -3.0 * range_m * near**2,
        (range_m**2 - 2.0 * RADIUS_M * (low_m + high_m)) * near,
        2.0 * RADIUS_M * low_m * range_m,
    ]
    assert abs(sum(terms)) <= 1e-7 * max(abs(term) for term in terms)
    far = range_m - near
    here = low_m / near - near / (2.0 * RADIUS_M)
    there = high_m / far - far / (2.0 * RADIUS_M)
    assert here == pytest.approx(there, abs=1e-5 * (abs(low_m / near) + abs(high_m / far)))


def test_which_end_is_the_radar_does_not_matter_to_a_wide_beam():
    assert factor(30e3, 20.0, 300.0, beam_rad=1e9) == pytest.approx(
        factor(30e3, 300.0, 20.0, beam_rad=1e9), rel=1e-9
    )


def test_the_sphere_bends_the_lobes_down_towards_the_flat_ones_at_short_range():
    near_m = 4e3
    assert factor(near_m, 10.0, 150.0) == pytest.approx(factor(near_m, 10.0, 150.0, FLAT_M), rel=0.05)


def spread_over_ground(range_m, near_m, antenna_m, radius_m):
    """Return how many times wider a narrow fan of rays is behind bent ground than behind flat ground, by
    tracing two of them that meet it about a place."""

    def ray(meets_m):
        ground_m = -meets_m * meets_m / (2.0 * radius_m)
        falls = (antenna_m - ground_m) / meets_m
        rises = falls - 2.0 * meets_m / radius_m
        return falls, ground_m + rises * (range_m - meets_m)

    (steep, high_m), (shallow, low_m) = ray(near_m - 0.5), ray(near_m + 0.5)
    return (high_m - low_m) / (steep - shallow) / range_m


@pytest.mark.parametrize("range_m", [90e3, 100e3, 110e3])
def test_the_sphere_spreads_what_it_reflects_as_traced_rays_do(range_m):
    antenna_m, target_m = 30.0, 1000.0
    near_m = reflection_range_m(range_m, antenna_m, target_m, RADIUS_M)
    spread = spread_over_ground(range_m, near_m, antenna_m, RADIUS_M)
    # of two rays the strongest and the weakest sum tell how strong the weaker one is
    waves_m = np.linspace(0.030, 0.036, 2001)
    fields = [factor(range_m, antenna_m, target_m, wavelength_m=wave_m) ** 0.25 for wave_m in waves_m]
    assert spread > 1.1
    assert 0.5 * (max(fields) - min(fields)) == pytest.approx(1.0 / math.sqrt(spread), rel=3e-3)


def test_rough_ground_narrow_beams_and_land_weaken_the_reflection():
    lobe = max(factor(range_m) for range_m in np.linspace(8e3, 12e3, 400))
    assert lobe > 14.0
    for change in ({"roughness_m": 1.0}, {"beam_rad": 0.005}, {"sea": False, "vertical": True}):
        weaker = max(factor(range_m, **change) for range_m in np.linspace(8e3, 12e3, 400))
        assert weaker < 0.9 * lobe
    assert factor(9e3, roughness_m=50.0) == pytest.approx(1.0, abs=1e-6)
    assert factor(9e3, beam_rad=1e-4) == pytest.approx(1.0, abs=1e-6)


def test_beyond_the_horizon_and_near_it_the_field_is_that_of_the_smooth_sphere():
    horizon_m = math.sqrt(2.0 * RADIUS_M) * (math.sqrt(10.0) + math.sqrt(100.0))
    for range_m in (0.999 * horizon_m, 1.05 * horizon_m, 1.5 * horizon_m):
        loss_db = spherical_earth_loss_db(range_m, 10.0, 100.0, RADIUS_M, 0.1, False, 1.0)
        assert factor(range_m) == pytest.approx(10.0 ** (-0.2 * loss_db), rel=1e-12)
        assert loss_db > 10.0


def test_where_the_two_rays_give_way_to_the_sphere_there_is_no_step_of_more_than_three_decibels():
    ranges = np.linspace(15e3, 40e3, 5001)
    values = 10.0 * np.log10([factor(range_m) for range_m in ranges])
    weak = values[1:] < 6.0
    assert np.abs(np.diff(values))[weak].max() < 3.0


def test_heights_below_the_reflecting_ground_count_as_on_it():
    assert factor(20e3, 10.0, -5.0) == factor(20e3, 10.0, 0.0)
