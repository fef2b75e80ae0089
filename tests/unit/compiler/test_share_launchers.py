"""Launchers that a scenario gives are those of the whole fire unit, whatever groups and sets a system has."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.catalogue import load_catalogue
from skykeep.compiler.scenario import compile_scenario
from skykeep.engine import run_worlds
from skykeep.model import Asset, FireUnitSite, Scenario, Study, TerrainChoice, fixed, share_launchers
from skykeep.scenario.words import scenario_statements

CATALOGUE = load_catalogue()
ARMED = sorted(system.id for system in CATALOGUE.systems.values() if system.interceptors)
WORLDS = 3
PLACE = {"lat_deg": 33.34058, "lon_deg": 44.40088}


def scenario(system, launchers):
    return Scenario(
        id="case",
        name="case",
        assets=(Asset(id="baghdad", name="Baghdad", **PLACE),),
        fire_units=(
            FireUnitSite(id="unit-1", system=system, launchers=launchers, rounds_per_launcher=4, **PLACE),
        ),
        raid=CATALOGUE.raids["cruise-24-one-axis"],
        aim="baghdad",
        first_bearing_deg=30.0,
        terrain=TerrainChoice(source="flat"),
        study=Study(worlds=WORLDS),
    )


@pytest.mark.parametrize("launchers", [1, 5, 6, 7, 40])
@pytest.mark.parametrize("system", ARMED)
def test_whoever_asks_for_so_many_launchers_gets_them(system, launchers):
    compiled = compile_scenario(scenario(system, launchers), CATALOGUE)
    present = compiled.case.launchers["present"].sum(axis=1)
    assert present.tolist() == [launchers] * WORLDS
    rounds = np.sum([unit.ready_rounds for unit in compiled.units], axis=0)
    assert rounds.tolist() == [4.0 * launchers] * WORLDS
    assert all(unit.ready_rounds.min() > 0.0 for unit in compiled.units)
    said = [row.value for row in scenario_statements(scenario(system, launchers), CATALOGUE)]
    counted = [words for words in said if " launchers x " in words or " launcher x " in words]
    assert sum(int(words.split()[0]) for words in counted) == launchers


@pytest.mark.parametrize(("system", "launchers"), [("pantsir-s1", 2), ("patriot", 1)])
def test_a_fire_unit_of_fewer_launchers_than_sets_or_groups_can_be_played(system, launchers):
    case = compile_scenario(scenario(system, launchers), CATALOGUE).case
    results = run_worlds(case, 0, WORLDS, replications=4).results
    assert results.rounds_fired.sum() > 0


def test_what_the_catalogue_has_is_divided_as_the_catalogue_has_it():
    patriot, pantsir = CATALOGUE.systems["patriot"], CATALOGUE.systems["pantsir-s1"]
    assert share_launchers(patriot, 6) == ((3, 3),)
    assert share_launchers(patriot, 7) == ((4, 3),)
    assert share_launchers(pantsir, 6) == ((1,),) * 6
    assert share_launchers(pantsir, 8) == ((2,), (2,), (1,), (1,), (1,), (1,))
    assert share_launchers(pantsir, 2) == ((1,), (1,), (0,), (0,), (0,), (0,))


@given(
    groups=st.lists(st.integers(1, 12), min_size=1, max_size=4),
    sets=st.integers(1, 8),
    total=st.integers(0, 500),
)
def test_none_is_lost_and_no_group_is_more_than_one_from_its_share(groups, sets, total):
    (group, *_) = CATALOGUE.systems["patriot"].launchers
    system = replace(
        CATALOGUE.systems["patriot"],
        engagement_sets=sets,
        launchers=tuple(replace(group, launchers=fixed(float(count))) for count in groups),
    )
    shared = share_launchers(system, total)
    assert len(shared) == sets
    assert sum(map(sum, shared)) == total
    for counts in shared:
        for count, best in zip(counts, groups, strict=True):
            assert abs(count - total * best / (sum(groups) * sets)) < 1.0
