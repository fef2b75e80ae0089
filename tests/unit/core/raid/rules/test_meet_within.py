"""No intercept beyond a gate."""

import pytest

from .rule_cases import launches_s, ruled_case


def test_the_round_meets_its_threat_at_the_gate():
    # 30 km away at 280 s, and a round needs 30 s to there
    assert launches_s(ruled_case(rule={"meet_within_m": 30_000.0})) == [pytest.approx(250.0, abs=0.1)]


def test_a_gate_beyond_the_reach_changes_nothing():
    assert launches_s(ruled_case(rule={"meet_within_m": 90_000.0})) == launches_s(ruled_case())
