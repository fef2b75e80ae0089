"""Members of a raid group: waves, intervals stated or drawn, and what a file may say of them."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.members import members_of
from skykeep.compiler.scenario import compile_scenario
from skykeep.engine import run_worlds
from skykeep.errors import ScenarioError
from skykeep.model import RaidGroup, Study, TerrainChoice, wave_problems
from skykeep.scenario.file import read_scenario

CATALOGUE = load_catalogue()
GROUP = RaidGroup(
    threat_class="cruise-missile", count=7, speed_mps=240.0, standoff_m=60e3, spacing_s=10.0, fan_rad=0.2
)


def test_waves_are_of_equal_strength_and_the_first_take_what_is_left():
    found = list(members_of(replace(GROUP, waves=3, wave_interval_s=600.0)))
    assert [each.wave for each in found] == [0, 0, 0, 1, 1, 2, 2]
    assert [each.number for each in found] == list(range(7))
    assert [each.delay_s for each in found] == [0.0, 10.0, 20.0, 600.0, 610.0, 1200.0, 1210.0]
    assert [each.angle_rad for each in found] == pytest.approx([-0.1, 0.0, 0.1, -0.1, 0.1, -0.1, 0.1])


def test_one_wave_is_the_group_as_it_was():
    assert [each.delay_s for each in members_of(GROUP)] == [10.0 * number for number in range(7)]
    assert {each.wave_mean_s for each in members_of(GROUP)} == {0.0}


def test_drawn_intervals_are_exponential_with_their_mean_and_shared_by_groups():
    waves = {"waves": 2, "wave_interval_s": 900.0, "wave_law": "exponential"}
    first = replace(GROUP, count=4, spacing_s=0.0, height_m=50.0, **waves)
    other = replace(first, axis=1, delay_s=100.0)
    found = read_scenario("scenarios/iraq-baghdad-s300pmu2-cruise.toml")
    scenario = replace(
        found,
        raid=replace(found.raid, id="own", groups=(first, other), axis_angle_rad=1.0),
        terrain=TerrainChoice(source="flat"),
        first_bearing_deg=0.0,
        study=Study(worlds=1),
    )
    case = compile_scenario(scenario, CATALOGUE).case
    start_s = run_worlds(case, 0, 1, replications=400).results.threats["start_s"]
    waited_s = start_s[:, 2]
    assert np.array_equal(start_s[:, :2], np.zeros((400, 2)))
    assert np.array_equal(start_s[:, 2], start_s[:, 3])
    assert start_s[:, 6] == pytest.approx(waited_s + 100.0)
    assert waited_s.mean() == pytest.approx(900.0, abs=4.0 * 900.0 / 20.0)
    assert waited_s.std() == pytest.approx(900.0, rel=0.25)


@pytest.mark.parametrize(
    ("count", "waves", "interval_s", "words"),
    [
        (3, 4, 60.0, "waves: given 4, must be at most count = 3"),
        (3, 2, 0.0, "wave_interval_min: is missing; give how many waves come"),
        (3, 1, 60.0, "waves: is missing; give how many waves come"),
    ],
)
def test_waves_that_make_no_sense_are_told(count, waves, interval_s, words):
    assert any(problem.startswith(words) for problem in wave_problems(count, waves, interval_s))
    assert wave_problems(6, 3, 60.0) == wave_problems(6, 1, 0.0) == []


def test_a_scenario_with_waves_without_interval_is_refused_with_the_place(tmp_path):
    text = """
schema_version = 1
name = "waves"
aim = "home"
[[assets]]
id = "home"
name = "Home"
lat_deg = 33.3
lon_deg = 44.4
[[fire_units]]
id = "unit-1"
system = "s-300pmu-2"
lat_deg = 33.3
lon_deg = 44.4
[raid]
name = "own"
[[raid.groups]]
threat_class = "cruise-missile"
count = 6
waves = 2
speed_mps = 240
standoff_km = 100
"""
    file = tmp_path / "waves.toml"
    file.write_text(text)
    with pytest.raises(
        ScenarioError, match=r"raid\.groups\[0\]\.wave_interval_min: is missing; give how many"
    ):
        read_scenario(file)


def test_the_shipped_waves_bring_cruise_missiles_with_their_uavs():
    uavs, _, cruise = CATALOGUE.raids["waves"].groups
    arrivals = [group.delay_s + group.standoff_m / group.speed_mps for group in (uavs, cruise)]
    assert arrivals[0] == pytest.approx(arrivals[1], abs=120.0)
    assert (uavs.waves, uavs.wave_interval_s, uavs.wave_law) == (
        cruise.waves,
        cruise.wave_interval_s,
        cruise.wave_law,
    )
