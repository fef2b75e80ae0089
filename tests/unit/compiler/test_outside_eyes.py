"""Outside eyes of a scenario: what they see, whom they tell, what is lost of them, and rules of emission."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.cache import CompileCache
from skykeep.compiler.levers import with_eyes
from skykeep.compiler.losses import without
from skykeep.compiler.scenario import compile_scenario
from skykeep.core.earth.horizon import MEAN_EARTH_RADIUS_M
from skykeep.core.raid.vocabulary.codes import ENGAGEMENT, NO_LINK, ON_CUE, STANDS_IN
from skykeep.core.raid.vocabulary.kinds import LOG_BEARING, LOG_CONFIRMED, LOG_MET_SILENCE
from skykeep.engine import run_worlds
from skykeep.engine.replay import play_raid
from skykeep.errors import ScenarioError
from skykeep.scenario.file import parse_scenario
from skykeep.scenario.plain import plain_scenario, scenario_of_plain
from skykeep.scenario.words import scenario_sentences, scenario_statements

CATALOGUE = load_catalogue()
CACHE = CompileCache()
K = 4.0 / 3.0
HEAD = """
schema_version = 1
name = "test"
aim = "city"
first_bearing_deg = 270
[[assets]]
id = "city"
name = "City"
lat_deg = 33.0
lon_deg = 44.0
[[fire_units]]
id = "unit"
system = "s-300pmu-2"
lat_deg = 33.0
lon_deg = 44.0
[terrain]
source = "flat"
[refraction]
k = 1.3333333333333333
[conditions]
drawn = false
[study]
worlds = 1
replications = 1
"""
CRUISE = """
[raid]
name = "one"
[[raid.groups]]
threat_class = "cruise-missile"
count = 1
speed_mps = 240
height_agl_m = 100
standoff_km = 600
"""
AIRCRAFT = """
[[outside_eyes]]
id = "aircraft"
system = "airborne-early-warning"
lat_deg = 33.0
lon_deg = 44.0
alt_msl_m = 9000
tells = "unit"
link = { latency_s = 4, loss_p = 0 }
"""
SEEKERS = """
[raid]
name = "seekers"
[[raid.groups]]
threat_class = "emitter-seeking-weapon"
count = 2
speed_mps = 900
alt_msl_m = 15000
standoff_km = 120
aim = "searching_radar"
"""


def passive(name, lat_deg, lon_deg):
    """Return the table of a passive sensor, told at once."""
    return f"""
[[outside_eyes]]
id = "{name}"
passive = "esm"
lat_deg = {lat_deg}
lon_deg = {lon_deg}
tells = "unit"
link = {{ latency_s = 0, loss_p = 0, report_s = 0 }}
"""


def scenario_of(*tables):
    return parse_scenario("".join((HEAD, *tables)), path=Path("test.toml"), catalogue=CATALOGUE)


def compiled(*tables, given=None):
    figures = {name: np.array([value]) for name, value in (given or {}).items()}
    return compile_scenario(scenario_of(*tables), CATALOGUE, cache=CACHE, given=figures)


def entries(case, kind):
    found = play_raid(case, 0, 0).entries
    return found[found["kind"] == kind]


def test_an_aircraft_sees_to_the_horizon_of_its_height_and_that_of_its_target():
    bright = {"threats/cruise-missile/rcs_m2": 1.0e6}  # no want of power
    found = compiled(AIRCRAFT, CRUISE, given=bright)
    case, row = found.case, found.names.sensors.index("aircraft/rotodome")
    radar = case.radars[0, row]
    seen = case.sights[radar.site]
    first = case.first_sight[0, row]
    step_m = seen["ground_m"][0] - seen["ground_m"][1]
    reach_m = math.sqrt(2.0 * K * MEAN_EARTH_RADIUS_M)
    horizon_m = reach_m * (math.sqrt(9000.0) + math.sqrt(100.0))  # sqrt(2 k R h) of both
    assert seen["ground_m"][first] == pytest.approx(horizon_m, abs=step_m + 0.002 * horizon_m)
    confirmed = entries(case, LOG_CONFIRMED)
    range_m = 600_000.0 - 240.0 * confirmed["time_s"][confirmed["place"] == row][0]
    looks_m = 3.0 * 240.0 * radar.revisit_s  # two hits in three looks
    assert horizon_m - looks_m - step_m < range_m < 1.002 * horizon_m
    by_mast = confirmed["time_s"][confirmed["place"] != row]
    assert (600_000.0 - 240.0 * by_mast < 90_000.0).all()  # a mast sees it as low as it flies


def test_ranges_and_elevations_of_an_aircraft_count_from_where_it_flies():
    found = compiled(AIRCRAFT, CRUISE)
    row = found.names.sensors.index("aircraft/rotodome")
    seen = found.case.sights[found.case.radars["site"][0, row]]
    last = seen[-1]
    assert last.slant_m == pytest.approx(9000.0, rel=0.02)
    assert last.elevation_rad == pytest.approx(-math.pi / 2.0, abs=0.1)
    mast = found.case.sights[found.case.units["site"][0, 0]][-1]
    assert mast.slant_m < 200.0


def test_an_outside_eye_tells_its_post_over_its_own_link_and_no_post_sends_over_it():
    found = compiled(AIRCRAFT, CRUISE)
    case, row = found.case, found.names.sensors.index("aircraft/rotodome")
    link = case.radars["link"][0, row]
    assert link != NO_LINK
    assert case.links["to_post"][0, link] == case.units["post"][0, 0]
    assert case.links["latency_s"][0, link] == 4.0
    assert not ((case.posts["first_link"] <= link) & (link < case.posts["end_link"])).any()
    known_s = play_raid(case, 0, 0).raid.tracks["known_s"].min()
    assert known_s == pytest.approx(entries(case, LOG_CONFIRMED)[0].time_s + 4.0, abs=0.2)


def test_without_outside_eyes_nothing_has_duties_and_the_digest_is_as_before():
    assert compiled(CRUISE).case.duties is None


def test_a_lost_eye_or_link_or_power_supply_tells_nothing():
    powered = AIRCRAFT.replace("loss_p = 0", 'loss_p = 0, power = "grid"')
    found = compiled(powered, CRUISE)
    early_s = play_raid(found.case, 0, 0).raid.tracks["known_s"].min()
    for node in ("aircraft", "aircraft/rotodome", "aircraft/link", "power/grid"):
        lost = without(found.case, found.loss_rows, [node])
        assert play_raid(lost, 0, 0).raid.tracks["known_s"].min() > early_s + 100.0, node
    head = HEAD.replace('aim = "city"\n', 'aim = "city"\nlost = ["power/grid"]\n')
    scenario = parse_scenario(head + powered + CRUISE, path=Path("test.toml"), catalogue=CATALOGUE)
    case = compile_scenario(scenario, CATALOGUE, cache=CACHE).case
    assert play_raid(case, 0, 0).raid.tracks["known_s"].min() > early_s + 100.0


def test_an_orbit_is_stations_that_take_turns_under_one_antenna():
    orbit = "[outside_eyes.orbit]\nlength_km = 100\nbearing_deg = 0\nperiod_s = 400\nstations = 4\n"
    found = compiled(AIRCRAFT, orbit, CRUISE)
    rows = [row for row, name in enumerate(found.names.sensors) if name == "aircraft/rotodome"]
    duties = found.case.duties.radars[0][rows]
    assert duties["turn_s"].tolist() == [100.0] * 4
    assert duties["turn_from_s"].tolist() == [0.0, 100.0, 200.0, 300.0]
    assert set(duties["antenna"]) == {rows[0]}
    sites = found.case.radars["site"][0, rows]
    assert len(set(sites)) == 2  # out and back over the same places
    lost = without(found.case, found.loss_rows, ["aircraft/rotodome"])
    assert not lost.radars["instrumented_m"][0, rows].any()


def test_launchers_cut_from_their_radar_cannot_fire():
    found = compiled(CRUISE)
    group = next(iter(CATALOGUE.system("s-300pmu-2").launchers)).id
    cut = without(found.case, found.loss_rows, [f"unit/{group}/link"])
    gone = without(found.case, found.loss_rows, [f"unit/{group}"])
    assert np.array_equal(cut.launchers["present"], gone.launchers["present"])
    assert not cut.launchers["present"].all()


HEARD = {"outside/emissions/cruise-missile/radiates_p": 1.0}
CROSSING = {"outside/passive/esm/crossing_min_rad": math.radians(10.0)}
NO_RADAR = 'lost = ["unit/64n6e2", "unit/76n6"]\n'


def blind(*tables, given):
    """Return a scenario compiled whose own searching radars are lost."""
    head = HEAD.replace('aim = "city"\n', f'aim = "city"\n{NO_RADAR}')
    text = "".join((head, *tables))
    scenario = parse_scenario(text, path=Path("test.toml"), catalogue=CATALOGUE)
    figures = {name: np.array([value]) for name, value in given.items()}
    return compile_scenario(scenario, CATALOGUE, cache=CACHE, given=figures)


NORTH, SOUTH = passive("north", 33.5, 43.7), passive("south", 32.5, 43.7)


def test_one_bearing_gives_no_track_and_no_shot():
    case = blind(NORTH, CRUISE, given=HEARD).case
    played = play_raid(case, 0, 0)
    assert (played.entries["kind"] == LOG_BEARING).sum() == 1
    assert np.isinf(played.raid.tracks["known_s"]).all()
    assert played.shots.size == 0


def test_two_bearings_are_a_track_where_their_lines_cross_by_enough():
    found = blind(NORTH, SOUTH, CRUISE, given=HEARD | CROSSING)
    case = found.case
    rows = [found.names.sensors.index(f"{name}/esm") for name in ("north", "south")]
    known_s = play_raid(case, 0, 0).raid.tracks["known_s"].min()
    heard_s = entries(case, LOG_BEARING)["time_s"].max()
    assert heard_s <= known_s < np.inf
    node = np.searchsorted(case.nodes["path_s"], known_s)
    one, two = (case.sights["azimuth_rad"][case.radars["site"][0, row], node] for row in rows)
    crossing = abs(one - two) % math.pi
    assert min(crossing, math.pi - crossing) >= math.radians(9.9)


def test_two_sensors_on_one_line_with_the_threat_make_no_track():
    in_line = passive("north", 33.0, 43.9), passive("south", 33.0, 44.1)
    played = play_raid(blind(*in_line, CRUISE, given=HEARD | CROSSING).case, 0, 0)
    assert (played.entries["kind"] == LOG_BEARING).sum() == 2
    assert np.isinf(played.raid.tracks["known_s"]).all()


def test_what_is_silent_is_heard_by_nobody():
    silent = {"outside/emissions/cruise-missile/radiates_p": 0.0}
    case = blind(NORTH, SOUTH, CRUISE, given=silent | CROSSING).case
    assert entries(case, LOG_BEARING).size == 0


def test_emission_on_cue_keeps_radars_silent_and_turns_divide_the_period():
    rules = """
[[emission_control]]
mode = "on_cue"
radars = ["unit/30n6e2"]
switch_on_s = 25
[[emission_control]]
mode = "turns"
radars = ["unit/64n6e2", "unit/76n6"]
period_s = 60
"""
    found = compiled(rules, CRUISE)
    duties = dict(zip(found.names.sensors, found.case.duties.radars[0], strict=True))
    assert (duties["unit/30n6e2"].begins, duties["unit/30n6e2"].switch_on_s) == (ON_CUE, 25.0)
    assert [duties[f"unit/{name}"].turn_from_s for name in ("64n6e2", "76n6")] == [0.0, 30.0]
    assert duties["unit/64n6e2"].turn_s == 30.0


def test_emitter_seekers_meet_silence_where_radars_wait_for_a_cue_that_never_comes():
    rule = '[[emission_control]]\nmode = "on_cue"\nradars = ["unit/64n6e2", "unit/76n6"]\nswitch_on_s = 9\n'
    loud, silent = compiled(SEEKERS).case, compiled(rule, SEEKERS).case
    assert run_worlds(loud, 0, 1, replications=20).results.raids["radars_lost"].sum() > 0
    assert run_worlds(silent, 0, 1, replications=1).results.raids["radars_lost"].sum() == 0
    assert entries(silent, LOG_MET_SILENCE).size == 2


def test_an_engagement_radar_stands_in_with_a_share_of_its_range():
    found = compiled("[degraded_modes]\nsearch_range_share = 0.5\nswitch_on_s = 30\n", CRUISE)
    case = found.case
    rows = [row for row, name in enumerate(found.names.sensors) if name == "unit/30n6e2"]
    engages, stands_in = sorted(rows, key=lambda row: case.radars["role"][0, row] != ENGAGEMENT)
    ratio = case.radars["snr_range4_per_m2"][0, stands_in] / case.radars["snr_range4_per_m2"][0, engages]
    assert ratio == pytest.approx(0.5**4)
    assert case.duties.radars["begins"][0, stands_in] == STANDS_IN
    lost = without(case, found.loss_rows, ["unit/64n6e2", "unit/76n6"])
    assert stands_in in entries(lost, LOG_CONFIRMED)["place"]
    all_lost = without(lost, found.loss_rows, ["unit/30n6e2"])
    assert stands_in not in entries(all_lost, LOG_CONFIRMED)["place"]


def test_the_life_of_radars_counts_where_a_scenario_says_so():
    life = "[radar_life]\ntrack_capacity = true\ndwell = true\n"
    found = compiled(life, CRUISE)
    duties = dict(zip(found.names.sensors, found.case.duties.radars[0], strict=True))
    assert duties["unit/64n6e2"].tracks_max == 100
    assert duties["unit/64n6e2"].dwell_s == 0.0  # it turns: nothing is to be divided
    assert duties["unit/30n6e2"].tracks_max == 0  # its channels limit it
    patriot = HEAD.replace("s-300pmu-2", "patriot")
    text = parse_scenario(patriot + life + CRUISE, path=Path("test.toml"), catalogue=CATALOGUE)
    case = compile_scenario(text, CATALOGUE, cache=CACHE).case
    assert case.duties.radars["tracks_max"].max() == 50
    assert (case.duties.radars["dwell_s"] > 0.0).all()
    assert len(set(case.duties.radars["antenna"][0])) == 1


def test_launch_on_remote_reaches_what_the_own_radar_does_not_see_yet():
    own = HEAD.replace("s-300pmu-2", "s-400")
    head = own.replace('aim = "city"\n', 'aim = "city"\nlaunch_on_remote = ["unit"]\n')
    told, remote = (
        compile_scenario(
            parse_scenario(text + AIRCRAFT + CRUISE, path=Path("test.toml"), catalogue=CATALOGUE),
            CATALOGUE,
            cache=CACHE,
        )
        for text in (own, head)
    )
    assert told.names.sensors.index("aircraft/rotodome") in told.case.duties.eyes[0]
    before, after = (play_raid(each.case, 0, 0).shots for each in (told, remote))
    assert after["launch_s"].min() < before["launch_s"].min() - 10.0


def test_more_eyes_of_a_lever_have_duties_of_their_own():
    case = compiled(AIRCRAFT, CRUISE).case
    more = with_eyes(case, 50_000.0)
    assert more.duties.radars.shape[1] == more.radars.shape[1]
    assert run_worlds(more, 0, 1, replications=1).results.raids["killed"].size == 1


def test_a_scenario_with_eyes_is_written_out_and_read_back_and_told():
    rules = '[[emission_control]]\nmode = "on_cue"\nradars = ["aircraft/rotodome"]\nswitch_on_s = 9\n'
    rules += "[radar_life]\ndwell = true\n[command]\nautonomous_after_s = 60\n"
    scenario = scenario_of(AIRCRAFT, NORTH, rules, CRUISE)
    again = scenario_of_plain(plain_scenario(scenario, CATALOGUE), CATALOGUE, label="again")
    assert again.watch == scenario.watch
    words = " ".join(scenario_sentences(scenario, CATALOGUE))
    for part in ("outside eye", "bearings, no ranges", "silent until their post is told", "waits 60 s"):
        assert part in words or part.capitalize() in words, part
    about = [row.about for row in scenario_statements(scenario, CATALOGUE)]
    assert "outside eye north" in about


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        (AIRCRAFT.replace('"unit"', '"nobody"'), "outside_eyes[0].tells: given 'nobody'"),
        (AIRCRAFT + 'passive = "esm"\n', "by system or by passive, and by one of them alone"),
        (AIRCRAFT + "height_agl_m = 20\n", "gives alt_msl_m and height_agl_m: keep one of them"),
        (AIRCRAFT.replace("airborne-early-warning", "patriot"), "whose searching radars look all round"),
        (NORTH.replace('"esm"', '"ears"'), "outside_eyes[0].passive: given 'ears'"),
        (NORTH.replace('"north"', '"unit"'), "'unit' stands twice"),
        ('[[emission_control]]\nmode = "turns"\nradars = ["unit/76n6"]\n', "period_s: is missing"),
        (
            '[[emission_control]]\nmode = "turns"\nradars = ["unit/30n6e2"]\nperiod_s = 9\n',
            "takes no turns with others",
        ),
        (
            '[[emission_control]]\nmode = "on_cue"\nradars = ["unit/1"]\nswitch_on_s = 9\n',
            "must be a radar of the defence: unit/64n6e2",
        ),
        ("[degraded_modes]\nswitch_on_s = 9\n", "stands alone; give search_range_share"),
    ],
)
def test_what_cannot_be_is_refused_in_words(table, complaint):
    with pytest.raises(ScenarioError, match=re.escape(complaint)):
        scenario_of(table, CRUISE)


def test_rounds_that_their_own_radar_guides_to_the_end_are_refused_on_remote():
    head = HEAD.replace('aim = "city"\n', 'aim = "city"\nlaunch_on_remote = ["unit"]\n')
    complaint = "launch_on_remote[0]: given 'unit', a 's-300pmu-2', whose own radar guides its rounds"
    with pytest.raises(ScenarioError, match=re.escape(complaint)):
        parse_scenario(head + CRUISE, path=Path("test.toml"), catalogue=CATALOGUE)


def test_launch_on_remote_names_fire_units():
    head = HEAD.replace('aim = "city"\n', 'aim = "city"\nlaunch_on_remote = ["nobody"]\n')
    with pytest.raises(ScenarioError, match=re.escape("launch_on_remote[0]: given 'nobody'")):
        parse_scenario(head + CRUISE, path=Path("test.toml"), catalogue=CATALOGUE)
