import math

import numpy as np
from pyproj import Geod, Transformer

from skykeep.core.earth.geodesy import geodetic_from_normal, normal_from_geodetic, position_ecef_m
from skykeep.core.earth.paths import (
    dive_to_aim,
    first_ground_contact,
    interpolation_weights,
    lowest_profile,
    travel_time_s,
)


def lowest_profile_by_all_pairs(floor_m, spacing_m, climb_slope, dive_slope):
    """A slow plain second implementation: every node asks every other node."""
    nodes = len(floor_m)
    heights = []
    for here in range(nodes):
        least = -math.inf
        for there in range(nodes):
            apart_m = abs(there - here) * spacing_m
            slope = climb_slope if there > here else dive_slope
            least = max(least, floor_m[there] - slope * apart_m)
        heights.append(least)
    return np.array(heights)


def test_positions_agree_with_proj():
    lat_deg, lon_deg = np.array([33.3, -51.0, 89.9, 0.0]), np.array([44.4, -179.9, 12.0, 180.0])
    alt_m = np.array([50.0, -20.0, 9000.0, 300e3])
    expected = np.stack(
        Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True).transform(lon_deg, lat_deg, alt_m),
        axis=-1,
    )
    np.testing.assert_allclose(
        position_ecef_m(normal_from_geodetic(lat_deg, lon_deg), alt_m), expected, rtol=0, atol=1e-6
    )


def test_normals_give_back_the_geodetic_position():
    lat_deg, lon_deg = np.array([33.3, -51.0, 89.9]), np.array([44.4, -179.9, 12.0])
    back = geodetic_from_normal(normal_from_geodetic(lat_deg, lon_deg))
    np.testing.assert_allclose(back, (lat_deg, lon_deg), atol=1e-12)


def test_tracks_interpolated_between_knots_stay_on_the_geodesic_within_a_hundredth_of_a_millimetre():
    geod, legs, nodes = Geod(ellps="WGS84"), 40, 701

    def place(distance_m):
        lon, lat, _ = geod.fwd(
            np.full(distance_m.size, 44.4),
            np.full(distance_m.size, 33.3),
            np.full(distance_m.size, 37.0),
            distance_m,
        )
        return normal_from_geodetic(np.asarray(lat), np.asarray(lon))

    knots = place(400e3 * (1.0 - np.arange(-1, legs + 2) / legs))
    nodes_exact = place(np.linspace(400e3, 0.0, nodes))
    error_m = 6.4e6 * np.linalg.norm(interpolation_weights(legs + 3, nodes) @ knots - nodes_exact, axis=1)
    assert error_m.max() < 1e-5


def test_the_lowest_profile_is_the_one_found_by_comparing_all_pairs_of_nodes():
    rng = np.random.default_rng(4)
    floor_m = 400.0 * rng.random((5, 120)) + 1500.0 * (rng.random((5, 120)) > 0.97)
    profile = lowest_profile(floor_m, 450.0, climb_slope=0.12, dive_slope=0.31)
    expected = [lowest_profile_by_all_pairs(row, 450.0, 0.12, 0.31) for row in floor_m]
    np.testing.assert_allclose(profile, expected, rtol=0, atol=1e-8)


def test_one_peak_is_climbed_with_the_climb_slope_and_left_with_the_dive_slope():
    floor_m = np.zeros((1, 11))
    floor_m[0, 5] = 100.0
    profile = lowest_profile(floor_m, 100.0, climb_slope=0.25, dive_slope=0.5)
    np.testing.assert_allclose(profile[0], [0, 0, 25, 50, 75, 100, 50, 0, 0, 0, 0], atol=1e-9)


def test_unknown_floor_is_no_floor():
    floor_m = np.array([[-np.inf, -np.inf, 10.0, -np.inf]])
    profile = lowest_profile(floor_m, 10.0, climb_slope=0.5, dive_slope=0.2)
    np.testing.assert_allclose(profile, [[0.0, 5.0, 10.0, 8.0]])


def test_the_last_dive_keeps_the_dive_slope_where_the_ground_allows_it():
    profile = dive_to_aim(np.full((1, 11), 50.0), np.zeros((1, 11)), 100.0, dive_slope=0.1)
    np.testing.assert_allclose(profile[0], [50, 50, 50, 50, 50, 50, 40, 30, 20, 10, 0], atol=1e-9)


def test_the_last_dive_is_as_steep_as_a_ridge_before_the_aim_point_demands():
    ground_m = np.zeros((1, 11))
    ground_m[0, 8] = 60.0
    profile = dive_to_aim(np.full((1, 11), 90.0), ground_m, 100.0, dive_slope=0.1)
    np.testing.assert_allclose(profile[0, -4:], [90.0, 60.0, 30.0, 0.0], atol=1e-9)


def test_time_is_exact_for_constant_acceleration_from_rest():
    distance_m = np.linspace(0.0, 9000.0, 31)
    pos_m = np.stack([distance_m, np.zeros(31), np.zeros(31)], axis=-1)[np.newaxis]
    time_s = travel_time_s(pos_m, np.sqrt(2.0 * 5.0 * distance_m))
    np.testing.assert_allclose(time_s[0], np.sqrt(2.0 * distance_m / 5.0), rtol=1e-12)


def test_contact_with_the_ground_is_found_between_nodes():
    alt_m = np.array([[30.0, 20.0, 10.0, 0.0], [30.0, 20.0, 10.0, 0.0], [30.0, 20.0, 10.0, 0.0]])
    ground_m = np.array([[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 30.0, 0.0], [0.0, 20.0, np.nan, 0.0]])
    before, share = first_ground_contact(alt_m, ground_m, first_node=0, last_node=3)
    np.testing.assert_array_equal(before, [3, 1, 3])
    np.testing.assert_allclose(share, [0.0, 0.5, 0.0])


def test_contact_is_not_looked_for_outside_the_given_nodes():
    alt_m, ground_m = np.array([[5.0, 5.0, 5.0, 0.0]]), np.array([[9.0, 0.0, 0.0, 3.0]])
    before, _ = first_ground_contact(alt_m, ground_m, first_node=1, last_node=2)
    assert before[0] == 3
