"""Classes with more points are served first."""

from dataclasses import replace

from .rule_cases import LATE, served

FIRST, SECOND = LATE, replace(LATE, start_m=(0.0, 100_500.0), row=(("threat_class", 1),))


def aimed(points):
    """Return the threats in the order in which they are shot at."""
    return served(FIRST, SECOND, classes=2, rule={"priority": points})


def test_the_first_to_arrive_is_served_first_among_equals():
    assert aimed([0.0, 0.0]) == aimed([7.0, 7.0]) == [0, 1]


def test_more_points_go_before_an_earlier_arrival():
    assert aimed([0.0, 1.0]) == aimed([-1.0, 0.0]) == [1, 0]
