"""Weapons tight: no shot at what the post has not declared hostile."""

import pytest

from skykeep.core.raid.tables.recognition import Recognition

from ..rules.rule_cases import LATE, ruled_case, shots


@pytest.mark.parametrize(
    ("tight", "undeclared_p", "fired"), [(False, 1.0, 1), (True, 1.0, 0), (True, 0.0, 1)]
)
def test_only_what_is_declared_hostile_is_shot_at_where_weapons_are_tight(tight, undeclared_p, fired):
    case = ruled_case(LATE, rule={"weapons_tight": tight})
    rows = Recognition.table(1, 1)
    rows["class_right_p"], rows["threat_undeclared_p"] = 1.0, undeclared_p
    assert len(shots(case._replace(recognition=rows))) == fired


def test_where_no_post_identifies_tracks_the_rule_holds_nothing_back():
    assert len(shots(ruled_case(LATE, rule={"weapons_tight": True}))) == 1
