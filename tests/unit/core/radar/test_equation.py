"""The radar equation against the plain sum of decibels, and its anchored form."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.radar.equation import anchored_snr_range4_per_m2, echo_snr
from skykeep.textbook.range_equation import RadarLink, link_snr_range4_per_m2, range_for_snr_m

LINK = RadarLink(4e5, 38.0, 36.0, 3e9, 500.0, 1e6, 7.0)

links = st.builds(
    RadarLink,
    st.floats(1.0, 1e8),
    st.floats(0.0, 60.0),
    st.floats(0.0, 60.0),
    st.floats(3e7, 1e11),
    st.floats(10.0, 1e4),
    st.floats(1.0, 1e9),
    st.floats(0.0, 40.0),
)


def snr_by_decibels(link, rcs_m2, transmit_m, receive_m):
    """Return the power ratio in decibels, term by term."""
    noise_w = 1.380649e-23 * link.noise_temperature_k * link.bandwidth_hz
    return (
        10.0 * math.log10(link.peak_power_w)
        + link.gain_transmit_db
        + link.gain_receive_db
        + 20.0 * math.log10(299_792_458.0 / link.freq_hz)
        + 10.0 * math.log10(rcs_m2)
        - 30.0 * math.log10(4.0 * math.pi)
        - 20.0 * math.log10(transmit_m)
        - 20.0 * math.log10(receive_m)
        - 10.0 * math.log10(noise_w)
        - link.loss_db
    )


@given(links, st.floats(1e-5, 1e4), st.floats(10.0, 2e6), st.floats(10.0, 2e6))
def test_the_equation_is_the_sum_of_its_terms_in_decibels(link, rcs_m2, transmit_m, receive_m):
    snr = echo_snr(link_snr_range4_per_m2(link) * rcs_m2, transmit_m * receive_m)
    expected = snr_by_decibels(link, rcs_m2, transmit_m, receive_m)
    assert 10.0 * math.log10(snr) == pytest.approx(expected, abs=1e-10)


@given(links, st.floats(1e-4, 1e2), st.floats(1e3, 1e6), st.floats(1e-4, 1e2), st.floats(1e3, 1e6))
def test_a_radar_anchored_on_its_own_range_is_the_same_radar(link, rcs_reference, reference_m, rcs, range_m):
    per_m2 = link_snr_range4_per_m2(link)
    snr_reference = echo_snr(per_m2 * rcs_reference, reference_m**2)
    anchored = anchored_snr_range4_per_m2(snr_reference, reference_m, rcs_reference)
    range2_m2 = range_m**2
    assert echo_snr(anchored * rcs, range2_m2) == pytest.approx(echo_snr(per_m2 * rcs, range2_m2), rel=1e-13)


def test_the_range_for_a_ratio_gives_the_ratio_back() -> None:
    per_m2 = link_snr_range4_per_m2(LINK)
    assert echo_snr(per_m2 * 0.1, range_for_snr_m(per_m2 * 0.1, 20.0) ** 2) == pytest.approx(20.0, rel=1e-13)


def test_a_target_at_the_antenna_has_a_ratio_and_no_fault() -> None:
    assert echo_snr(1e12, 0.0) == 1e12
    assert echo_snr(0.0, 1e8) == 0.0


@pytest.mark.parametrize("name", ["peak_power_w", "freq_hz", "noise_temperature_k", "bandwidth_hz"])
def test_parameters_that_are_not_positive_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=rf"{name} = 0\.0 is not allowed"):
        link_snr_range4_per_m2(LINK._replace(**{name: 0.0}))
