"""Placement: closed forms of small choices, ways from a side, candidates, files, and the words of a claim."""

import math
import tomllib
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from skykeep.coverage.country import PolarIndex, country_grid
from skykeep.errors import UsageError
from skykeep.study.placement.candidates import candidates_of, largest_cities, pairs_apart
from skykeep.study.placement.claims import claim_of, load_claims
from skykeep.study.placement.cover_map import cover_map
from skykeep.study.placement.csv_places import read_places
from skykeep.study.placement.demand import demand_of
from skykeep.study.placement.greedy import greedy_sites
from skykeep.study.placement.interchange import interchanged
from skykeep.study.placement.maximal import Choice, best_sites, fewest_sites
from skykeep.study.placement.problem import Problem
from skykeep.study.placement.sides import SIDES, met_on_the_way, sides_asked
from skykeep.terrain.geodesic import WGS84

ROOT = Path(__file__).parents[3]


def problem(rows, count=1, **more):
    covers = np.array(rows, dtype=bool)
    return Problem(
        covers=covers, weights=np.full((1, covers.shape[1]), 1.0 / covers.shape[1]), count=count, **more
    )


def test_one_site_over_one_cell_covers_all_and_one_is_enough():
    found = best_sites(problem([[1]]), time_limit_s=5.0)
    assert found == Choice(sites=(0,), value=1.0, bound=1.0)
    assert found.is_proven
    fewest = fewest_sites(problem([[1]]), 1.0, time_limit_s=5.0)
    assert (fewest.sites, fewest.least, fewest.most) == ((0,), 1, 1.0)


def test_sites_that_cover_nothing_leave_a_proven_nothing():
    found = best_sites(problem([[0, 0], [0, 0]]), time_limit_s=5.0)
    assert (found.sites, found.value, found.bound) == ((), 0.0, 0.0)
    fewest = fewest_sites(problem([[0, 0]]), 0.5, time_limit_s=5.0)
    assert (fewest.sites, fewest.least, fewest.most) == (None, None, 0.0)


def test_greedy_falls_short_where_the_largest_site_is_in_the_way():
    rows = [[0, 1, 1, 1, 1, 0], [1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1]]
    assert greedy_sites(problem(rows, 2)) == (0, 1)
    best = best_sites(problem(rows, 2), time_limit_s=5.0)
    assert (best.sites, best.value) == ((1, 2), 1.0)


def test_an_exchange_takes_the_largest_site_out_of_the_way():
    rows = [[1, 1, 1, 1, 0, 0], [1, 1, 0, 0, 1, 0], [0, 0, 1, 1, 0, 1]]
    both = problem(rows, count=2)
    assert set(greedy_sites(both)) != {1, 2}
    assert set(interchanged(both)) == {1, 2}


def test_a_choice_whose_bound_lies_above_it_is_not_called_proven():
    unproven = Choice(sites=(0,), value=0.5, bound=0.55)
    assert unproven.gap == pytest.approx(0.1)
    assert not unproven.is_proven
    assert Choice(sites=(), value=0.0, bound=0.2).gap == math.inf


def test_two_sites_too_near_are_never_both_chosen():
    rows = [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 0, 0]]
    free = best_sites(problem(rows, 2), time_limit_s=5.0)
    apart = best_sites(problem(rows, 2, apart=((0, 1),)), time_limit_s=5.0)
    assert (free.value, apart.value, apart.sites) == (1.0, 0.75, (1, 2))


def test_overlap_asks_for_two_sites_over_a_cell():
    rows = [[1, 1, 0], [1, 0, 1], [0, 1, 1]]
    assert best_sites(problem(rows, 2, overlap=2), time_limit_s=5.0).value == pytest.approx(1 / 3)
    assert best_sites(problem(rows, 3, overlap=2), time_limit_s=5.0).value == pytest.approx(1.0)


def test_choosing_for_a_loss_prefers_sites_that_stand_in_for_each_other():
    rows = [[1, 1, 1, 1, 0, 0], [1, 1, 1, 0, 0, 0], [0, 0, 0, 0, 1, 1]]
    assert best_sites(problem(rows, 2), time_limit_s=5.0).sites == (0, 2)
    lost = best_sites(problem(rows, 2, one_lost=True), time_limit_s=5.0)
    assert (lost.sites, lost.value) == ((0, 1), 0.5)


def test_the_worst_goal_decides_where_there_are_several():
    covers = np.array([[1, 0, 0], [0, 1, 1]], dtype=bool)
    both = Problem(covers=covers, weights=np.array([[1.0, 0.0, 0.0], [0.0, 0.5, 0.5]]), count=1)
    assert best_sites(both, time_limit_s=5.0).value == 0.0
    assert best_sites(replace(both, count=2), time_limit_s=5.0).value == 1.0


def around(bearings_deg, ranges_m, rays=360):
    """Return where places lie by their bearing and range from a site."""
    ray = np.array(bearings_deg) * rays // 360 % rays
    return PolarIndex(
        ray, np.zeros(ray.size, dtype=int), np.array(ranges_m, dtype=float), np.ones(ray.size, bool)
    )


@pytest.fixture
def disc():
    """Return an answer whose cover is a disc of 100 km about the site."""
    range_m = np.arange(1, 301) * 1_000.0
    return SimpleNamespace(range_m=range_m), np.tile(range_m <= 100_000.0, (360, 1))


def test_what_lies_behind_a_disc_is_met_on_the_way_and_what_lies_before_or_beside_it_is_not(disc):
    answer, cells = disc
    places = around([0, 180, 0, 90, 180, 45], [50e3, 250e3, 150e3, 150e3, 50e3, 120e3])
    met = met_on_the_way(answer, cells, places, SIDES["N"], SIDES["N"], 2.0 * math.pi)
    assert met.tolist() == [True, True, False, False, True, False]


def test_a_sector_laid_away_from_the_threat_meets_only_what_crosses_it(disc):
    answer, cells = disc
    places = around([0, 180, 90], [50e3, 50e3, 50e3])
    quarter = 0.5 * math.pi
    towards = met_on_the_way(answer, cells, places, SIDES["N"], SIDES["N"], quarter)
    away = met_on_the_way(answer, cells, places, SIDES["N"], SIDES["S"], quarter)
    assert towards.tolist() == [True, True, True]
    assert away.tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("given", "words"),
    [("N,Q", "given 'Q', allowed N, NE"), ("N", "give two or more"), ("", "given ''")],
)
def test_sides_that_are_none_are_refused(given, words):
    with pytest.raises(UsageError, match=words):
        sides_asked(given)


def test_all_sides_are_eight():
    assert len(sides_asked("all")) == 8
    assert sides_asked("n, e") == ("N", "E")


def test_a_grid_of_candidates_has_a_site_in_each_square_of_the_country():
    grid = country_grid("IQ")
    sites = candidates_of("grid:100km", grid)
    assert len(sites) == pytest.approx(grid.area_m2 / 1e10, rel=0.1)
    assert all(" of " in site.name or site.name for site in sites)
    assert len({(site.lat_deg, site.lon_deg) for site in sites}) == len(sites)


def test_cities_stand_apart_and_airports_are_those_of_the_country():
    grid = country_grid("IQ")
    cities = candidates_of("cities:12", grid)
    assert len(cities) == 12
    assert pairs_apart(cities, 40_000.0) == ()
    assert len(candidates_of("airports", grid)) == 20


def test_pairs_apart_are_those_nearer_than_the_spacing():
    sites = candidates_of("cities:8", country_grid("IQ"))
    near = pairs_apart(sites, 150_000.0)
    for one in range(8):
        for other in range(one + 1, 8):
            a, b = sites[one], sites[other]
            distance = WGS84.inv(a.lon_deg, a.lat_deg, b.lon_deg, b.lat_deg)[2]
            assert ((one, other) in near) == (distance < 150_000.0)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("grid:0km", "step must be from 1 to 1000 km"),
        ("grid:3km", "sites in Iraq; must be from 1 to 1000"),
        ("town", "must be grid:50km, cities:40, airports"),
        ("cities:0", "0 sites in Iraq"),
        ("nowhere.csv", "nowhere.csv: cannot be read as a CSV file: No such file"),
    ],
)
def test_candidates_that_are_none_are_refused(given, words):
    with pytest.raises(UsageError, match=words):
        candidates_of(given, country_grid("IQ"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,lat\nA,33\n", "no column lon"),
        ("name,lat,long\nA,33,44\n", "given column 'long', allowed name, lat, lon, value"),
        ("name,lat,lon\n", "holds no place"),
        ("name,lat,lon\nA,x,44\n", "line 2: lat: given 'x', must be a number, -85 to 85"),
        ("lat,lon,value\n33,44,-1\n", "line 2: value: given '-1', must be a number, 0 or more"),
        ("lat,lon\n33\n", "line 2: lon: given None"),
    ],
)
def test_files_of_places_are_refused_in_words(tmp_path, text, words):
    path = tmp_path / "places.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        read_places(path, what="cover")


def test_assets_weigh_by_their_value(tmp_path):
    path = tmp_path / "assets.csv"
    path.write_text("name,lat,lon,value\nDam,36.6,42.8,3\nPort,30.0,47.9,1\n", encoding="utf-8")
    grid = country_grid("IQ")
    demand = demand_of(path, grid)
    assert [asset.name for asset in demand.assets] == ["Dam", "Port"]
    assert demand.weight[-2:].tolist() == [0.75, 0.25]
    assert demand.weight.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("cover", ["area", "people"])
def test_weights_of_a_country_sum_to_one(cover):
    assert demand_of(cover, country_grid("IQ")).weight.sum() == pytest.approx(1.0)


def test_what_is_covered_must_be_known():
    with pytest.raises(UsageError, match="cover 'towns': must be area, people, or a CSV file of assets"):
        demand_of("towns", country_grid("IQ"))


def test_the_map_of_cover_holds_every_covered_cell_once():
    grid = country_grid("IQ")
    count = np.zeros(grid.lat_deg.size, dtype=np.int64)
    count[100:400] = 1
    count[200:250] = 2
    found = cover_map(grid, count, 1000.0)
    lon_steps = [
        (east - west) / (found.cell_m / 111_194.93 / math.cos(math.radians(lat)))
        for lat, west, east, _ in found.stretches
    ]
    assert sum(round(steps) for steps in lon_steps) == 300
    assert {stretch[3] for stretch in found.stretches} == {1, 2}


def test_the_claim_has_the_words_and_source_of_its_case():
    case = tomllib.loads((ROOT / "cases" / "iraq.toml").read_text(encoding="utf-8"))
    for claim in load_claims():
        said = {
            (row["said"], row.get("year"), row.get("title"), row.get("address")) for row in case["statements"]
        }
        assert (claim.said, claim.year, claim.title, claim.address) in said
    assert claim_of("IQ", "s-300pmu-2", 4, "area") is not None
    assert claim_of("IQ", "s-300pmu-2", 5, "area") is None
    assert claim_of("IQ", "s-400", 4, "area") is None
    assert claim_of("IQ", "s-300pmu-2", 4, "people") is None


def test_candidates_are_the_largest_cities_well_apart():
    sites = largest_cities(country_grid("IQ"))
    assert len(sites) == 40
    assert [site.name for site in sites[:3]] == ["Baghdad", "Mosul", "Basra"]
    assert "Abu Ghraib" not in {site.name for site in sites}
