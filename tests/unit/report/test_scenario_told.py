"""Scenarios in words, told in Arabic piece by piece: nothing of those that ship is left in English."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from skykeep.api.run_pages import FALLS
from skykeep.catalogue import load_catalogue
from skykeep.language import in_language
from skykeep.report import scenario_told
from skykeep.report.piece_forms import fields_of
from skykeep.report.run_words import REASON_WORDS
from skykeep.report.scenario_patterns import NUMBERS, PIECES
from skykeep.report.shipped_patterns import PATTERNS
from skykeep.report.shipped_words import known, place_name, shipped
from skykeep.report.traffic_words import SHOT_DOWN_WORDS
from skykeep.scenario.file import read_scenario
from skykeep.scenario.words import scenario_sentences, scenario_statements

from .arabic_pages import left_in_english, sentences_as_names

SCENARIOS = sorted((Path(__file__).parents[3] / "scenarios").glob("*.toml"))


def told(texts):
    """Return texts told in Arabic, as a page of paragraphs."""
    texts = list(texts)
    with in_language("ar"):
        return "".join(f"<p>{shipped(text)}</p>" for text in texts)


def test_all_that_shipped_scenarios_say_is_told_in_arabic():
    catalogue, said = load_catalogue(), {}
    for path in SCENARIOS:
        scenario = read_scenario(path.stem, catalogue=catalogue)
        rows = scenario_statements(scenario, catalogue)
        for text in (scenario.name, *scenario_sentences(scenario, catalogue)):
            said[text] = None
        said |= dict.fromkeys(text for row in rows for text in (row.about, row.value, row.source))
    page = told({**said, FALLS: None})
    assert len(said) > 100
    assert left_in_english(page) == []
    assert sentences_as_names(page) == []


def test_other_views_policies_and_what_is_lost_are_told_too():
    catalogue = load_catalogue()
    regiment = read_scenario("iraq-baghdad-s300pmu2-regiment", catalogue=catalogue)
    few = replace(regiment.study, view="sceptic", worlds=1, replications=1)
    changed = [
        replace(regiment, study=few),
        replace(regiment, sharing="perfect"),
        replace(regiment, first_bearing_deg=40.0, policy="marginal"),
        *(
            replace(regiment, lost=(lost,))
            for lost in ("regiment", "regiment-1", "regiment-2/48n6e2", "regiment-1/link")
        ),
    ]
    page = told(text for each in changed for text in scenario_sentences(each, catalogue))
    assert left_in_english(page) == []
    assert sentences_as_names(page) == []


def test_a_list_of_what_defends_and_what_flies_in_keeps_its_counts():
    with in_language("ar"):
        one = shipped("1 x S-300PMU-2 Favorit and 1 x Pantsir-S1 defend Baghdad.")
    assert one == "المدافعون عن بغداد: ١ × \u2068S-300PMU-2 Favorit\u2069، ١ × \u2068Pantsir-S1\u2069."


def test_who_stands_too_far_away_does_not_defend():
    catalogue = load_catalogue()
    scenario = read_scenario("iraq-as-it-is-uav", catalogue=catalogue)
    first = scenario_sentences(scenario, catalogue)[0]
    assert first == (
        "2 x Pantsir-S1 defend Baghdad. "
        "2 x Pantsir-S1 stand 237 to 448 km from Baghdad, farther than they reach."
    )
    far = tuple(unit for unit in scenario.fire_units if unit.id == "basrah")
    first = scenario_sentences(replace(scenario, fire_units=far), catalogue)[0]
    assert first == "1 x Pantsir-S1 stands 448 km from Baghdad, farther than it reaches."


@pytest.mark.parametrize("own", ["Depot or Dump", "Harbour defends Town.", "at Home", "2,000"])
def test_a_place_is_called_as_its_owner_called_it(own):
    with in_language("ar"):
        assert place_name(own) == f"\u2068{own}\u2069"
        assert place_name("Basra") == "البصرة"


def test_what_is_not_known_is_left_whole():
    strange = "My own words; and 3 more, at sea."
    with in_language("ar"):
        assert shipped(strange) == f"\u2068{strange}\u2069"
    assert shipped(strange) == strange


@pytest.mark.parametrize("words", [*REASON_WORDS.values(), *SHOT_DOWN_WORDS.values()])
def test_every_reason_is_known(words):
    with in_language("ar"):
        assert known(words) is not None


HOSTILE = (
    "x or or " * 10 + "two words: lower",
    "Doctrine: " * 12 + "two words, here lower",
    "Doctrine: " * 390 + "x",
    "or " * 1200 + "x",
    "1 x " * 900 + "b",
    " stands in a hollow of the elevation data: " * 90 + "x",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_made_to_be_looked_through_for_ever_is_left_whole_after_few_looks(text, monkeypatch):
    looks = []
    monkeypatch.setattr(scenario_told, "tell", lambda *told, **fields: looks.append(told) or str(told))
    with in_language("ar"):
        assert shipped(text) == f"\u2068{text}\u2069"
    assert len(looks) < 5 * scenario_told.PIECES_MOST


def test_a_pattern_is_matched_in_steps_in_proportion_to_the_text():
    """Backtracking over four fields would take minutes for this text, and days for twice as much."""
    for pattern in (*PIECES, *PATTERNS):
        for words in filter(None, re.split(r"\{\w+\}", pattern)):
            text = (f"{words}1" * 20_000)[:20_000] + "\n"
            assert fields_of(pattern, text, NUMBERS) is None
