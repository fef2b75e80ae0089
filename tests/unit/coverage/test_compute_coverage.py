"""Coverage of a system: what is in sight, seen and engageable, and the shares of the two rings."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue, value_in_view
from skykeep.coverage import Question, Site, compute_coverage
from skykeep.coverage.compute import share_of_cells
from skykeep.coverage.polar import answer_at_height, sample_site, setup_on_profiles
from skykeep.errors import CatalogueError, CompileError, TerrainError, UsageError
from skykeep.model import Detection, fixed
from skykeep.terrain import flat_ground, shipped_terrain

from .coverage_cases import SITE, figure, ground, question, radar, system

FLAT = flat_ground()
RADIUS_M = 4.0 / 3.0 * 6_371_000.0


def at(height, *, terrain=FLAT, case=None, site=SITE, **changes):
    """Return coverage at one height."""
    result = compute_coverage(case or system(), site, question(height, **changes), terrain=terrain)
    return result.heights[0]


def horizon_m(mast, height):
    """Return the horizon of the effective earth."""
    return math.sqrt(2.0 * RADIUS_M) * (math.sqrt(mast) + math.sqrt(height))


def test_flat_ground_reaches_equally_far_in_every_direction():
    for height in (15.0, 300.0, 5000.0):
        answer = at(height)
        for ranges in (
            answer.sight_range_m,
            answer.seen_range_m,
            answer.solid_range_m,
            answer.engageable_range_m,
        ):
            assert np.ptp(ranges) <= 0.005 * ranges.mean()


def test_a_low_target_beyond_the_horizon_is_neither_in_sight_nor_seen():
    answer = at(15.0)
    assert answer.sight_range_m == pytest.approx(horizon_m(10.0, 15.0), rel=2e-3)
    assert (answer.seen_range_m < answer.sight_range_m).all()
    assert answer.sight_range_m.max() < 278_000.0
    assert set(answer.limited_by) == {"horizon"}


def test_seen_in_sight_and_engageable_are_nested_on_flat_ground():
    for height in (15.0, 100.0, 1000.0, 10_000.0):
        answer = at(height)
        assert (answer.engageable_range_m < answer.seen_range_m).all()
        assert (answer.seen_range_m <= answer.sight_range_m).all()


def test_shares_are_of_the_area_of_their_own_ring():
    answer = at(100.0)
    assert (answer.detection_ring_m, answer.engagement_ring_m) == (200e3, 100e3)
    assert answer.seen_share_of_detection_ring == pytest.approx(
        (answer.seen_range_m[0] / 200e3) ** 2, abs=1e-3
    )
    dead = 3_000.0
    engaged = (answer.engageable_range_m[0] ** 2 - dead**2) / 100e3**2
    assert answer.engageable_share_of_engagement_ring == pytest.approx(engaged, abs=0.01)


def test_a_mast_sets_the_antenna_height_of_the_radar_that_it_is_given_to():
    low, high = (
        at(50.0, site=Site(lat_deg=33.3, lon_deg=44.4, mast_m={"search": mast, "engage": mast}))
        for mast in (4.0, 40.0)
    )
    assert high.sight_range_m[0] - low.sight_range_m[0] == pytest.approx(
        math.sqrt(2.0 * RADIUS_M) * (math.sqrt(40.0) - 2.0), rel=0.01
    )
    assert high.engageable_range_m[0] > low.engageable_range_m[0]
    own = compute_coverage(system(), Site(lat_deg=33.3, lon_deg=44.4), question(50.0), terrain=FLAT)
    assert {entry["antenna_height_m"] for entry in own.radars} == {15.0}


def test_one_mast_raises_the_engagement_radar_alone_and_says_so():
    site = Site(lat_deg=33.3, lon_deg=44.4, mast_m=40.0)
    result = compute_coverage(system(), site, question(50.0), terrain=FLAT)
    assert {entry["id"]: entry["antenna_height_m"] for entry in result.radars} == {
        "search": 15.0,
        "engage": 40.0,
    }
    assert result.notes[0].startswith("The mast of 40 m carries engage alone; the other radars keep heights")


def test_a_radar_that_stands_in_two_roles_goes_up_as_one():
    height = figure(10.0, 10.0, 10.0, same_draw="one-antenna")
    case = system(
        search=radar("search", "acquisition", antenna_height_m=height),
        engagement=radar("engage", "engagement", antenna_height_m=height),
    )
    site = Site(lat_deg=33.3, lon_deg=44.4, mast_m=40.0)
    result = compute_coverage(case, site, question(50.0), terrain=FLAT)
    assert {entry["antenna_height_m"] for entry in result.radars} == {40.0}


def test_a_mast_of_a_radar_that_is_not_there_is_refused():
    site = Site(lat_deg=33.3, lon_deg=44.4, mast_m={"serch": 40.0})
    with pytest.raises(UsageError, match=r"no radar 'serch'; it has search, engage\. Did you mean 'search'"):
        compute_coverage(system(), site, question(50.0), terrain=FLAT)


@pytest.mark.parametrize(
    ("search", "height", "limit"),
    [
        ({}, 30.0, "horizon"),
        ({"instrumented_range_m": fixed(80e3)}, 9000.0, "instrument"),
        ({"detection_range_m": fixed(60e3)}, 9000.0, "power"),
        ({"elevation_min_rad": fixed(0.06)}, 9000.0, "elevation"),
    ],
)
def test_what_limits_a_bearing_is_named(search, height, limit):
    answer = at(height, case=system(search=radar("search", "acquisition", **search)))
    assert set(answer.limited_by) == {limit}


def test_hills_are_named_where_they_limit():
    ridge = ground(lambda north, east: np.where((north > 0.1) & (north < 0.15), 400.0, 0.0))
    answer = at(100.0, terrain=ridge)
    assert answer.limited_by[0] == "terrain"
    assert answer.limited_by[180] == "horizon"
    assert answer.seen_range_m[0] < 0.5 * answer.seen_range_m[180]
    assert answer.solid_range_m[0] <= 15_000.0


@pytest.mark.parametrize("terrain", [FLAT, shipped_terrain()], ids=["flat", "shipped"])
def test_the_answer_at_one_height_does_not_depend_on_the_others_asked(terrain):
    alone = at(100.0, terrain=terrain)
    among = compute_coverage(system(), SITE, question(100.0, 20_000.0), terrain=terrain).heights[0]
    for name in ("sight_range_m", "seen_range_m", "solid_range_m", "engageable_range_m"):
        np.testing.assert_allclose(getattr(among, name), getattr(alone, name), atol=1.0)
    assert among.seen_share_of_detection_ring == alone.seen_share_of_detection_ring
    assert among.engageable_share_of_engagement_ring == alone.engageable_share_of_engagement_ring


def test_ground_that_ends_is_said_and_not_counted():
    small = ground(half_deg=1.0)
    result = compute_coverage(system(), SITE, question(9000.0), terrain=small)
    answer, whole = result.heights[0], at(9000.0)
    assert answer.no_data_share_of_detection_ring > 0.3
    assert answer.seen_share_of_detection_ring < 1.0 - answer.no_data_share_of_detection_ring + 1e-3
    assert answer.seen_share_of_detection_ring < 0.5 * whole.seen_share_of_detection_ring
    assert "data" in answer.limited_by
    assert any("of the detection ring lies beyond the elevation data" in remark for remark in result.notes)


def test_a_void_blocks_its_bearing_only():
    holed = ground()
    alt = np.array(holed.alt_msl_m)
    middle = alt.shape[0] // 2
    alt[middle - 30 : middle - 27, middle - 2 : middle + 3] = np.nan
    answer = at(9000.0, terrain=ground(alt_msl_m=alt))
    assert answer.seen_range_m[0] < 30_000.0
    assert answer.seen_range_m[180] > 100_000.0


def test_a_smaller_target_is_seen_later_and_a_larger_k_sees_low_targets_farther():
    assert at(9000.0, rcs_m2=0.1).seen_range_m[0] < at(9000.0, rcs_m2=3.0).seen_range_m[0]
    assert at(30.0, k=1.0).seen_range_m[0] < at(30.0, k=2.0).seen_range_m[0]


def test_the_default_target_is_a_cruise_missile_below_1000_m_and_a_fighter_from_there():
    result = compute_coverage(system(), SITE, question(999.0, 1000.0), terrain=FLAT)
    assert [height.polar.target.id for height in result.heights] == ["cruise-missile", "fighter"]
    named = compute_coverage(system(), SITE, question(10.0, target="male-uav"), terrain=FLAT)
    assert named.heights[0].polar.target.id == "male-uav"


def test_one_radar_can_be_looked_at_alone():
    both = system(search=radar("search", "acquisition", instrumented_range_m=fixed(40e3)))
    assert at(9000.0, case=both, radar="engage").seen_range_m[0] > at(9000.0, case=both).seen_range_m[0]
    with pytest.raises(UsageError, match="test-system has no radar 'x'; it has search, engage"):
        at(9000.0, radar="x")


def test_limits_hold_the_share_between_them_and_views_are_in_order():
    loose = system(
        search=radar(
            "search", "acquisition", detection_range_m=figure(100e3, 150e3, 240e3), revisit_s=figure(2, 6, 12)
        )
    )
    answer = at(9000.0, case=loose, rcs_m2=0.05, limits=True)
    low, high = answer.seen_limits
    assert low < answer.seen_share_of_detection_ring < high
    sceptic = at(9000.0, case=loose, rcs_m2=0.05, view="sceptic")
    assert sceptic.seen_share_of_detection_ring == pytest.approx(low, abs=2e-3)


def test_the_json_form_holds_what_others_script_against():
    result = compute_coverage(system(), SITE, question(15.0, 1000.0, limits=True), terrain=shipped_terrain())
    plain = json.loads(json.dumps(result.to_json(), allow_nan=False))
    assert {"terrain", "target", "heights"} <= plain.keys()
    assert plain["terrain"]["step_m"] == pytest.approx(926.6)
    first = plain["heights"][0]
    assert first["height_agl_m"] == 15.0
    for name in ("sight_range_m", "seen_range_m", "solid_range_m", "limited_by"):
        assert len(first[name]) == 360
    for name in ("seen_share_of_detection_ring", "engageable_share_of_engagement_ring"):
        assert 0.0 <= first[name] <= 1.0
    assert (
        first["seen_share_limits"][0]
        <= first["seen_share_of_detection_ring"]
        <= first["seen_share_limits"][1]
    )
    assert first["country"]["code"] == "IQ"
    assert "Baghdad" in first["country"]["cities"]


def test_turning_the_site_about_flat_ground_changes_nothing():
    here = at(300.0)
    there = at(300.0, site=replace(SITE, lat_deg=-10.0, lon_deg=-60.0))
    assert there.seen_range_m == pytest.approx(here.seen_range_m)
    assert there.engageable_share_of_engagement_ring == here.engageable_share_of_engagement_ring
    assert there.country is None


def test_a_site_off_the_ground_a_missing_class_and_sure_false_alarms_are_refused():
    with pytest.raises(TerrainError, match="holds no height there"):
        at(15.0, terrain=shipped_terrain(), site=Site(lat_deg=50.0, lon_deg=10.0))
    with pytest.raises(CatalogueError, match="no threat class 'zeppelin'"):
        at(15.0, target="zeppelin")
    message = r"radars/search: reference_p_detect = 0\.8 is not above detection\.p_false_alarm = 0"
    with pytest.raises(CompileError, match=message):
        at(15.0, detection=Detection(p_false_alarm=0.9))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"heights_agl_m": ()}, "no heights given"),
        ({"heights_agl_m": (math.nan,)}, "height nan m"),
        ({"heights_agl_m": (15.0, 15.0)}, "one height twice"),
        ({"k": 0.1}, "k 0.1: must lie between"),
        ({"rcs_m2": 0.0}, "rcs 0.0 m2: must lie between 1e-06 and 1e"),
        ({"detection": Detection(confirm_n=13)}, r"2 hits in confirm_n = 13 looks; must have .* <= 12"),
        ({"detection": Detection(confirm_m=4)}, r"confirm_m = 4 hits in confirm_n = 3 looks; must have 1 <="),
        ({"bearings": 100}, "multiple of 360"),
    ],
)
def test_questions_out_of_range_are_refused(changes, message):
    with pytest.raises(UsageError, match=message):
        Question(**changes)


@pytest.mark.parametrize("place", [{"lat_deg": 91.0, "lon_deg": 0.0}, {"lat_deg": 0.0, "lon_deg": 200.0}])
def test_sites_off_the_earth_are_refused(place):
    with pytest.raises(UsageError, match="latitude must lie between"):
        Site(**place)


@pytest.mark.parametrize("system_id", sorted(load_catalogue().systems))
def test_every_system_of_the_catalogue_has_coverage(system_id):
    catalogue = load_catalogue()
    result = compute_coverage(
        catalogue.system(system_id),
        replace(SITE, mast_m=None),
        question(100.0, 9000.0),
        terrain=shipped_terrain(),
        catalogue=catalogue,
    )
    low, high = result.heights
    assert 0.0 < low.seen_share_of_detection_ring < high.seen_share_of_detection_ring <= 1.0
    armed = len(catalogue.system(system_id).interceptors) > 0
    slant = high.height_agl_m / high.engagement_ring_m if armed else 1.0
    within_range = 1.0 - slant**2  # so much of the ring lies within the printed slant range at that height
    assert (high.engageable_share_of_engagement_ring > 0.5 * within_range) == armed


def test_what_can_be_engaged_grows_smoothly_with_the_speed_of_the_interceptor():
    catalogue = load_catalogue()
    battalion = catalogue.system("s-300pmu-2")
    profiles = sample_site(FLAT, SITE, reach=300e3, bearings=360)

    def share(speed_mps):
        def read(path, name, figure):
            return speed_mps if name == "peak_speed_mps" else value_in_view(name, figure, "balanced")

        setup = setup_on_profiles(battalion, SITE, question(3000.0), profiles=profiles, read=read)
        answer = answer_at_height(setup, catalogue, 3000.0)
        return share_of_cells(answer, answer.engageable, 200e3)

    shares = [share(speed) for speed in np.arange(1700.0, 2201.0, 50.0)]
    steps = np.diff(shares)
    assert steps.min() >= 0.0
    assert steps.max() < 0.06
    assert shares[-1] > shares[0]
