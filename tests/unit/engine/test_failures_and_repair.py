"""Parts that fail at random or are hit, and work again: availability, repair times, spares, what is known
then."""

import math
from itertools import pairwise

import numpy as np
import pytest

from skykeep.core.raid.vocabulary.codes import LAUNCHER_PART, POST_PART, RADAR_PART, UNIT_PART
from skykeep.core.raid.vocabulary.kinds import LOG_CONFIRMED, LOG_PART_FAILS, LOG_PART_WORKS, LOG_READY
from skykeep.core.raid.vocabulary.reasons import UNIT_LOST
from skykeep.engine import repeat_world, run_worlds
from skykeep.engine.replay import play_raid
from skykeep.textbook.reliability import availability

from .small_cases import Threat, small_case
from .wear_cases import told, with_wear

FAST = {"speed_mps": 800.0}  # too fast for a round; arrives after 125 s
BRIEF = {"range_min_m": 49_900.0, "any_track": True}
"""A shot is possible for less than half a second, and needs no radar after its launch."""


def outcome(case, replications=1):
    """Return the results of some raids."""
    return run_worlds(case, 0, 1, replications=replications).results


@pytest.mark.parametrize("kind", [UNIT_PART, LAUNCHER_PART])
def test_the_share_of_raids_in_which_a_part_works_meets_mtbf_over_mtbf_plus_mttr_at_any_time(kind):
    mtbf_s, mttr_s, raids = 900.0, 300.0, 4000
    delays = [0.0, 300.0, 3000.0]
    threats = [Threat(row=(("delay_s", delay),)) for delay in delays]
    failing = {(kind, 0): {"mtbf_s": mtbf_s, "mttr_s": mttr_s}}
    case = with_wear(small_case(*threats, rounds=BRIEF, launcher={"rounds": 20}), parts=failing)
    shot_at = (outcome(case, raids).threats["shots"] > 0).mean(axis=0)
    expected = availability(mtbf_s, mttr_s)
    half_width = 3.3 * math.sqrt(expected * (1.0 - expected) / raids)
    assert shot_at == pytest.approx([expected] * len(delays), abs=half_width)


def test_times_between_failures_and_until_parts_work_again_have_their_means():
    failing = {(RADAR_PART, 0): {"mtbf_s": 200.0, "mttr_s": 50.0}}
    case = with_wear(small_case(Threat(row=(("delay_s", 20_000.0),))), parts=failing)
    works, down = [], []
    for replication in range(4):
        events = [(time_s, 1) for time_s, _ in told(case, LOG_PART_FAILS, replication)]
        events += [(time_s, 0) for time_s, _ in told(case, LOG_PART_WORKS, replication)]
        events.sort()
        for (before_s, failed), (after_s, _) in pairwise(events):
            (down if failed else works).append(after_s - before_s)
    assert np.mean(works) == pytest.approx(200.0, rel=3.3 / math.sqrt(len(works)))
    assert np.mean(down) == pytest.approx(50.0, rel=3.3 / math.sqrt(len(down)))


def test_a_radar_that_is_repaired_locks_on_again_and_its_unit_shoots():
    striker, late = Threat(**FAST, row=(("aim_unit", 0),)), Threat(row=(("delay_s", 200.0),))
    case = with_wear(small_case(striker, late), spares=1)
    results = outcome(case)
    assert told(case, LOG_PART_WORKS) == [(225.0, 0)]
    assert results.raids[["killed", "radars_lost", "repairs"]].tolist() == [(1, 1, 1)]


def test_what_a_unit_could_have_shot_at_while_it_was_out_of_action_is_put_down_to_that():
    # out of action from 125 to 625 s; the threat is in reach from 150 s and arrives at 400 s
    striker = Threat(**FAST, row=(("aim_unit", 0),))
    case = with_wear(
        small_case(striker, Threat()),
        spares=1,
        parts={(UNIT_PART, 0): {"pool": 0, "repair_low_s": 500.0, "repair_best_s": 500.0}},
    )
    case.wear.parts["repair_high_s"][0, 0] = 500.0
    results = outcome(case)
    assert results.threats["reason"][0, 1] == UNIT_LOST


def test_a_round_under_way_is_lost_though_its_radar_works_again_before_it_meets():
    # the round flies from 150 to 190 s; the radar is hit at 160 s and works again at 165 s
    striker = Threat(speed_mps=1000.0, row=(("aim_unit", 0), ("delay_s", 60.0)))
    case = with_wear(small_case(striker, Threat(), unit={"max_salvos": 1}), spares=1)
    for name in ("repair_low_s", "repair_best_s", "repair_high_s"):
        case.wear.parts[name][:] = 5.0
    results = outcome(case)
    assert results.raids["killed"].tolist() == [0]
    assert results.threats["reason"][0, 1] == UNIT_LOST


def test_repair_times_are_drawn_between_their_limits_and_differ_from_raid_to_raid():
    case = with_wear(small_case(Threat(**FAST, row=(("aim_unit", 0),)), Threat()), spares=1)
    case.wear.parts["repair_low_s"][:], case.wear.parts["repair_high_s"][:] = 50.0, 200.0
    times = [told(case, LOG_PART_WORKS, replication)[0][0] - 125.0 for replication in range(20)]
    assert min(times) >= 50.0
    assert max(times) <= 200.0
    assert len(set(times)) == 20


def test_each_repair_takes_one_spare_and_without_one_a_part_is_lost_for_good():
    strikers = [Threat(**FAST, row=(("aim_unit", 0), ("delay_s", 300.0 * number))) for number in range(3)]
    case = with_wear(small_case(*strikers), spares=2)
    assert told(case, LOG_PART_WORKS) == [(225.0, 0), (525.0, 0)]
    assert outcome(case).raids["repairs"].tolist() == [2]


def test_a_searching_radar_that_works_again_finds_what_it_would_have_found():
    striker = Threat(**FAST, row=(("aim_radar", 0),))
    late = Threat(row=(("delay_s", 200.0),))
    case = with_wear(small_case(striker, late), spares=1)
    assert [time_s for time_s, _ in told(case, LOG_CONFIRMED)][-1] == pytest.approx(225.0, abs=1.0)
    assert outcome(case).raids["killed"].tolist() == [1]


def test_looks_from_before_an_outage_do_not_count_after_it():
    """Two looks in a row confirm. The radar looks every 10 s and sees the threat from 100 s on; it is out of
    action for 3 s, between the first such look and the second."""
    striker = Threat(speed_mps=1000.0, row=(("aim_radar", 0), ("delay_s", 0.0)))
    late = Threat(seen=((100.0, np.inf, 3),))
    case = small_case(striker, late, confirm=(2, 2), search={"revisit_s": 10.0})
    undisturbed = case._replace(threats=case.threats.copy())
    undisturbed.threats["aim_radar"] = -1
    second_s = next(row.time_s for row in play_raid(undisturbed, 0, 0).entries if row.threat == 1)
    case.threats["delay_s"][0] = second_s - 5.0 - 100.0  # the hit comes 5 s before the second look
    case = with_wear(case, spares=1)
    for name in ("repair_low_s", "repair_best_s", "repair_high_s"):
        case.wear.parts[name][:] = 3.0
    entries = play_raid(case, 0, 0).entries
    confirmed = entries[(entries["kind"] == LOG_CONFIRMED) & (entries["threat"] == 1)]
    assert confirmed["time_s"].tolist() == pytest.approx([second_s + 10.0])


def test_a_post_that_works_again_is_told_what_others_know():
    posts = [{"end_unit": 1}, {"first_unit": 1, "end_unit": 1}]
    links = [(0, 1, {"latency_s": 1.0}), (1, 0, {"latency_s": 1.0})]
    striker, early = Threat(**FAST, row=(("aim_post", 0),)), Threat(row=(("delay_s", 130.0),))
    case = small_case(striker, early, posts=posts, links=links)
    case.radars["post"][0, 0] = 1  # the searching radar reports to the other post
    case = with_wear(case, spares=1)
    known = play_raid(case, 0, 0).raid.tracks["known_s"]
    assert known[0, 1] == pytest.approx(226.0)
    assert outcome(case).raids["killed"].tolist() == [1]


def test_a_launcher_that_fails_keeps_its_rounds_and_fires_them_later():
    case = small_case(Threat(), launchers=1)
    failing = {(LAUNCHER_PART, 0): {"mtbf_s": 1e12, "mttr_s": 1e-3}}
    case = with_wear(case, parts=failing)
    assert outcome(case).raids[["killed", "rounds_left"]].tolist() == [(1, 7)]


def test_nothing_happens_to_parts_that_neither_fail_nor_are_hit():
    case = small_case(Threat(), Threat(row=(("delay_s", 20.0),)))
    plain, kept = outcome(case), outcome(with_wear(case, spares=3))
    for name in ("raids", "threats", "rounds_fired", "ledger"):
        assert np.array_equal(getattr(plain, name), getattr(kept, name))
    assert told(case, LOG_READY) == told(with_wear(case), LOG_READY)


def test_a_part_that_is_hit_while_it_has_failed_waits_for_its_repair():
    striker = Threat(**FAST, row=(("aim_post", 0),))
    failing = {(POST_PART, 0): {"mtbf_s": 1e-6, "mttr_s": 100.0}}
    case = with_wear(small_case(striker, Threat()), parts=failing, spares=0)
    played = play_raid(case, 0, 0).raid
    assert played.wear.parts["back_s"][2] == np.inf


def test_a_world_that_is_repeated_brings_its_own_wear_along():
    two = repeat_world(with_wear(small_case(Threat()), spares=1), 0, 2)
    two.wear.parts["mtbf_s"][1] = 5.0
    two.wear.pools["spares"][1] = 7
    again = repeat_world(two, 1, 3)
    assert again.wear.parts["mtbf_s"].tolist() == [[5.0] * two.wear.parts.shape[1]] * 3
    assert again.wear.pools["spares"].tolist() == [[7]] * 3
    in_place = run_worlds(two, 1, 2, replications=3).results
    assert np.array_equal(run_worlds(again, 1, 2, replications=3).results.threats, in_place.threats)


def test_parts_that_fail_as_often_as_they_may_fill_no_queue():
    links = [(0, 1, {"latency_s": 30.0}), (1, 0, {"latency_s": 30.0})]
    threats = [Threat(row=(("delay_s", 500.0 * number),)) for number in range(24)]
    posts = [{"end_unit": 1, "above": 1, "down_link": 1}, {"first_unit": 1, "end_unit": 1}]
    kinds = [(UNIT_PART, 0), (RADAR_PART, 0), (POST_PART, 0), (POST_PART, 1)]
    failing = {kind: {"mtbf_s": 600.0, "mttr_s": 1.0} for kind in kinds}
    case = with_wear(small_case(*threats, posts=posts, links=links), parts=failing)
    assert len(told(case, LOG_PART_FAILS)) > 40
