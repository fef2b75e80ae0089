"""What flies at a part of the unit itself is served first."""

from dataclasses import replace

import pytest

from skykeep.core.raid.identity.aims import AIMS

from .rule_cases import LATE, served


@pytest.mark.parametrize(("points", "order"), [(0.0, [0, 1]), (1.0, [1, 0])])
def test_the_threat_at_the_own_radar_goes_before_an_earlier_arrival(points, order):
    at_radar = replace(LATE, start_m=(0.0, 100_500.0), row=(("aim_unit", 0),))
    assert served(LATE, at_radar, rule={"self_defence_priority": points}) == order


@pytest.mark.parametrize("aim", AIMS)
def test_each_own_part_goes_before_an_earlier_arrival_and_those_of_others_do_not(aim):
    two = {
        "units": 2,
        "posts": [{"end_unit": 1}, {"first_unit": 1, "end_unit": 2}],
        "launcher": [{"rounds": 8}, {"rounds": 0, "interceptor": 1}],
        "rule": {"self_defence_priority": 1.0},
    }
    other = {"aim_radar": 2}.get(aim, 1)
    for place, order in ((0, [1, 0]), (other, [0, 1])):
        at_part = replace(LATE, start_m=(0.0, 100_500.0), row=((aim, place),))
        assert served(LATE, at_part, **two) == order
