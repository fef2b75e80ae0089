"""A class is left to a partner as long as it can shoot."""

import pytest

from ....engine.small_cases import Threat, reasons
from .rule_cases import ruled_case, shots

SHORT = [{}, {"range_max_m": 20_000.0}]
"""The second unit meets a threat no farther than 20 km away, so it is launched at 300 s."""
LEAVES = {"leave_to_partner": [[True], [False]]}
ONE_POST_EACH = [{"first_unit": number, "end_unit": number + 1} for number in (0, 1)]
UNDER_A_POST = [*ONE_POST_EACH, {"first_unit": 2, "end_unit": 2}]


def case_of_two(**changes):
    """Return a case in which the first unit leaves the threat to the second, which reaches less far."""
    return ruled_case(**({"units": 2, "rounds": SHORT, "rule": LEAVES} | changes))


def test_the_partner_shoots_when_it_can_and_the_other_keeps_its_rounds():
    assert [unit for _, unit, _ in shots(case_of_two(rule={}))] == [0]
    ((launch_s, unit, _),) = shots(case_of_two())
    assert (launch_s, unit) == (pytest.approx(300.0, abs=0.2), 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"launcher": [{"rounds": 8}, {"rounds": 0, "interceptor": 1}]},
        {"unit": [{}, {"target_channels": 0}]},
        {"rule": {"leave_to_partner": True}},
        {"posts": ONE_POST_EACH},
    ],
    ids=["it has no round", "it has no channel", "it leaves it to others", "nobody tells it"],
)
def test_a_threat_is_not_left_to_a_partner_that_cannot_take_it(changes):
    loaded = [{"present": True, "rounds": 8}, {"present": True, "rounds": 8, "interceptor": 1}]
    assert shots(case_of_two(**({"launcher": loaded} | changes)))[0][1] == 0


def linked(**figures):
    """Return posts of one unit each, linked by one that is above both."""
    return {"posts": UNDER_A_POST, "links": [(a, b, figures) for a, b in ((0, 2), (1, 2), (2, 0), (2, 1))]}


@pytest.mark.parametrize(
    ("posts", "links"),
    [
        (ONE_POST_EACH, ((0, 1, {}), (1, 0, {}))),
        (UNDER_A_POST, linked()["links"]),
    ],
    ids=["over a link", "by a post above both"],
)
def test_a_partner_of_another_post_is_told(posts, links):
    assert [unit for _, unit, _ in shots(case_of_two(posts=posts, links=links))] == [1]


def test_what_the_partner_can_no_longer_meet_is_shot_at_after_all():
    near = [{}, {"range_max_m": 20_000.0, "range_min_m": 19_500.0, "kill_p": 0.0}]
    fired = shots(case_of_two(rounds=near))
    assert [unit for _, unit, _ in fired][:2] == [1, 0]
    assert reasons(case_of_two(rounds=near)) == (None,)


@pytest.mark.parametrize("cut", range(4))
def test_nobody_waits_for_a_partner_that_it_does_not_hear_or_that_does_not_hear_it(cut):
    case = case_of_two(**linked())
    case.links["loss_p"][0, cut] = 1.0
    assert shots(case)[0][1] == 0


def test_nobody_waits_for_a_partner_behind_a_lost_post():
    strike = Threat(speed_mps=1000.0, row=(("aim_post", 2),))  # after 100 s, too fast to meet
    case = ruled_case(strike, Threat(), units=2, rounds=SHORT, rule=LEAVES, **linked())
    assert shots(case)[0][1] == 0


def test_a_partner_that_is_silent_is_waited_for_until_word_of_its_shot_could_have_come():
    # the partner has not the rounds of its salvo, which nobody tells: its shot would be due after 300 s
    loaded = [{"rounds": 8}, {"rounds": 8, "interceptor": 1}]
    for latency_s in (0.0, 4.0, 15.0):
        busy = case_of_two(
            unit=[{}, {"partial_salvo": False}], launcher=loaded, **linked(latency_s=latency_s)
        )
        busy.doctrine["salvo_size"][0, 1] = 9
        launch_s, unit, _ = shots(busy)[0]
        assert unit == 0
        assert launch_s == pytest.approx(300.0 + 2 * latency_s + 1.0, abs=0.3)


def test_a_partner_whose_report_is_lost_is_not_waited_for_for_ever():
    fired = shots(case_of_two(**linked(loss_p=0.999), rounds=[{}, SHORT[1] | {"kill_p": 0.0}]))
    assert 0 in [unit for _, unit, _ in fired]


def test_a_partner_that_the_raid_has_put_out_of_action_is_not_known_to_be_before_its_shot_was_due():
    strike = Threat(speed_mps=800.0, row=(("aim_unit", 1),))  # after 125 s, too fast to meet
    for posts, launch_s in (({}, 150.0), (linked(), 301.0)):
        fired = shots(ruled_case(strike, Threat(), units=2, rounds=SHORT, rule=LEAVES, **posts))
        assert fired[0][1:] == (0, 1)
        assert fired[0][0] == pytest.approx(launch_s, abs=0.5)
