"""Clutter, the velocity notch, the time of a phased array and loss in air, each against its closed form."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.kernel.by_address import from_python
from skykeep.core.radar import air_loss, clutter, notch
from skykeep.core.radar.clutter import residue_m
from skykeep.core.radar.dwell import stretched_revisit_s, track_capacity
from skykeep.textbook.radar_limits import blind_speed_mps, notch_half_angle_rad

power_share = from_python(air_loss.power_share)
rain_length_m = from_python(air_loss.rain_length_m)
sea_level_length_m = from_python(air_loss.sea_level_length_m)
clutter_to_noise = from_python(clutter.clutter_to_noise)
beam_share = from_python(clutter.beam_share)
is_in_notch = from_python(notch.is_in_notch)


def test_far_beyond_noise_the_ratio_of_signal_to_clutter_is_that_of_the_cell():
    sigma0_db, beam_rad, cell_m, improvement_db, range_m, rcs_m2 = -30.0, 0.03, 150.0, 45.0, 20e3, 0.5
    snr4 = 1e26
    residue = float(residue_m(sigma0_db, beam_rad, cell_m, improvement_db))
    signal = snr4 * rcs_m2 / range_m**4
    ratio = signal / (1.0 + clutter_to_noise(snr4, range_m, residue, 1.0))
    cell_m2 = 1e-3 * range_m * beam_rad * cell_m
    assert ratio == pytest.approx(rcs_m2 / cell_m2 * 10.0**4.5, rel=1e-6)


def test_a_decibel_of_improvement_is_a_decibel_less_of_the_ground():
    assert residue_m(-30.0, 0.03, 150.0, 41.0) == pytest.approx(residue_m(-31.0, 0.03, 150.0, 40.0))


@pytest.mark.parametrize(("beam_rad", "cell_m"), [(0.0, 150.0), (0.03, 0.0)])
def test_a_cell_without_a_width_or_a_length_is_refused(beam_rad, cell_m):
    with pytest.raises(ValueError, match="must be above zero"):
        residue_m(-30.0, beam_rad, cell_m, 40.0)


def test_the_beam_on_a_threat_half_a_beamwidth_up_has_a_quarter_on_the_ground_below():
    assert beam_share(0.0, 10e3, 0.03) == 1.0
    assert beam_share(0.5 * 0.03 * 10e3, 10e3, 0.03) == pytest.approx(0.25)
    assert beam_share(3000.0, 10e3, 0.03) < 1e-30


@given(st.floats(1.0, 900.0), st.floats(0.0, 120.0), st.floats(0.0, math.pi / 2.0))
def test_the_notch_is_as_wide_as_its_half_angle_says(speed_mps, least_mps, off_rad):
    half = notch_half_angle_rad(least_mps, speed_mps)
    if abs(off_rad - half) > 1e-6:
        assert is_in_notch(speed_mps * math.sin(off_rad), least_mps) == (off_rad < half)


def test_the_half_angle_is_the_arcsine_and_a_slow_threat_is_never_seen():
    assert notch_half_angle_rad(20.0, 40.0) == pytest.approx(math.asin(0.5))
    assert notch_half_angle_rad(50.0, 40.0) == pytest.approx(math.pi / 2.0)
    assert not is_in_notch(-50.0, 50.0)
    assert is_in_notch(-49.9, 50.0)


def test_blind_speeds_are_multiples_of_half_a_wavelength_per_pulse():
    assert blind_speed_mps(0.1, 1000.0, 1) == pytest.approx(50.0)
    assert blind_speed_mps(0.1, 1000.0, order=3) == pytest.approx(150.0)


@given(st.integers(1, 500), st.floats(1e-4, 0.1))
def test_n_tracks_of_tau_each_take_n_tau(tracks, dwell_s):
    assert stretched_revisit_s(0.0, tracks, dwell_s, 0.0) == tracks * dwell_s


def busy_array_frames_s(tracks, revisit_s, dwell_s, share, frames):
    """Return how long an array takes for each of some frames that does one thing after another: in parts of a
    thousandth of its volume it searches all of that, looks at each track once, and begins again when the
    revisit is over."""
    ends, clock_s = [], 0.0
    for _ in range(frames):
        begun_s = clock_s
        for _ in range(1000):
            clock_s += share * revisit_s / 1000
        for _ in range(tracks):
            clock_s += dwell_s
        clock_s = max(clock_s, begun_s + revisit_s)
        ends.append(clock_s)
    return np.diff([0.0, *ends])


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
@pytest.mark.parametrize("tracks", [0, 5, 70, 400])
def test_an_array_that_does_one_thing_after_another_takes_so_long_for_all_of_it(tracks, share):
    frames_s = busy_array_frames_s(tracks, 2.0, 0.02, share, 3)
    assert frames_s == pytest.approx(stretched_revisit_s(2.0, tracks, 0.02, share))


@given(st.integers(0, 2000), st.floats(0.1, 10.0), st.floats(1e-4, 0.1), st.floats(0.0, 0.9))
def test_the_revisit_never_shrinks_and_another_track_takes_one_dwell_at_most(
    tracks, revisit_s, dwell_s, share
):
    stretched = stretched_revisit_s(revisit_s, tracks, dwell_s, share)
    after = stretched_revisit_s(revisit_s, tracks + 1, dwell_s, share)
    assert revisit_s <= stretched <= after <= stretched + dwell_s * (1.0 + 1e-9) + 1e-12


@given(st.floats(0.1, 10.0), st.floats(1e-3, 0.1), st.floats(0.0, 0.9))
def test_the_capacity_is_the_last_count_that_stretches_nothing(revisit_s, dwell_s, share):
    most = track_capacity(revisit_s, dwell_s, share)
    assert stretched_revisit_s(revisit_s, most, dwell_s, share) <= revisit_s * (1.0 + 1e-9)
    assert stretched_revisit_s(revisit_s, most + 1, dwell_s, share) > revisit_s


def test_a_hundred_tracks_of_ten_milliseconds_fit_into_a_second_and_half_of_them_beside_a_search():
    assert track_capacity(1.0, 0.01, 0.0) == 100
    assert track_capacity(1.0, 0.01, 0.5) == 50
    with pytest.raises(ValueError, match="search_share"):
        track_capacity(1.0, 0.01, 1.0)


@given(st.floats(0.0, 3000.0), st.floats(0.0, 20e3), st.floats(1500.0, 8000.0))
def test_the_length_at_sea_level_is_the_mean_density_times_the_ray(near_m, far_m, scale_m):
    heights = np.linspace(near_m, far_m, 2001)
    density = np.exp(-heights / scale_m)
    mean = float(np.mean(0.5 * (density[1:] + density[:-1])))
    assert sea_level_length_m(50e3, near_m, far_m, scale_m) == pytest.approx(50e3 * mean, rel=1e-5)


def test_rain_counts_below_its_top_and_within_its_extent():
    assert rain_length_m(30e3, 100.0, 500.0, 4000.0, 100e3) == 30e3
    assert rain_length_m(30e3, 100.0, 500.0, 4000.0, 20e3) == 20e3
    assert rain_length_m(30e3, 0.0, 8000.0, 4000.0, 100e3) == pytest.approx(15e3)
    assert rain_length_m(30e3, 4500.0, 8000.0, 4000.0, 100e3) == 0.0


def test_a_loss_of_three_decibels_one_way_leaves_a_quarter_there_and_back():
    assert power_share(10.0 * math.log10(2.0)) == pytest.approx(0.25)
