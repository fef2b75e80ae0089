"""A unit fires once its superior has permitted it."""

from dataclasses import replace

import pytest

from .rule_cases import LATE, ruled_case, shots

NEXT = replace(LATE, row=(("delay_s", 60.0),))


def first_launches_s(**rule):
    """Return the first launch at each of two threats, the second 60 s behind the first."""
    launched = {}
    for launch_s, _, threat in shots(ruled_case(LATE, NEXT, rule=rule)):
        launched.setdefault(threat, launch_s)
    return launched[0], launched[1]


def test_each_launch_waits_for_its_permission():
    first_s, next_s = first_launches_s()
    assert first_launches_s(permission_s=30.0) == (
        pytest.approx(first_s + 30.0),
        pytest.approx(next_s + 30.0),
    )


def test_weapons_are_free_after_the_first_permission():
    first_s, next_s = first_launches_s()
    freed = first_launches_s(permission_s=30.0, free_after_first=True)
    assert freed == (pytest.approx(first_s + 30.0), pytest.approx(next_s))
