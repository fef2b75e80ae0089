"""What flies at more is served first."""

from dataclasses import replace

import pytest

from skykeep.core.raid.identity.aims import AIMS

from .rule_cases import LATE, served


def aimed(points, *rows):
    """Return the threats in the order in which they are shot at."""
    first, second = rows
    late = replace(LATE, start_m=(0.0, 100_500.0), row=second)
    return served(replace(LATE, row=first), late, rule={"value_priority": points})


def test_the_worth_of_the_aim_counts_once_it_has_points():
    worth = ((("aim_value", 1.0),), (("aim_value", 3.0),))
    assert aimed(0.0, *worth) == [0, 1]
    assert aimed(2.0, *worth) == [1, 0]


@pytest.mark.parametrize("aim", AIMS)
def test_a_part_of_the_defence_has_no_worth_of_its_own(aim):
    assert aimed(2.0, (("aim_value", 1.0),), (("aim_value", 3.0), (aim, 0))) == [0, 1]
