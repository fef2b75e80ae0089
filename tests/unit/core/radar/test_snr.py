"""What a radar sees of a threat at a node: limits and sector against numpy, the ratio by its formula."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.earth.path_tables import Sight
from skykeep.core.kernel.by_address import from_python
from skykeep.core.radar import snr
from skykeep.core.radar.radar_table import Radar

faces = from_python(snr.faces)
is_in_limits = from_python(snr.is_in_limits)
is_in_sight = from_python(snr.is_in_sight)
look_snr = from_python(snr.look_snr)

HIDDEN, SEEN = 0b1011, 0b0100
BIT = 2


def node(**changes):
    """Return a node that the radar below sees, with some fields changed."""
    row = Sight.one()
    usual = {"slant_m": 20e3, "azimuth_rad": 1.0, "elevation_rad": 0.1, "seen": SEEN}
    for name, value in (usual | changes).items():
        row[name] = value
    return row


def radar(**changes):
    """Return a radar with a sector, an instrumented range and limits of elevation."""
    row = Radar.one()
    usual = {
        "sight_bit": BIT,
        "snr_range4_per_m2": 1e18,
        "instrumented_m": 50e3,
        "elevation_min_rad": 0.0,
        "elevation_max_rad": 0.5,
        "sector_half_rad": 0.3,
    }
    for name, value in (usual | changes).items():
        row[name] = value
    return row


angles = st.floats(0.0, 2.0 * math.pi)


@given(angles, st.floats(0.01, math.pi - 1e-3), angles)
def test_a_sector_is_judged_by_the_smaller_turn_whichever_way_round_it_is(azimuth_rad, half_rad, centre_rad):
    turn_rad = abs(np.angle(np.exp(1j * (azimuth_rad - centre_rad))))
    if abs(turn_rad - half_rad) > 1e-9:
        assert faces(node(azimuth_rad=azimuth_rad), half_rad, centre_rad) == (turn_rad < half_rad)


@pytest.mark.parametrize("half_rad", [math.pi, 4.0])
def test_half_a_turn_to_each_side_is_all_round(half_rad):
    assert faces(node(azimuth_rad=math.pi), half_rad, 0.0)


@pytest.mark.parametrize(
    ("changes", "inside"),
    [
        ({}, True),
        ({"slant_m": 50e3}, True),
        ({"slant_m": math.nextafter(50e3, math.inf)}, False),
        ({"elevation_rad": 0.0}, True),
        ({"elevation_rad": -1e-12}, False),
        ({"elevation_rad": 0.5}, True),
        ({"elevation_rad": 0.5 + 1e-12}, False),
    ],
)
def test_limits_belong_to_what_they_limit(changes, inside):
    assert is_in_limits(node(**changes), radar()) == inside


@given(st.integers(0, 62), st.integers(0, 2**63 - 1))
def test_a_node_is_in_sight_of_a_radar_by_its_own_bit(bit, seen):
    assert is_in_sight(node(seen=seen), radar(sight_bit=bit)) == bool(seen >> bit & 1)


@given(st.floats(1.0, 50e3), st.floats(1e-4, 100.0))
def test_the_power_ratio_falls_with_the_fourth_power_of_the_range(slant_m, rcs_m2):
    expected = 1e18 * rcs_m2 / slant_m**4
    assert look_snr(node(slant_m=slant_m), radar(), rcs_m2, math.nan) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("changes", [{"seen": HIDDEN}, {"slant_m": 60e3}, {"elevation_rad": 0.6}])
def test_what_is_hidden_or_outside_the_limits_gives_nothing(changes):
    assert look_snr(node(**changes), radar(), 1.0, math.nan) == 0.0


def test_a_sector_counts_only_where_it_is_said_where_the_radar_looks():
    assert look_snr(node(), radar(), 1.0, math.nan) > 0.0
    assert look_snr(node(), radar(), 1.0, 1.2) > 0.0
    assert look_snr(node(), radar(), 1.0, 1.4) == 0.0
    assert look_snr(node(azimuth_rad=6.2), radar(), 1.0, 0.1) > 0.0
