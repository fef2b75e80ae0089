"""One raid as things in space and time: the raid of the kernel, where its paths were laid."""

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.earth.geodesy import azimuth_rad, ecef_from_geodetic, enu_from_ecef
from skykeep.engine import replay_raid, tell_raid
from skykeep.engine.replay import play_raid
from skykeep.engine.scene import Course, build, scene_of_raid
from skykeep.engine.scene.antennas import Facing, facing_at, merged
from skykeep.engine.scene.courses import sample_times
from skykeep.engine.scene.spells import without
from skykeep.errors import UsageError
from skykeep.terrain.geodesic import WGS84

from .scene_cases import SMALL, prepared, scene

KEYS = [(3, 1), (0, 0), (1, 2), (2, 1)]
ORBIT = "iraq-baghdad-outside-eyes"
MOVING = Path(__file__).parent / "data" / "moving-battery.toml"


def ecef_m(course):
    """Return the earth-centred points of a course."""
    return ecef_from_geodetic(course.lat_deg, course.lon_deg, course.alt_msl_m)


def shots_of(found):
    """Return the interceptors of a scene."""
    return list(found.of_kind("interceptor"))


@pytest.mark.parametrize("key", KEYS)
def test_threats_end_when_and_how_the_story_of_the_raid_says(key):
    made = prepared(SMALL)
    found = scene(SMALL, *key)
    story = tell_raid(made.case, *key, legend=made.legend).threats.to_pylist()
    threats = list(found.of_kind("threat"))
    assert [(t.id, t.what, t.end, t.decoy) for t in threats] == [
        (row["threat"], row["threat_class"], row["outcome"], row["decoy"]) for row in story
    ]
    for threat, row in zip(threats, story, strict=True):
        assert (threat.begins_s, threat.ends_s) == (row["start_s"], row["ended_s"])
        assert (threat.course.time_s[0], threat.course.time_s[-1]) == (row["start_s"], row["ended_s"])


@pytest.mark.parametrize("key", KEYS)
def test_every_launch_and_meeting_is_that_of_the_log(key):
    made = prepared(SMALL)
    events = replay_raid(made.case, *key, legend=made.legend).events.to_pylist()
    names = {"launch": "launched", "kill": "killed", "miss": "missed", "wasted": "wasted"}
    logged = sorted(
        (row["time_s"], names[row["event"]], row["threat"]) for row in events if row["event"] in names
    )
    found = scene(SMALL, *key)
    told = sorted((h.time_s, h.name, h.about) for h in found.happenings if h.name in names.values())
    assert told == logged
    assert len(shots_of(found)) == sum(name == "launched" for _, name, _ in logged)


def test_the_scene_of_the_tests_holds_what_they_look_at():
    found = scene()
    assert {actor.end for actor in found.actors} >= {"killed", "missed", "wasted", "leaked"}
    assert {spell.state for spell in found.spells} == {
        "out_of_action",
        "radiates",
        "holds",
        "faces",
        "knows",
        "engages",
    }


@pytest.mark.parametrize("key", KEYS)
def test_a_threat_is_as_far_from_the_fire_unit_as_the_kernel_has_it(key):
    made, found = prepared(SMALL), scene(SMALL, *key)
    case, played = made.case, play_raid(made.case, *key)
    site = made.compiled.whereabouts.sites[int(case.units["site"][key[0], 0])]
    eye_m = ecef_from_geodetic(site.lat_deg, site.lon_deg, site.alt_msl_m + site.eye_agl_m)
    for number, threat in enumerate(found.of_kind("threat")):
        state = played.raid.threats[number]
        nodes = slice(int(state.first_node), int(state.end_node))
        view, path_s = case.sights[site_row(made, key), nodes], case.nodes["path_s"][nodes]
        at_s = threat.course.time_s - state.start_s
        slant_m = np.linalg.norm(ecef_m(threat.course) - eye_m, axis=-1)
        near = np.interp(at_s, path_s, view["slant_m"])
        assert slant_m == pytest.approx(near, abs=40.0)  # the kernel's is straight between nodes 1 km apart
        on_nodes = np.isin(np.round(at_s, 9), np.round(path_s, 9))
        assert on_nodes.any()
        assert slant_m[on_nodes] == pytest.approx(near[on_nodes], abs=1e-5)


def site_row(made, key):
    """Return the row of the site of the first fire unit."""
    return int(made.case.units["site"][key[0], 0])


def test_a_leaker_ends_at_its_aim_and_began_the_standoff_away():
    for threat in scene().of_kind("threat"):
        first, last = (threat.course.at(threat.course.time_s[place]) for place in (0, -1))
        *_, away_m = WGS84.inv(first.lon_deg, first.lat_deg, 44.0, 33.0)
        if threat.what == "cruise-missile":
            assert away_m == pytest.approx(150_000.0, abs=0.01)
            assert first.alt_msl_m == 100.0
            assert (last.lat_deg, last.lon_deg) == pytest.approx((33.0, 44.0), abs=1e-9)
            assert threat.course.alt_msl_m.min() >= 0.0
        if threat.what == "srbm":
            assert threat.ballistic
            assert threat.course.alt_msl_m.max() == pytest.approx(40_000.0, abs=20.0)
            assert (last.lat_deg, last.lon_deg) == pytest.approx((33.0, 44.1), abs=1e-9)


def test_an_interceptor_goes_from_its_launcher_straight_and_evenly_to_where_its_threat_is_then():
    found = scene()
    for shot in shots_of(found):
        first, last = shot.course.at(shot.begins_s), shot.course.at(shot.ends_s)
        assert first == found.by_id[shot.belongs_to].course.at(shot.begins_s)
        threat = found.by_id[shot.at]
        if shot.end != "wasted":
            there = threat.course.at(shot.ends_s)
            assert (last.lat_deg, last.lon_deg) == pytest.approx((there.lat_deg, there.lon_deg), abs=2e-6)
            assert last.alt_msl_m == pytest.approx(there.alt_msl_m, abs=0.5)
        length_m, rise_m = even_steps(shot.course)
        assert length_m == pytest.approx(np.full(length_m.size, length_m.mean()), rel=1e-4)
        assert rise_m == pytest.approx(np.full(rise_m.size, rise_m.mean()), abs=1e-6)
        straight_m = WGS84.inv(first.lon_deg, first.lat_deg, last.lon_deg, last.lat_deg)[2]
        course = shot.course
        assert WGS84.line_length(course.lon_deg, course.lat_deg) == pytest.approx(straight_m, rel=1e-6)


def even_steps(course):
    """Return ground speed and rate of climb on each leg of a course."""
    lon_deg, lat_deg, span_s = course.lon_deg, course.lat_deg, np.diff(course.time_s)
    *_, length_m = WGS84.inv(lon_deg[:-1], lat_deg[:-1], lon_deg[1:], lat_deg[1:])
    return np.asarray(length_m) / span_s, np.diff(course.alt_msl_m) / span_s


def test_courses_have_a_point_at_every_step_and_at_their_ends():
    fine, coarse = scene(step_s=1.0), scene(step_s=7.5)
    for actor in coarse.actors:
        times = actor.course.time_s
        assert np.all(np.diff(times) > 0.0)
        if actor.course.stands:
            continue
        inner = times[1:-1] / 7.5
        assert inner == pytest.approx(np.round(inner), abs=1e-9)
        assert np.diff(times).max() <= 7.5 + 1e-9
        same = fine.by_id[actor.id].course
        for time_s in (times[0], times[-1]):
            assert same.at(time_s) == pytest.approx(actor.course.at(time_s), abs=1e-9)


def test_a_long_raid_is_told_in_longer_steps(monkeypatch):
    assert scene(SMALL, 3, 1, None).step_s == 1.0
    monkeypatch.setattr(build, "MOST_POINTS", 1000)
    made = prepared(SMALL)
    found = scene_of_raid(made.case, made.compiled.whereabouts, 3, 1, legend=made.legend)
    assert found.step_s == 10.0
    assert sum(actor.course.time_s.size for actor in found.actors) < 1000 + 2 * len(found.actors)


def test_all_courses_and_happenings_lie_in_the_box():
    found = scene()
    for happening in found.happenings:
        assert found.box.holds(happening.place, slack_deg=1e-9, slack_m=1e-6)
    assert not found.box.holds(found.happenings[0].place._replace(lat_deg=35.0))
    assert found.box.highest_msl_m < 41_000.0
    assert [h.time_s for h in found.happenings] == sorted(h.time_s for h in found.happenings)
    assert found.ends_s >= max(h.time_s for h in found.happenings)


@pytest.mark.parametrize("key", KEYS)
def test_a_radar_holds_a_threat_from_the_confirmed_track_until_it_has_ended_or_the_radar_is_lost(key):
    made, found = prepared(SMALL), scene(SMALL, *key)
    story = tell_raid(made.case, *key, legend=made.legend).threats.to_pylist()
    first_s = {row["threat"]: row["confirmed_s"] for row in story}
    held = [spell for spell in found.spells if spell.state == "holds"]
    for threat in found.of_kind("threat"):
        own = [spell for spell in held if spell.about == threat.id]
        assert bool(own) == (first_s[threat.id] is not None)
        if own:
            assert min(spell.from_s for spell in own) == first_s[threat.id]
            assert max(spell.until_s for spell in own) <= threat.ends_s
            known = [s for s in found.spells if s.state == "knows" and s.about == threat.id]
            assert [(s.from_s, s.until_s) for s in known] == [(first_s[threat.id], threat.ends_s)]


def test_a_post_that_is_told_of_no_track_knows_nothing():
    quiet = scene(SMALL, 0, 0)
    story = tell_raid(prepared(SMALL).case, 0, 0, legend=prepared(SMALL).legend).threats.to_pylist()
    unseen = {row["threat"] for row in story if row["confirmed_s"] is None}
    assert not unseen & {spell.about for spell in quiet.spells}


@pytest.mark.parametrize("key", KEYS)
def test_the_engagement_radar_faces_each_threat_that_is_launched_at(key):
    found = scene(SMALL, *key)
    radar = found.by_id["unit-1/30n6e2"]
    facings = [Facing(s.from_s, s.until_s, s.value) for s in found.spells_of(radar.id, "faces")]
    assert facings
    here = radar.course.at(0.0)
    origin_m = ecef_from_geodetic(*here)
    for shot in shots_of(found):
        there = found.by_id[shot.at].course.at(shot.begins_s)
        away_m = enu_from_ecef(ecef_from_geodetic(*there) - origin_m, here.lat_deg, here.lon_deg)
        turned = float(azimuth_rad(away_m)) - facing_at(facings, shot.begins_s)
        off_rad = abs(math.remainder(turned, 2.0 * math.pi))
        assert off_rad <= radar.reach.sector_half_rad + 1e-6


@pytest.mark.parametrize("key", KEYS)
def test_no_fire_unit_engages_more_threats_at_a_time_than_it_has_channels(key):
    found = scene(SMALL, *key)
    (unit,) = found.of_kind("fire_unit")
    spells = list(found.spells_of(unit.id, "engages"))
    for spell in spells:
        at_once = sum(other.from_s <= spell.from_s < other.until_s for other in spells)
        assert at_once <= unit.channels
    for shot in shots_of(found):
        assert any(s.about == shot.at and s.from_s <= shot.begins_s <= s.until_s for s in spells)


def test_what_was_hit_is_out_of_action_to_the_end_and_silent():
    found = scene()
    lost_s = next(h.time_s for h in found.happenings if h.name == "radar_lost")
    for actor in ("unit-1", "unit-1/30n6e2"):
        assert [(s.from_s, s.until_s) for s in found.spells_of(actor, "out_of_action")] == [
            (lost_s, found.ends_s)
        ]
    assert [(s.from_s, s.until_s) for s in found.spells_of("unit-1/30n6e2", "radiates")] == [(0.0, lost_s)]
    assert not list(found.spells_of("unit-1/64n6e2", "out_of_action"))


def test_a_raid_or_step_that_is_not_there_is_refused():
    made = prepared(SMALL)
    with pytest.raises(UsageError, match="no raid with world 9 and replication 0: worlds go from 0 to 3"):
        scene(SMALL, 9, 0)
    for step_s in (0.0, -1.0, math.nan, 1e6):
        with pytest.raises(UsageError, match=r"must be from 0\.05 to 600 seconds"):
            scene_of_raid(made.case, made.compiled.whereabouts, 0, 0, legend=made.legend, step_s=step_s)


@given(st.floats(0.0, 1e4), st.floats(0.0, 1e3), st.floats(0.05, 600.0))
def test_sample_times_increase_from_end_to_end_by_a_step_at_most(from_s, span_s, step_s):
    times = sample_times(from_s, from_s + span_s, step_s)
    assert times[0] == from_s
    assert times[-1] == from_s + span_s or span_s == 0.0
    assert all(0.0 < b - a <= step_s * (1.0 + 1e-6) for a, b in pairwise(times))


def test_a_course_over_the_antimeridian_stays_there():
    course = Course(np.array([0.0, 10.0]), np.zeros(2), np.array([179.9, -179.9]), np.zeros(2))
    assert course.at(2.5).lon_deg == pytest.approx(179.95)
    assert course.at(7.5).lon_deg == pytest.approx(-179.95)
    assert course.at(-5.0).lon_deg == 179.9


@pytest.mark.parametrize(
    ("facings", "time_s", "azimuth_rad"),
    [
        ([], 1.0, None),
        ([Facing(5.0, 9.0, 1.0)], 1.0, 1.0),
        (
            [Facing(0.0, 4.0, 6.0), Facing(8.0, 9.0, 0.5)],
            6.0,
            (6.0 + 0.5 * (0.5 + 2 * math.pi - 6.0)) % 6.2832,
        ),
        ([Facing(0.0, 4.0, 6.0)], 7.0, 6.0),
    ],
)
def test_a_radar_turns_the_shorter_way_between_two_facings(facings, time_s, azimuth_rad):
    expected = azimuth_rad if azimuth_rad is None else pytest.approx(azimuth_rad, abs=1e-4)
    assert facing_at(facings, time_s) == expected


def test_spans_are_joined_and_taken_from_each_other():
    assert merged([(3.0, 4.0), (0.0, 1.0), (1.0, 2.0), (3.5, 3.6)]) == [(0.0, 2.0), (3.0, 4.0)]
    assert without([(0.0, 10.0)], [(2.0, 3.0), (9.0, 12.0)]) == [(0.0, 2.0), (3.0, 9.0)]
    assert without([(2.0, 3.0)], [(0.0, 5.0)]) == []


def test_a_battery_that_moves_drives_to_its_alternate_site_and_is_silent_on_the_way():
    found = scene(MOVING, 0, 0)
    leaves_s = next(h.time_s for h in found.happenings if h.name == "unit_leaves")
    set_up_s = next(h.time_s for h in found.happenings if h.name == "unit_set_up")
    assert leaves_s == 360.0
    there = {"lat": 33.08, "lon": 44.2}
    moved = [found.by_id[name] for name in ("battery", "battery/command-post")]
    for actor in [*moved, *found.of_kind("radar")]:
        first, last = actor.course.at(leaves_s + 119.0), actor.course.at(set_up_s)
        assert first[:2] == pytest.approx((33.0, 44.1), abs=1e-9)
        assert last[:2] == pytest.approx((there["lat"], there["lon"]), abs=1e-9)
        half = actor.course.at(0.5 * (leaves_s + 120.0 + set_up_s))
        assert 33.0 < half.lat_deg < 33.08
        assert [(s.from_s, s.until_s) for s in found.spells_of(actor.id, "out_of_action")] == [
            (leaves_s, set_up_s)
        ]
        for spell in found.spells_of(actor.id, "radiates", "holds"):
            assert spell.until_s <= leaves_s or spell.from_s >= set_up_s
    before = [shot.course.at(shot.begins_s)[:2] for shot in shots_of(found) if shot.begins_s < leaves_s]
    after = [shot.course.at(shot.begins_s)[:2] for shot in shots_of(found) if shot.begins_s > set_up_s]
    assert before
    assert set(before) == {(33.0, 44.1)}
    assert after
    assert set(after) == {(33.08, 44.2)}


def test_an_eye_on_an_orbit_radiates_at_one_station_at_a_time():
    found = scene(ORBIT, 0, 0, 10.0)
    by_name = {}
    for radar in found.of_kind("radar"):
        by_name.setdefault(radar.id.partition("#")[0], []).append(radar)
    orbits = [radars for radars in by_name.values() if len(radars) > 1]
    assert orbits
    for radars in orbits:
        spells = sorted(
            (s.from_s, s.until_s) for radar in radars for s in found.spells_of(radar.id, "radiates")
        )
        assert all(before[1] <= after[0] + 1e-6 for before, after in pairwise(spells))
        assert len({radar.course.at(0.0) for radar in radars}) == len(radars) / 2  # out and back
        assert {radar.course.at(0.0).alt_msl_m > 5000.0 for radar in radars} == {True}


def test_the_post_of_a_formation_stands_where_the_scenario_puts_it():
    made = prepared("iraq-baghdad-s300pmu2-regiment")
    found = scene("iraq-baghdad-s300pmu2-regiment", 0, 0, 30.0)
    for site in made.compiled.scenario.formations:
        place = found.by_id[f"{site.id}/command-post"].course.at(0.0)
        assert place[:2] == pytest.approx((site.lat_deg, site.lon_deg), abs=1e-9)
        assert place.alt_msl_m > 20.0


@pytest.mark.parametrize("source", [SMALL, ORBIT, "iraq-baghdad-s300pmu2-regiment", "iraq-baghdad-traffic"])
def test_everything_is_called_by_its_name_in_the_catalogue(source):
    found = scene(source, 0, 0, 10.0 if source == ORBIT else 30.0)
    unnamed = {actor.id for actor in found.actors if actor.name == actor.what}
    assert unnamed == set()
    assert (found.title, found.seed) == (prepared(source).facts.scenario_name, prepared(source).facts.seed)


def test_traffic_is_of_its_own_side():
    sides = {actor.side for actor in scene("iraq-baghdad-traffic", 0, 0, 30.0).of_kind("threat")}
    assert {"raid"} < sides <= {"raid", "friendly", "neutral"}
