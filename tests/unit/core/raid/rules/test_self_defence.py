"""What flies at the unit's own radar is served first."""

from dataclasses import replace

import pytest

from .rule_cases import LATE, served


@pytest.mark.parametrize(("points", "order"), [(0.0, [0, 1]), (1.0, [1, 0])])
def test_the_threat_at_the_own_radar_goes_before_an_earlier_arrival(points, order):
    at_radar = replace(LATE, start_m=(0.0, 100_500.0), row=(("aim_unit", 0),))
    assert served(LATE, at_radar, rule={"self_defence_priority": points}) == order


def test_a_threat_at_the_radar_of_another_unit_has_no_points():
    at_other = replace(LATE, start_m=(0.0, 100_500.0), row=(("aim_unit", 1),))
    assert served(LATE, at_other, rule={"self_defence_priority": 1.0}) == [0, 1]
