"""What would change the answer: corners differ by figures alone, under the luck of the run's first raids."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.scenario_file import read_scenario
from skykeep.compiler.scenario import compile_scenario
from skykeep.core.raid.world import DRAWN
from skykeep.engine import Worker, repeat_world
from skykeep.model.radar_effects import Jammer
from skykeep.study.executors import choose_executor
from skykeep.study.one_at_a_time import compile_corners, play_corners
from skykeep.study.plan import Plan

SCENARIO = Path(__file__).parents[2] / "golden" / "small-mixed.toml"
PLAN = Plan(worlds=10, replications=5)


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.fixture(scope="module")
def scenario(catalogue):
    return read_scenario(str(SCENARIO), catalogue=catalogue)


@pytest.fixture(scope="module")
def corners(scenario, catalogue):
    return compile_corners(scenario, catalogue)


@pytest.fixture(scope="module")
def told(corners):
    return play_corners(corners, PLAN)


def test_a_world_repeated_meets_the_luck_of_each_world_with_its_own_figures(corners):
    as_compiled = Worker(corners.case).run(3, 4, 5)
    repeated = Worker(repeat_world(corners.case, 3, 6)).run(0, 6, 5)
    assert np.array_equal(repeated.leakers[15:20], as_compiled.leakers)


def test_a_repeated_world_has_every_table_of_that_world_also_what_may_be_off(scenario, catalogue):
    jammer = Jammer(id="far", kind="stand-off", alt_msl_m=1e4, axis_bearing_rad=0.0, distance_m=1.5e5)
    under = replace(scenario, radar_effects=replace(scenario.radar_effects, jammers=(jammer,)))
    case = compile_scenario(replace(under, study=replace(under.study, worlds=4)), catalogue).case
    assert case.raid_kill_p is not None
    assert case.effects is not None

    def tables(world):
        parts = [world.effects, world.duties, [getattr(world, name) for name in (*DRAWN, "raid_kill_p")]]
        return [np.asarray(table).tobytes() for part in parts for table in part]

    repeated, once, other = tables(repeat_world(case, 2, 3).world(1)), tables(case.world(2)), case.world(1)
    assert repeated == once != tables(other)


def test_a_cause_that_is_at_its_end_already_changes_nothing_at_all(told):
    rows = told["tornado"]["rows"]
    assert rows
    for row in rows:
        for end in ("low", "high"):
            if row[end] == row["best"]:
                assert (row[f"more_at_{end}"], row[f"leakers_at_{end}"]) == (0.0, row["leakers_at_best"])


def test_causes_come_by_their_swing_and_raid_conditions_are_among_them(told, corners):
    swings = [row["swing"] for row in told["tornado"]["rows"]]
    assert swings == sorted(swings, reverse=True)
    named = {cause.figure for cause in corners.causes}
    assert {"common/launchers_ready_share", "common/track_raid_p"} <= named


def test_no_number_depends_on_the_executor(told, corners):
    assert play_corners(corners, PLAN, executor=choose_executor(2)) == told


def test_best_figures_are_told_with_error_and_luck(told):
    best = told["best_figures"]
    assert best["raids"] == PLAN.raids
    low, high = best["leakers"]["mc_error_90"]
    assert low <= best["leakers"]["mean"] <= high
    assert best["leakers"]["luck_90"] is not None


def test_without_causes_there_are_the_same_best_figures_alone(told, scenario, catalogue):
    alone = play_corners(compile_corners(scenario, catalogue, with_causes=False), PLAN)
    assert alone == {"best_figures": told["best_figures"], "tornado": None}


def test_a_view_that_draws_nothing_has_no_corners(scenario, catalogue):
    fixed = replace(scenario, study=replace(scenario.study, view="sceptic"))
    assert compile_corners(fixed, catalogue) is None
