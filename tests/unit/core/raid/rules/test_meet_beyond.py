"""No intercept close to the launcher."""

import pytest

from ....engine.small_cases import reasons
from .rule_cases import LATE, launches_s, ruled_case


def test_a_threat_that_can_only_be_met_inside_the_keep_out_is_let_go():
    # launched at 260 s, a round meets it 28 km away
    assert launches_s(ruled_case(LATE)) == [pytest.approx(260.0, abs=1.0)]
    assert launches_s(ruled_case(LATE, rule={"meet_beyond_m": 20_000.0})) == launches_s(ruled_case(LATE))
    case = ruled_case(LATE, rule={"meet_beyond_m": 30_000.0})
    assert launches_s(case) == []
    assert reasons(case) == ("held_by_doctrine",)
