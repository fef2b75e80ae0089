"""What is suggested in place of a word that there is not."""

import pytest

from skykeep.errors import did_you_mean

SYSTEMS = ("bavar-373", "patriot", "s-300pmu-1", "s-300pmu-2", "s-400")


@pytest.mark.parametrize(
    ("given", "suggested"),
    [
        ("s-300", " Did you mean 's-300pmu-1' or 's-300pmu-2'?"),
        ("s-4000", " Did you mean 's-400'?"),
        ("bavar373", " Did you mean 'bavar-373'?"),
        ("S300", " Did you mean 's-300pmu-1' or 's-300pmu-2'?"),
        ("nike", ""),
        ("", ""),
    ],
)
def test_words_that_begin_so_come_before_those_that_look_like_it(given, suggested):
    assert did_you_mean(given, SYSTEMS) == suggested
