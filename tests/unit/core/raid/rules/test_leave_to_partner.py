"""A class is left to a partner as long as it can shoot."""

import pytest

from ....engine.small_cases import reasons
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


@pytest.mark.parametrize(
    ("posts", "links"),
    [
        (ONE_POST_EACH, ((0, 1, {}), (1, 0, {}))),
        (
            [*ONE_POST_EACH, {"first_unit": 2, "end_unit": 2}],
            ((0, 2, {}), (1, 2, {}), (2, 0, {}), (2, 1, {})),
        ),
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
