"""Every shipped system that engages meets a small raid: it fires, kills some and loses none on the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.scenario import compile_scenario
from skykeep.engine import run_worlds
from skykeep.model import Asset, FireUnitSite, Scenario, Study, TerrainChoice
from skykeep.scenario.file import parse_scenario, shipped_scenarios

CATALOGUE = load_catalogue()
ARMED = sorted(system.id for system in CATALOGUE.systems.values() if system.can_engage)
PLACE = {"lat_deg": 33.34058, "lon_deg": 44.40088}
WORLDS = 8


def small_raid(system, raid):
    """Return what the kernel makes of four threats of a standard raid in a few worlds."""
    standard = CATALOGUE.raid(raid)
    few = replace(standard, groups=tuple(replace(group, count=4) for group in standard.groups[:1]))
    scenario = Scenario(
        id="small",
        name="small",
        assets=(Asset(id="town", name="Town", **PLACE),),
        fire_units=(FireUnitSite(id="unit", system=system, **PLACE),),
        raid=few,
        aim="town",
        first_bearing_deg=30.0,
        terrain=TerrainChoice(source="flat"),
        study=Study(worlds=WORLDS),
    )
    return run_worlds(compile_scenario(scenario, CATALOGUE).case, 0, WORLDS, replications=4).results


@pytest.mark.parametrize("system", ARMED)
def test_a_system_fires_at_four_cruise_missiles_and_stops_some(system):
    results = small_raid(system, "cruise-24-one-axis")
    leakers = np.asarray(results.raids["leakers"])
    assert results.rounds_fired.sum() > 0
    assert leakers.min() >= 0
    assert leakers.max() <= 4
    assert leakers.mean() < 4.0


@pytest.mark.parametrize("system", ARMED)
def test_a_system_fires_at_ballistic_missiles_only_where_a_text_says_that_it_can(system):
    results = small_raid(system, "srbm-8")
    rounds = CATALOGUE.system(system).interceptors
    able = any(each.range_max_ballistic_m.high > 0.0 for each in rounds)
    assert (results.rounds_fired.sum() > 0) == able
    assert able or np.all(np.asarray(results.raids["leakers"]) == 4)


REGIMENT = shipped_scenarios()["iraq-baghdad-s300pmu2-regiment"].read_text(encoding="utf-8")


@pytest.mark.parametrize("formation", sorted(CATALOGUE.formations))
def test_a_formation_fires_at_a_raid_under_its_post(formation):
    known = CATALOGUE.formation(formation)
    text = REGIMENT.replace('"s-300pmu-2-regiment"', f'"{formation}"').replace(
        '"s-300pmu-2"', f'"{known.system}"'
    )
    scenario = parse_scenario(text, path=Path("formation.toml"))
    scenario = replace(scenario, terrain=TerrainChoice(source="flat"), study=Study(worlds=WORLDS))
    results = run_worlds(compile_scenario(scenario, CATALOGUE).case, 0, WORLDS, replications=2).results
    assert results.rounds_fired.sum() > 0
