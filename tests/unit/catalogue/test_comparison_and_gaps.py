"""Two systems figure by figure, and what nobody publishes."""

from __future__ import annotations

from dataclasses import replace

import pytest

import skykeep
from skykeep.catalogue import iter_figures, load_catalogue
from skykeep.catalogue.comparison import compare_figures, figure_ends, unit_size
from skykeep.catalogue.gaps import field_gaps, figure_standing, system_gaps
from skykeep.errors import CatalogueError

SYSTEMS = load_catalogue().systems
ARMED = [system for system in SYSTEMS.values() if system.can_engage]


def readings(a, b):
    found = compare_figures(SYSTEMS[a], SYSTEMS[b])
    return {(pair.part, pair.field): pair.reading for pair in found.pairs}


def test_what_stands_beside_each_other_does_the_same():
    found = compare_figures(SYSTEMS["s-300pmu-2"], SYSTEMS["s-400"])
    assert found.parts["engagement radar"] == ("30N6E2 engagement radar", "92N6E engagement radar")
    assert found.parts["interceptor"] == ("48N6E2", "48N6E3")
    assert found.parts["interceptor 2"] == ("", "40N6E")


def test_a_radar_that_searches_and_engages_stands_in_both_places():
    parts = compare_figures(SYSTEMS["s-400"], SYSTEMS["m-sam-ii"]).parts
    assert parts["searching radar"][1] == parts["engagement radar"][1] == "Multi-function radar"


def test_readings_say_whether_limits_meet():
    found = readings("s-300pmu-2", "m-sam-ii")
    assert found["interceptor", "range_max_m"] == "favours a"
    assert found["launchers", "rounds_per_launcher"] == "favours b"
    assert found["whole system", "price_usd"] == "b is higher"
    assert found["command post", "operator_delay_s"] == "same unknown"
    assert found["interceptor", "peak_speed_mps"] == "overlap"
    assert found["command post", "batteries_controlled"] == "only a"


@pytest.mark.parametrize("other", [system.id for system in ARMED if system.id != "s-400"])
def test_a_comparison_turned_round_says_the_same(other):
    turned = {"favours a": "favours b", "favours b": "favours a", "only a": "only b", "only b": "only a"}
    turned |= {"a is higher": "b is higher", "b is higher": "a is higher"}
    there, back = readings("s-400", other), readings(other, "s-400")
    assert there == {key: turned.get(reading, reading) for key, reading in back.items()}


@pytest.mark.parametrize("system", [system.id for system in ARMED])
def test_a_comparison_leaves_out_no_figure_but_those_of_further_launchers(system):
    found = compare_figures(SYSTEMS[system], SYSTEMS["s-300pmu-2" if system != "s-300pmu-2" else "s-400"])
    shown = {pair.a_id for pair in found.pairs if pair.a is not None}
    left = {name for name, _ in iter_figures(SYSTEMS[system])} - shown
    assert left == set()


def test_limits_that_touch_do_not_lie_apart():
    a = SYSTEMS["s-300pmu-2"]
    post = replace(
        a.command_post, reaction_s=replace(a.command_post.reaction_s, low=30.0, best=30.0, high=40.0)
    )
    pairs = compare_figures(a, replace(a, command_post=post)).pairs
    assert [pair.reading for pair in pairs if pair.field == "reaction_s"] == ["overlap"]


def test_ends_hold_the_claims_too():
    figure = SYSTEMS["s-300pmu-2"].radars[0].detection_range_m
    assert figure_ends(figure) == (200_000.0, 330_000.0)


def test_the_python_door_compares_by_id():
    found = skykeep.compare_figures("samp-t", "samp-t-ng")
    assert isinstance(found, skykeep.FigureComparison)
    assert sum(found.count().values()) == len(found.pairs)
    with pytest.raises(CatalogueError, match="no system 'samp' in the catalogue"):
        skykeep.compare_figures("samp", "nasams")


@pytest.mark.parametrize(
    ("system", "sets", "channels", "launchers", "rounds"),
    [
        ("s-300pmu-2", 1, 6, 6, 24),
        ("pantsir-s1", 6, 12, 6, 72),
        ("tor-m2", 4, 16, 4, 64),
        ("buk-m3", 6, 36, 6, 36),
        ("patriot", 1, 9, 6, 48),
        ("ground-master-400", 1, 0, 0, 0),
    ],
)
def test_one_unit_has_the_channels_launchers_and_rounds_of_all_its_sets(
    system, sets, channels, launchers, rounds
):
    size = unit_size(SYSTEMS[system])
    assert (size.engagement_sets, size.target_channels) == (sets, channels)
    assert (size.launchers, size.ready_rounds) == (launchers, rounds)


def test_gaps_count_every_system_once():
    for gap in field_gaps(SYSTEMS.values()):
        named = [*gap.public, *gap.low, *gap.hobby, *gap.assumed, *gap.absent]
        assert sorted(named) == sorted(system.id for system in ARMED), gap.field


def test_what_nobody_publishes_comes_first():
    gaps = field_gaps(SYSTEMS.values())
    nobody = [gap.nobody for gap in gaps]
    assert nobody == sorted(nobody, reverse=True)
    fields = {gap.field for gap in gaps if gap.nobody}
    assert {"operator_delay_s", "assessment_s", "reload_s", "slew_time_s"} <= fields
    assert not {"range_max_m", "price_usd", "rounds_per_launcher"} & fields


def test_gaps_of_one_system_are_its_figures_that_are_not_public():
    rows = system_gaps(SYSTEMS["iris-t-slm"])
    standings = {name: standing for name, _, standing in rows}
    assert standings["iris-t-slm/radars/trml-4d/antenna_height_m"] == "assumed"
    assert "iris-t-slm/interceptors/iris-t-slm-round/range_max_m" not in standings
    assert all(figure_standing(figure) == standing for _, figure, standing in rows)
    assert "public" not in standings.values()
