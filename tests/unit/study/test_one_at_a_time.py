"""What would change the answer: each cause alone at its ends, the worlds and the luck of the study kept."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.cache import CompileCache
from skykeep.compiler.scenario import compile_scenario
from skykeep.core.raid.world import DRAWN
from skykeep.engine import Worker, repeat_world
from skykeep.model import Study, TerrainChoice
from skykeep.model.radar_effects import Jammer
from skykeep.model.wear import SiteOffset
from skykeep.scenario.file import read_scenario
from skykeep.scenario.settings import fix_figures
from skykeep.study import one_at_a_time as module
from skykeep.study.causes import Cause, causes_of, moving_figures
from skykeep.study.executors import choose_executor
from skykeep.study.one_at_a_time import compile_corners, play_corners
from skykeep.study.plan import Plan

SCENARIO = Path(__file__).parents[2] / "golden" / "small-mixed.toml"
PLAN = Plan(worlds=60, replications=2)
POST = "s-300pmu-2/command_post"
CACHE = CompileCache()


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.fixture(scope="module")
def scenario(catalogue):
    found = read_scenario("iraq-baghdad-s300pmu2-cruise", catalogue=catalogue)
    found = replace(found, terrain=TerrainChoice(source="flat"), first_bearing_deg=270.0)
    return replace(found, study=Study(worlds=60, replications=2, seed=7))


@pytest.fixture(scope="module")
def corners(scenario, catalogue):
    return compile_corners(scenario, catalogue, cache=CACHE)


@pytest.fixture(scope="module")
def told(corners):
    return play_corners(corners, PLAN)


def tables_of(world):
    """Return every drawn table of a world, also what may be off, as text; bytes hold what no field reads."""
    parts = [world.effects, world.duties, world.wear, [getattr(world, name) for name in DRAWN]]
    return [repr(np.asarray(table).tolist()) for part in parts for table in part]


def test_a_repeated_world_has_every_table_of_that_world_also_what_may_be_off(catalogue):
    small = read_scenario(str(SCENARIO), catalogue=catalogue)
    jammer = Jammer(id="far", kind="stand-off", alt_msl_m=1e4, axis_bearing_rad=0.0, distance_m=1.5e5)
    under = replace(small, radar_effects=replace(small.radar_effects, jammers=(jammer,)))
    case = compile_scenario(replace(under, study=replace(under.study, worlds=4)), catalogue).case
    assert case.raid_kill_p is not None
    assert case.effects is not None
    repeated, other = tables_of(repeat_world(case, 2, 3).world(1)), tables_of(case.world(1))
    assert repeated == tables_of(case.world(2)) != other


def test_an_end_has_the_tables_of_the_study_with_that_figure_fixed_also_at_drawn_sites(scenario, catalogue):
    off = replace(scenario.fire_units[0], offset=SiteOffset())
    away = replace(scenario, fire_units=(off,), study=replace(scenario.study, worlds=5))
    corners = compile_corners(away, catalogue)
    named = {cause.figure: number for number, cause in enumerate(corners.causes)}
    number = named[f"{POST}/operator_delay_s"]
    high = corners.causes[number].high
    ends = corners.ends_of([named["doctrine/firing"], number], 5)
    fixed = fix_figures(catalogue, {f"{POST}/operator_delay_s": high})
    alone = compile_scenario(away, fixed, cache=corners.cache).case
    for world in range(5):
        assert tables_of(ends[3].world(world)) == tables_of(alone.world(world))
    assert len(set(alone.radars["site"][:, 0])) > 1  # sites are drawn


def test_ends_that_move_sites_share_none_and_keep_the_bearings_of_the_study(scenario, catalogue):
    off = replace(scenario.fire_units[0], offset=SiteOffset())
    corners = compile_corners(replace(scenario, fire_units=(off,), first_bearing_deg=None), catalogue)
    named = {cause.figure: number for number, cause in enumerate(corners.causes)}
    numbers = [named["upkeep/sites/offset_m"], named[f"{POST}/operator_delay_s"]]
    drawn, *ends = [corners.as_drawn(40), *corners.ends_of(numbers, 40)]
    assert [len(case.paths) for case in ends] == [len(drawn.paths)] * 4
    assert [len(case.sights) for case in ends] == [len(drawn.sights)] * 4


def test_an_end_is_the_study_with_that_figure_fixed_and_the_same_luck(told, scenario, catalogue):
    row = next(row for row in told["tornado"]["rows"] if row["figure"] == f"{POST}/operator_delay_s")
    fixed = compile_scenario(scenario, fix_figures(catalogue, {row["figure"]: row["high"]}), cache=CACHE)
    assert Worker(fixed.case).run(0, 60, 2).leakers.mean() == row["leakers_at_high"]


def test_as_drawn_it_is_the_study_itself(told, scenario, catalogue):
    drawn = compile_scenario(scenario, catalogue, cache=CACHE)
    assert Worker(drawn.case).run(0, 60, 2).leakers.mean() == told["tornado"]["leakers_as_drawn"]


def test_what_hides_at_best_figures_is_found(told):
    """Where weapons are free, as best figures have it, nobody waits for operators."""
    named = {row["figure"]: row for row in told["tornado"]["rows"]}
    assert {f"{POST}/operators", f"{POST}/weapons_free", f"{POST}/operator_delay_s"} <= named.keys()
    assert named[f"{POST}/operators"]["leakers_at_low"] > named[f"{POST}/operators"]["leakers_at_high"]
    assert named[f"{POST}/operators"]["stands_out"]


def test_causes_come_by_their_swing_and_raid_conditions_are_among_them(told, corners):
    swings = [row["swing"] for row in told["tornado"]["rows"]]
    assert swings == sorted(swings, reverse=True)
    named = {cause.figure for cause in corners.causes}
    assert {"common/launchers_ready_share", "common/track_raid_p"} <= named


def test_no_number_depends_on_the_executor_or_on_what_is_compiled_together(told, corners, monkeypatch):
    monkeypatch.setattr(module, "_WORLDS_AT_ONCE", 7)
    few = replace(corners, causes=corners.causes[:6])
    apart = play_corners(few, Plan(worlds=8, replications=2), executor=choose_executor(2))
    monkeypatch.undo()
    assert play_corners(few, Plan(worlds=8, replications=2)) == apart


def test_best_figures_are_told_with_error_and_luck(told):
    best = told["best_figures"]
    assert best["raids"] == PLAN.raids
    low, high = best["leakers"]["mc_error_90"]
    assert low <= best["leakers"]["mean"] <= high
    assert best["leakers"]["luck_90"] is not None


def test_without_causes_there_are_the_same_best_figures_alone(told, scenario, catalogue):
    alone = play_corners(compile_corners(scenario, catalogue, with_causes=False, cache=CACHE), PLAN)
    assert alone == {"best_figures": told["best_figures"], "tornado": None}


def test_one_world_tells_of_no_cause(corners):
    assert play_corners(corners, Plan(worlds=1, replications=4))["tornado"] is None


def test_a_view_that_draws_nothing_has_no_corners(scenario, catalogue):
    fixed = replace(scenario, study=replace(scenario.study, view="sceptic"))
    assert compile_corners(fixed, catalogue) is None


def test_a_cause_that_changes_nothing_does_not_stand_out():
    cause = Cause(figure="a/b/c", with_it=(), kind="assumed", best=1.0, low=0.0, high=2.0)
    rng = np.random.default_rng(5)
    luck = rng.integers(0, 9, (40, 5))
    assert not module._row(cause, luck, (rng.permutation(luck), luck), 36)["stands_out"]
    assert module._row(cause, luck, (luck, luck + 2), 36)["stands_out"]


def test_a_figure_stands_in_one_cause_at_most(scenario, catalogue):
    causes = causes_of(scenario, catalogue, moving_figures(scenario, catalogue))
    names = [name for cause in causes for name in (cause.figure, *cause.with_it)]
    assert len(names) == len(set(names)) > len(causes) / 2
