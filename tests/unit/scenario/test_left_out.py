"""What is left out of a system stands first among what an answer rests on, wherever there is an answer."""

from __future__ import annotations

from dataclasses import replace

from skykeep.catalogue import load_catalogue
from skykeep.model import FireUnitSite
from skykeep.report.basis_words import rests_on_sentences
from skykeep.report.page import render_brief
from skykeep.scenario.words import left_out, scenario_statements
from skykeep.study.prepare import prepare

from ..compiler.test_loads_of_launchers import PLACE, SCENARIO
from ..report.brief_cases import brief_data

CATALOGUE = load_catalogue()
WITH_GUNS = replace(
    SCENARIO,
    fire_units=tuple(
        FireUnitSite(id=f"unit-{number}", system=system, **PLACE)
        for number, system in enumerate(("pantsir-s1", "s-300pmu-2", "pantsir-s1"))
    ),
)
GUNS = "its two twin 30 mm guns (up to 4 km, unverified compilation)"


def test_a_scenario_names_once_what_is_left_out_of_its_systems():
    assert left_out(WITH_GUNS, CATALOGUE)[0]["words"] == GUNS
    assert len(left_out(WITH_GUNS, CATALOGUE)) == len(CATALOGUE.system("pantsir-s1").left_out)
    assert left_out(SCENARIO, CATALOGUE) == []


def test_it_stands_first_where_a_scenario_is_described():
    first = scenario_statements(WITH_GUNS, CATALOGUE)[0]
    assert (first.about, first.value) == ("left out", f"of Pantsir-S1: {GUNS}")


def test_it_stands_first_in_what_a_run_rests_on():
    facts = prepare(WITH_GUNS, CATALOGUE).facts
    summary = {"rests_on": facts.rests_on, "terrain": {}, "warnings": [], "view": "balanced"}
    said = rests_on_sentences(summary | {"doctrine": {"fire_units": {"unit-0": "fixed"}}})
    assert said[0] == f"Left out of the Pantsir-S1: {GUNS}; no number here knows of it."
    assert said[2].startswith("Doctrine")


def test_it_stands_first_on_the_page_of_a_brief():
    data = brief_data()
    page = render_brief(
        replace(data, systems=(replace(data.systems[0], left_out=("its <guns>",)), *data.systems[1:]))
    )
    box = page[page.index('id="assumed"') :]
    assert "Left out of the" in box
    assert box.index("Left out of the") < box.index("<strong>How")
    assert "its &lt;guns&gt;" in box
