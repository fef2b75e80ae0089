import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from skykeep.compiler.paths import PathFamily, build_path_bank
from skykeep.core.earth.paths import dive_to_aim, lowest_profile

from ..examples import examples

FLOORS = arrays(np.float64, st.integers(2, 40).map(lambda n: (1, n)), elements=st.floats(-100.0, 4000.0))
SLOPES = st.floats(0.0, 3.0)


class Flat:
    step_m = 2000.0

    def sample(self, lat_deg, lon_deg):
        return np.full(np.shape(lat_deg), 120.0)


@given(floor_m=FLOORS, climb=SLOPES, dive=SLOPES, spacing_m=st.floats(10.0, 1000.0))
def test_the_lowest_profile_stays_on_the_floor_within_its_slopes_and_is_the_least_that_does(
    floor_m, climb, dive, spacing_m
):
    profile = lowest_profile(floor_m, spacing_m, climb_slope=climb, dive_slope=dive)
    change_m = np.diff(profile)
    assert (profile >= floor_m).all()
    assert (change_m <= climb * spacing_m + 1e-6).all()
    assert (change_m >= -dive * spacing_m - 1e-6).all()
    # least: every height is forced by some floor, ahead or behind
    place = np.arange(floor_m.size)
    apart = place[np.newaxis] - place[:, np.newaxis]
    forced_m = floor_m[0] - spacing_m * np.where(apart > 0, climb * apart, -dive * apart)
    np.testing.assert_allclose(profile[0], forced_m.max(axis=1), rtol=0, atol=1e-6)


@given(ground_m=FLOORS, dive=st.floats(0.01, 1.0), height_m=st.floats(1.0, 500.0))
def test_the_last_dive_ends_on_the_aim_point_and_never_goes_through_the_ground(ground_m, dive, height_m):
    profile = lowest_profile(ground_m + height_m, 450.0, climb_slope=0.3, dive_slope=dive)
    dived = dive_to_aim(profile, ground_m, 450.0, dive_slope=dive)
    assert dived[0, -1] == ground_m[0, -1]
    assert (dived >= ground_m - 1e-6).all()
    assert (dived <= profile).all()
    left = np.flatnonzero(dived[0] < profile[0])
    if left.size > 1:
        # once below its profile the path is on one straight line to the aim point
        drop = np.diff(dived[0, left[0] :])
        np.testing.assert_allclose(drop, drop.mean(), rtol=0, atol=1e-6)


@examples(25)
@given(
    turn_deg=st.floats(0.0, 360.0),
    flight=st.sampled_from(["terrain_following", "constant_altitude", "straight_to_aim", "ballistic"]),
    standoff_m=st.floats(20e3, 400e3),
)
def test_on_flat_ground_turning_the_bearing_changes_neither_heights_nor_times(turn_deg, flight, standoff_m):
    family = PathFamily(
        flight=flight,
        aim_lat_deg=33.3,
        aim_lon_deg=44.4,
        standoff_m=standoff_m,
        speed_mps=240.0,
        set_height_m=500.0,
        climb_max_rad=0.2,
        dive_max_rad=0.2,
    )
    bank = build_path_bank([family], [0.0, math.radians(turn_deg)], Flat())
    nodes = bank.node_start[1]
    assert bank.node_start[2] == 2 * nodes
    np.testing.assert_allclose(bank.alt_msl_m[:nodes], bank.alt_msl_m[nodes:], atol=1e-6)
    # the ellipsoid is not a sphere: a leg at height is longer where the ground curves more
    np.testing.assert_allclose(bank.t_s[:nodes], bank.t_s[nodes:], rtol=1e-5)
    np.testing.assert_array_equal(bank.speed_mps[:nodes], bank.speed_mps[nodes:])
