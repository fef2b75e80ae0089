"""No intercept over what is defended."""

import pytest

from ....engine.small_cases import Threat, reasons
from .rule_cases import LATE, launches_s, ruled_case

ASIDE = Threat(start_m=(0.0, 60_000.0), end_m=(0.0, 20_000.0))
"""A threat at an aim 20 km from the launchers, where it arrives after 160 s."""


def test_a_threat_is_not_met_in_the_last_part_of_its_way():
    assert launches_s(ruled_case(LATE, rule={"keep_out_m": 20_000.0})) == launches_s(ruled_case(LATE))
    case = ruled_case(LATE, rule={"keep_out_m": 30_000.0})
    assert launches_s(case) == []
    assert reasons(case) == ("held_by_doctrine",)


@pytest.mark.parametrize(("edge_m", "shots"), [(25_000.0, 1), (35_000.0, 0)])
def test_the_keep_out_lies_round_the_aim_not_round_the_launchers(edge_m, shots):
    # it is in reach from 40 s on, 50 km from the launchers and 30 km from its aim
    assert len(launches_s(ruled_case(ASIDE, rule={"keep_out_m": edge_m}))) == shots
