"""Assumed figures at their ends, all others as drawn: what hides at best figures is found."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.scenario_file import read_scenario
from skykeep.catalogue.settings import fix_figures
from skykeep.compiler.cache import CompileCache
from skykeep.engine import Worker
from skykeep.model import Study, TerrainChoice
from skykeep.study import assumed_swings as module
from skykeep.study.assumed_swings import assumed_swings
from skykeep.study.prepare import prepare
from skykeep.terrain import choose_terrain

CATALOGUE = load_catalogue()
FLAT = choose_terrain("flat", lat_deg=33.3, lon_deg=44.4, radius_m=1e5)
POST = "s-300pmu-2/command_post"
CACHE = CompileCache()


def scenario(worlds=60, **study):
    found = read_scenario("iraq-baghdad-s300pmu2-cruise")
    found = replace(found, terrain=TerrainChoice(source="flat"), first_bearing_deg=270.0)
    return replace(found, study=Study(worlds=worlds, replications=2, seed=7, **study))


@pytest.fixture(scope="module")
def found():
    return assumed_swings(scenario(), CATALOGUE, terrain=FLAT, cache=CACHE)


def test_the_operators_are_among_the_figures_that_move_most(found):
    named = {row.figure: row for row in found.rows}
    assert {f"{POST}/operators", f"{POST}/weapons_free", f"{POST}/operator_delay_s"} <= named.keys()
    assert named[f"{POST}/operators"].leakers_at_low > named[f"{POST}/operators"].leakers_at_high
    assert named[f"{POST}/operators"].stands_out


def test_every_assumed_cause_competes_and_no_other(found):
    figures = dict(CATALOGUE.figures())
    assert {figures[row.figure].kind for row in found.rows if row.figure in figures} == {"assumed"}
    assert found.causes > len(found.rows)
    swings = [abs(row.more["mean"]) for row in found.rows]
    assert swings == sorted(swings, reverse=True)


def test_an_end_is_the_study_with_that_figure_fixed_and_the_same_luck(found):
    row = next(row for row in found.rows if row.figure == f"{POST}/operator_delay_s")
    fixed = prepare(
        scenario(), fix_figures(CATALOGUE, {row.figure: row.high}), terrain=FLAT, cache=CompileCache()
    )
    leakers = Worker(fixed.case).run(0, 60, 2).leakers
    assert leakers.mean() == row.leakers_at_high


def test_as_drawn_it_is_the_study_itself_whatever_the_jobs(found):
    drawn = prepare(scenario(), CATALOGUE, terrain=FLAT, cache=CACHE)
    assert Worker(drawn.case).run(0, 60, 2).leakers.mean() == found.leakers
    assert assumed_swings(scenario(), CATALOGUE, terrain=FLAT, cache=CACHE, jobs=2) == found


@pytest.mark.parametrize(
    "given", [scenario(worlds=1), scenario(view="sceptic")], ids=["one world", "no draws"]
)
def test_nothing_is_said_where_nothing_can_be(given):
    found = assumed_swings(given, CATALOGUE, terrain=FLAT, cache=CACHE)
    assert (found.rows, found.causes) == ((), 0)


def test_a_cause_that_changes_nothing_does_not_stand_out():
    cause = module.Cause(figure="a/b/c", with_it=(), kind="assumed", best=1.0, low=0.0, high=2.0)
    rng = np.random.default_rng(5)
    luck = rng.integers(0, 9, (40, 5))
    assert not module._row(cause, luck, rng.permutation(luck), 36).stands_out
    assert module._row(cause, luck, luck + 2, 36).stands_out
