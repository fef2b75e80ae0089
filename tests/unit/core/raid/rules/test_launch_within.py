"""No launch while the threat is farther away than a gate."""

import pytest

from ....engine.small_cases import Threat, reasons
from .rule_cases import launches_s, ruled_case


def test_the_first_launch_waits_until_the_threat_has_passed_the_gate():
    assert launches_s(ruled_case()) == [pytest.approx(150.0, abs=0.1)]
    gate_s = (100_000.0 - (40_000.0**2 - 1_000.0**2) ** 0.5) / 250.0
    gated = ruled_case(rule={"launch_within_m": 40_000.0})
    assert launches_s(gated) == [pytest.approx(gate_s, abs=0.01)]


def test_a_threat_that_never_passes_the_gate_is_held_back_by_doctrine():
    passing = Threat(start_m=(-60_000.0, 30_000.0), end_m=(60_000.0, 30_000.0))
    assert launches_s(ruled_case(passing)) != []
    case = ruled_case(passing, rule={"launch_within_m": 25_000.0})
    assert launches_s(case) == []
    assert reasons(case) == ("held_by_doctrine",)
