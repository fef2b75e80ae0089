"""Words of intervals, and of figures that are named by their id."""

from dataclasses import replace

from skykeep.catalogue import load_catalogue
from skykeep.report.comparison_tables import doubted
from skykeep.report.fields import class_words, figure_label
from skykeep.report.figure_ids import id_name, names_for
from skykeep.report.words import interval

from .brief_cases import figure


def test_an_interval_that_ends_just_below_zero_begins_at_zero():
    assert interval((-0.04, 11.4)) == "0.0 to 11.4"
    assert interval((-0.06, 11.4)) == "-0.1 to 11.4"
    assert interval((44.7, 45.2), digits=0) == "45"


def test_a_cell_whose_interval_is_its_mean_says_so_in_words():
    reach = {"mean": 45_100.0, "ignorance_90": None, "total_90": [44_900.0, 45_300.0]}
    assert doubted(reach, digits=0, scale=1000.0) == "45 (in nearly all draws)"
    assert doubted(reach | {"total_90": [41e3, 46e3]}, digits=0, scale=1000.0) == "45 (in all 41 to 46)"
    leakers = {"mean": 24.0, "ignorance_90": [23.9, 24.0], "total_90": None}
    assert doubted(leakers, digits=0) == "24 (90\u00a0% sure)"
    assert doubted(leakers, digits=1) == "24.0 (23.9 to 24.0)"
    assert doubted(leakers | {"ignorance_90": None}, digits=0) == "24"


def test_the_name_of_a_figure_does_not_say_twice_what_it_is_of():
    assert id_name("s-300pmu-2/launchers/main/launchers") == "s-300pmu-2: launchers"
    assert id_name("s-400/launchers/small/launchers") == "s-400, small: launchers"
    assert id_name("s-300pmu-2/radars/30n6e2/mast_m").startswith("s-300pmu-2, 30n6e2: ")


def test_a_figure_of_a_known_row_is_called_as_its_part_is_printed():
    launchers = figure("s-400/launchers/small/launchers", entry="Launchers of the 9M96E2", name="launchers")
    reload = replace(launchers, id="s-400/launchers/small/reload_s", name="reload", unit="s")
    radar = figure("s-400/radars/91n6e/detection_range_m", entry="91N6E acquisition radar")
    kill = figure("common/kill_p/srbm", entry="Common kill figures", name="kill p srbm")
    named = names_for("s-400", (launchers, reload, radar, kill))
    assert named(launchers.id) == "launchers of the 9M96E2"
    assert named(reload.id) == "launchers of the 9M96E2: time to reload"
    assert named(radar.id) == "91N6E acquisition radar: printed detection range"
    assert named("s-400/command_post/operators") == "command post: operators who take up tracks side by side"
    assert named(kill.id) == "all systems: chance of a kill by one interceptor, quasi-ballistic missile"
    assert figure_label(kill) == "Chance of a kill by one interceptor, quasi-ballistic missile"


def test_every_threat_class_is_called_without_letters_that_only_a_specialist_knows():
    for name in load_catalogue().threats:
        words = class_words(name)
        assert words not in ("srbm", "mrbm", "male uav")
        assert "uav" not in words
