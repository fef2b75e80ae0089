"""What a site sees of a path: ranges and angles against pyproj, sight against rays traced one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pyproj import Geod, Transformer

from skykeep.compiler import geometry
from skykeep.compiler.geometry import (
    ASSUMED_EYE_HEIGHT_AGL_M,
    SightVariants,
    SitePlace,
    first_sight,
    path_nodes,
    sight_reach_m,
    site_sight,
    site_view,
)
from skykeep.compiler.path_families import PathFamily
from skykeep.compiler.paths import bearing_grid, build_path_bank
from skykeep.core.earth.geodesy import geodetic_from_ecef
from skykeep.core.earth.horizon import horizon_ground_m
from skykeep.core.earth.path_tables import Node, Sight
from skykeep.terrain import flat_ground, shipped_terrain
from skykeep.terrain.heightfield import Heightfield
from skykeep.terrain.profiles import site_altitude_m

RADIUS_M = 6_371_000.0
GEOD = Geod(ellps="WGS84")
ERBIL = (36.19, 44.01)


def family(lat_deg=ERBIL[0], lon_deg=ERBIL[1], **changes):
    values = {
        "flight": "terrain_following",
        "aim_lat_deg": lat_deg,
        "aim_lon_deg": lon_deg,
        "standoff_m": 120e3,
        "speed_mps": 240.0,
        "set_height_m": 100.0,
        "climb_max_rad": 0.15,
        "dive_max_rad": 0.2,
    }
    return PathFamily(**(values | changes))


def bank_over(ground, *families, bearings=24):
    return build_path_bank(families, bearing_grid(bearings), ground)


def place_at(ground, lat_deg, lon_deg):
    return SitePlace(lat_deg, lon_deg, site_altitude_m(ground, lat_deg, lon_deg))


@pytest.fixture(scope="module")
def hills():
    """Return shipped ground, a site near Erbil off the aim point, a bank of paths and the view of them."""
    ground = shipped_terrain()
    bank = bank_over(ground, family(), family(flight="constant_altitude", set_height_m=3000.0))
    place = place_at(ground, 36.4, 44.3)
    return ground, place, bank, site_view(place, bank)


def test_ground_range_and_azimuth_are_those_of_the_geodesic(hills):
    _, place, bank, view = hills
    lat, lon, _ = geodetic_from_ecef(bank.pos_ecef_m)
    azimuth_deg, _, length_m = GEOD.inv(
        np.full(lat.size, place.lon_deg), np.full(lat.size, place.lat_deg), lon, lat
    )
    # the ground arc is reckoned on a mean sphere, which costs a few metres in a hundred kilometres
    assert view["ground_m"] == pytest.approx(length_m, rel=2e-5, abs=2.0)
    far = length_m > 1000.0
    turn = np.angle(np.exp(1j * (view["azimuth_rad"][far] - np.radians(azimuth_deg[far]))))
    assert np.abs(turn).max() < 2e-5
    assert view["azimuth_rad"].min() >= 0.0
    assert view["azimuth_rad"].max() < 2.0 * math.pi


def test_slant_range_is_the_straight_line(hills):
    _, place, bank, view = hills
    to_ecef = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
    eye = to_ecef.transform(place.lon_deg, place.lat_deg, place.alt_msl_m + ASSUMED_EYE_HEIGHT_AGL_M)
    straight_m = np.linalg.norm(bank.pos_ecef_m - np.array(eye), axis=1)
    assert view["slant_m"] == pytest.approx(straight_m, abs=1e-4)


def test_elevation_is_zero_at_the_horizon_height_of_the_effective_earth():
    ground = flat_ground()
    # a level ray from the eye is at r_eye / cos(angle): there elevation must vanish
    radius = 4.0 / 3.0 * RADIUS_M
    angle = 100e3 / radius
    level_m = (radius + ASSUMED_EYE_HEIGHT_AGL_M) / math.cos(angle) - radius
    bank = bank_over(ground, family(0.0, 44.0, flight="constant_altitude", set_height_m=level_m), bearings=4)
    view = site_view(place_at(ground, 0.0, 44.0), bank)
    start = bank.node_start[:-1]
    ranges = view["ground_m"][start]
    elevations = view["elevation_rad"][start]
    assert ranges == pytest.approx(120e3, rel=1e-4)
    assert (elevations < 0.0).all()
    near = np.argmin(np.abs(view["ground_m"] - 100e3))
    assert view["elevation_rad"][near] == pytest.approx(0.0, abs=1e-4)


@pytest.mark.parametrize("k", [1.15, 4.0 / 3.0])
@pytest.mark.parametrize("height_m", [10.0, 40.0])
def test_on_flat_ground_sight_begins_at_the_horizon_all_round(k, height_m):
    ground = flat_ground()
    bank = bank_over(ground, family(33.3, 44.4), bearings=36)
    place = place_at(ground, 33.3, 44.4)
    view = site_view(place, bank)
    sight, unknown = site_sight(
        path_nodes(bank),
        view,
        place,
        ground,
        variants=SightVariants((height_m,), (k,)),
        instrumented_max_m=300e3,
    )
    first = first_sight(sight, bank.node_start, (0,))
    horizon_m = horizon_ground_m(height_m, 100.0, k * RADIUS_M)
    seen_m = view["ground_m"][first]
    assert unknown == 0
    assert (seen_m <= horizon_m * 1.0005).all()
    # nodes are a kilometre apart
    assert (seen_m > horizon_m * 0.9995 - 1005.0).all()


def ray_is_clear(ground, place, antenna_agl_m, k, target):
    """Return whether a straight ray over the effective earth misses the ground, walked in steps of 250 m."""
    lat_deg, lon_deg, alt_msl_m = target
    azimuth, _, length_m = GEOD.inv(place.lon_deg, place.lat_deg, lon_deg, lat_deg)
    out_m = np.arange(250.0, length_m - 100.0, 250.0)
    lon, lat, _ = GEOD.fwd(
        np.full(out_m.size, place.lon_deg),
        np.full(out_m.size, place.lat_deg),
        np.full(out_m.size, azimuth),
        out_m,
    )
    antenna = k * RADIUS_M + place.alt_msl_m + antenna_agl_m

    def tangent(distance_m, height_m):
        angle = distance_m / (k * RADIUS_M)
        return (np.cos(angle) - antenna / (k * RADIUS_M + height_m)) / np.sin(angle)

    return bool((tangent(out_m, ground.sample(lat, lon)) <= tangent(length_m, alt_msl_m)).all())


def test_sight_agrees_with_rays_traced_one_by_one_in_the_hills(hills):
    ground, place, bank, view = hills
    heights, factors = (10.0, 40.0), (1.15, 1.39)
    sight, unknown = site_sight(
        path_nodes(bank),
        view,
        place,
        ground,
        variants=SightVariants(heights, factors),
        instrumented_max_m=200e3,
    )
    assert unknown == 0
    rng = np.random.default_rng(1)
    nodes = rng.choice(len(view), 300, replace=False)
    lat, lon, _ = geodetic_from_ecef(bank.pos_ecef_m[nodes])
    agree = seen = 0
    for node, lat_deg, lon_deg in zip(nodes, lat, lon, strict=True):
        for bit in range(4):
            target = (lat_deg, lon_deg, bank.alt_msl_m[node])
            clear = ray_is_clear(ground, place, heights[bit // 2], factors[bit % 2], target)
            agree += clear == bool(sight[node] >> bit & 1)
            seen += clear
    assert 0.2 < seen / 1200 < 0.9
    assert agree / 1200 > 0.98


def test_a_higher_antenna_or_factor_sees_whatever_a_lower_one_sees(hills):
    ground, place, bank, view = hills
    sight, _ = site_sight(
        path_nodes(bank),
        view,
        place,
        ground,
        variants=SightVariants((10.0, 40.0), (1.15, 1.39)),
        instrumented_max_m=200e3,
    )
    low, thick, high, both = (((sight >> bit) & 1).astype(bool) for bit in range(4))
    assert not (low & ~high).any()
    assert not (low & ~thick).mean() > 1e-3
    assert low.sum() < thick.sum() < both.sum()


def test_ground_worked_through_in_sectors_gives_the_same_sight(hills, monkeypatch):
    ground, place, bank, view = hills
    variants = SightVariants((10.0, 24.0), (1.24,))
    whole, _ = site_sight(path_nodes(bank), view, place, ground, variants=variants, instrumented_max_m=200e3)
    monkeypatch.setattr(geometry, "_CELLS_AT_ONCE", 30_000)
    in_sectors, _ = site_sight(
        path_nodes(bank), view, place, ground, variants=variants, instrumented_max_m=200e3
    )
    assert np.array_equal(whole, in_sectors)


def test_nothing_is_seen_beyond_the_greatest_instrumented_range(hills):
    ground, place, bank, view = hills
    sight, _ = site_sight(
        path_nodes(bank),
        view,
        place,
        ground,
        variants=SightVariants((40.0,), (1.24,)),
        instrumented_max_m=50e3,
    )
    assert not sight[view["slant_m"] > 50e3].any()
    assert sight[view["slant_m"] < 50e3].any()


def test_nodes_beyond_the_elevation_data_count_as_hidden_and_are_counted():
    ground = shipped_terrain()
    # the data begin at 22 E; a ballistic missile needs no ground on its way
    bank = bank_over(
        ground,
        family(33.5, 23.0, flight="ballistic", standoff_m=400e3, apogee_msl_m=100e3),
        bearings=4,
    )
    place = place_at(ground, 33.5, 23.0)
    view = site_view(place, bank)
    sight, unknown = site_sight(
        path_nodes(bank),
        view,
        place,
        ground,
        variants=SightVariants((10.0,), (1.24,)),
        instrumented_max_m=500e3,
    )
    _, lon, _ = geodetic_from_ecef(bank.pos_ecef_m)
    outside = lon < 21.95
    assert outside.any()
    assert unknown >= outside.sum()
    assert not sight[outside].any()
    assert sight[lon > 24.0].any()


def test_profiles_reach_the_farthest_node_in_instrumented_range(hills):
    view = hills[3]
    farthest_m = view["ground_m"].max()
    reach_m = sight_reach_m(view, 1e6)
    assert farthest_m <= reach_m < farthest_m + 25e3
    assert sight_reach_m(view, 60e3) == 75e3


def test_nodes_are_judged_by_the_ground_at_their_own_range():
    """In a bowl all ground is in sight, so what is a little above it is seen and what is below is not."""
    step_deg, half_deg = 1.0 / 120.0, 1.2
    posts = round(2 * half_deg / step_deg) + 1
    lat, lon = np.meshgrid(
        half_deg - np.arange(posts) * step_deg, np.arange(posts) * step_deg - half_deg, indexing="ij"
    )
    centre = np.zeros_like(lat)
    _, _, range_m = GEOD.inv(centre, centre, lon, lat)

    def bowl_m(range_m):
        return range_m**2 / RADIUS_M

    ground = Heightfield(
        alt_msl_m=bowl_m(range_m).astype(np.float32),
        north_deg=half_deg,
        west_deg=-half_deg,
        lat_step_deg=step_deg,
        lon_step_deg=step_deg,
        name="bowl",
        licence="made by hand",
        vertical_datum="none",
        step_m=step_deg * 111_195.0,
    )
    nodes_m = np.linspace(20e3, 120e3, 500)
    nodes, view = Node.table(nodes_m.size), Sight.table(nodes_m.size)
    view["ground_m"] = view["slant_m"] = nodes_m
    view["azimuth_rad"] = 0.3
    place = place_at(ground, 0.0, 0.0)
    for above_m, seen in ((2.0, 1), (-2.0, 0)):
        nodes["alt_msl_m"] = bowl_m(nodes_m) + above_m
        sight, unknown = site_sight(
            nodes,
            view,
            place,
            ground,
            variants=SightVariants((30.0,), (4.0 / 3.0,)),
            instrumented_max_m=200e3,
        )
        assert unknown == 0
        assert (sight == seen).all()


def test_first_sight_is_the_first_node_of_each_path_with_one_of_the_bits():
    sight = np.array([0, 1, 4, 0, 2, 2])
    starts = np.array([0, 3, 6])
    assert first_sight(sight, starts, (0,)).tolist() == [1, 6]
    assert first_sight(sight, starts, (2, 1)).tolist() == [2, 4]
    assert first_sight(sight, starts, (5,)).tolist() == [3, 6]
