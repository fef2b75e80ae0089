"""Posts know the places that threats may fly at where a decision asks for them, and only there."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler import raid_grid
from skykeep.compiler.known_places import ASKING_RULES
from skykeep.compiler.scenario import compile_scenario
from skykeep.core.raid import rules
from skykeep.core.raid.tables.doctrine import doctrine_keys
from skykeep.errors import CompileError
from skykeep.model.system import Doctrine
from skykeep.model.wear import AlternateSite
from skykeep.scenario.file import read_scenario, shipped_scenarios
from skykeep.study.prepare import prepare

CATALOGUE = load_catalogue()
SMALL = read_scenario(Path(__file__).parents[2] / "golden" / "small-mixed.toml", catalogue=CATALOGUE)
SCENARIO = replace(SMALL, study=replace(SMALL.study, worlds=3, replications=1))


def ruled(**rules):
    """Return the scenario with rules for all its fire units."""
    return replace(
        SCENARIO,
        fire_units=tuple(
            replace(unit, doctrine=replace(unit.doctrine or Doctrine(), rules=rules))
            for unit in SCENARIO.fire_units
        ),
    )


def test_without_a_decision_that_asks_nothing_is_compiled_and_nothing_said():
    prepared = prepare(SCENARIO, CATALOGUE)
    assert prepared.case.known_places is None
    assert "aims" not in {each["name"] for each in prepared.facts.warnings}
    assert compile_scenario(ruled(meet_within_m=20_000.0), CATALOGUE).case.known_places is None


@pytest.mark.parametrize("rule", ASKING_RULES)
def test_a_rule_that_asks_what_a_threat_flies_at_brings_them_and_the_answer_says_so(rule):
    prepared = prepare(ruled(**{rule: 1.0}), CATALOGUE)
    assert prepared.case.known_places is not None
    (said,) = (each["text"] for each in prepared.facts.warnings if each["name"] == "aims")
    assert "2 km" in said
    assert "assumed" in said


def test_a_post_that_assigns_asks_for_them_too_and_so_may_whoever_compiles():
    assert compile_scenario(replace(SCENARIO, policy="marginal"), CATALOGUE).case.known_places is not None
    assert compile_scenario(SCENARIO, CATALOGUE, with_places=True).case.known_places is not None


def test_the_rules_that_ask_are_those_whose_files_call_on_the_room_that_judges_tracks():
    asking = set()
    for file in Path(rules.__path__[0]).glob("*.py"):
        text = file.read_text(encoding="utf-8")
        if "identity.held_aim import" in text:
            asking |= {name for name in doctrine_keys() if re.search(rf"\.{name}\b", text)}
    assert asking == set(ASKING_RULES)


def test_an_asset_off_the_elevation_data_may_be_flown_at_like_any_other():
    scenario = read_scenario(shipped_scenarios()["iraq-baghdad-s300pmu2-cruise"], catalogue=CATALOGUE)
    away = replace(scenario.assets[0], id="away", lat_deg=60.0, lon_deg=10.0, value=7.0)
    study = replace(scenario.study, worlds=1, replications=1)
    scenario = replace(scenario, assets=(*scenario.assets, away), policy="marginal", study=study)
    case = compile_scenario(scenario, CATALOGUE).case
    (row,) = np.flatnonzero(case.known_places["value"][0] == 7.0)
    assert case.sights["ground_m"][case.known_places["site"][0, row]].min() > 3.0e6


def test_what_stands_and_goes_together_is_one_place_and_is_seen_from_where_it_goes():
    unit = SCENARIO.fire_units[0]
    there = AlternateSite(lat_deg=unit.lat_deg + 0.05, lon_deg=unit.lon_deg)
    moving = replace(SCENARIO, fire_units=(replace(unit, alternate=there),), policy="marginal")
    plain, case = (
        compile_scenario(replace(each, policy="marginal"), CATALOGUE).case for each in (SCENARIO, moving)
    )
    stands = {*plain.radars["site"][0], *plain.launchers["site"][0]}
    assert len(plain.known_places[0]) == len(SCENARIO.assets) + len(stands)
    goes = case.known_places[0][case.known_places["move"][0] == 0]
    assert len(goes) == len(stands)
    alternate = case.radars["site"][0, case.wear.moves["alternate_radar"][0, 0] :]
    assert set(goes["moved_site"]) == {*alternate, *case.wear.stands["site"][0]}
    assert set(goes["at_unit"]) == {0}
    assert (case.known_places["move"][0] == -1).sum() == len(SCENARIO.assets)


def test_the_limit_of_memory_counts_them(monkeypatch):
    away = replace(SCENARIO.assets[0], id="away", lat_deg=33.4)
    free = replace(SCENARIO, assets=(*SCENARIO.assets, away), first_bearing_deg=None, policy="marginal")
    held = len(compile_scenario(replace(free, first_bearing_deg=90.0), CATALOGUE).case.sights)
    monkeypatch.setattr(raid_grid, "_MOST_NODES", 0)
    with pytest.raises(CompileError, match=rf"seen from {held} places"):
        compile_scenario(free, CATALOGUE)


def test_they_are_all_assets_and_parts_and_each_threat_ends_at_the_one_that_it_flies_at():
    case = compile_scenario(replace(SCENARIO, policy="marginal"), CATALOGUE).case
    places = case.known_places
    assert (places["value"][0] > 0.0).sum() == len(SCENARIO.assets)
    assert sorted(places["at_unit"][0][places["at_unit"][0] >= 0]) == list(range(case.units.shape[1]))
    for world in range(case.worlds):
        for threat in case.world(world).threats:
            end = case.paths["end_node"][threat.first_path] - 1
            away_m = case.sights["ground_m"][places["site"][world], end]
            own = places[world][np.argmin(away_m)]
            assert away_m.min() < 50.0
            if max(threat.aim_unit, threat.aim_radar, threat.aim_launcher) < 0:
                assert own.value == threat.aim_value
