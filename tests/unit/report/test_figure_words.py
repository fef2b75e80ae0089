"""Words of intervals, and of figures that are named by their id."""

from skykeep.report.figure_ids import id_name
from skykeep.report.words import interval


def test_an_interval_that_ends_just_below_zero_begins_at_zero():
    assert interval((-0.04, 11.4)) == "0.0 to 11.4"
    assert interval((-0.06, 11.4)) == "-0.1 to 11.4"


def test_the_name_of_a_figure_does_not_say_twice_what_it_is_of():
    assert id_name("s-300pmu-2/launchers/main/launchers") == "s-300pmu-2: launchers"
    assert id_name("s-400/launchers/small/launchers") == "s-400, small: launchers"
    assert id_name("s-300pmu-2/radars/30n6e2/mast_m").startswith("s-300pmu-2, 30n6e2: ")
