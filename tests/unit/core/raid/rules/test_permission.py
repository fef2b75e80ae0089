"""A unit fires once its superior has permitted it."""

from dataclasses import replace

import pytest

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


def first_launch_s(*threats, latency_s=0.0, loss_p=0.0, tells=True, autonomous_s=0.0, permission_s=30.0):
    """Return the first launch at the last threat of a unit under a post, which may not be told of tracks."""
    figures = {"latency_s": latency_s, "loss_p": loss_p}
    posts = [UNDER_ONE[0], UNDER_ONE[1] | {"autonomous_s": autonomous_s}]
    up = figures if tells else figures | {"loss_p": 1.0}
    case = ruled_case(
        *(threats or (LATE,)),
        rule={"permission_s": permission_s},
        posts=posts,
        links=[(0, 1, up), (1, 0, figures)],
    )
    last = max(len(threats) - 1, 0)
    return min((launch_s for launch_s, _, threat in shots(case) if threat == last), default=None)


def test_request_and_permission_take_the_way_of_the_link():
    free_s = first_launch_s(permission_s=0.0)
    assert first_launch_s() == pytest.approx(free_s + 30.0)
    assert first_launch_s(latency_s=4.0) == pytest.approx(free_s + 30.0 + 8.0)


def test_a_post_above_permits_nothing_that_it_does_not_know_of():
    assert first_launch_s(tells=False) is None


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
