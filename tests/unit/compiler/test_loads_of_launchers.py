"""Launchers of the S-400 that hold small rounds are taken from those that hold large ones."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.checks import check_system
from skykeep.catalogue.fixing import fix_figures
from skykeep.compiler.scenario import compile_scenario
from skykeep.model import Asset, FireUnitSite, Scenario, Study, TerrainChoice, best_launchers, fixed
from skykeep.scenario.words import scenario_statements

CATALOGUE = load_catalogue()
SYSTEM = CATALOGUE.system("s-400")
PLACE = {"lat_deg": 33.34058, "lon_deg": 44.40088}
MAIN, SMALL = "s-400/launchers/main/launchers", "s-400/launchers/small/launchers"
SCENARIO = Scenario(
    id="case",
    name="case",
    assets=(Asset(id="baghdad", name="Baghdad", **PLACE),),
    fire_units=(FireUnitSite(id="unit-1", system="s-400", **PLACE),),
    raid=CATALOGUE.raids["cruise-24-one-axis"],
    aim="baghdad",
    first_bearing_deg=30.0,
    terrain=TerrainChoice(source="flat"),
    study=Study(worlds=40),
)


def ready_rounds(catalogue):
    """Return the different numbers of rounds that a unit is ready with, over the worlds."""
    (unit,) = compile_scenario(SCENARIO, catalogue).units
    return set(unit.ready_rounds.tolist())


@pytest.mark.parametrize(("small", "rounds"), [(0, 7 * 4 + 4), (1, 6 * 4 + 4 + 16), (2, 5 * 4 + 4 + 2 * 16)])
def test_a_launcher_holds_four_large_rounds_or_sixteen_small_ones(small, rounds):
    assert ready_rounds(fix_figures(CATALOGUE, {MAIN: 7.0, SMALL: float(small)})) == {rounds}


def test_worlds_have_small_rounds_or_none_and_never_more_launchers_for_it():
    assert ready_rounds(CATALOGUE) == {
        large * 4 + 4 + small * 16 for large, small in [(7, 0), (3, 0), (5, 2), (1, 2)]
    }


def test_more_launchers_with_small_rounds_than_there_are_leave_none_with_large_ones():
    assert ready_rounds(fix_figures(CATALOGUE, {MAIN: 3.0, SMALL: 5.0})) == {4 + 5 * 16}


def test_what_a_scenario_rests_on_names_the_load_that_may_be_drawn():
    assert best_launchers(SYSTEM) == [7.0, 1.0, 0.0]
    assert "0 launchers x 16 9m96e2 (none to 2 launchers of main, drawn)" in [
        row.value for row in scenario_statements(SCENARIO, CATALOGUE)
    ]


def changed(**groups):
    """Return the system with changed launcher groups."""
    return replace(
        SYSTEM,
        launchers=tuple(replace(group, **groups.get(group.id, {})) for group in SYSTEM.launchers),
    )


@pytest.mark.parametrize(
    ("groups", "problem"),
    [
        ({"small": {"uses_launchers_of": "mian"}}, "unknown launcher group of its own 'mian'.*main"),
        ({"small": {"uses_launchers_of": "small"}}, "unknown launcher group of its own 'small'"),
        (
            {"main": {"launchers": fixed(0.0)}, "long-range": {"launchers": fixed(0.0)}},
            "launchers: given no group that has a launcher for certain, allowed with one of 1 or more",
        ),
    ],
)
def test_a_load_that_makes_no_sense_is_refused(groups, problem):
    (found,) = check_system(changed(**groups), CATALOGUE.threats)
    assert re.search(problem, found)
