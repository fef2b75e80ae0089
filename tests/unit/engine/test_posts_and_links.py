"""What posts tell each other: engagements, kills and tracks, over links that are slow, full or lossy."""

import math

import numpy as np
import pytest

from skykeep.core.raid.codes import HIT, KILLED, WASTED
from skykeep.core.raid.kinds import LOG_READY
from skykeep.engine import run_worlds
from skykeep.engine.replay import play_raid

from .small_cases import Threat, small_case

TWO = [{"end_unit": 1}, {"first_unit": 1, "end_unit": 2}]
THREE = [*TWO, {"first_unit": 2, "end_unit": 2}]


def both_ways(first, other, **figures):
    """Return the two directions of a link."""
    return [(first, other, figures), (other, first, figures)]


def shots_at(case, threat=0, replication=0):
    """Return the shots at a threat in one raid."""
    shots = play_raid(case, 0, replication).shots
    return shots[shots["threat"] == threat]


def test_units_of_one_post_do_not_shoot_at_the_same_threat_at_a_time():
    assert len(shots_at(small_case(units=2))) == 1


def test_units_without_a_link_shoot_at_the_same_threat_and_the_second_round_is_wasted():
    shots = shots_at(small_case(units=2, posts=TWO))
    assert sorted(shots["unit"].tolist()) == [0, 1]
    assert sorted(shots["end"].tolist()) == [HIT, WASTED]
    results = run_worlds(small_case(units=2, posts=TWO), 0, 1, replications=1).results
    assert results.threats["outcome"].tolist() == [[KILLED]]
    assert results.raids["rounds_wasted"].tolist() == [1]


@pytest.mark.parametrize(("late_s", "shots"), [(0.5, 2), (1.5, 1)])
def test_a_link_stops_the_second_shot_if_its_report_comes_before_it(late_s, shots):
    case = small_case(
        units=2,
        posts=TWO,
        links=both_ways(0, 1, latency_s=1.0),
        unit=[{"reaction_s": 160.0}, {"reaction_s": 160.0 + late_s}],
        search={"revisit_s": 1e-3},
        engagement={"revisit_s": 1e-3},
    )
    assert len(shots_at(case)) == shots


def test_who_was_told_of_an_engagement_shoots_once_it_is_over_and_has_missed():
    case = small_case(
        units=2,
        posts=TWO,
        links=both_ways(0, 1, latency_s=1.0),
        unit=[{"reaction_s": 160.0, "max_salvos": 1}, {"reaction_s": 170.0}],
        rounds=[{"kill_p": 0.0}, {}],
    )
    shots = shots_at(case)
    first, second = sorted(shots.tolist(), key=lambda shot: shot[0])
    assert shots["unit"].tolist() == [0, 1]
    assert second[0] == pytest.approx(first[1] + 5.0)  # no earlier than the first unit was to judge its salvo


def test_a_post_notices_by_itself_that_a_threat_is_gone_at_which_it_has_not_shot():
    for notice_s, again in ((0.0, 0), (40.0, 1)):
        posts = [TWO[0], TWO[1] | {"notice_s": notice_s}]
        case = small_case(units=2, posts=posts, unit=[{"reaction_s": 150.0}, {"reaction_s": 215.0}])
        shots = shots_at(case)
        assert (shots["unit"] == 1).sum() == again


@pytest.mark.parametrize("loss_p", [0.0, 0.2, 0.7, 1.0])
def test_reports_get_through_as_often_as_the_link_lets_them(loss_p):
    threats = 400
    case = small_case(
        *[Threat() for _ in range(threats)],
        units=2,
        posts=TWO,
        links=both_ways(0, 1, loss_p=loss_p),
        search=[{}, {"instrumented_m": 0.0}],
    )
    told = np.isfinite(play_raid(case, 0, 0).raid.tracks["known_s"][1]).sum()
    expected, error = threats * (1 - loss_p), math.sqrt(threats * loss_p * (1 - loss_p))
    assert abs(told - expected) <= 3.3 * error


@pytest.mark.parametrize("hops", [1, 2])
def test_a_report_arrives_over_every_hop_with_the_product_of_their_chances(hops):
    threats, loss_p = 400, 0.3
    posts = TWO if hops == 1 else THREE
    links = both_ways(0, 1, loss_p=loss_p)
    if hops == 2:
        links = sorted(
            [*both_ways(0, 2, loss_p=loss_p), *both_ways(2, 1, loss_p=loss_p)], key=lambda row: row[0]
        )
    case = small_case(
        *[Threat() for _ in range(threats)],
        units=2,
        posts=posts,
        links=links,
        search=[{}, {"instrumented_m": 0.0}],
    )
    told = np.isfinite(play_raid(case, 0, 0).raid.tracks["known_s"][1]).mean()
    p = (1 - loss_p) ** hops
    assert told == pytest.approx(p, abs=3.3 * math.sqrt(p * (1 - p) / threats))


def test_a_full_link_hands_reports_on_one_after_the_other():
    case = small_case(
        *[Threat() for _ in range(5)],
        units=2,
        posts=TWO,
        links=both_ways(0, 1, report_s=2.0, latency_s=3.0),
        search=[{}, {"instrumented_m": 0.0}],
    )
    known_s = play_raid(case, 0, 0).raid.tracks["known_s"]
    assert np.sort(known_s[1]) == pytest.approx(known_s[0][0] + 3.0 + 2.0 * np.arange(1, 6))


def test_a_superior_post_cues_a_unit_on_what_its_own_radar_never_finds():
    blind = small_case(units=1, search={"instrumented_m": 0.0})
    assert len(shots_at(blind)) == 0
    links = both_ways(0, 1, latency_s=2.0)
    posts = [{"end_unit": 1}, {"first_unit": 1, "end_unit": 1}]
    cued = small_case(units=1, posts=posts, links=links)
    cued.radars["post"][0, 0] = 1  # the searching radar belongs to the superior
    assert len(shots_at(cued)) == 1
    known_s = play_raid(cued, 0, 0).raid.tracks["known_s"][:, 0]
    assert known_s[0] == pytest.approx(known_s[1] + 2.0)


def test_a_radar_reports_to_its_post_over_its_own_link():
    case = small_case(posts=[{"end_unit": 1}], links=[(0, 0, {"latency_s": 4.0})])
    case.posts["end_link"] = 0  # the link is the radar's, none of the post's
    plain_s = play_raid(case, 0, 0).raid.tracks[0, 0].known_s
    case.radars["link"][0, 0] = 0
    assert play_raid(case, 0, 0).raid.tracks[0, 0].known_s == pytest.approx(plain_s + 4.0)


def ready_times_s(case):
    """Return when the unit becomes ready for one threat after another."""
    log = play_raid(case, 0, 0).entries
    return log["time_s"][log["kind"] == LOG_READY]


@pytest.mark.parametrize(
    ("operators", "expected"), [(0, [30, 30, 30, 30]), (1, [30, 50, 70, 90]), (2, [30, 30, 50, 50])]
)
def test_operators_take_up_one_track_at_a_time(operators, expected):
    case = small_case(
        *[Threat() for _ in range(4)],
        unit={"reaction_s": 10.0, "operators": operators, "operator_s": 20.0},
        engagement={"revisit_s": 1e-3},
    )
    known_s = play_raid(case, 0, 0).raid.tracks["known_s"][0, 0]
    assert ready_times_s(case) - known_s == pytest.approx(np.array(expected, float))


def test_once_it_has_fired_a_unit_with_free_weapons_waits_for_no_operator():
    unit = {"reaction_s": 10.0, "operators": 1, "operator_s": 60.0}
    nearer = Threat(start_m=(0.0, 60_000.0))
    expected = {False: [70.0, 130.0, 190.0, 250.0], True: [70.0, 70.0, 70.0, 70.0]}
    for free, after_s in expected.items():
        case = small_case(*[nearer] * 4, unit=unit | {"weapons_free": free}, engagement={"revisit_s": 1e-3})
        known_s = play_raid(case, 0, 0).raid.tracks["known_s"][0, 0]
        ready_s = ready_times_s(case) - known_s
        assert ready_s == pytest.approx([time_s for time_s in after_s if time_s < 240.0 - known_s], abs=0.1)


def test_a_report_that_comes_after_what_it_tells_of_is_over_does_not_turn_the_clock_back():
    case = small_case(
        Threat(),
        Threat(row=(("delay_s", 60.0),)),
        units=2,
        posts=[{"end_unit": 1}, {"first_unit": 1, "end_unit": 2}],
        links=[(0, 1, {"latency_s": 90.0})],  # longer than a round flies
        unit=[{}, {"target_channels": 0}],
        rounds=[{"kill_p": 0.0}, {}],
    )
    played = play_raid(case, 0, 0)
    times_s = played.entries["time_s"]
    assert (np.diff(times_s) >= 0.0).all()
    assert len(played.shots) > 0
