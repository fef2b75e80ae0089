"""The radar equation in decibels against the plain product, and its anchored form."""

import math

import pytest

from skykeep.core.radar.equation import (
    RadarLink,
    anchored_snr_db,
    bistatic_snr_db,
    range_for_snr_m,
    snr_db,
)

LINK = RadarLink(4e5, 38.0, 36.0, 3e9, 500.0, 1e6, 7.0)


def test_decibels_agree_with_the_plain_product() -> None:
    wavelength_m = 299_792_458.0 / 3e9
    gain = 10.0**3.8 * 10.0**3.6
    received_w = 4e5 * gain * wavelength_m**2 * 2.0 / ((4.0 * math.pi) ** 3 * 8e4**2 * 5e4**2 * 10.0**0.7)
    noise_w = 1.380649e-23 * 500.0 * 1e6
    computed = bistatic_snr_db(LINK, 2.0, range_transmit_m=8e4, range_receive_m=5e4)
    assert computed == pytest.approx(10.0 * math.log10(received_w / noise_w), abs=1e-10)


def test_the_range_for_a_ratio_gives_the_ratio_back() -> None:
    reach_m = range_for_snr_m(LINK, 0.1, required_db=13.0)
    assert snr_db(LINK, 0.1, range_m=reach_m) == pytest.approx(13.0, abs=1e-10)


def test_the_anchored_form_follows_the_full_equation() -> None:
    reference = snr_db(LINK, 1.0, range_m=1.5e5)
    anchored = anchored_snr_db(reference, 9e4 / 1.5e5, 0.02, -2.5)
    assert anchored == pytest.approx(snr_db(LINK, 0.02, range_m=9e4) - 2.5, abs=1e-10)


def test_the_anchored_form_has_limits_instead_of_faults() -> None:
    assert anchored_snr_db(13.0, 0.0, 1.0, 0.0) == math.inf
    assert anchored_snr_db(13.0, 1.0, 0.0, 0.0) == -math.inf


@pytest.mark.parametrize("name", ["peak_power_w", "freq_hz", "noise_temperature_k", "bandwidth_hz"])
def test_parameters_that_are_not_positive_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=rf"{name} = 0\.0 is not allowed"):
        snr_db(LINK._replace(**{name: 0.0}), 1.0, range_m=1e4)


def test_a_target_without_cross_section_or_range_is_refused() -> None:
    with pytest.raises(ValueError, match=r"rcs_m2 = 0\.0 is not allowed"):
        snr_db(LINK, 0.0, range_m=1e4)
    with pytest.raises(ValueError, match=r"range_transmit_m = -1\.0 is not allowed"):
        snr_db(LINK, 1.0, range_m=-1.0)
