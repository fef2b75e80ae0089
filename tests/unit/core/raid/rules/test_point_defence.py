"""What flies at a place close by is served first."""

from dataclasses import replace

import pytest

from .rule_cases import LATE, served

AT_FAR_PLACE = replace(LATE, start_m=(0.0, 97_000.0), end_m=(0.0, 10_000.0))
"""It arrives 10 km from the unit, before the other arrives at it."""


@pytest.mark.parametrize(("near_m", "order"), [(0.0, [1, 0]), (5_000.0, [0, 1]), (20_000.0, [1, 0])])
def test_the_threat_at_the_place_that_is_guarded_goes_first(near_m, order):
    assert served(LATE, AT_FAR_PLACE, rule={"point_defence_m": near_m}) == order
