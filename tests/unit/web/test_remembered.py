"""Answers that are asked for again are the bytes given before, and take only so much room."""

from skykeep.web.mechanisms.table import MECHANISMS
from skykeep.web.remembered import Remembered

COVERAGE, PROBE = MECHANISMS["coverage"], MECHANISMS["probe"]


def test_the_same_question_is_found_whatever_the_order_of_its_keys():
    kept = Remembered()
    kept.keep(COVERAGE, {"system": "s-400", "site": "Baghdad"}, b"one")
    assert kept.find(COVERAGE, {"site": "Baghdad", "system": "s-400"}) == b"one"
    assert kept.find(PROBE, {"site": "Baghdad", "system": "s-400"}) is None
    assert kept.find(COVERAGE, {"site": "Baghdad", "system": "s-400", "k": 1.0}) is None


def test_what_was_not_asked_for_longest_makes_room():
    kept = Remembered(room=10)
    for name in "abc":
        kept.keep(COVERAGE, {"site": name}, b"1234")
        kept.find(COVERAGE, {"site": "a"})
    assert [kept.find(COVERAGE, {"site": name}) for name in "abc"] == [b"1234", None, b"1234"]


def test_one_answer_again_takes_its_room_once_and_none_that_is_too_large():
    kept = Remembered(room=10)
    for _ in range(9):
        kept.keep(COVERAGE, {"site": "a"}, b"1234")
    kept.keep(COVERAGE, {"site": "b"}, b"123456")
    kept.keep(COVERAGE, {"site": "c"}, b"12345678901")
    assert [kept.find(COVERAGE, {"site": name}) for name in "abc"] == [b"1234", b"123456", None]
