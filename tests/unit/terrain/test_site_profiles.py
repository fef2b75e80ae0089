"""Ground along geodesics round a site."""

import numpy as np
import pytest
from pyproj import Geod

from skykeep.errors import TerrainError
from skykeep.terrain import flat_ground, shipped_terrain
from skykeep.terrain.profiles import degree_bearings, range_samples, sample_profiles


def test_profiles_are_heights_at_geodesic_points():
    ground = shipped_terrain()
    profiles = sample_profiles(ground, 33.3, 44.4, reach_m=500_000.0)
    rng = np.random.default_rng(1)
    rays = rng.integers(0, profiles.bearing_rad.size, 3000)
    points = rng.integers(0, profiles.range_m.size, 3000)
    lon, lat, _ = Geod(ellps="WGS84").fwd(
        np.full(3000, 44.4),
        np.full(3000, 33.3),
        np.degrees(profiles.bearing_rad[rays]),
        profiles.range_m[points],
    )
    assert profiles.ground_alt_msl_m[rays, points] == pytest.approx(ground.sample(lat, lon), abs=0.3)


def test_rays_are_dense_enough_and_hit_every_whole_degree():
    ground = shipped_terrain()
    bearings = degree_bearings(ground, 400_000.0)
    assert bearings.size >= 2.0 * np.pi * 400_000.0 / ground.step_m
    assert np.degrees(bearings[:: bearings.size // 360]) == pytest.approx(np.arange(360.0))


def test_samples_stand_at_most_half_a_post_apart():
    ground = shipped_terrain()
    ranges = range_samples(ground, 400_000.0)
    assert np.diff(ranges).max() <= ground.step_m / 2.0 + 1e-6
    assert 400_000.0 <= ranges[-1] < 400_000.0 + ground.step_m / 2.0
    np.testing.assert_array_equal(range_samples(ground, 500_000.0)[: ranges.size], ranges)


def test_rays_that_leave_the_data_hold_no_height_there():
    profiles = sample_profiles(shipped_terrain(), 33.3, 23.0, reach_m=200_000.0)
    west = profiles.ground_alt_msl_m[270 * profiles.bearing_rad.size // 360]
    assert np.isnan(west[profiles.range_m > 95_000.0]).all()
    assert np.isfinite(west[profiles.range_m < 90_000.0]).all()


def test_a_site_outside_the_data_is_refused():
    with pytest.raises(TerrainError, match=r"Latitude comes first: did you mean 23\.6,58\.4\?"):
        sample_profiles(shipped_terrain(), 58.4, 23.6, reach_m=50e3)
    with pytest.raises(TerrainError, match=r"site 50, 10: .* holds no height there \(it covers 12 to 49 N"):
        sample_profiles(shipped_terrain(), 50.0, 10.0, reach_m=1000.0)


def test_a_site_at_a_pole_is_refused():
    with pytest.raises(TerrainError, match="between -85 and 85"):
        sample_profiles(flat_ground(), 89.0, 0.0, reach_m=1000.0)


def test_flat_ground_needs_no_data():
    profiles = sample_profiles(flat_ground(), -33.0, 179.9, reach_m=100_000.0)
    assert profiles.site_alt_msl_m == 0.0
    assert not profiles.ground_alt_msl_m.any()
