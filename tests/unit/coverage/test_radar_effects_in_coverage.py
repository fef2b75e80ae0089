"""Radar effects in coverage: the noise of raids along each bearing, told in the answer; off, nothing is."""

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest

from skykeep.api.coverages import Asked, coverage_cases
from skykeep.catalogue import load_catalogue
from skykeep.compiler.scenario import compile_scenario
from skykeep.coverage import compute_coverage
from skykeep.coverage.columns import radar_columns, target_values
from skykeep.coverage.effects import with_effects
from skykeep.coverage.figures import read_by_view
from skykeep.coverage.polar import prepare_site
from skykeep.coverage.probe import compute_probe
from skykeep.scenario.file import parse_scenario
from skykeep.terrain import choose_terrain

SCENARIO = """
schema_version = 1
name = "one battalion on flat ground"
aim = "city"
first_bearing_deg = 90
[[assets]]
id = "city"
name = "City"
lat_deg = 33.0
lon_deg = 44.0
[[fire_units]]
id = "u1"
system = "s-300pmu-2"
lat_deg = 33.0
lon_deg = 44.0
[raid]
[[raid.groups]]
threat_class = "fighter"
count = 1
speed_mps = 250
alt_msl_m = 3000
standoff_km = 150
[terrain]
source = "flat"
[refraction]
k = 1.3333
[study]
worlds = 1
view = "balanced"
"""
JAMMER = """
[[jammers]]
id = "j1"
kind = "stand-off"
alt_msl_m = 9000
bearing_deg = 90
distance_km = 150
erp_density_w_per_hz = 1e-6
"""
FLAT = choose_terrain("flat", lat_deg=33.0, lon_deg=44.0)


def case(more):
    scenario = parse_scenario(SCENARIO + more, path=Path("s.toml"))
    asked = Asked(heights_agl_m=[3000.0])
    ((system, site, question),), _ = coverage_cases(scenario, load_catalogue(), asked)
    return system, site, dataclasses.replace(question, bearings=360, limits=False)


def covered(more=""):
    return compute_coverage(*case(more), terrain=FLAT)


@pytest.fixture(scope="module")
def clear():
    return covered()


@pytest.fixture(scope="module")
def jammed():
    return covered(JAMMER)


def test_a_jammer_shortens_the_seen_range_most_in_its_own_direction(clear, jammed):
    before, after = clear.heights[0].seen_range_m, jammed.heights[0].seen_range_m
    assert np.all(after <= before)
    assert after[90] < 0.5 * before[90]
    assert after[270] > 2.0 * after[90]
    lobe = np.flatnonzero(after < 0.5 * (after[90] + after[270]))
    assert 86 <= lobe.min() <= lobe.max() <= 94


def test_the_answer_says_what_is_on_and_names_it_as_the_limit(clear, jammed):
    assert jammed.heights[0].limited_by[90] == "effects"
    assert "effects" not in clear.heights[0].limited_by
    assert jammed.to_json()["radar_effects"]["on"] == ["jammers"]
    assert "radar_effects" not in clear.to_json()
    assert any("jammer j1 (stand-off, 1e-06 W/Hz)" in note for note in jammed.notes)
    assert not any("adar effects" in note for note in clear.notes)


def test_coverage_has_the_receivers_and_sources_of_raids():
    more = JAMMER + "[radar_effects]\nclutter = true\nnotch = true\nmultipath = true\n"
    system, site, question = case(more)
    setup = prepare_site(system, site, question, terrain=FLAT, read=read_by_view("balanced"))
    threat = load_catalogue().threat("fighter")
    target = target_values(threat, 3000.0, read=setup.read, rcs_m2=None)
    columns = radar_columns(setup.picture, setup.picture_lowest, target, setup.profiles.site_alt_msl_m)
    made = with_effects(setup, setup.picture, columns, setup.rays, target).clear_factor
    assert made.shape == columns.lowest_alt_msl_m.shape
    assert np.all((made >= 0.0) & (made <= 16.0))
    given = {name: np.array([figure.best]) for name, figure in load_catalogue().figures()}
    scenario = parse_scenario(SCENARIO + more, path=Path("s.toml"))
    raid = compile_scenario(scenario, load_catalogue(), terrain=FLAT, given=given).case.effects
    factor = float(raid.sources["inside_factor"][0, 0, 0])
    quiet = case(JAMMER)
    setup = prepare_site(*quiet, terrain=FLAT, read=read_by_view("balanced"))
    alone = with_effects(setup, setup.picture, columns, setup.rays, target).clear_factor
    assert alone[0, 90] == pytest.approx(1.0 / (1.0 + factor), rel=1e-5)


def test_a_blanked_sector_sees_nothing_and_the_rest_as_before(clear):
    found = covered("[[blanked_sectors]]\nfrom_deg = 350\nto_deg = 20\n").heights[0]
    seen, before = found.seen_range_m, clear.heights[0].seen_range_m
    assert np.all(seen[:20] == 0.0)
    assert np.all(seen[351:] == 0.0)
    assert np.array_equal(seen[21:350], before[21:350])
    assert found.limited_by[5] == "effects"


def test_what_flies_more_slowly_than_the_notch_is_never_seen():
    system, site, question = case("[radar_effects]\nnotch = true\n")
    question = dataclasses.replace(question, target="one-way-attack-uav", view="sceptic")
    slow = compute_coverage(system, site, question, terrain=FLAT)
    speed = slow.heights[0].polar.target.speed_mps
    assert (slow.heights[0].seen_range_m.max() == 0.0) == (speed < 45.0)


def test_bent_echoes_are_seen_beyond_the_horizon():
    more = "[radar_effects]\ndiffraction = true\n"
    system, site, question = case(more)
    low = dataclasses.replace(question, heights_agl_m=(100.0,), target="fighter", rcs_m2=1000.0)
    bent = compute_coverage(system, site, low, terrain=FLAT).heights[0]
    plain = compute_coverage(system, site, dataclasses.replace(low, effects=None), terrain=FLAT).heights[0]
    assert bent.seen_range_m[0] > plain.sight_range_m[0]
    assert plain.seen_range_m[0] <= plain.sight_range_m[0] * 1.001


def test_a_probe_says_what_is_on_and_sees_less_in_the_lobe():
    def chance(more):
        system, site, question = case(more)
        found = compute_probe(
            system, site, question, lat_deg=33.0, lon_deg=45.5, height_agl_m=3000.0, terrain=FLAT
        )
        return found, max(radar.look_p for radar in found.radars)

    (clear, before), (jammed, after) = chance(""), chance(JAMMER)
    assert after < before
    assert jammed.to_json()["radar_effects"]["words"][0].startswith("jammer j1")
    assert any("Jammers and blanked sectors count as on" in note for note in jammed.notes)
    assert "radar_effects" not in clear.to_json()
    assert math.isfinite(after)
