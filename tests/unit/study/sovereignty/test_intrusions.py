"""Intrusions: one at a time, shares that hold by hand, answers that are the same however asked."""

import json
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from typer.testing import CliRunner

import skykeep
from skykeep.catalogue import load_catalogue
from skykeep.cli._app import app
from skykeep.errors import UsageError
from skykeep.model import Study, fixed
from skykeep.scenario.file import read_scenario
from skykeep.study.brief_case import read_brief_case
from skykeep.study.sovereignty.corridors import border_corridors
from skykeep.study.sovereignty.defences import option_defence, teller
from skykeep.study.sovereignty.intrusions import (
    ROUNDS,
    Intruder,
    identified_p,
    intrusion_scenario,
    play_intrusions,
)
from skykeep.terrain.places import load_country

CATALOGUE = load_catalogue()
SMALL = "iraq-baghdad-s300pmu2-cruise"
SCENARIO = replace(read_scenario(SMALL, catalogue=CATALOGUE), study=Study(worlds=6, replications=2, seed=3))
LINES = border_corridors(load_country("IQ"), SCENARIO.assets, 4)
FIGHTERS = [Intruder(threat_class="fighter", height_m=height, speed_mps=250.0) for height in (1000.0, 8000.0)]


def test_every_intruder_flies_every_line_alone_and_meets_full_launchers():
    flown = intrusion_scenario(SCENARIO, LINES, FIGHTERS)
    groups = flown.raid.groups
    assert len(groups) == len(LINES) * len(FIGHTERS)
    assert all(group.count == 1 for group in groups)
    for before, after in pairwise(groups):
        assert after.delay_s - before.delay_s > before.standoff_m / before.speed_mps + 1000.0
    axes = {group.axis * np.degrees(flown.raid.axis_angle_rad) for group in groups}
    assert {round(axis) for axis in axes} == {0, 90, 180, 270}
    assert flown.first_bearing_deg == 0.0
    assert {unit.rounds_per_launcher for unit in flown.fire_units} == {ROUNDS}
    assert flown.identification
    assert flown.traffic == ()


def test_identified_is_the_product_of_chances_where_a_track_lasts_long_enough():
    conditions = replace(
        CATALOGUE.conditions,
        identify_s=fixed(20.0),
        threat_for_friend_p=fixed(0.1),
        threat_undeclared_p=fixed(0.25),
    )
    known_s = np.array([19.9, 20.0, 500.0, np.nan]).reshape(1, 1, 1, 4)
    known_s = np.repeat(known_s, SCENARIO.study.worlds, axis=2)
    found = identified_p(SCENARIO, replace(CATALOGUE, conditions=conditions), known_s)
    assert found[0, 0, 0] == pytest.approx([0.0, 0.9 * 0.75, 0.9 * 0.75, 0.0])


@pytest.fixture(scope="module")
def played():
    """Give intrusions on one battalion."""
    return play_intrusions(SCENARIO, CATALOGUE, LINES, FIGHTERS)


def test_what_is_engaged_was_seen_and_identified_and_free_fire_holds_back_less(played):
    assert played.seen.shape == (4, 2, 6, 2)
    assert (played.engaged <= played.seen).all()
    assert (played.engaged <= played.identified).all()
    assert (played.identified <= played.seen).all()
    assert played.engaged.mean() <= played.engaged_free.mean()
    assert ((played.watched >= 0.0) & (played.watched <= 1.0)).all()
    assert ((played.watched > 0.0) <= (played.seen > 0.0)).all()
    seen_m = played.seen_m[played.seen > 0.0]
    assert seen_m.max() <= max(line.length_m for line in LINES) + 1.0


def test_higher_intruders_are_watched_longer(played):
    low, high = played.watched[:, 0].mean(), played.watched[:, 1].mean()
    assert high > low


def test_intruders_that_come_later_change_nothing_for_the_first(played):
    alone = play_intrusions(SCENARIO, CATALOGUE, LINES[:1], FIGHTERS[:1])
    assert alone.seen[0, 0] == pytest.approx(played.seen[0, 0])
    assert alone.seen_m[0, 0] == pytest.approx(played.seen_m[0, 0], nan_ok=True)
    assert alone.engaged[0, 0] == pytest.approx(played.engaged[0, 0])


def test_an_option_of_a_case_stands_at_every_site_under_one_centre():
    case = read_brief_case("iraq")
    defence = option_defence(case, case.options[1], CATALOGUE)
    assert [unit.system for unit in defence.fire_units] == ["s-400"] * 3
    assert {unit.under for unit in defence.fire_units} == {"centre"}
    assert teller(defence) == "centre"
    assert teller(SCENARIO) == SCENARIO.fire_units[0].id


ASKED = {"classes": "fighter", "heights": 3000, "bearings": 2, "worlds": 4, "replications": 2, "seed": 5}


@pytest.fixture(scope="module")
def found():
    """Give an answer of the door."""
    return skykeep.sovereignty(SMALL, jobs=1, **ASKED)


def test_the_command_prints_what_the_function_returns_whatever_the_workers(found):
    words = [
        *("sovereignty", SMALL, "--class", "fighter", "--heights", "3000", "--bearings", "2"),
        *("-w", "4", "-r", "2", "--seed", "5", "--jobs", "2"),
    ]
    shown = CliRunner().invoke(app, [*words, "--json"])
    assert shown.exit_code == 0, shown.output
    assert json.loads(shown.stdout) == json.loads(json.dumps(found.to_json()))
    told = CliRunner().invoke(app, words, env={"COLUMNS": "200"}).stdout
    for each in ("stated, not sought", "interceptor aircraft on alert", "early-warning aircraft", "Watched"):
        assert each in told


def test_every_share_has_an_interval_and_each_kind_of_eyes_its_gain(found):
    (defence,) = found.defences
    assert [each.id for each in defence.added] == [
        "as it is",
        "neighbours' radars",
        "early-warning aircraft",
    ]
    for added in defence.added:
        for row in added.intrusions:
            for name in ("seen", "watched", "identified", "engaged", "engaged_free"):
                assert row[name].mc_error_90 is not None or row[name].total_90 is not None
                assert 0.0 <= row[name].mean <= 1.0
            assert (row.more is None) == (added.id == "as it is")
            assert [each.corridor for each in row.corridors] == [each.id for each in found.corridors]
    without, _, aircraft = (each.intrusions[0] for each in defence.added)
    assert aircraft.more.watched.mean == pytest.approx(aircraft.watched.mean - without.watched.mean)


def test_the_table_and_the_chart_hold_every_defence(found, tmp_path):
    table = found.table.to_arrow().to_pydict()
    assert table["added"] == ["as it is", "neighbours' radars", "early-warning aircraft"]
    assert all(0.0 <= value <= 1.0 for value in table["watched_mean"])
    pytest.importorskip("matplotlib")
    assert found.plot(tmp_path / "lines.svg").stat().st_size > 1000


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"classes": "srbm"}, "class 'srbm': comes down on what it flies at"),
        ({"heights": "high"}, "heights 'high': must be heights"),
        ({"heights": 1e6}, "heights: given 1e"),
        ({"speeds": 5000}, "speeds: given 5000 m/s, allowed 10 to 1000"),
        ({"speeds": "fast"}, "speeds 'fast': must be speeds"),
        ({"option": "s-400"}, "option: is for a case"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(asked, words):
    with pytest.raises(UsageError, match=words):
        skykeep.sovereignty(SMALL, **asked)


def test_an_option_that_a_case_does_not_have_is_refused():
    with pytest.raises(UsageError, match=r"option: given 's-40'.*Did you mean 's-400'"):
        skykeep.sovereignty("iraq", option="s-40")


def test_options_are_told_below_each_other_for_each_intruder():
    words = [
        *("sovereignty", "iraq", "--option", "today", "--option", "m-sam-ii", "--class", "fighter"),
        *("--heights", "5000", "--bearings", "1", "-w", "2", "-r", "2", "--no-eyes"),
    ]
    shown = CliRunner().invoke(app, words, env={"COLUMNS": "220"})
    assert shown.exit_code == 0, shown.output
    assert "fighter, 5,000 m, 250 m/s" in shown.stdout
    assert shown.stdout.index("Pantsir-S1, there today") < shown.stdout.index("M-SAM-II")


def test_ctrl_c_leaves_the_defences_that_are_finished(monkeypatch):
    from skykeep.study.sovereignty import intrusions

    calls = []

    def struck(*given, **more):
        calls.append(given)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return play_intrusions(*given, **more)

    monkeypatch.setattr(intrusions, "play_intrusions", struck)
    partial = skykeep.sovereignty(SMALL, jobs=1, keep_on_stop=True, **ASKED)
    assert partial.state == "partial"
    assert partial.finished == "1 of 3 defences"
    with pytest.raises(KeyboardInterrupt):
        skykeep.sovereignty(SMALL, jobs=1, **ASKED)
