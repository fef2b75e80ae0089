"""What the server says in the language that it is asked in."""

import pytest

from skykeep.scenario.table_file import refusal
from skykeep.web.in_language import told, told_refusal
from skykeep.web.refusal import refused_by_skykeep


@pytest.mark.parametrize("complaints", [2, 9, 40])
def test_every_line_of_several_mistakes_is_told(complaints):
    error = refusal("scenario.toml", ["raid.count: given -1, must be at least 1"] * complaints)
    found = told_refusal(refused_by_skykeep(error).refusal, "ar")
    first, *lines = found.what.split("\n")
    assert "من الأخطاء" in first
    assert len(lines) == len(str(error).split("\n")) - 1
    assert all(
        line.startswith("  ") and any("\u0621" <= letter <= "\u064a" for letter in line) for line in lines
    )


@pytest.mark.parametrize(
    "said", ["scenario.toml: is not valid TOML: Unclosed array (at line 3)", "Did you mean 's-300pmu-2'?"]
)
def test_what_a_mistake_is_and_what_may_have_been_meant_are_told(said):
    assert any("\u0621" <= letter <= "\u064a" for letter in told(said, "ar"))
    assert told(said, "en") == said
