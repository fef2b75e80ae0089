"""The last rounds are kept for other classes."""

from ....engine.small_cases import Threat, reasons
from .rule_cases import ruled_case, shots

OTHER = Threat(row=(("threat_class", 1), ("delay_s", 300.0)))


def test_a_class_gets_no_round_of_the_reserve():
    case = ruled_case(rounds={"kill_p": 0.0}, rule={"reserve_rounds": 6})
    assert len(shots(case)) == 2  # of eight
    assert reasons(case) == ("held_by_doctrine",)


def test_the_reserve_is_fired_at_the_class_for_which_it_is_kept():
    case = ruled_case(Threat(), OTHER, classes=2, rounds={"kill_p": 0.0}, rule={"reserve_rounds": [6, 0]})
    aimed = [threat for _, _, threat in shots(case)]
    assert aimed.count(0) == 2
    assert aimed.count(1) == 6


def test_a_salvo_is_cut_where_the_reserve_begins():
    case = ruled_case(doctrine=[[[3, 0, 0]]], rounds={"kill_p": 0.0}, rule={"reserve_rounds": 4})
    assert len(shots(case)) == 4  # three, then one
