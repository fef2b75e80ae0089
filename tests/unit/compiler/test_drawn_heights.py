"""Heights that raids draw: the grid, the paths of each height, and what a raid flies."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.heights import HEIGHTS, height_grid
from skykeep.compiler.scenario import compile_scenario
from skykeep.compiler.sub_raids import sub_raid
from skykeep.engine import run_worlds
from skykeep.model import TerrainChoice
from skykeep.scenario.file import read_scenario
from skykeep.study.prepare import prepare

CATALOGUE = load_catalogue()
CRUISE = CATALOGUE.threats["cruise-missile"].set_height_m


def scenario(*, height_m=None, bearing_deg=20.0, worlds=2, count=4, **changed):
    """Return the shipped cruise raid, small, over flat ground."""
    found = read_scenario("scenarios/iraq-baghdad-s300pmu2-cruise.toml")
    (group,) = found.raid.groups
    groups = (replace(group, count=count, height_m=height_m, standoff_m=60_000.0),)
    return replace(
        found,
        raid=replace(found.raid, id="small", groups=groups),
        terrain=TerrainChoice(source="flat"),
        first_bearing_deg=bearing_deg,
        study=replace(found.study, worlds=worlds, replications=4),
        **changed,
    )


def flown_m(case, raids):
    """Return the height above ground that each raid of world 0 flies at, and that of all its threats."""
    batch = run_worlds(case, 0, 1, replications=raids)
    return batch.results.heights


def test_a_grid_holds_the_middles_of_equally_likely_parts_of_the_figure():
    grid = height_grid(CRUISE)
    assert len(grid) == HEIGHTS
    assert CRUISE.low < grid[0] < CRUISE.best < grid[-1] < CRUISE.high
    assert list(grid) == sorted(grid)
    assert height_grid(replace(CRUISE, low=50.0, high=50.0)) == (50.0,)


def test_no_drawn_height_meets_a_lowest_height_of_50_or_60_m_by_coincidence():
    assert not {50.0, 60.0} & {round(height, 3) for height in height_grid(CRUISE)}


@pytest.mark.parametrize("bearing_deg", [None, 20.0])
def test_a_raid_flies_one_drawn_height_all_over_and_every_height_has_its_paths(bearing_deg):
    compiled = compile_scenario(scenario(bearing_deg=bearing_deg), CATALOGUE)
    case, grid = compiled.case, np.array(compiled.heights["cruise-missile"].values_m)
    step = int(case.threats["height_step"][0])
    for place, height_m in enumerate(grid):
        paths = case.threats["first_path"] + place * step
        middle = (case.paths["first_node"][paths] + case.paths["end_node"][paths]) // 2
        assert case.nodes["height_agl_m"][middle] == pytest.approx(height_m)
    drawn = flown_m(case, 60)
    assert set(np.unique(drawn)) == set(range(HEIGHTS))


def test_a_stated_height_stays_and_is_the_only_one_for_which_paths_are_laid():
    compiled = compile_scenario(scenario(height_m=50.0), CATALOGUE)
    assert not compiled.heights
    assert not compiled.case.threats["height_step"].any()
    assert flown_m(compiled.case, 3).size == 0


def test_without_conditions_a_raid_flies_at_the_best_height_of_its_class():
    compiled = compile_scenario(scenario(conditions=False), CATALOGUE)
    assert compiled.heights["cruise-missile"].values_m == (CRUISE.best,)


def test_a_height_that_is_given_in_some_worlds_is_flown_in_those_and_drawn_in_the_others():
    given = {"threats/cruise-missile/set_height_m": np.array([np.nan, 20.0])}
    compiled = compile_scenario(scenario(), CATALOGUE, given=given)
    heights = compiled.heights["cruise-missile"]
    assert heights.values_m == (*height_grid(CRUISE), 20.0)
    rows = compiled.case.classes[:, 0]
    assert (list(rows["first_height"]), list(rows["heights"])) == ([0, HEIGHTS], [HEIGHTS, 1])


def test_classes_that_share_their_draw_fly_as_high_as_each_other():
    keys = {}
    raid = CATALOGUE.raids["mixed"]
    small = replace(scenario(), raid=raid)
    compiled = compile_scenario(small, CATALOGUE)
    keys = dict(zip(compiled.names.classes, compiled.case.classes["height_key"][0], strict=True))
    assert keys["decoy-uav"] == keys["one-way-attack-uav"] != keys["cruise-missile"]


def test_a_smaller_raid_over_the_same_paths_flies_as_one_that_is_compiled():
    large = scenario(count=8)
    small = replace(large, raid=replace(large.raid, groups=(replace(large.raid.groups[0], count=3),)))
    for bearing_deg in (None,):
        whole = compile_scenario(replace(large, first_bearing_deg=bearing_deg), CATALOGUE)
        part = sub_raid(whole, CATALOGUE, small.raid)
        alone = compile_scenario(replace(small, first_bearing_deg=bearing_deg), CATALOGUE).case
        found, wanted = (run_worlds(case, 0, 1, replications=6).results for case in (part, alone))
        assert np.array_equal(found.heights, wanted.heights)
        assert np.array_equal(found.threats, wanted.threats)


def test_tables_name_the_height_that_each_raid_has_drawn():
    prepared = prepare(scenario(), CATALOGUE)
    assert prepared.legend.heights_m == {"cruise-missile": height_grid(CRUISE)}
    assert prepared.facts.heights["cruise-missile"]["sense"] == "above ground"
