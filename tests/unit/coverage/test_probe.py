"""One point at one height, against closed forms, an exact ray, and the coverage that it is a point of."""

import math

import numpy as np
import pytest

from skykeep.core.earth.horizon import effective_radius_m, horizon_ground_m
from skykeep.coverage import compute_coverage
from skykeep.coverage.probe import compute_probe
from skykeep.coverage.sight_line import line_of_sight
from skykeep.errors import UsageError
from skykeep.report.probe_words import probe_sentences
from skykeep.terrain import flat_ground
from skykeep.terrain.geodesic import WGS84

from .coverage_cases import SITE, ground, question, system

RADIUS_M = effective_radius_m(4.0 / 3.0)


def place(bearing_deg, range_m):
    """Return latitude and longitude of a point seen from the site."""
    lon, lat, _ = WGS84.fwd(SITE.lon_deg, SITE.lat_deg, bearing_deg, range_m)
    return lat, lon


def probed(bearing_deg, range_m, height_m, terrain=None, **changes):
    lat, lon = place(bearing_deg, range_m)
    asked = question(100.0, **changes)
    return compute_probe(
        system(),
        SITE,
        asked,
        lat_deg=lat,
        lon_deg=lon,
        height_agl_m=height_m,
        terrain=terrain or flat_ground(),
    )


def wall(north_deg, east_deg):
    """Return a ridge of 500 m, 20 km to 22 km east of the site."""
    return np.where((east_deg > 0.215) & (east_deg < 0.236) & (np.abs(north_deg) < 0.3), 500.0, 0.0)


@pytest.mark.parametrize("range_m", [20_000.0, 60_000.0])
def test_over_flat_ground_the_lowest_visible_height_is_that_of_the_horizon(range_m):
    found = probed(77.0, range_m, 3000.0)
    lowest = max(radar.lowest_visible_agl_m for radar in found.radars)
    if lowest > 0.0:
        assert horizon_ground_m(10.0, lowest, RADIUS_M) == pytest.approx(range_m, abs=300.0)
    else:
        assert range_m < horizon_ground_m(10.0, 0.0, RADIUS_M) + 10_000.0


def test_a_wall_hides_what_lies_behind_it_and_is_named():
    found = probed(90.0, 60_000.0, 800.0, terrain=ground(wall))
    assert not found.in_sight
    assert found.hill is not None
    assert 19_500.0 < found.hill.range_m < 22_500.0
    assert found.hill.ground_msl_m == pytest.approx(500.0, abs=1.0)
    ray = found.profile.ray_msl_m[np.flatnonzero(found.profile.range_m == found.hill.range_m)[0]]
    assert found.hill.above_ray_m == pytest.approx(500.0 - ray, abs=0.1)
    assert probed(90.0, 60_000.0, 2500.0, terrain=ground(wall)).hill is None
    assert probed(270.0, 60_000.0, 800.0, terrain=ground(wall)).in_sight


def test_the_hill_named_is_the_one_that_sets_the_lowest_visible_height():
    range_m = np.arange(1, 201) * 500.0
    land = np.zeros(200)
    land[9], land[79] = 300.0, 900.0  # a low hill 5 km off, a higher one 40 km off that hides less
    _, hidden = line_of_sight(range_m, land, antenna_msl_m=10.0, target_msl_m=200.0, radius_m=RADIUS_M)
    assert hidden == 9
    near = line_of_sight(range_m, land, antenna_msl_m=10.0, target_msl_m=5500.0, radius_m=RADIUS_M)
    assert near[1] == 9
    assert line_of_sight(range_m, land, antenna_msl_m=10.0, target_msl_m=7500.0, radius_m=RADIUS_M)[1] is None


def test_the_ray_is_a_straight_line_over_the_effective_earth():
    range_m = np.arange(1, 401) * 500.0
    profile, hidden = line_of_sight(
        range_m, np.zeros(400), antenna_msl_m=30.0, target_msl_m=6000.0, radius_m=RADIUS_M
    )
    assert hidden is None
    angle = range_m / RADIUS_M
    along, up = (RADIUS_M + profile.ray_msl_m) * np.sin(angle), (RADIUS_M + profile.ray_msl_m) * np.cos(angle)
    slope = (up - (RADIUS_M + 30.0)) / along
    assert np.ptp(slope) < 1e-9
    assert profile.ray_msl_m[-1] == 6000.0


@pytest.mark.parametrize("bearing", [0, 90, 213])
@pytest.mark.parametrize("height_m", [150.0, 2000.0])
def test_it_is_a_point_of_the_coverage(bearing, height_m):
    terrain = ground(wall)
    whole = compute_coverage(system(), SITE, question(height_m, limits=True), terrain=terrain).heights[0]
    found = probed(float(bearing), 40_000.0, height_m, terrain=terrain)
    assert found.seen_range_m == pytest.approx(whole.seen_range_m[bearing], rel=1e-6)
    assert found.intercept_range_m == pytest.approx(whole.engageable_range_m[bearing], rel=1e-6)
    assert found.limited_by == whole.limited_by[bearing]
    point = round(40_000.0 / whole.polar.range_m[0]) - 1
    assert found.in_sight == bool(whole.polar.in_sight[bearing, point])
    assert found.engageable == (whole.polar.engageable[bearing, point] == 1)


def test_limits_hold_the_answer_between_them():
    found = probed(45.0, 50_000.0, 500.0)
    low, high = found.seen_range_limits_m
    assert low <= found.seen_range_m <= high
    assert found.seen_limits[0] <= found.seen <= found.seen_limits[1]


def test_each_radar_says_what_it_has_of_the_point():
    found = probed(10.0, 50_000.0, 3000.0)
    (search,) = found.radars
    assert search.in_sight
    assert search.elevation_deg == pytest.approx(
        math.degrees(math.atan2(3000.0 - 10.0, 50_000.0)) - math.degrees(50_000.0 / RADIUS_M / 2.0), abs=0.1
    )
    assert 0.9 < search.look_p <= 1.0


def test_the_words_say_what_hides_it_and_what_is_sure():
    words = " ".join(probe_sentences(probed(90.0, 60_000.0, 800.0, terrain=ground(wall))))
    assert "In sight: no" in words
    assert "hidden by ground of 500 m above sea level" in words
    assert "Engageable there: no, whichever end of the public figures holds." in words


@pytest.mark.parametrize(
    ("at", "message"),
    [
        ((SITE.lat_deg, SITE.lon_deg), "is the site itself; choose a point at least 100 m off"),
        ((SITE.lat_deg + 20.0, SITE.lon_deg), "km from the site; must be within 700 km"),
    ],
)
def test_a_point_without_a_bearing_or_out_of_reach_is_refused(at, message):
    with pytest.raises(UsageError, match=message):
        compute_probe(
            system(),
            SITE,
            question(100.0),
            lat_deg=at[0],
            lon_deg=at[1],
            height_agl_m=100.0,
            terrain=flat_ground(),
        )


def test_a_point_beyond_the_elevation_data_is_refused():
    with pytest.raises(UsageError, match=r"the elevation data ends .* km from the site on this bearing"):
        probed(90.0, 150_000.0, 1000.0, terrain=ground(half_deg=1.0))
