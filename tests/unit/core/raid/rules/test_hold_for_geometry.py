"""Wait for a nearer intercept, unless there is none."""

import numpy as np
import pytest

from ....engine.small_cases import BOTH, Threat
from .rule_cases import launches_s, ruled_case


@pytest.mark.parametrize("share", [0.5, 0.8])
def test_the_round_meets_its_threat_within_the_share(share):
    met_s = (100_000.0 - share * 50_000.0) / 250.0
    launch_s = met_s - share * 50.0
    assert launches_s(ruled_case(rule={"hold_share": share})) == [pytest.approx(launch_s, abs=0.2)]


def test_the_last_chance_is_taken_where_waiting_leaves_none():
    lost = Threat(seen=((-np.inf, 250.0, BOTH),))  # it has vanished before it is within half of the reach
    assert launches_s(ruled_case(lost, rule={"hold_share": 0.5})) == launches_s(ruled_case(lost)) != []
