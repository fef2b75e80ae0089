"""What posts tell each other: engagements, kills and tracks, over links that are slow, full or lossy."""

import math

import numpy as np
import pytest

from skykeep.core.raid.vocabulary.codes import HIT, KILLED, WASTED
from skykeep.core.raid.vocabulary.kinds import LOG_READY
from skykeep.engine import run_worlds
from skykeep.engine.replay import play_raid

from .small_cases import SEARCH_BIT, Threat, small_case
from .wear_cases import with_wear

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


@pytest.mark.parametrize(("notice_s", "salvos"), [(5.0, 1), (200.0, 2)])
def test_a_post_that_has_missed_notices_that_another_has_killed_its_threat(notice_s, salvos):
    posts = [TWO[0] | {"notice_s": notice_s}, TWO[1]]
    # the first misses at 200 s and has its next round at 250 s; the second kills at about 207 s
    case = small_case(
        units=2,
        posts=posts,
        unit=[{}, {"reaction_s": 159.0}],
        launcher=[{"rounds": 1, "reload_sets": 1, "reload_s": 100.0}, {"interceptor": 1}],
        rounds=[{"kill_p": 0.0}, {}],
    )
    (killed_s,) = play_raid(case, 0, 0).raid.threats["killed_s"]
    assert 205.0 < killed_s < 240.0
    assert (shots_at(case)["unit"] == 0).sum() == salvos


def test_a_post_that_holds_its_own_kill_for_a_miss_shoots_again_however_soon_it_notices():
    case = small_case(luck={"missed_kill": 1.0}, posts=[{"end_unit": 1, "notice_s": 0.0}])
    assert len(shots_at(case)) > 1


def test_what_is_told_again_has_luck_of_its_own():
    threats, loss_p = 150, 0.5
    at_post = Threat(speed_mps=1000.0, row=(("aim_post", 1),))  # after 100 s, too fast to meet
    case = small_case(
        at_post,
        *[Threat() for _ in range(threats)],
        posts=[TWO[0], {"first_unit": 1, "end_unit": 1}],
        links=both_ways(0, 1, loss_p=loss_p),
        launcher={"rounds": 0},
    )
    again = with_wear(case, spares=1)  # works again after 200 s: whoever has a link to it tells it all
    told = [np.isfinite(play_raid(each, 0, 0).raid.tracks["known_s"][1, 1:]).mean() for each in (case, again)]
    for p, found in zip((1 - loss_p, 1 - loss_p**2), told, strict=True):
        assert found == pytest.approx(p, abs=3.3 * math.sqrt(p * (1 - p) / threats))


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


def operated(*threats, engagement=None):
    """Return when a unit of one operator, who takes 60 s, is ready for each threat, after its post knew of
    it."""
    case = small_case(
        *threats,
        unit={"reaction_s": 10.0, "operators": 1, "operator_s": 60.0},
        engagement={"revisit_s": 1e-3} | (engagement or {}),
        search={"revisit_s": 1e-3},
        launcher={"rounds": 0},
    )
    raid = play_raid(case, 0, 0).raid
    return (raid.engagements["ready_s"][0] - raid.tracks["known_s"][0]).tolist()


def test_a_track_on_which_the_radar_never_locks_costs_an_operator_his_time():
    unseen = Threat(seen=((-np.inf, np.inf, SEARCH_BIT),))
    late = Threat(row=(("delay_s", 1.0),))
    assert operated(unseen, late) == [np.inf, pytest.approx(129.0, abs=0.1)]
    assert operated(Threat(), late) == [pytest.approx(70.0, abs=0.1), pytest.approx(129.0, abs=0.1)]


def test_an_operator_is_free_once_the_threat_of_his_track_has_arrived():
    near = Threat(start_m=(0.0, 10_000.0))  # arrives after 40 s
    found = operated(near, Threat(row=(("delay_s", 1.0),)))
    assert found[1] == pytest.approx(40.0 - 1.0 + 60.0, abs=0.1)


def test_what_arrives_before_an_operator_is_free_takes_no_time_of_his():
    near = Threat(start_m=(0.0, 15_000.0), row=(("delay_s", 1.0),))  # arrives after 61 s
    found = operated(Threat(), near, Threat(row=(("delay_s", 2.0),)))
    assert found[2] == pytest.approx(130.0 - 2.0, abs=0.1)


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
