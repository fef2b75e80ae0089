"""What would have to be true for a claim: closed forms where there are any, ceilings said plainly."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.levers import part_of_the_way, with_eyes, with_rounds
from skykeep.compiler.scenario import compile_scenario
from skykeep.engine import run_worlds
from skykeep.model import Asset, FireUnitSite, RaidGroup, Scenario, StandardRaid, Study, TerrainChoice
from skykeep.scenario.settings import apply_settings, scale_raid
from skykeep.study.claim import _at_least, _share, claim
from skykeep.study.stopping import HalfWidth

CATALOGUE = load_catalogue()
PLACE = {"lat_deg": 33.34058, "lon_deg": 44.40088}
RAID = StandardRaid(
    id="described",
    name="raid",
    description="",
    groups=(
        RaidGroup(
            threat_class="cruise-missile",
            count=10,
            speed_mps=240.0,
            height_m=300.0,
            standoff_m=120e3,
            spacing_s=60.0,
        ),
    ),
)
SCENARIO = Scenario(
    id="case",
    name="case",
    assets=(Asset(id="baghdad", name="Baghdad", **PLACE),),
    fire_units=(FireUnitSite(id="b1", system="s-300pmu-2", launchers=2, rounds_per_launcher=4, **PLACE),),
    raid=RAID,
    aim="baghdad",
    first_bearing_deg=30.0,
    conditions=False,
    terrain=TerrainChoice(source="flat"),
    study=Study(worlds=12, replications=12, view="brochure"),
)
SURE = {"kill_p.cruise-missile": 1.0, "doctrine.salvo_size": 1, "doctrine.reload_in_raid": False}


def claimed(stop_rate, settings=SURE, *, count=10, **changes):
    """Return what came of a claim, and its levers by name."""
    scenario = replace(SCENARIO, raid=scale_raid(RAID, count), **changes)
    asked, facts = apply_settings(scenario, CATALOGUE, settings)
    found = claim(asked, facts, stop_rate, goal=HalfWidth(leakers=9.0))
    return found, {row["lever"]: row for row in found.levers}


def test_sure_rounds_stop_what_the_magazine_holds_and_it_takes_as_many_as_there_are_threats():
    found, levers = claimed(0.9)
    assert found.denominators["launched"]["value"] == pytest.approx(0.8)
    assert found.denominators["launched"]["verdict"] == "does not hold"
    assert found.denominators["engaged"]["value"] == found.denominators["shots"]["value"] == 1.0
    assert found.denominators["engaged"]["verdict"] == "holds"
    assert levers["rounds"]["required"] == 1.25  # two launchers of five
    for name in ("kill_probability", "warning", "tracking"):
        assert not levers[name]["reached"]
        assert levers[name]["required"] is None
        assert levers[name]["ceiling"]["mean"] == pytest.approx(0.8)
        assert levers[name]["lacking_at_most"] == "rounds"
    assert levers["together"]["reached"]


def test_a_defence_that_stops_all_holds_by_every_denominator():
    found, levers = claimed(0.99, count=8)
    assert {each["verdict"] for each in found.denominators.values()} == {"holds"}
    assert found.raids_that_hold["mean"] == 1.0
    assert levers["rounds"]["required"] == 1.0
    assert levers["together"]["required"] == 0.0


def test_a_defence_that_is_not_there_reaches_nothing_by_any_lever():
    found, levers = claimed(0.01, lost=("b1",))
    assert found.denominators["launched"]["value"] == 0.0
    assert found.denominators["engaged"]["verdict"] == "no meaning"
    for row in levers.values():
        assert not row["reached"]
        assert row["ceiling"]["mean"] == 0.0


def test_with_rounds_enough_the_share_stopped_is_the_chance_that_a_threat_is_tracked():
    _, levers = claimed(0.5, count=8)
    assert levers["tracking"]["required"] == pytest.approx(0.5, abs=0.05)
    low, high = levers["tracking"]["required_mc_error_90"]
    assert low < levers["tracking"]["required"] < high < low + 0.12


def test_with_one_round_for_each_threat_the_share_stopped_is_the_kill_probability():
    settings = SURE | {"doctrine.max_salvos_per_threat": 1}
    _, levers = claimed(0.7, settings, count=8)
    row = levers["kill_probability"]
    assert row["required"] == pytest.approx(0.7, abs=0.05)
    low, high = row["required_mc_error_90"]
    assert low < row["required"] < high < low + 0.1
    assert row["now"] == pytest.approx(1.0)


def test_the_share_stopped_rises_over_every_lever_in_the_mean():
    drawn = {"doctrine.salvo_size": 2}
    _, levers = claimed(0.6, drawn, conditions=True, study=Study(worlds=50, replications=3))
    for row in levers.values():
        means = [each["stopped_share"]["mean"] for each in row["played"]]
        assert len(means) >= 5
        assert all(after >= before - 0.02 for before, after in pairwise(means)), row["lever"]
        assert row["ceiling"]["mean"] == means[-1]
        assert row["required_ignorance_90"] is not None


def test_eyes_from_outside_make_up_for_lost_searching_radars_and_for_nothing_that_engages():
    blind, facts = apply_settings(replace(SCENARIO, lost=("b1/64n6e2", "b1/76n6")), CATALOGUE, SURE)
    case = compile_scenario(blind, facts).case
    assert run_worlds(case, 0, 3, replications=1).killed.sum() == 0
    told = [run_worlds(with_eyes(case, range_m), 0, 3, replications=1) for range_m in (5e3, 110e3)]
    assert told[0].killed.sum() < told[1].killed.sum()
    np.testing.assert_array_equal(told[1].killed, 8)
    mute, facts = apply_settings(replace(SCENARIO, lost=("b1/30n6e2",)), CATALOGUE, SURE)
    case = compile_scenario(mute, facts).case
    assert run_worlds(with_eyes(case, 110e3), 0, 3, replications=1).killed.sum() == 0


def test_no_way_is_the_case_itself_and_rounds_are_counted_up():
    asked, facts = apply_settings(SCENARIO, CATALOGUE, {"doctrine.salvo_size": 1})
    case = compile_scenario(asked, facts).case
    whole, same = (
        run_worlds(each, 0, 5, replications=2)
        for each in (case, part_of_the_way(case, 0.0, rounds_factor=9.0, eyes_m=1e5))
    )
    for name in whole.results._fields:
        np.testing.assert_array_equal(getattr(whole.results, name), getattr(same.results, name))
    assert set(with_rounds(case, 1.1).launchers["rounds"].ravel().tolist()) == {5}
    assert set(with_rounds(case, 1.0).launchers["rounds"].ravel().tolist()) == {4}


def test_a_world_holds_by_its_own_ratio_and_one_without_a_denominator_is_left_out():
    """Shares of one half, two thirds and nine tenths, whatever the denominators, and a world of none."""
    killed = np.array([[1.0, 0.0], [1.0, 1.0], [9.0, 9.0], [0.0, 0.0]])
    below = np.array([[1.0, 1.0], [2.0, 1.0], [10.0, 10.0], [0.0, 0.0]])
    for stop_rate, holding in ((0.5, 3), (0.6, 2), (0.7, 1), (0.95, 0)):
        found = _share(killed, below, stop_rate, "brochure")
        assert found["worlds_that_hold"] == pytest.approx(holding / 3)
        assert found["worlds_without_meaning"] == 1


def test_a_raid_that_stops_just_the_share_claimed_holds_whatever_the_rounding_of_the_product():
    assert 0.28 * 25 > 7.0
    assert _at_least(np.array([6.0, 7.0, 8.0]), 0.28 * 25).tolist() == [False, True, True]
