"""Radars with duties in the engine: time and room for tracks, turns and cues, launch on remote, silence."""

import numpy as np
import pytest

from skykeep.core.raid.vocabulary.codes import ACQUISITION, ON_CUE, STANDS_IN
from skykeep.core.raid.vocabulary.kinds import (
    LOG_CONFIRMED,
    LOG_MET_SILENCE,
    LOG_RADAR_FULL,
    LOG_SWITCHED_ON,
    LOG_WAITS_FOR_ORDERS,
)
from skykeep.engine import run_worlds
from skykeep.engine.replay import play_raid

from .small_cases import ENGAGEMENT_BIT, SEARCH_BIT, Threat, small_case
from .small_duties import with_duties, with_radar

SEARCH, ENGAGE = 0, 1
"""Rows of the radars of a small case of one unit."""
OUT_OF_REACH = {"range_max_m": 1.0, "range_min_m": 0.5}
TWO = [{"end_unit": 1}, {"first_unit": 1, "end_unit": 1}]


def entries(case, kind, replication=0):
    """Return times, threats and values of the entries of a kind in the log of one raid."""
    found = play_raid(case, 0, replication).entries
    found = found[found["kind"] == kind]
    return found["time_s"], found["threat"].tolist(), found["value"]


def results(case):
    """Return the results of one raid."""
    return run_worlds(case, 0, 1, replications=1).results


def one_after_the_other(count, apart_s=40.0, **fields):
    """Return threats that come into sight of both radars one after the other."""
    return [Threat(row=(("delay_s", apart_s * number),), **fields) for number in range(count)]


@pytest.mark.parametrize("held", [1, 2, 5])
@pytest.mark.parametrize("search_share", [0.0, 0.5])
def test_n_tracks_of_one_dwell_each_stretch_the_revisit_to_a_search_and_n_dwells(held, search_share):
    dwell_s = 3.0
    threats = [*one_after_the_other(held, apart_s=0.0), Threat(row=(("delay_s", 60.0),))]
    case = with_duties(
        small_case(*threats, search={"revisit_s": 1.0}, rounds=OUT_OF_REACH),
        {SEARCH: {"dwell_s": dwell_s, "search_share": search_share}},
    )
    # the first are confirmed at one look, each of them before the load of the next is counted
    case.radars["revisit_s"][0, SEARCH] = 1.0
    times_s, threats_found, _ = entries(case, LOG_CONFIRMED)
    last_s = times_s[threats_found.index(held)]
    revisit_s = search_share * 1.0 + held * dwell_s
    phase = confirmed_alone_s(case) % 1.0  # share of a revisit
    looks = last_s / revisit_s - phase
    assert looks == pytest.approx(round(looks), abs=1e-9)
    assert 60.0 <= last_s < 60.0 + revisit_s


def confirmed_alone_s(case):
    """Return when the radar confirms its first track: at a look at so many revisits of 1 s and its phase."""
    return float(entries(case, LOG_CONFIRMED)[0][0])


def test_an_array_with_time_for_its_tracks_confirms_as_one_without_a_budget():
    threats = one_after_the_other(4)
    alone = entries(small_case(*threats), LOG_CONFIRMED)[0]
    case = with_duties(small_case(*threats), {SEARCH: {"dwell_s": 0.1, "search_share": 0.5}})
    assert entries(case, LOG_CONFIRMED)[0].tolist() == alone.tolist()


def test_engagements_take_their_dwells_as_tracks_do():
    late = Threat(row=(("delay_s", 160.0),))  # the first is being shot at by then
    budget = {SEARCH: {"dwell_s": 20.0}, ENGAGE: {"antenna": SEARCH}}
    case = with_duties(
        small_case(Threat(), late, unit={"assessment_s": 100.0}, rounds={"kill_p": 0.0}), budget
    )
    quiet = with_duties(small_case(Threat(), late, rounds=OUT_OF_REACH), budget)
    phase = confirmed_alone_s(quiet) % 1.0
    for played, dwells in ((case, 2), (quiet, 1)):  # a track, with an engagement or without
        looks = entries(played, LOG_CONFIRMED)[0][1] / (20.0 * dwells) - phase
        assert looks == pytest.approx(round(looks), abs=1e-9)


def test_a_full_radar_confirms_no_track_until_it_has_dropped_one():
    case = with_duties(small_case(*one_after_the_other(3), rounds=OUT_OF_REACH), {SEARCH: {"tracks_max": 2}})
    times_s, threats, _ = entries(case, LOG_CONFIRMED)
    assert threats == [0, 1, 2]
    assert 400.0 <= times_s[2] < 402.0  # the first has arrived
    full_s, waiting, kept = entries(case, LOG_RADAR_FULL)
    assert waiting == [2]
    assert kept.tolist() == [2.0]
    assert 80.0 <= full_s[0] < 82.0


def test_a_kill_makes_room_for_the_track_that_has_waited_longest():
    case = with_duties(small_case(*one_after_the_other(3, apart_s=20.0)), {SEARCH: {"tracks_max": 1}})
    killed_s = play_raid(case, 0, 0).raid.threats["killed_s"]
    times_s, threats, _ = entries(case, LOG_CONFIRMED)
    assert threats == [0, 1, 2]
    assert killed_s[0] <= times_s[1] < killed_s[0] + 2.0
    assert killed_s[1] <= times_s[2] < killed_s[1] + 2.0


def test_a_radar_with_room_for_all_changes_nothing():
    threats = one_after_the_other(4)
    before, after = (
        results(case)
        for case in (small_case(*threats), with_duties(small_case(*threats), {SEARCH: {"tracks_max": 4}}))
    )
    assert before.threats.tobytes() == after.threats.tobytes()


def test_a_radar_finds_nothing_while_another_has_its_turn():
    turns = {"period_s": 100.0, "turn_from_s": 50.0, "turn_s": 10.0}
    times_s, _, _ = entries(with_duties(small_case(), {SEARCH: turns}), LOG_CONFIRMED)
    assert 50.0 <= times_s[0] < 51.0


def test_an_engagement_radar_locks_on_in_its_turn():
    turns = {"period_s": 100.0, "turn_from_s": 50.0, "turn_s": 10.0}
    raid = play_raid(with_duties(small_case(), {ENGAGE: turns}), 0, 0).raid
    assert 50.0 <= raid.engagements["locked_s"][0, 0] < 51.0


def test_turns_are_shifted_by_a_draw_of_the_raid_where_they_are_drawn():
    turns = {"period_s": 100.0, "turn_s": 1.5, "turn_key": 7}
    case = with_duties(small_case(), {SEARCH: turns})
    times_s = {float(entries(case, LOG_CONFIRMED, replication)[0][0]) for replication in range(4)}
    assert len(times_s) == 4
    assert max(times_s) < 102.0


def test_a_radar_that_waits_for_a_cue_finds_what_is_there_once_it_is_switched_on():
    outside = {"link": -1, "key": 99, "instrumented_m": 60_000.0}
    case = with_radar(small_case(), **outside)
    case = with_duties(case, {SEARCH: {"begins": ON_CUE, "switch_on_s": 30.0}})
    on_s, _, _ = entries(case, LOG_SWITCHED_ON)
    times_s, _, _ = entries(case, LOG_CONFIRMED)
    assert 160.0 < times_s[0] < 162.0  # at 60 km
    assert on_s[0] == pytest.approx(times_s[0] + 30.0)
    assert on_s[0] <= times_s[1] < on_s[0] + 1.0


def test_an_engagement_radar_that_waits_for_a_cue_locks_on_once_it_is_switched_on():
    case = small_case(engagement={"revisit_s": 1e-3})
    silent = with_duties(case, {ENGAGE: {"begins": ON_CUE, "switch_on_s": 200.0}})
    assert play_raid(case, 0, 0).raid.engagements["locked_s"][0, 0] < 2.0
    assert play_raid(silent, 0, 0).raid.engagements["locked_s"][0, 0] == pytest.approx(200.0, abs=2.0)


@pytest.mark.parametrize("aim", [("aim_radar", SEARCH), ("aim_unit", 0)])
def test_an_emitter_seeker_hits_what_radiates_and_misses_what_is_silent(aim):
    seeker = Threat(speed_mps=800.0, row=(aim,))  # too fast for a round; arrives after 125 s
    homing = {"homes_on_emission": True}
    loud = with_duties(small_case(seeker), classes=homing)
    assert results(loud).raids["radars_lost"].tolist() == [1]
    quiet = {"period_s": 1000.0, "turn_from_s": 500.0, "turn_s": 10.0}
    silent = with_duties(small_case(seeker), {SEARCH: quiet, ENGAGE: quiet}, classes=homing)
    assert results(silent).raids["radars_lost"].tolist() == [0]
    _, who, _ = entries(silent, LOG_MET_SILENCE)
    assert who == [0]
    blind = with_duties(small_case(seeker), {SEARCH: quiet, ENGAGE: quiet})  # finds its aim without it
    assert results(blind).raids["radars_lost"].tolist() == [1]


LOW = Threat(seen=((-np.inf, np.inf, SEARCH_BIT), (393.0, np.inf, ENGAGEMENT_BIT)))
"""A threat that the engagement radar sees only where it is too near for a round."""
HANDS_OVER = {"hands_over": True}


def remote_case(rounds=HANDS_OVER, threats=(LOW,), **unit):
    """A case of a fire unit whose rounds may go by what the searching radar sees."""
    return with_duties(small_case(*threats, rounds=rounds), unit=unit, eyes=[SEARCH])


def test_launch_on_remote_kills_what_the_own_radar_does_not_see():
    assert results(remote_case()).raids["killed"].tolist() == [0]
    assert results(remote_case(remote=True)).raids["killed"].tolist() == [1]
    shot = play_raid(remote_case(remote=True), 0, 0).shots[0]
    assert shot.intercept_s == pytest.approx(200.0, abs=0.5)  # 50 km: the reach of the round


def test_a_round_that_its_own_radar_guides_to_the_end_is_never_launched_on_remote():
    assert results(remote_case(rounds={}, remote=True)).raids["killed"].tolist() == [0]


def told_from_afar(*threats, **figures):
    """Return a case whose searching radar belongs to a post above, which tells the unit's post of tracks; a
    third post stands between them."""
    posts = [
        {"end_unit": 1, "above": 2, "down_link": 3},
        {"first_unit": 1, "end_unit": 1},
        {"first_unit": 1, "end_unit": 1, "above": 1, "down_link": 1},
    ]
    links = [(0, 2, figures), (1, 2, figures), (2, 1, figures), (2, 0, figures)]
    case = small_case(*threats, LOW, rounds=HANDS_OVER, posts=posts, links=links)
    case.radars["post"][0, SEARCH] = 1
    return with_duties(case, unit={"remote": True}, eyes=[SEARCH])


def test_launch_on_remote_goes_over_links_and_posts_that_are_there():
    assert results(told_from_afar()).raids["killed"].tolist() == [1]
    for link, kills in enumerate((1, 0, 1, 0)):  # those that lead up do not matter
        cut = told_from_afar()
        cut.links["loss_p"][0, link] = 1.0
        assert results(cut).raids["killed"].tolist() == [kills], link


@pytest.mark.parametrize("post", [0, 1, 2])
def test_a_round_on_remote_is_lost_with_a_post_between_the_radar_and_its_unit(post):
    strike = Threat(speed_mps=625.0, start_m=(0.0, 100_000.0), row=(("aim_post", post),))  # after 160 s
    for aimed, kills in ((strike, 0), (Threat(speed_mps=625.0), 1)):
        case = told_from_afar(aimed)
        case.interceptors["target_speed_max_mps"] = 500.0
        assert results(case).raids["killed"].tolist() == [kills]
        assert play_raid(case, 0, 0).raid.threats["last_lost"].tolist() == [False, not kills]


def test_nothing_is_launched_on_remote_at_what_the_own_post_does_not_know():
    late = told_from_afar(latency_s=120.0)  # twice
    shots = play_raid(late, 0, 0).shots
    assert shots["launch_s"].min() > 240.0
    assert play_raid(told_from_afar(loss_p=1.0), 0, 0).shots.size == 0


def test_launch_on_remote_needs_a_radar_that_keeps_the_track():
    hidden = Threat(seen=((-np.inf, 100.0, SEARCH_BIT), (380.0, np.inf, ENGAGEMENT_BIT)))
    assert play_raid(remote_case(threats=[hidden], remote=True), 0, 0).shots.size == 0
    nobody = with_duties(small_case(rounds=HANDS_OVER), unit={"remote": True}, eyes=[])
    assert play_raid(nobody, 0, 0).shots.size == 0


def test_a_round_that_goes_by_any_track_waits_for_no_lock_and_one_that_does_not_for_its_own():
    low = Threat(seen=((-np.inf, np.inf, SEARCH_BIT), (300.0, np.inf, ENGAGEMENT_BIT)))
    kinds = [{"any_track": True, "range_max_m": 30_000.0}, {}]
    case = small_case(
        low,
        rounds=kinds,
        launchers=2,
        launcher=[{"interceptor": 0}, {"interceptor": 1}],
        doctrine=[[[1, 0, 0, 1]]],
    )
    shot = play_raid(with_duties(case, eyes=[SEARCH]), 0, 0).shots[0]
    assert shot.interceptor == 0
    assert shot.intercept_s == pytest.approx(280.0, abs=0.5)  # at 30 km, before the own radar sees it


def test_a_remote_round_is_lost_with_the_radar_that_held_the_track():
    striker = Threat(speed_mps=600.0, row=(("aim_radar", SEARCH),), start_m=(0.0, 111_000.0))  # after 185 s
    low = Threat(seen=((-np.inf, np.inf, SEARCH_BIT),))
    case = small_case(
        striker, low, doctrine=[[[1, 0, 0]]], rounds=HANDS_OVER | {"target_speed_max_mps": 500.0}
    )
    lost = with_duties(case, unit={"remote": True}, eyes=[SEARCH])
    assert results(lost).raids["killed"].tolist() == [0]
    assert play_raid(lost, 0, 0).raid.threats["last_lost"].tolist() == [False, True]


def test_an_engagement_radar_stands_in_for_a_searching_radar_that_is_hit():
    striker = Threat(speed_mps=800.0, row=(("aim_radar", SEARCH),))
    late = Threat(row=(("delay_s", 200.0),))
    case = with_radar(small_case(striker, late), key=99, sight_bit=1)
    backup = {2: {"begins": STANDS_IN, "switch_on_s": 60.0}}
    found_s, who, _ = entries(with_duties(case, backup), LOG_CONFIRMED)
    assert who == [0, 1]
    assert 200.0 <= found_s[1] < 202.0
    on_s, _, _ = entries(with_duties(case, backup), LOG_SWITCHED_ON)
    assert on_s.tolist() == [pytest.approx(185.0)]
    assert entries(with_duties(small_case(striker, late)), LOG_CONFIRMED)[1] == [0]


def test_an_engagement_radar_stands_in_from_the_start_where_there_is_no_other():
    case = with_radar(small_case(), key=99, sight_bit=1)
    case.radars["instrumented_m"][0, SEARCH] = 0.0
    case = with_duties(case, {2: {"begins": STANDS_IN, "switch_on_s": 60.0}})
    assert 60.0 <= entries(case, LOG_CONFIRMED)[0][0] < 61.0


@pytest.mark.parametrize(("after_s", "first_s"), [(0.0, 150.0), (100.0, 225.0)])
def test_a_unit_that_loses_its_post_waits_for_orders_before_it_goes_on(after_s, first_s):
    at_post = Threat(speed_mps=800.0, row=(("aim_post", 1),))  # after 125 s
    case = small_case(at_post, Threat(), posts=TWO, links=[(0, 1, {}), (1, 0, {})])
    case = with_duties(case, unit={"above": 1, "autonomous_after_s": after_s})
    launches = play_raid(case, 0, 0).shots["launch_s"]
    assert launches.tolist() == [pytest.approx(first_s, abs=0.5)]
    waits = entries(case, LOG_WAITS_FOR_ORDERS)[1]
    assert waits == ([1] if after_s else [])


@pytest.mark.parametrize("radar", [SEARCH, ENGAGE])
def test_a_radar_that_nobody_switches_on_finds_nothing(radar):
    second = with_radar(small_case(), role=ACQUISITION)  # so that nobody need stand in
    case = with_duties(second, {radar: {"begins": STANDS_IN}})
    found = play_raid(case, 0, 0)
    assert np.isinf(found.raid.engagements["locked_s"]).all() == (radar == ENGAGE)
    confirmed = found.entries["place"][found.entries["kind"] == LOG_CONFIRMED]
    assert (SEARCH not in confirmed) == (radar == SEARCH)
