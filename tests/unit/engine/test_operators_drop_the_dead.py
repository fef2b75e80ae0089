"""A track whose threat is held to be dead leaves the queue of operators, and who waits behind it is taken up
the earlier."""

import numpy as np
import pytest

from skykeep.core.raid.vocabulary.kinds import LOG_ASSESSED_DEAD
from skykeep.engine.replay import play_raid

from .small_cases import Threat, small_case

REACTION_S, SERVICE_S, ASSESSMENT_S = 10.0, 60.0, 5.0
ONE_POST = [{"end_unit": 2}]
AT_ONCE = {"revisit_s": 1e-3}
LINKS = ((0, 1, {"latency_s": 3.0}), (1, 0, {"latency_s": 3.0}))


def two_posts(notice_s):
    """Return a post for each fire unit, of which the second notices kills by others after a time."""
    return [{"end_unit": 1}, {"first_unit": 1, "end_unit": 2, "notice_s": notice_s}]


def waiting_case(posts, *, links=(), rounds=2, false_kill=0.0):
    """Return a case of three threats: the first fire unit shoots at two of them far out, which the one
    operator of the second takes up before the third."""
    operated = {"operators": 1, "operator_s": SERVICE_S}
    return small_case(
        *(Threat(start_m=(0.0, 100_000.0 + number)) for number in range(3)),
        units=2,
        unit=[{"reaction_s": REACTION_S}, {"reaction_s": REACTION_S} | operated],
        launcher=[{"rounds": rounds}, {"rounds": 8, "interceptor": 1}],
        rounds=[{"range_max_m": 90_000.0, "kill_p": 1.0 - (false_kill > 0.0)}, {}],
        luck={"false_kill": false_kill},
        search=AT_ONCE,
        engagement=AT_ONCE,
        posts=posts,
        links=links,
    )


def ready_s(case):
    """Return when the second unit is ready for each threat, and when the first one judged its salvos."""
    played = play_raid(case, 0, 0)
    judged = played.entries[(played.entries["kind"] == LOG_ASSESSED_DEAD) & (played.entries["place"] == 0)]
    return played.raid.engagements["ready_s"][1], judged["time_s"]


def test_without_a_kill_each_track_waits_for_the_one_before_it():
    found, _ = ready_s(waiting_case(ONE_POST, rounds=0))
    assert found == pytest.approx(REACTION_S + SERVICE_S * np.array([1.0, 2.0, 3.0]), abs=0.01)


@pytest.mark.parametrize(
    ("posts", "links", "told_s"),
    [(ONE_POST, (), 0.0), (two_posts(99.0), LINKS, 3.0), (two_posts(4.0), (), 4.0 - ASSESSMENT_S)],
    ids=["judged by a unit of the post", "told by another post", "noticed by itself"],
)
def test_the_operator_drops_what_his_post_holds_to_be_dead(posts, links, told_s):
    found, judged_s = ready_s(waiting_case(posts, links=links))
    first_s, second_s = judged_s + told_s
    assert REACTION_S + SERVICE_S < first_s < second_s < REACTION_S + 2.0 * SERVICE_S
    assert found[2] == pytest.approx(second_s + SERVICE_S)  # the second was in his hands until then


def test_what_is_wrongly_judged_dead_leaves_the_queue_too():
    found, judged_s = ready_s(waiting_case(ONE_POST, false_kill=1.0))
    assert found[2] == pytest.approx(judged_s[1] + SERVICE_S)
