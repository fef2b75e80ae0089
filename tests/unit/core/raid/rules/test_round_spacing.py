"""Rounds of a salvo are launched one after the other."""

import pytest

from .rule_cases import launches_s, ruled_case

SALVO = {"doctrine": [[[3, 0, 0]]]}


def test_each_round_follows_the_one_before_it_after_the_spacing():
    first, *_ = together = launches_s(ruled_case(**SALVO))
    assert together == [first] * 3
    spaced = launches_s(ruled_case(**SALVO, rule={"round_spacing_s": 4.0}))
    assert spaced == [pytest.approx(first + 4.0 * number) for number in range(3)]


def test_a_launcher_that_needs_longer_takes_longer():
    slow = {"rounds": 8, "interval_s": 6.0}
    first, *later = launches_s(ruled_case(**SALVO, launcher=slow, rule={"round_spacing_s": 4.0}))
    assert later == [pytest.approx(first + 6.0), pytest.approx(first + 12.0)]
