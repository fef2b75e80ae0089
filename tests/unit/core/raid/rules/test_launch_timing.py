"""No launch earlier than a time before the threat arrives."""

import pytest

from .rule_cases import launches_s, ruled_case


@pytest.mark.parametrize("last_s", [60.0, 200.0])
def test_a_launch_waits_for_the_last_part_of_the_flight(last_s):
    assert launches_s(ruled_case(rule={"launch_last_s": last_s})) == [pytest.approx(400.0 - last_s)]


def test_a_threat_in_reach_only_later_is_not_shot_at_any_earlier():
    assert launches_s(ruled_case(rule={"launch_last_s": 300.0})) == launches_s(ruled_case())
