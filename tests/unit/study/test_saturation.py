"""Raid size against leakers: sub-raids are the raids, and knees and floors agree with closed forms."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.cache import CompileCache
from skykeep.compiler.scenario import compile_scenario
from skykeep.compiler.sub_raids import sub_raid
from skykeep.engine import real_threats, run_worlds
from skykeep.errors import UsageError
from skykeep.model import Asset, FireUnitSite, RaidGroup, Scenario, StandardRaid, Study, Supply, TerrainChoice
from skykeep.scenario.file import read_scenario
from skykeep.scenario.settings import apply_settings, scale_raid
from skykeep.study.binding import binding_of
from skykeep.study.knee import KNEES, find_knee
from skykeep.study.magazine import magazine_floor, magazine_kills
from skykeep.study.saturation import saturation_curve
from skykeep.study.saturation_raids import class_raids
from skykeep.study.stopping import HalfWidth

CATALOGUE = load_catalogue()
PLACE = {"lat_deg": 33.34058, "lon_deg": 44.40088}
SMALL = Path(__file__).parents[2] / "golden" / "small-mixed.toml"
RAID = StandardRaid(
    id="described",
    name="raid",
    description="",
    groups=(
        RaidGroup(
            threat_class="cruise-missile",
            count=20,
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
    study=Study(worlds=8, replications=2, view="brochure"),
)
SURE = {"kill_p.cruise-missile": 1.0, "doctrine.salvo_size": 1, "doctrine.reload_in_raid": False}


GOAL = HalfWidth(leakers=0.2)


def curve(settings, sizes, *, scenario=SCENARIO, goal=GOAL):
    """Return the curve of a scenario with some settings."""
    changed, facts = apply_settings(scenario, CATALOGUE, settings)
    return saturation_curve(changed, facts, ("raid", changed.raid), sizes, goal=goal, cache=CompileCache())


@pytest.mark.parametrize("first_bearing_deg", [None, 40.0])
def test_a_sub_raid_gives_the_results_of_the_raid_compiled_on_its_own(first_bearing_deg):
    scenario = replace(
        read_scenario(SMALL, catalogue=CATALOGUE), first_bearing_deg=first_bearing_deg, study=Study(worlds=3)
    )
    large = compile_scenario(replace(scenario, raid=scale_raid(scenario.raid, 40)), CATALOGUE)
    for size in (1, 7, 11):
        raid = scale_raid(scenario.raid, size)
        case = sub_raid(large, CATALOGUE, raid)
        alone = compile_scenario(replace(scenario, raid=raid), CATALOGUE).case
        found, wanted = (run_worlds(each, 0, 3, replications=3).results for each in (case, alone))
        for name in wanted._fields:
            np.testing.assert_array_equal(getattr(found, name), getattr(wanted, name))


def test_a_fan_from_a_fixed_bearing_whose_paths_were_not_laid_is_left_to_the_compiler():
    fan = replace(RAID, groups=(replace(RAID.groups[0], fan_rad=0.5),))
    large = compile_scenario(replace(SCENARIO, raid=fan, study=Study(worlds=1)), CATALOGUE)
    assert sub_raid(large, CATALOGUE, scale_raid(fan, 4)) is None
    assert sub_raid(large, CATALOGUE, fan) is not None
    found = saturation_curve(
        replace(SCENARIO, raid=fan),
        CATALOGUE,
        ("raid", fan),
        [3, 4],
        goal=HalfWidth(leakers=9.0),
        cache=CompileCache(),
    )
    alone = compile_scenario(replace(SCENARIO, raid=scale_raid(fan, 4)), CATALOGUE).case
    mean = float(run_worlds(alone, 0, found.stopped.worlds, replications=2).leakers.mean())
    assert found.points[1]["leakers"]["mean"] == mean


def test_sure_rounds_in_time_leak_what_the_magazine_cannot_hold_and_no_more():
    found = curve(SURE, list(range(1, 21)))
    for point in found.points:
        assert point["leakers"]["mean"] == pytest.approx(max(0, point["n"] - 8))
        assert point["magazine_floor"] == pytest.approx(max(0, point["n"] - 8))
        assert point["binding_resource"] == (None if point["n"] <= 8 else "rounds")
    for name in ("one_expected_leaker", "leak_likelier_than_not"):
        assert found.knee[name]["n"] == 9
        low, high = found.knee[name]["mc_error_90"]
        assert low <= 9 <= high  # eight worlds without a leaker do not rule one out


def test_a_defence_that_does_nothing_leaks_everything_at_every_size():
    found = curve({}, [1, 5, 20], scenario=replace(SCENARIO, lost=("b1",)))
    assert [point["leakers"]["mean"] for point in found.points] == [1.0, 5.0, 20.0]
    assert {point["binding_resource"] for point in found.points} == {"radars"}
    assert found.knee["one_expected_leaker"]["n"] == 1
    assert [point["magazine_floor"] for point in found.points] == [1.0, 5.0, 20.0]


def test_a_curve_says_what_was_played_and_the_rest_lies_on_lines_between():
    found = curve(SURE, list(range(1, 41)))
    played = {point["n"]: point["leakers"]["mean"] for point in found.points if point["computed"]}
    assert {1, 8, 9, 40} <= set(played)  # both ends and the neighbours at the knee
    assert len(played) < 40
    for point in found.points:
        if not point["computed"]:
            low, high = point["between"]
            share = (point["n"] - low) / (high - low)
            line = (1 - share) * played[low] + share * played[high]
            assert point["leakers"]["mean"] == pytest.approx(line)


def test_interpolated_sizes_agree_with_those_that_are_played():
    scenario = read_scenario("iraq-baghdad-s300pmu2-cruise", catalogue=CATALOGUE)
    scenario = replace(scenario, terrain=TerrainChoice(source="flat"), study=Study(worlds=50, replications=2))
    goal = HalfWidth(leakers=0.5, share=0.05)
    found = saturation_curve(
        scenario, CATALOGUE, ("c", scenario.raid), list(range(1, 61)), goal=goal, cache=CompileCache()
    )
    every = saturation_curve(
        scenario, CATALOGUE, ("c", scenario.raid), list(range(1, 61, 7)), goal=goal, cache=CompileCache()
    )
    close = {point["n"]: point["leakers"]["mean"] for point in found.points}
    for point in every.points:
        assert point["computed"]
        mean = point["leakers"]["mean"]
        assert abs(close[point["n"]] - mean) <= max(0.1, 0.01 * mean)
    assert all(after >= before for before, after in pairwise(close.values()))


def test_rounds_in_salvos_of_s_kill_what_the_closed_form_says():
    settings = {"kill_p.cruise-missile": 0.6, "doctrine.salvo_size": 2, "doctrine.reload_in_raid": False}
    changed, facts = apply_settings(SCENARIO, CATALOGUE, settings)
    kills = magazine_kills(compile_scenario(changed, facts).case)
    assert kills == pytest.approx(np.full(8, 8 / 2 * (1 - 0.4**2)))
    assert magazine_floor(kills, 10) == pytest.approx(10 - 3.36)
    assert magazine_floor(kills, 3) == 0.0


def test_no_defence_beats_the_magazine_floor_in_the_mean():
    settings = {"kill_p.cruise-missile": 0.6, "doctrine.salvo_size": 1, "doctrine.reload_in_raid": False}
    scenario = replace(SCENARIO, study=Study(worlds=100, replications=4, view="brochure"))
    for point in curve(settings, [4, 8, 12, 20], scenario=scenario).points:
        assert point["leakers"]["mc_error_90"][1] >= point["magazine_floor"]


def floor_and_leakers(scenario, facts):
    """Return the magazine floor of a scenario and its mean leakers, over the same worlds."""
    case = compile_scenario(scenario, facts).case
    leakers = run_worlds(case, 0, case.worlds, replications=scenario.study.replications).leakers
    launched = int(real_threats(case.threats).sum())
    return magazine_floor(magazine_kills(case), launched), float(leakers.mean())


def supplied(**supply):
    """Return the scenario with sure rounds, and transloaders that load its launchers."""
    unit = replace(SCENARIO.fire_units[0], supply=Supply(**supply))
    settings = SURE | {"doctrine.reload_in_raid": True}
    return apply_settings(replace(SCENARIO, fire_units=(unit,)), CATALOGUE, settings)


@pytest.mark.parametrize(
    ("supply", "least"),
    [
        ({"transloaders": 2, "load_s": 60.0, "loads_at_hand": 2}, 4),
        ({"transloaders": 2, "load_s": 60.0, "loads_at_hand": 3, "depot_loads": 3}, 0),
        ({"transloaders": 1, "load_s": 7e4, "loads_at_hand": 3}, 12),
    ],
)
def test_the_magazine_floor_counts_what_transloaders_bring(supply, least):
    """Twenty threats, eight rounds on launchers, and four with each load that comes in time."""
    floor, leakers = floor_and_leakers(*supplied(**supply))
    assert floor == pytest.approx(least)
    assert leakers >= floor - 1e-9


def test_the_magazine_floor_gives_reloads_the_time_of_drawn_waves():
    """A reload takes longer than all that is stated of the raid, and drawn waves leave time for it."""
    group = replace(RAID.groups[0], spacing_s=1.0, waves=2, wave_interval_s=9e3, wave_law="exponential")
    settings = SURE | {"doctrine.reload_in_raid": True}
    scenario, facts = apply_settings(
        replace(SCENARIO, raid=replace(RAID, groups=(group,)), study=Study(worlds=30, replications=4)),
        CATALOGUE,
        settings,
    )
    floor, leakers = floor_and_leakers(scenario, facts)
    assert leakers >= floor
    assert leakers < 12.0  # some were reloaded


@pytest.mark.parametrize("name", ["waves", "struck"])
def test_shipped_raids_with_waves_and_supply_leak_no_less_than_their_magazine_floor(name):
    scenario = read_scenario(f"iraq-baghdad-s300pmu2-{name}", catalogue=CATALOGUE)
    scenario = replace(scenario, terrain=TerrainChoice(source="flat"), study=Study(worlds=10, replications=1))
    floor, leakers = floor_and_leakers(scenario, CATALOGUE)
    assert leakers >= floor


def test_a_knee_has_the_ends_at_which_its_intervals_pass():
    points = [
        {
            "n": n,
            "leakers": {"mean": 0.3 * n, "mc_error_90": [0.2 * n, 0.4 * n], "ignorance_90": [0.05 * n, n]},
        }
        for n in range(1, 11)
    ]
    found = find_knee(points, KNEES[0])
    assert (found["n"], found["mc_error_90"], found["ignorance_90"]) == (4, [3, 5], [1, None])
    none = [
        {
            "n": n,
            "p_no_leaker": {"mean": 1 - n / 10, "mc_error_90": [0.9 - n / 10, 1.0], "ignorance_90": None},
        }
        for n in range(1, 4)
    ]
    missing = find_knee(none, KNEES[1])
    assert (missing["n"], missing["mc_error_90"], missing["ignorance_90"]) == (None, [None, None], None)


def test_what_binds_is_named_with_what_cannot_be_told_from_it():
    ledger = np.zeros((6, 1, 12))
    ledger[:, 0, 6] = [3, 3, 3, 3, 3, 3]
    ledger[:, 0, 5] = [2, 4, 2, 4, 2, 3]
    ledger[:, 0, 8] = 1
    found = binding_of(ledger)
    assert (found.resource, found.reason, found.ties) == ("rounds", "no_round", ("channels",))
    assert binding_of(np.zeros((6, 1, 12))).resource == ""


def test_classes_fly_as_in_the_scenario_or_else_as_in_a_standard_raid():
    mixed = read_scenario("iraq-baghdad-s300pmu2-mixed", catalogue=CATALOGUE)
    own = class_raids(mixed, CATALOGUE, ())
    assert list(own) == ["mix", "one-way-attack-uav", "emitter-seeking-weapon", "cruise-missile", "srbm"]
    assert [group.count for group in own["cruise-missile"].groups] == [12]
    cruise = read_scenario("iraq-baghdad-s300pmu2-cruise", catalogue=CATALOGUE)
    assert class_raids(cruise, CATALOGUE, ()) == {"cruise-missile": cruise.raid}
    assert class_raids(cruise, CATALOGUE, ["srbm"])["srbm"] == CATALOGUE.raids["srbm-8"]
    assert len(class_raids(cruise, CATALOGUE, ["all"])) == 4


@pytest.mark.parametrize("name", ["cruise-misile", "decoy-uav", "fighter"])
def test_a_class_without_a_raid_is_refused_with_those_that_have_one(name):
    mixed = read_scenario("iraq-baghdad-s300pmu2-mixed", catalogue=CATALOGUE)
    with pytest.raises(UsageError, match=rf"class '{name}': .*mix, all, one-way-attack-uav"):
        class_raids(mixed, CATALOGUE, [name])
