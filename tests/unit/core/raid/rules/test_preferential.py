"""Only what flies at enough is engaged."""

from dataclasses import replace

import pytest

from skykeep.core.raid.identity.aims import AIMS

from ....engine.small_cases import Threat, reasons
from .rule_cases import ruled_case, shots

AT_LITTLE, AT_MUCH = (replace(Threat(), row=(("aim_value", worth),)) for worth in (1.0, 3.0))


def test_what_flies_at_too_little_is_let_go():
    case = ruled_case(AT_LITTLE, AT_MUCH, rule={"least_value": 2.0})
    assert {threat for _, _, threat in shots(case)} == {1}
    assert reasons(case) == ("held_by_doctrine", None)


def test_the_least_worth_itself_is_enough():
    assert {threat for _, _, threat in shots(ruled_case(AT_LITTLE, AT_MUCH, rule={"least_value": 1.0}))} == {
        0,
        1,
    }


@pytest.mark.parametrize("aim", AIMS)
def test_what_flies_at_a_part_of_the_defence_is_always_engaged(aim):
    at_part = replace(Threat(), row=(("aim_value", 1.0), (aim, 0)))
    assert shots(ruled_case(at_part, rule={"least_value": 2.0})) != []
