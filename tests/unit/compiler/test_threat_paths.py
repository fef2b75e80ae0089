import math
import time

import numpy as np
import pytest
from pyproj import Geod, Transformer

from skykeep.compiler.path_families import FALLS
from skykeep.compiler.paths import PathFamily, _sectors, bearing_grid, build_path_bank
from skykeep.core.earth.kepler import arc_nodes, minimum_energy_arc
from skykeep.core.earth.quasi_ballistic import DivingBody
from skykeep.errors import CompileError

LAT_DEG, LON_DEG = 33.3, 44.4
EARTH_RATE_RAD_S = 7.292115e-5


class Ground:
    """Ground given by a function of latitude and longitude; no data outside a box round the aim point."""

    def __init__(self, height=lambda lat, lon: 0.0 * lat, *, half_deg=90.0, step_m=900.0):
        self.height, self.half_deg, self.step_m = height, half_deg, step_m

    def sample(self, lat_deg, lon_deg):
        inside = (abs(lat_deg - LAT_DEG) <= self.half_deg) & (abs(lon_deg - LON_DEG) <= self.half_deg)
        return np.where(inside, self.height(lat_deg, lon_deg), np.nan)


FLAT = Ground()
HILLS = Ground(lambda lat, lon: 500.0 + 400.0 * np.sin(55.0 * lat) * np.cos(47.0 * lon))


def family(flight="terrain_following", **changes):
    values = {
        "aim_lat_deg": LAT_DEG,
        "aim_lon_deg": LON_DEG,
        "standoff_m": 60e3,
        "speed_mps": 240.0,
        "set_height_m": 50.0,
        "climb_max_rad": math.radians(8.0),
        "dive_max_rad": math.radians(6.0),
        "label": "raid 'r', groups[0] (c)",
    }
    return PathFamily(flight=flight, **(values | changes))


BODY = DivingBody(
    mass_kg=1700.0,
    reference_area_m2=0.45,
    lift_coefficient=1.0,
    drag_coefficient=0.3,
    induced_drag_factor=0.3,
    dive_from_msl_m=20e3,
    dive_rad=math.radians(60.0),
)


def quasi(**changes):
    values = {
        "standoff_m": 280e3,
        "apogee_msl_m": 45e3,
        "body": BODY,
    }
    return family("quasi_ballistic", **(values | changes))


EVERY_FLIGHT = [
    family(),
    family("constant_altitude", set_height_m=1200.0, speed_mps=50.0),
    family("straight_to_aim", set_height_m=3000.0, speed_mps=250.0),
    family("level_overhead", set_height_m=5000.0, speed_mps=300.0),
    quasi(),
    family("ballistic", standoff_m=300e3),
]


def one(flown, terrain=FLAT, bearing_rad=0.5, **options):
    bank = build_path_bank([flown], [bearing_rad], terrain, **options)
    assert bank.node_start.tolist() == [0, len(bank.t_s)]
    return bank


def ground_under(bank, terrain):
    to_geodetic = Transformer.from_crs("EPSG:4978", "EPSG:4979", always_xy=True)
    lon_deg, lat_deg, _ = to_geodetic.transform(*bank.pos_ecef_m.T)
    return terrain.sample(lat_deg, lon_deg)


def ecef(lat_deg, lon_deg, alt_m):
    return np.array(
        Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True).transform(lon_deg, lat_deg, alt_m)
    )


def test_over_flat_ground_a_cruise_missile_keeps_its_height_until_its_last_dive():
    bank = one(family())
    diving = math.ceil(50.0 / math.tan(math.radians(6.0)) / (60e3 / (len(bank.t_s) - 1)))
    np.testing.assert_allclose(bank.height_agl_m[:-diving], 50.0, atol=1e-9)
    assert bank.height_agl_m[-1] == 0.0


def test_a_path_begins_on_its_bearing_and_ends_on_the_aim_point():
    bank = one(family(), bearing_rad=math.radians(250.0))
    lon_deg, lat_deg, _ = Geod(ellps="WGS84").fwd(LON_DEG, LAT_DEG, 250.0, 60e3)
    np.testing.assert_allclose(bank.pos_ecef_m[0], ecef(lat_deg, lon_deg, 50.0), atol=1e-4)
    np.testing.assert_allclose(bank.pos_ecef_m[-1], ecef(LAT_DEG, LON_DEG, 0.0), atol=1e-6)


def test_nodes_are_at_most_half_a_terrain_step_apart():
    bank = one(family(), Ground(step_m=700.0))
    assert np.linalg.norm(np.diff(bank.pos_ecef_m, axis=0), axis=1).max() <= 350.0 * 1.01


def test_a_wider_node_spacing_can_be_asked_for():
    assert len(one(family(), node_spacing_m=600.0).t_s) == 101


@pytest.mark.parametrize("flown", EVERY_FLIGHT, ids=lambda flown: flown.flight)
def test_time_increases_strictly_and_matches_length_over_speed(flown):
    bank = one(flown, HILLS)
    assert bank.t_s[0] == 0.0
    assert (np.diff(bank.t_s) > 0.0).all()
    length_m = np.linalg.norm(np.diff(bank.pos_ecef_m, axis=0), axis=1)
    expected_s = length_m / (0.5 * (bank.speed_mps[1:] + bank.speed_mps[:-1]))
    # ballistic time is that on a sphere: the ellipsoid differs by up to 0.4 % in length
    np.testing.assert_allclose(np.diff(bank.t_s), expected_s, rtol=6e-3 if flown.flight in FALLS else 1e-9)


def test_a_terrain_following_path_keeps_its_height_and_its_slopes():
    bank = one(family(), HILLS)
    spacing_m = 60e3 / (len(bank.t_s) - 1)
    slope = np.diff(bank.alt_msl_m) / spacing_m
    assert slope.max() <= math.tan(math.radians(8.0)) * (1 + 1e-9)
    assert slope.min() >= -math.tan(math.radians(6.0)) * (1 + 1e-9)
    ground_m = ground_under(bank, HILLS)
    np.testing.assert_allclose(bank.height_agl_m, bank.alt_msl_m - ground_m, atol=1e-2)
    to_go_m = spacing_m * np.arange(len(bank.t_s) - 1, -1, -1)
    dive_m = ground_m[-1] + to_go_m * math.tan(math.radians(6.0))
    before_dive = bank.alt_msl_m < dive_m - 1e-6
    assert before_dive.sum() > 100
    assert (bank.height_agl_m[before_dive] >= 50.0 - 1e-6).all()
    assert (bank.height_agl_m[:-1] > 0.0).all()


def test_a_uav_rises_only_where_the_ground_demands_it():
    bank = one(family("constant_altitude", set_height_m=700.0, dive_max_rad=0.6, climb_max_rad=0.6), HILLS)
    raised = bank.alt_msl_m > 700.0 + 1e-6
    ground_m = ground_under(bank, HILLS)
    assert raised.any()
    assert (ground_m[raised] > 500.0).all()
    assert (bank.height_agl_m[:-3] >= 100.0 - 1e-2).all()
    assert np.isclose(bank.alt_msl_m, 700.0).sum() > 50


def test_an_aircraft_flies_level_and_ends_at_altitude_over_the_aim_point():
    bank = one(family("level_overhead", set_height_m=5000.0), HILLS)
    np.testing.assert_allclose(bank.alt_msl_m, 5000.0, atol=1e-6)
    np.testing.assert_allclose(bank.pos_ecef_m[-1], ecef(LAT_DEG, LON_DEG, 5000.0), atol=1e-5)


def test_a_glide_bomb_falls_in_a_straight_line_of_height_to_the_aim_point():
    bank = one(family("straight_to_aim", set_height_m=6000.0))
    np.testing.assert_allclose(bank.alt_msl_m, np.linspace(6000.0, 0.0, len(bank.t_s)), atol=1e-6)
    assert bank.aborted.tolist() == [0]


def test_a_glide_bomb_that_meets_a_mountain_is_aborted_there():
    wall = Ground(lambda lat, lon: np.where(abs(lat - (LAT_DEG + 0.2)) < 0.02, 4000.0, 0.0))
    bank = build_path_bank([family("straight_to_aim", set_height_m=6000.0)], [0.0, math.pi], wall)
    assert bank.aborted.tolist() == [1, 0]
    end = bank.node_start[1] - 1
    assert bank.height_agl_m[end] == 0.0
    assert bank.t_s[end] < bank.t_s[-1]
    assert (np.diff(bank.t_s[: end + 1]) > 0.0).all()
    on_the_edge = ecef(LAT_DEG + 0.22, LON_DEG, 0.0)
    assert np.linalg.norm(bank.pos_ecef_m[end] - on_the_edge) < 4000.0
    assert bank.t_s[bank.node_start[1]] == 0.0


def test_ground_next_to_the_aim_point_that_the_data_cannot_resolve_does_not_stop_a_path():
    knoll = Ground(lambda lat, lon: np.where((lat > LAT_DEG + 0.003) & (lat < LAT_DEG + 0.007), 300.0, 0.0))
    assert one(family("straight_to_aim", set_height_m=6000.0), knoll, 0.0).aborted.tolist() == [0]


def test_a_ballistic_path_is_the_kepler_arc_and_hits_the_aim_point():
    bank = one(family("ballistic", standoff_m=300e3))
    arc = arc_nodes(minimum_energy_arc(np.array([300e3]), end_alt_msl_m=0.0), len(bank.t_s))
    np.testing.assert_allclose(bank.alt_msl_m, arc.alt_msl_m[0], atol=1e-6)
    np.testing.assert_allclose(bank.t_s, arc.time_s[0])
    np.testing.assert_allclose(bank.pos_ecef_m[-1], ecef(LAT_DEG, LON_DEG, 0.0), atol=1e-6)


def test_an_apogee_makes_a_ballistic_path_reach_it():
    bank = one(family("ballistic", standoff_m=300e3, apogee_msl_m=120e3))
    assert bank.alt_msl_m.max() == pytest.approx(120e3, rel=1e-5)


def test_a_ballistic_path_over_a_turning_earth_keeps_its_ends_and_bends_between_them():
    still = one(family("ballistic", standoff_m=600e3), bearing_rad=0.0)
    turning = one(family("ballistic", standoff_m=600e3), bearing_rad=0.0, earth_rate_rad_s=EARTH_RATE_RAD_S)
    apart_m = np.linalg.norm(turning.pos_ecef_m - still.pos_ecef_m, axis=1)
    assert apart_m[0] < 1e-3
    assert apart_m[-1] < 1e-6
    assert 1e3 < apart_m.max() < 50e3
    assert (np.diff(turning.t_s) > 0.0).all()


def test_over_a_turning_earth_a_threat_flown_eastward_has_further_to_go():
    # coming from the west it chases an aim point that the earth carries away from it
    options = {"earth_rate_rad_s": EARTH_RATE_RAD_S}
    from_west = one(family("ballistic", standoff_m=600e3), bearing_rad=1.5 * math.pi, **options)
    from_east = one(family("ballistic", standoff_m=600e3), bearing_rad=0.5 * math.pi, **options)
    assert from_west.t_s[-1] > from_east.t_s[-1] * 1.1


def test_a_quasi_ballistic_path_reaches_its_apogee_and_the_aim_and_falls_all_the_way_between():
    bank = one(quasi())
    assert bank.alt_msl_m.max() == pytest.approx(45e3, abs=2.0)
    assert bank.height_agl_m[-1] == 0.0
    heights_m = bank.alt_msl_m
    assert (np.diff(heights_m)[heights_m.argmax() :] < 0.0).all()
    assert np.sum(heights_m > 0.99 * 45e3) * 200.0 < 60e3  # no level flight
    legs_m = np.linalg.norm(np.diff(bank.pos_ecef_m, axis=0), axis=1)
    mean_mps = 0.5 * (bank.speed_mps[1:] + bank.speed_mps[:-1])
    np.testing.assert_allclose(legs_m / np.diff(bank.t_s), mean_mps, rtol=2e-3)


def test_a_ballistic_path_of_280_km_over_50_km_descends_at_36_degrees():
    bank = one(family("ballistic", standoff_m=280e3, apogee_msl_m=50e3))
    fall_m = bank.alt_msl_m[-2] - bank.alt_msl_m[-1]
    ground_m = 280e3 / (bank.t_s.size - 1)
    # a parabola over flat ground has tan = 4 apogee / range; the earth curves away by half the range angle
    flat_rad = math.atan(4.0 * 50.0 / 280.0)
    assert math.degrees(math.atan2(fall_m, ground_m)) == pytest.approx(math.degrees(flat_rad), abs=0.6)
    assert math.degrees(flat_rad) == pytest.approx(35.5, abs=0.1)


def test_paths_are_ordered_by_family_then_bearing():
    families = [family(), family("ballistic", standoff_m=300e3)]
    bearings = bearing_grid(5)
    bank = build_path_bank(families, bearings, HILLS)
    assert len(bank.node_start) == 11
    for f, flown in enumerate(families):
        for b, bearing in enumerate(bearings):
            alone = one(flown, HILLS, bearing)
            part = slice(bank.node_start[5 * f + b], bank.node_start[5 * f + b + 1])
            np.testing.assert_array_equal(bank.t_s[part], alone.t_s)
            np.testing.assert_array_equal(bank.pos_ecef_m[part], alone.pos_ecef_m)


def test_a_path_high_above_every_mountain_needs_no_elevation_data():
    bank = one(family("level_overhead", set_height_m=10e3, standoff_m=200e3), Ground(half_deg=0.5))
    np.testing.assert_allclose(bank.height_agl_m, 10e3, atol=1e-6)
    one(family("ballistic", standoff_m=600e3), Ground(half_deg=0.5))


def test_a_path_that_leaves_the_data_is_refused_with_the_place_and_the_standoff_that_fits():
    with pytest.raises(
        CompileError, match=r"(?s)groups\[0\] \(c\).*33\.30 N 44\.40 E.*standoff_m of at most \d+.*flat"
    ):
        build_path_bank([family(standoff_m=150e3)], bearing_grid(8), Ground(half_deg=1.0))


def test_the_standoff_named_by_the_refusal_fits():
    ground = Ground(half_deg=1.0)
    with pytest.raises(CompileError, match="at most") as caught:
        build_path_bank([family(standoff_m=150e3)], bearing_grid(16), ground)
    allowed_m = float(str(caught.value).split("at most ")[1].split(",")[0])
    assert 80e3 < allowed_m < 95e3
    build_path_bank([family(standoff_m=allowed_m)], bearing_grid(16), ground)


def test_an_aim_point_off_the_data_is_refused():
    with pytest.raises(CompileError, match=r"no elevation data at the aim point 10\.00 S 20\.00 W"):
        one(family(aim_lat_deg=-10.0, aim_lon_deg=-20.0), Ground(half_deg=1.0))


@pytest.mark.parametrize(
    ("flown", "message"),
    [
        (family(standoff_m=0.0), "standoff_m = 0 is not a ground range; allowed: above 0"),
        (family(speed_mps=0.0), "speed_mps = 0 makes no path; allowed: above 0 m/s"),
        (
            family(climb_max_rad=1.6),
            r"climb_max_rad = 1\.6 is no limit of slope for a terrain_following path; allowed: .* to 1\.4835",
        ),
        (family(dive_max_rad=0.0), "never comes down to its aim point; give a limit above 0"),
        (quasi(apogee_msl_m=None), "needs an apogee"),
        (quasi(body=None), "a quasi_ballistic path needs a body with its lift and its dive"),
        (family("straight_to_aim", dive_max_rad=1.6), "no limit of slope for a straight_to_aim path"),
        (
            quasi(standoff_m=900e3, apogee_msl_m=5e3),
            "no speed carries 900000 m .* apogee of 5000 m.*give a smaller standoff_m or a greater apogee_m",
        ),
        (quasi(apogee_msl_m=-5.0), "give a greater apogee"),
        (family("ballistic", apogee_msl_m=-5.0), "give a greater apogee"),
        (
            family("straight_to_aim", set_height_m=20e3),
            "steeper than dive_max_rad.*standoff_m of at least 190288",
        ),
        (family("straight_to_aim", set_height_m=-1.0), "not above the ground of the aim point"),
    ],
)
def test_numbers_that_make_no_path_are_refused(flown, message):
    with pytest.raises(CompileError, match=message):
        one(flown)


def test_a_release_under_the_ground_is_refused():
    plateau = Ground(lambda lat, lon: np.where(lat > LAT_DEG + 0.3, 4000.0, 0.0))
    with pytest.raises(
        CompileError, match=r"bearing 0\.0 deg begins at alt_msl_m = 3000, .*give an alt_msl_m above 4000"
    ):
        build_path_bank([family("straight_to_aim", set_height_m=3000.0)], bearing_grid(4), plateau)


def test_no_families_make_an_empty_bank():
    bank = build_path_bank([], bearing_grid(4), FLAT)
    assert bank.node_start.tolist() == [0]
    assert bank.t_s.size == bank.aborted.size == 0


@pytest.mark.slow
def test_five_families_on_720_bearings_take_seconds_not_minutes():
    flights = [flown for flown in EVERY_FLIGHT if flown.flight != "quasi_ballistic"]
    started_s = time.process_time()
    bank = build_path_bank(
        [PathFamily(**_with_standoff(flown)) for flown in flights], bearing_grid(720), HILLS
    )
    assert bank.t_s.size > 2_000_000
    assert time.process_time() - started_s < 10.0


def _with_standoff(flown):
    return {name: getattr(flown, name) for name in flown.__dataclass_fields__} | {"standoff_m": 300e3}


@pytest.mark.parametrize(
    ("fits", "words"),
    [
        ([True, True, False, True], "the path fits from 270 to 90 deg"),
        ([False, True, False, True], "the path fits from 90 to 90 deg, 270 to 270 deg"),
        ([False] * 4, "the path fits from none"),
    ],
)
def test_bearings_that_fit_are_named_as_sectors_clockwise_over_north(fits, words):
    assert _sectors(bearing_grid(4), np.array(fits)) == words
