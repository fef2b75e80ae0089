"""Jamming, track dwells, lobes over a flat earth and the velocity notch in their closed forms."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.textbook import radar_limits as limits

heights = st.floats(1.0, 3000.0)
wavelengths = st.floats(0.01, 2.0)


def test_fifteen_times_the_noise_halves_the_range_exactly():
    assert limits.jammed_range_factor(15.0) == 0.5
    assert limits.jammed_range_factor(0.0) == 1.0


@given(st.floats(0.0, 1e9), st.floats(0.0, 1e9))
def test_jammed_twice_is_jammed_by_both_over_the_first_noise(first, second):
    both = limits.jammed_range_factor(first) * limits.jammed_range_factor(second / (1.0 + first))
    assert both == pytest.approx(limits.jammed_range_factor(first + second))


@given(st.integers(1, 5000), st.floats(1e-4, 1.0))
def test_tracks_take_their_dwells_in_turn(tracks, dwell_s):
    assert limits.revisit_of_tracks_s(tracks, dwell_s) == tracks * dwell_s


@given(heights, heights, wavelengths, st.integers(1, 50))
def test_lobes_vanish_in_their_nulls_and_peak_between_them(antenna_m, target_m, wavelength_m, order):
    null_m = limits.lobe_null_range_m(antenna_m, target_m, wavelength_m, order)
    assert limits.flat_earth_lobes(antenna_m, target_m, null_m, wavelength_m) == pytest.approx(0.0, abs=1e-20)
    peak_m = null_m * order / (order - 0.5)
    assert limits.flat_earth_lobes(antenna_m, target_m, peak_m, wavelength_m) == pytest.approx(16.0)


@given(heights, heights, st.floats(1e3, 1e6), wavelengths)
def test_lobes_are_between_nothing_and_sixteen_and_far_out_fall_with_the_eighth_power(
    antenna_m, target_m, range_m, wavelength_m
):
    assert 0.0 <= limits.flat_earth_lobes(antenna_m, target_m, range_m, wavelength_m) <= 16.0
    far_m = 1e4 * limits.lobe_null_range_m(antenna_m, target_m, wavelength_m, 1)
    near, twice = (
        limits.flat_earth_lobes(antenna_m, target_m, factor * far_m, wavelength_m) for factor in (1.0, 2.0)
    )
    assert near / twice == pytest.approx(16.0, rel=1e-6)


@given(st.floats(0.0, 500.0), st.floats(1.0, 1000.0))
def test_on_the_edge_of_the_notch_the_range_rate_is_the_least(least_mps, speed_mps):
    half_rad = limits.notch_half_angle_rad(least_mps, speed_mps)
    assert speed_mps * math.sin(half_rad) == pytest.approx(min(least_mps, speed_mps), abs=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: limits.jammed_range_factor(-1.0), "jam_to_noise = -1.0 is not allowed"),
        (lambda: limits.revisit_of_tracks_s(0, 0.1), "tracks = 0 is not allowed"),
        (lambda: limits.revisit_of_tracks_s(3, 0.0), "dwell_s = 0.0 is not allowed"),
        (lambda: limits.flat_earth_lobes(-1.0, 5.0, 1e3, 0.1), "heights -1.0 and 5.0 are not allowed"),
        (lambda: limits.flat_earth_lobes(1.0, 5.0, 0.0, 0.1), "range_m = 0.0 is not allowed"),
        (lambda: limits.lobe_null_range_m(1.0, 5.0, 0.1, 0), "order = 0 is not allowed"),
        (lambda: limits.notch_half_angle_rad(-1.0, 5.0), "least_mps = -1.0 is not allowed"),
        (lambda: limits.notch_half_angle_rad(1.0, 0.0), "speed_mps = 0.0 is not allowed"),
    ],
)
def test_what_cannot_be_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
