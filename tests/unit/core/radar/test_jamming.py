"""Noise jamming against closed forms: ratio, range that is left, burn-through, main and side lobes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.kernel.by_address import from_python
from skykeep.core.radar import jamming
from skykeep.core.radar.jamming import (
    Interference,
    jam_to_noise,
    pencil_beamwidth_rad,
)
from skykeep.textbook.radar_limits import burn_through_range_m
from skykeep.textbook.range_equation import RadarLink, link_snr_range4_per_m2

interference_to_noise = from_python(jamming.interference_to_noise)


def source(
    azimuth_rad=1.0,
    half_rad=0.1,
    inside=10.0,
    outside=0.5,
    start_s=-math.inf,
    end_s=math.inf,
    beamwidth_rad=0.0,
):
    row = Interference.table(1)
    row["azimuth_rad"], row["half_rad"], row["beamwidth_rad"] = azimuth_rad, half_rad, beamwidth_rad
    row["inside_factor"], row["outside_factor"] = inside, outside
    row["start_s"], row["end_s"] = start_s, end_s
    return row


@given(st.floats(1e3, 1e6), st.floats(0.0, 1e18))
def test_at_burn_through_the_echo_of_a_screened_threat_has_the_ratio_wanted(clear_m, q_m2):
    left_m = burn_through_range_m(clear_m, q_m2)
    assert 0.0 < left_m <= clear_m * (1.0 + 1e-12)
    assert (clear_m / left_m) ** 4 / (1.0 + q_m2 / left_m**2) == pytest.approx(1.0, rel=1e-9)


def test_strong_screening_leaves_the_square_of_the_clear_range_over_the_root():
    assert burn_through_range_m(200e3, 1e18) == pytest.approx(200e3**2 / 1e9, rel=1e-3)
    assert burn_through_range_m(200e3, 0.0) == pytest.approx(200e3, rel=1e-12)


def test_the_ratio_is_that_of_the_one_way_equation_in_decibels():
    ratio = jam_to_noise(1e-3, 100e3, gain_db=30.0, wavelength_m=0.1, noise_k=500.0)
    db = -30.0 + 30.0 + 20.0 * math.log10(0.1) - 20.0 * math.log10(4.0 * math.pi * 100e3)
    noise_db = 10.0 * math.log10(1.380649e-23 * 500.0)
    assert 10.0 * math.log10(ratio) == pytest.approx(db - noise_db, abs=1e-9)


def test_a_jammer_as_strong_as_the_echo_gives_a_power_ratio_of_one():
    """The echo of a target is that of a jammer in its place with the power density it re-radiates."""
    link = RadarLink(1e6, 35.0, 35.0, 3e9, 400.0, 1e6, 0.0)
    range_m, rcs_m2 = 80e3, 2.0
    echo = link_snr_range4_per_m2(link) * rcs_m2 / range_m**4
    radiated_w = 1e6 * 10.0**3.5 / (4.0 * math.pi * range_m**2) * rcs_m2
    wavelength_m = 299_792_458.0 / 3e9
    jam = jam_to_noise(radiated_w / 1e6, range_m, gain_db=35.0, wavelength_m=wavelength_m, noise_k=400.0)
    assert jam == pytest.approx(echo, rel=1e-12)


def test_a_jammer_twice_as_far_has_a_quarter_and_the_own_one_is_that_at_one_metre():
    asked = {"gain_db": 20.0, "wavelength_m": 0.3, "noise_k": 300.0}
    near, far = jam_to_noise(1.0, 50e3, **asked), jam_to_noise(1.0, 100e3, **asked)
    assert near / far == pytest.approx(4.0)
    assert jam_to_noise(1.0, 1.0, **asked) / 50e3**2 == pytest.approx(near, rel=1e-12)


@pytest.mark.parametrize("changes", [{"range_m": 0.0}, {"wavelength_m": 0.0}, {"noise_k": 0.0}])
def test_what_must_be_above_zero_is_refused(changes):
    asked = {"range_m": 1e3, "gain_db": 20.0, "wavelength_m": 0.3, "noise_k": 300.0} | changes
    with pytest.raises(ValueError, match="must be above zero"):
        jam_to_noise(1.0, asked.pop("range_m"), **asked)


def test_a_beam_of_26_decibels_is_eight_degrees_wide():
    assert math.degrees(pencil_beamwidth_rad(10.0 * math.log10(26_000.0 / 64.0))) == pytest.approx(8.0)


@pytest.mark.parametrize(
    ("azimuth_rad", "expected"),
    [(1.0, 10.0), (1.0999, 10.0), (1.1001, 0.5), (0.9001, 10.0), (0.8999, 0.5), (4.0, 0.5)],
)
def test_a_sector_takes_looks_near_its_middle_and_no_others(azimuth_rad, expected):
    assert interference_to_noise(source(), azimuth_rad, 0.0, math.nan) == expected


@pytest.mark.parametrize(
    ("beamwidths", "left_db"), [(0.0, 0.0), (0.5, 3.0103), (1.0, 12.0412), (-1.0, 12.0412)]
)
def test_a_beam_meets_a_jammer_with_its_gain_at_that_angle(beamwidths, left_db):
    row = source(inside=1000.0, outside=0.5, beamwidth_rad=0.1)
    noise = interference_to_noise(row, 1.0 + 0.1 * beamwidths, 0.0, math.nan)
    assert 10.0 * math.log10(1000.0 / noise) == pytest.approx(left_db, abs=1e-3)


def test_a_beam_has_side_lobes_where_it_has_nothing_else_and_never_less():
    row = source(inside=1000.0, outside=0.5, beamwidth_rad=0.1)
    noises = [interference_to_noise(row, 1.0 + 0.002 * step, 0.0, math.nan) for step in range(200)]
    assert noises == sorted(noises, reverse=True)
    assert noises[-1] == 0.5
    assert min(noise for noise in noises if noise != 0.5) > 0.5


def test_a_sector_goes_across_north():
    row = source(azimuth_rad=0.02)
    assert interference_to_noise(row, 2.0 * math.pi - 0.05, 0.0, math.nan) == 10.0
    assert interference_to_noise(row, 2.0 * math.pi - 0.09, 0.0, math.nan) == 0.5


@pytest.mark.parametrize(("time_s", "on"), [(99.0, False), (100.0, True), (150.0, True), (201.0, False)])
def test_a_source_works_from_its_start_to_its_end(time_s, on):
    row = source(start_s=100.0, end_s=200.0)
    assert interference_to_noise(row, 1.0, 0.0, time_s) == (10.0 if on else 0.0)
    assert interference_to_noise(row, 1.0, 0.0, math.nan) == 10.0


def test_several_sources_add_up_and_a_blanked_sector_leaves_nothing():
    rows = Interference.table(2)
    rows[0], rows[1] = source()[0], source(azimuth_rad=1.05, inside=math.inf, outside=0.0)[0]
    assert interference_to_noise(rows, 0.92, 0.0, math.nan) == 10.0
    assert interference_to_noise(rows, 1.05, 0.0, math.nan) == math.inf
    assert interference_to_noise(rows, 3.0, 0.0, math.nan) == 0.5
    assert interference_to_noise(Interference.table(0), 1.0, 0.0, 0.0) == 0.0


def test_a_jammer_on_the_axis_of_the_raid_turns_with_it():
    row = source(azimuth_rad=0.3)
    row["on_axis"] = True
    assert interference_to_noise(row, 2.3, 2.0, math.nan) == 10.0
    assert interference_to_noise(row, 0.3, 2.0, math.nan) == 0.5
