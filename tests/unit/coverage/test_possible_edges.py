"""Edges of coverage under doubt: each is that of a world of a run."""

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.refraction import region_at
from skykeep.compiler.scenario import compile_scenario
from skykeep.coverage import Question, Site, compute_coverage
from skykeep.coverage import possible_edges as module
from skykeep.coverage.question import in_region
from skykeep.terrain import flat_ground

from .coverage_cases import SITE, question, system

WORLDS = 6


def test_a_world_of_the_bundle_has_the_figures_of_that_world_of_a_run(monkeypatch):
    import skykeep

    catalogue = load_catalogue()
    scenario = skykeep.load_scenario("iraq-baghdad-s300pmu2-cruise")
    compiled = compile_scenario(scenario, catalogue, terrain=flat_ground())
    unit = scenario.fire_units[0]
    site = Site(lat_deg=unit.lat_deg, lon_deg=unit.lon_deg)
    region = region_at(catalogue.refraction, site.lat_deg, site.lon_deg)
    asked = in_region(Question(bearings=360, limits=False), region, "balanced")
    kept = []
    monkeypatch.setattr(
        module, "read_world", lambda values, world: kept.append((values, world)) or real(values, world)
    )
    module.possible_edges(
        catalogue.system(unit.system),
        site,
        asked,
        300.0,
        worlds=WORLDS,
        seed=scenario.study.seed,
        terrain=flat_ground(),
        catalogue=catalogue,
    )
    values = kept[0][0]
    for name in values:
        if name in compiled.figures and not name.startswith("threats/"):
            np.testing.assert_array_equal(values[name], compiled.figures[name][:WORLDS], err_msg=name)
    factors = module.factors_of_worlds(asked, catalogue, scenario.study.seed, WORLDS)
    np.testing.assert_array_equal(factors, compiled.figures["refraction/k"][:WORLDS])


real = module.read_world


def test_figures_without_doubt_give_the_one_edge_that_coverage_gives():
    edges = module.possible_edges(
        system(), SITE, question(100.0), 300.0, worlds=3, seed=1, terrain=flat_ground()
    )
    whole = compute_coverage(system(), SITE, question(300.0), terrain=flat_ground()).heights[0]
    assert edges.seen_range_m.shape == (3, 360)
    for world in range(3):
        assert edges.seen_range_m[world] == pytest.approx(whole.polar.seen_range_m, rel=0.2)


def test_other_seeds_draw_other_edges_and_more_worlds_keep_the_first():
    catalogue = load_catalogue()
    asked = Question(bearings=360, limits=False)

    def edges(worlds, seed):
        return module.possible_edges(
            catalogue.system("pantsir-s1"),
            SITE,
            asked,
            100.0,
            worlds=worlds,
            seed=seed,
            terrain=flat_ground(),
        ).seen_range_m

    np.testing.assert_array_equal(edges(2, 1), edges(4, 1)[:2])
    assert not np.array_equal(edges(2, 1), edges(2, 2))


def test_a_stride_that_does_not_divide_the_bearings_is_refused():
    with pytest.raises(ValueError, match="every 7: must divide the 360 bearings"):
        module.possible_edges(
            system(), SITE, question(100.0), 300.0, worlds=1, seed=1, every=7, terrain=flat_ground()
        )
