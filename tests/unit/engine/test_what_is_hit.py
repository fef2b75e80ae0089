"""Searching radars and command posts that are hit: what is known no more, what stays, and the reason."""

import numpy as np
import pytest

from skykeep.core.raid.vocabulary.kinds import LOG_POST_LOST, LOG_SEARCH_RADAR_LOST
from skykeep.core.raid.vocabulary.reasons import UNIT_LOST
from skykeep.engine import run_worlds
from skykeep.engine.replay import play_raid, replay_raid

from .small_cases import Threat, small_case

STRIKER = Threat(speed_mps=800.0, row=(("aim_radar", 0),))  # too fast for a round; arrives after 125 s
LATE = Threat(row=(("delay_s", 200.0),))
TWO = [{"end_unit": 1}, {"first_unit": 1, "end_unit": 1}]


def both_ways(**figures):
    """Return the two directions of a link between two posts."""
    return [(0, 1, figures), (1, 0, figures)]


def outcome(case):
    """Return the results of one raid."""
    return run_worlds(case, 0, 1, replications=1).results


def test_a_searching_radar_that_is_hit_finds_nothing_more_and_the_reason_says_so():
    results = outcome(small_case(STRIKER, LATE))
    assert np.isfinite(results.threats["confirmed_s"][0]).tolist() == [True, False]
    assert results.threats["reason"][0, 1] == UNIT_LOST
    assert results.raids["radars_lost"].tolist() == [1]


def test_tracks_that_a_lost_radar_made_are_kept():
    early = Threat()  # known from the start, in reach after 150 s, when the radar is gone
    results = outcome(small_case(STRIKER, early))
    assert results.raids["killed"].tolist() == [1]


@pytest.mark.parametrize("row", [("decoy", True), ("aim_radar", -1)])
def test_what_does_no_harm_or_flies_elsewhere_hits_no_radar(row):
    harmless = Threat(speed_mps=800.0, row=(("aim_radar", 0), row))
    assert outcome(small_case(harmless, LATE)).raids["radars_lost"].tolist() == [0]


def test_a_striker_that_is_killed_hits_nothing():
    slow = Threat(row=(("aim_radar", 0),))
    results = outcome(small_case(slow, LATE))
    assert results.raids["radars_lost"].tolist() == [0]
    assert results.raids["killed"].tolist() == [2]


def case_with_post(*threats):
    """A unit whose only searching radar belongs to the post above it."""
    case = small_case(*threats, posts=TWO, links=both_ways(latency_s=1.0))
    case.radars["post"][0, 0] = 1
    return case


def test_a_post_that_is_hit_tells_nobody_anything():
    at_post = Threat(speed_mps=800.0, row=(("aim_post", 1),))
    results = outcome(case_with_post(at_post, LATE))
    assert results.raids["posts_lost"].tolist() == [1]
    assert np.isfinite(results.threats["confirmed_s"][0]).tolist() == [True, False]
    assert results.threats["reason"][0, 1] == UNIT_LOST


def test_a_report_that_comes_to_a_lost_post_is_lost():
    at_post = Threat(speed_mps=800.0, row=(("aim_post", 1),))
    case = small_case(at_post, LATE, posts=TWO, links=both_ways(latency_s=1.0))
    tracks = play_raid(case, 0, 0).raid.tracks["known_s"]
    assert np.isfinite(tracks[0]).all()
    assert np.isfinite(tracks[1]).tolist() == [True, False]


def test_a_radar_that_searches_and_engages_is_lost_for_both():
    at_engagement = Threat(speed_mps=800.0, row=(("aim_unit", 0),))
    case = small_case(at_engagement, LATE)
    case.radars["key"][0, 1] = case.radars["key"][0, 0]
    assert np.isfinite(outcome(case).threats["confirmed_s"][0]).tolist() == [True, False]
    at_search = small_case(STRIKER, LATE)
    at_search.radars["key"][0, 1] = at_search.radars["key"][0, 0]
    assert play_raid(at_search, 0, 0).raid.units[0].lost_s == pytest.approx(125.0)


def test_the_log_names_the_radar_and_the_post():
    at_post = Threat(speed_mps=800.0, row=(("aim_post", 1),))
    case = case_with_post(STRIKER, at_post)
    entries = play_raid(case, 0, 0).entries
    for kind, place in ((LOG_SEARCH_RADAR_LOST, 0), (LOG_POST_LOST, 1)):
        assert entries["place"][entries["kind"] == kind].tolist() == [place]
    events = {row["event"]: row for row in replay_raid(case, 0, 0).events.to_pylist()}
    assert events["search_radar_lost"]["radar"] == "radar-0"
    assert events["post_lost"]["post"] == "post-1"


@pytest.mark.parametrize(("needed_until_s", "killed"), [(180.0, 1), (190.0, 0)])
def test_a_round_is_lost_with_its_radar_only_while_it_needs_it(needed_until_s, killed):
    # launched at 150 s, meets at 200 s; the radar is hit at 185 s
    at_unit = Threat(speed_mps=800.0, row=(("aim_unit", 0), ("delay_s", 60.0)))
    results = outcome(small_case(Threat(), at_unit, rounds={"support_before_s": 200.0 - needed_until_s}))
    assert results.raids["killed"].tolist() == [killed]


def test_a_radar_that_searches_and_engages_counts_as_one_radar_lost():
    case = small_case(STRIKER, LATE)
    case.radars["key"][0, 0] = case.radars["key"][0, 1]
    assert outcome(case).raids["radars_lost"].tolist() == [1]


@pytest.mark.parametrize(
    ("aim", "chance", "lost"),
    [
        ("aim_unit", "spares_radar_p", "radars_lost"),
        ("aim_radar", "spares_radar_p", "radars_lost"),
        ("aim_post", "spares_post_p", "posts_lost"),
        ("aim_launcher", "spares_launcher_p", "launchers_lost"),
    ],
)
def test_what_reaches_a_part_puts_it_out_of_action_as_often_as_the_chance_for_it_says(aim, chance, lost):
    raids, spared_p = 2000, 0.3
    case = small_case(Threat(speed_mps=800.0, row=((aim, 0),)))
    for name in ("spares_radar_p", "spares_post_p", "spares_launcher_p"):
        case.classes[name] = spared_p if name == chance else 1.0
    hits = run_worlds(case, 0, 1, replications=raids).results.raids[lost]
    assert set(hits.tolist()) == {0, 1}
    assert hits.mean() == pytest.approx(
        1.0 - spared_p, abs=3.3 * np.sqrt(spared_p * (1.0 - spared_p) / raids)
    )


def test_a_leaker_that_does_no_harm_is_a_leaker_and_the_radar_goes_on_finding():
    case = small_case(STRIKER, LATE)
    case.classes["spares_radar_p"] = 1.0
    results = outcome(case)
    assert np.isfinite(results.threats["confirmed_s"][0]).tolist() == [True, True]
    assert results.raids[["radars_lost", "leakers"]].tolist() == [(0, 1)]
