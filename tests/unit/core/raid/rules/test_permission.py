"""A unit fires once its superior has permitted it."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.core.raid.vocabulary.kinds import (
    LOG_REPORT_LOST,
    LOG_REPORT_RECEIVED,
    LOG_REPORT_SENT,
    TELLS_PERMISSION,
    TELLS_REQUEST,
)
from skykeep.engine.replay import play_raid

from ....engine.small_duties import with_duties
from .rule_cases import LATE, ruled_case, shots

NEXT = replace(LATE, row=(("delay_s", 60.0),))


def first_launches_s(**rule):
    """Return the first launch at each of two threats, the second 60 s behind the first."""
    launched = {}
    for launch_s, _, threat in shots(ruled_case(LATE, NEXT, rule=rule)):
        launched.setdefault(threat, launch_s)
    return launched[0], launched[1]


def test_each_launch_waits_for_its_permission():
    first_s, next_s = first_launches_s()
    assert first_launches_s(permission_s=30.0) == (
        pytest.approx(first_s + 30.0),
        pytest.approx(next_s + 30.0),
    )


def test_weapons_are_free_after_the_first_permission():
    first_s, next_s = first_launches_s()
    freed = first_launches_s(permission_s=30.0, free_after_first=True)
    assert freed == (pytest.approx(first_s + 30.0), pytest.approx(next_s))


UNDER_ONE = [{"end_unit": 1, "above": 1, "down_link": 1}, {"first_unit": 1, "end_unit": 1}]


def under_one(*threats, up=None, down=None, autonomous_s=0.0, permission_s=30.0, **figures):
    """Return a case of a unit under a post, with figures of the link, alike both ways or up and down."""
    posts = [UNDER_ONE[0], UNDER_ONE[1] | {"autonomous_s": autonomous_s}]
    return ruled_case(
        *(threats or (LATE,)),
        rule={"permission_s": permission_s},
        posts=posts,
        links=[(0, 1, figures | (up or {})), (1, 0, figures | (down or {}))],
    )


def first_launch_s(*threats, **changes):
    """Return the first launch at the last threat of a unit under a post."""
    case = under_one(*threats, **changes)
    last = max(len(threats) - 1, 0)
    return min((launch_s for launch_s, _, threat in shots(case) if threat == last), default=None)


def test_request_and_permission_take_the_way_of_the_link():
    free_s = first_launch_s(permission_s=0.0)
    assert first_launch_s() == pytest.approx(free_s + 30.0)
    assert first_launch_s(latency_s=4.0) == pytest.approx(free_s + 30.0 + 8.0)


def reports(played, kind, what):
    """Return when reports of a kind had an entry of a kind in the log of a raid."""
    found = played.entries[(played.entries["kind"] == kind) & (played.entries["value"] == what)]
    return found["time_s"].tolist()


def test_a_post_above_permits_nothing_that_it_does_not_know_of():
    case = under_one(up={"loss_p": 0.5})
    known = []
    for replication in range(12):
        played = play_raid(case, 0, replication)
        if reports(played, LOG_REPORT_RECEIVED, TELLS_REQUEST):
            known.append(bool(np.isfinite(played.raid.tracks["known_s"][1, 0])))
            assert bool(reports(played, LOG_REPORT_SENT, TELLS_PERMISSION)) == known[-1]
            assert known[-1] or played.shots.size == 0
    assert set(known) == {True, False}


@pytest.mark.parametrize(("way", "what"), [("up", TELLS_REQUEST), ("down", TELLS_PERMISSION)])
def test_a_word_that_is_lost_is_asked_for_again_and_costs_that_time(way, what):
    case = under_one(permission_s=10.0, latency_s=1.0, **{way: {"loss_p": 0.5}})
    asked_again = 0
    for replication in range(12):
        played = play_raid(case, 0, replication)
        if not np.isfinite(played.raid.tracks["known_s"][1, 0]):
            continue
        asked_s = [
            time_s
            for kind in (LOG_REPORT_SENT, LOG_REPORT_LOST)
            for time_s in reports(played, kind, TELLS_REQUEST)
        ]
        again_s = 10.0 + 2.0 + 2.0  # as long as an answer takes, and two seconds
        assert sorted(asked_s) == pytest.approx(
            [min(asked_s) + again_s * number for number in range(len(asked_s))]
        )
        asked_again += len(asked_s) > 1
        assert (len(reports(played, LOG_REPORT_LOST, what)) > 0) == (len(asked_s) > 1)
    assert asked_again > 0


def test_permissions_wait_for_each_other_on_a_busy_link():
    several = [replace(LATE, row=(("key", 100.0 + number),)) for number in range(3)]
    free_s, busy_s = (
        sorted(
            {
                threat: launch_s for launch_s, _, threat in reversed(shots(under_one(*several, **figures)))
            }.values()
        )
        for figures in ({}, {"down": {"report_s": 8.0}})
    )
    assert np.array(busy_s) - np.array(free_s) == pytest.approx([8.0, 16.0, 24.0])


def test_a_unit_that_was_cut_off_from_the_start_asks_nobody():
    assert first_launch_s(loss_p=1.0, autonomous_s=20.0) == pytest.approx(first_launch_s(permission_s=0.0))


def test_a_unit_whose_superior_is_lost_fires_without_permission_after_its_time():
    killer = replace(LATE, speed_mps=1000.0, row=(("aim_post", 1),))  # arrives after 100 s, too fast to meet
    free_s = first_launch_s(killer, LATE, permission_s=0.0)
    lost_s = 100.0
    assert free_s > lost_s
    for autonomous_s in (0.0, 200.0):
        found = first_launch_s(killer, LATE, autonomous_s=autonomous_s)
        assert found == pytest.approx(max(free_s, lost_s + autonomous_s))


def test_a_unit_that_goes_on_by_itself_asks_its_lost_post_for_no_permission():
    killer = replace(LATE, speed_mps=1000.0, row=(("aim_post", 1),))
    case = under_one(killer, LATE, autonomous_s=1e6)
    alone = with_duties(case, unit={"above": 1, "autonomous_after_s": 200.0})
    assert [threat for _, _, threat in shots(case)] == []
    assert shots(alone)[0] == (pytest.approx(100.0 + 200.0), 0, 1)
