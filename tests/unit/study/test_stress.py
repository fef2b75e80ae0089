"""A part of the defence is gone: paired with the whole defence, worst first, nothing lost on the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.effect_figures import figures_of_effects
from skykeep.model.wear import SiteOffset
from skykeep.scenario.file import read_scenario
from skykeep.study.jamming import STAND_OFF, jammed, why_no_jammer
from skykeep.study.montecarlo import run_in_memory
from skykeep.study.prepare import prepare
from skykeep.study.stopping import HalfWidth
from skykeep.study.stress import LINKS, NO_LOSS, Loss, losses_alone, losses_together, stress

CATALOGUE = load_catalogue()
SMALL = read_scenario(Path(__file__).parents[2] / "golden" / "small-mixed.toml", catalogue=CATALOGUE)
SCENARIO = replace(SMALL, study=replace(SMALL.study, worlds=60, replications=5))
GOAL = HalfWidth(leakers=9.0, paired=True)


@pytest.fixture(scope="module")
def found():
    """Give the small scenario under every loss."""
    return stress(SCENARIO, CATALOGUE, losses_alone(SCENARIO, CATALOGUE), goal=GOAL)


def row_of(found, lost):
    """Return the row of a loss."""
    return next(row for row in found.losses if row["lost"] == lost)


def test_the_baseline_is_the_run(found):
    ready = prepare(SCENARIO, CATALOGUE)
    _, summary = run_in_memory(ready.case, ready.facts)
    assert found.baseline["leakers"] | {"mean": 0} == summary["leakers"] | {"mean": 0}
    assert found.baseline["leakers"]["mean"] == pytest.approx(summary["leakers"]["mean"])
    assert found.baseline["ledger"] == pytest.approx(summary["ledger"])


def test_a_loss_is_the_run_of_a_scenario_that_has_lost_it(found):
    for lost in ("unit-1/76n6", "readiness/half"):
        ready = prepare(replace(SCENARIO, lost=(lost,)), CATALOGUE)
        _, summary = run_in_memory(ready.case, ready.facts)
        assert row_of(found, lost)["leakers"]["mean"] == pytest.approx(summary["leakers"]["mean"])
        assert row_of(found, lost)["ledger"] == pytest.approx(summary["ledger"])


def test_the_change_is_the_paired_difference_and_the_worst_comes_first(found):
    base = found.baseline["leakers"]["mean"]
    changes = [row["change"]["mean"] for row in found.losses]
    assert changes == sorted(changes, reverse=True)
    for row in found.losses:
        assert row["change"]["mean"] == pytest.approx(row["leakers"]["mean"] - base)
        paired = row["change"]["mc_error_90"][1] - row["change"]["mc_error_90"][0]
        single = sum(
            each["leakers"]["mc_error_90"][1] - each["leakers"]["mc_error_90"][0]
            for each in (row, found.baseline)
        )
        assert paired <= single


def test_without_the_only_unit_all_that_arrive_leak(found):
    for lost in ("unit-1", "unit-1/30n6e2", "unit-1/main"):
        falls = row_of(found, lost)["waterfall"]
        assert falls["killed"]["mean"] == falls["engaged"]["mean"] == 0.0
        assert falls["leaked"]["mean"] == pytest.approx(falls["arrived"]["mean"])


def test_threats_that_arrive_are_killed_or_leak_and_reasons_add_up(found):
    for told in (found.baseline, *found.losses):
        falls = told["waterfall"]
        assert falls["arrived"]["mean"] == pytest.approx(falls["killed"]["mean"] + falls["leaked"]["mean"])
        assert falls["killed"]["mean"] <= falls["engaged"]["mean"] <= falls["seen"]["mean"]
        assert sum(told["ledger"].values()) == pytest.approx(falls["leaked"]["mean"])


def test_nodes_that_change_no_raid_are_known_by_it(found):
    idle = stress(SCENARIO, CATALOGUE, [Loss(ids=(), kind="nothing", words="nothing")], goal=GOAL)
    assert idle.losses[0]["raids_changed"] == 0.0
    assert not idle.losses[0]["stands_out"]
    assert row_of(found, "unit-1")["stands_out"]
    assert row_of(found, "unit-1")["worse_than_next"] is False  # no launcher is as bad as no unit


def test_several_nodes_are_lost_together_and_each_alone():
    losses = losses_together(SCENARIO, CATALOGUE, ["unit-1/76n6", "unit-1/64n6e2"])
    assert [loss.ids for loss in losses] == [
        ("unit-1/76n6", "unit-1/64n6e2"),
        ("unit-1/76n6",),
        ("unit-1/64n6e2",),
    ]
    found = stress(SCENARIO, CATALOGUE, losses, goal=GOAL)
    assert found.losses[0]["lost"] == "unit-1/76n6 + unit-1/64n6e2"
    assert found.losses[0]["waterfall"]["seen"]["mean"] == 0.0
    assert losses_together(SCENARIO, CATALOGUE, ["unit-1"])[0].kind == "fire unit"


def test_what_is_lost_already_is_no_loss():
    ids = [loss.ids[0] for loss in losses_alone(replace(SCENARIO, lost=("unit-1/main",)), CATALOGUE)]
    assert ids == [f"unit-1{node}" for node in ("", "/64n6e2", "/76n6", "/30n6e2")] + [
        "outside/cueing",
        "readiness/half",
        "jamming/stand-off",
    ]


def test_jamming_is_the_run_of_a_scenario_that_is_jammed_and_can_be_taken_away(found):
    other = jammed(SCENARIO, CATALOGUE)["jamming/stand-off"]
    ready = prepare(other, CATALOGUE)
    _, summary = run_in_memory(ready.case, ready.facts)
    row = row_of(found, "jamming/stand-off")
    assert row["leakers"]["mean"] == pytest.approx(summary["leakers"]["mean"])
    assert row["change"]["mean"] >= 0.0
    back = jammed(other, CATALOGUE)
    assert list(back) == ["jamming/none"]
    assert back["jamming/none"] == SCENARIO


def test_links_that_lose_nothing_are_asked_for_where_some_lose_reports():
    regiment = read_scenario("iraq-baghdad-s300pmu2-regiment", catalogue=CATALOGUE)
    asked = [loss for loss in losses_alone(regiment, CATALOGUE) if loss.kind == LINKS]
    assert [loss.ids for loss in asked] == [(NO_LOSS,)]
    sure = replace(
        regiment,
        fire_units=tuple(replace(unit, link=replace(unit.link, loss_p=1.0)) for unit in regiment.fire_units),
        formations=tuple(replace(site, link=replace(site.link, loss_p=0.0)) for site in regiment.formations),
    )
    assert not [loss for loss in losses_alone(sure, CATALOGUE) if loss.kind == LINKS]


def test_no_jammer_comes_to_a_site_that_is_drawn_and_words_say_so():
    stands = replace(SMALL.fire_units[0], offset=SiteOffset(distance_m=9e3, bearing_rad=1.0))
    drawn = replace(SMALL.fire_units[0], offset=SiteOffset(distance_m=9e3))
    assert jammed(replace(SMALL, fire_units=(stands,)), CATALOGUE).keys() == {STAND_OFF}
    assert not why_no_jammer(replace(SMALL, fire_units=(stands,)))
    away = replace(SMALL, fire_units=(drawn,))
    assert not jammed(away, CATALOGUE)
    assert why_no_jammer(away).startswith(
        f"A stand-off jammer is not played: the site of {drawn.id} is drawn"
    )
    small = replace(away, study=replace(away.study, worlds=2))
    assert stress(small, CATALOGUE, losses_alone(small, CATALOGUE), goal=GOAL).losses


def test_radars_outside_the_units_are_jammed_with_figures_of_their_own_band():
    scenario, catalogue = read_scenario("iraq-as-it-is-uav", catalogue=CATALOGUE), CATALOGUE
    outside = {radar.band for eye in scenario.watch.eyes for radar in catalogue.system(eye.system).radars}
    own = {radar.band for unit in scenario.fire_units for radar in catalogue.system(unit.system).radars}
    assert outside - own
    for changed in jammed(scenario, catalogue).values():
        asked = figures_of_effects(changed, catalogue)
        assert {f"effects/bands/{band}/antenna_gain_db" for band in outside} <= set(asked)
