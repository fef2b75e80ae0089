"""Doctrine in pairs: alternatives meet the same raids of the same worlds, and doctrine alone differs."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.engine import run_worlds
from skykeep.model import TerrainChoice
from skykeep.scenario.file import read_scenario
from skykeep.study.doctrine import Doctrines, play_doctrines, under_doctrine
from skykeep.study.executors import choose_executor
from skykeep.study.plan import Plan
from skykeep.study.prepare import prepare
from skykeep.terrain import choose_terrain

CATALOGUE = load_catalogue()
PLAN = Plan(worlds=50, replications=2)


@pytest.fixture(scope="module")
def prepared():
    scenario = read_scenario("iraq-baghdad-s300pmu2-cruise")
    study = replace(scenario.study, worlds=PLAN.worlds, replications=PLAN.replications)
    asked = replace(scenario, terrain=TerrainChoice(source="flat"), first_bearing_deg=270.0, study=study)
    return prepare(asked, CATALOGUE, terrain=choose_terrain("flat", lat_deg=33.3, lon_deg=44.4, radius_m=1e5))


@pytest.fixture(scope="module")
def doctrines(prepared):
    return Doctrines(
        alternatives=CATALOGUE.firing.alternatives,
        rows=prepared.compiled.doctrines,
        launched=prepared.facts.threats_launched,
    )


@pytest.fixture(scope="module")
def told(prepared, doctrines):
    return play_doctrines(prepared.case, doctrines, PLAN)


def test_a_world_under_the_doctrine_it_drew_is_the_world_of_the_run(prepared):
    drawn = prepared.compiled.firing["doctrine/firing"]
    as_drawn = run_worlds(prepared.case, 0, PLAN.worlds, replications=2).leakers.reshape(-1, 2)
    for place, each in enumerate(CATALOGUE.firing.alternatives):
        case = under_doctrine(prepared.case, prepared.compiled.doctrines[each.id])
        fires = run_worlds(case, 0, PLAN.worlds, replications=2).leakers.reshape(-1, 2)
        assert np.array_equal(fires[drawn == place], as_drawn[drawn == place])
        assert not np.array_equal(fires, as_drawn)


def test_every_world_counts_for_every_alternative(told):
    assert [each["id"] for each in told] == [each.id for each in CATALOGUE.firing.alternatives]
    for each in told:
        assert each["worlds"] == PLAN.worlds
        assert each["leakers"]["mc_error_90"] is not None
        assert each["leakers"]["ignorance_90"] is not None


def test_what_an_alternative_adds_is_the_difference_of_means_and_surer_than_they_are(told):
    first, *others = told
    assert first["more_leakers"]["mean"] == 0.0
    for each in others:
        more = each["more_leakers"]
        assert more["mean"] == pytest.approx(each["leakers"]["mean"] - first["leakers"]["mean"])
        wide = [ends["mc_error_90"][1] - ends["mc_error_90"][0] for ends in (more, each["leakers"])]
        assert wide[0] < wide[1]


def test_no_number_depends_on_the_executor(prepared, doctrines, told):
    assert play_doctrines(prepared.case, doctrines, PLAN, executor=choose_executor(2)) == told
