"""Replays in Arabic: nothing is left in English, and the script finds its numbers."""

import re
from dataclasses import replace

import pytest

from skykeep.language import in_language
from skykeep.report.replay_page import render_replay
from skykeep.study.own_parts import OwnParts

from ..page.replay_cases import hand_made_replay, small_replay
from .arabic_pages import left_in_english, sentences_as_names, texts_of


def in_words(data):
    """Return a replay whose raids were chosen, and whose title is one that ships."""
    title = "Baghdad: one S-300PMU-2 battalion against a mixed raid"
    raids = [
        replace(raid, chosen=raid.chosen._replace(why="the median of 20 raids by leakers: 10 in this one"))
        for raid in data.raids
    ]
    return replace(data, title=title, raids=tuple(raids))


@pytest.fixture(scope="module")
def replay():
    """Give the page of two raids in Arabic."""
    with in_language("ar"):
        return render_replay(in_words(small_replay()), OwnParts())


def test_nothing_of_a_replay_is_left_in_english(replay):
    assert left_in_english(replay) == []
    assert sentences_as_names(replay) == []
    assert [text for text in texts_of(replay) if re.search("[0-9]", text)] == []
    assert '<html lang="ar" dir="rtl">' in replay


def test_the_script_finds_times_and_rows_in_latin_digits(replay):
    found = re.findall(r' data-(?:raid|at|actor|about|rank)="([^"]*)"', replay)
    assert len(found) > 10
    assert all(re.fullmatch(r"-?[0-9.]+", value) for value in found)


def test_a_raid_made_by_hand_keeps_its_names_as_they_are():
    with in_language("ar"):
        page = render_replay(hand_made_replay(), OwnParts())
    assert left_in_english(page) == []
