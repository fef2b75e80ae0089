"""Decisive moments in words: each says who, what and how many, in good English for one and for many."""

import pytest

from skykeep.engine.scene import DECISIVE_NAMES, DecisiveMoment, decisive_moments
from skykeep.plurals import NBSP
from skykeep.report.decisive_words import DECISIVE_TITLES, decisive_rows, short_ids

from ..engine.hand_made_scenes import HOME, UNIT, fire_unit, hand_made, leaks, shot, threat

A, B = "raid/axis-0/cruise-missile/0", "raid/axis-0/cruise-missile/1"
COUNTS = {
    "begins": {"threats": 2},
    "first_track": {"flying": 2},
    "first_engagement": {"rounds": 1, "flying": 2},
    "first_kill": {"killed": 1},
    "channels_full": {"channels": 2, "waiting": 0},
    "decoy_engaged": {"rounds": 1},
    "survived": {"rounds": 2, "others": 0},
    "judged_dead": {},
    "last_round": {"fired": 8, "flying": 1},
    "first_leak": {"leaked": 1, "threats": 2},
    "traffic_shot_down": {},
    "over": {"threats": 2, "leaked": 0, "killed": 2},
}


def told(name, counts=None, *, reason=None):
    """Return the reason of a moment about the first threat, by the fire unit."""
    by_threat = name in ("begins", "first_leak", "over")
    moment = DecisiveMoment(
        time_s=1.0,
        name=name,
        actor=A if by_threat else UNIT,
        about="" if by_threat else A,
        place=HOME,
        counts=COUNTS.get(name, {"flying": 1}) if counts is None else counts,
        rank=1,
    )
    made = hand_made([threat(A, 0.0, 300.0, "leaked"), threat(B, 0.0, 310.0, "killed")])
    (row,) = decisive_rows([moment], made, [{"threat": A, "reason": reason}, {"threat": B, "reason": None}])
    assert row["title"] == DECISIVE_TITLES[name]
    return row["reason"].replace(NBSP, " ")


@pytest.mark.parametrize("name", DECISIVE_NAMES)
def test_every_kind_of_moment_has_a_title_and_a_whole_sentence(name):
    said = told(name)
    assert said.endswith(".")
    assert "raid/axis-0" not in said
    assert "  " not in said


def test_one_is_told_as_one_and_many_as_many():
    assert told("channels_full", {"channels": 6, "waiting": 8}) == (
        "All 6 channels of unit-1 are in use for the first time; 8 known real threats wait."
    )
    assert told("channels_full", {"channels": 1, "waiting": 1}) == (
        "The only channel of unit-1 is in use for the first time; 1 known real threat waits."
    )
    assert told("last_round", {"fired": 1, "flying": 1, "reloaded_after_s": 90}) == (
        "After 1 round unit-1 has none ready, and the next is ready 90 s later; 1 real threat flies then."
    )
    assert told("survived", {"rounds": 1, "others": 1}).endswith("1 other leaker was shot at, too.")
    assert told("over") == "None of 2 real threats leaked; 2 were killed."


def test_the_first_leak_says_why_that_one_leaked_where_a_reason_is_known():
    assert told("first_leak", reason="no_round") == (
        "cruise-missile/0 reaches its aim: it found no round ready. In all 1 of 2 real threats leak."
    )
    assert told("first_leak").startswith("cruise-missile/0 reaches its aim. In all")


def test_ids_lose_what_all_share_but_never_their_last_two_parts():
    assert short_ids([A, B]) == {A: "cruise-missile/0", B: "cruise-missile/1"}
    assert short_ids([A]) == {A: "cruise-missile/0"}
    other = "raid/axis-1/cruise-missile/0"
    assert short_ids([A, other]) == {A: "axis-0/cruise-missile/0", other: "axis-1/cruise-missile/0"}
    assert short_ids(["a/0", A]) == {"a/0": "a/0", A: A}
    assert short_ids([]) == {}


def test_rows_are_plain_data_with_place_and_counts():
    threats = [threat(A, 0.0, 300.0, "leaked")]
    made = hand_made(
        threats, shots=[shot(0, A, 100.0, 120.0, "missed")], happenings=leaks(*threats), units=[fire_unit()]
    )
    rows = decisive_rows(decisive_moments(made), made, [{"threat": A, "reason": "missed"}])
    leak = next(row for row in rows if row["moment"] == "first_leak")
    assert (leak["lat_deg"], leak["lon_deg"], leak["about"], leak["rank"]) == (33.0, 44.0, None, 1)
    assert leak["counts"] == {"leaked": 1, "threats": 1}
