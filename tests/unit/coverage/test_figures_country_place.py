"""Values of figures by view, shares of a country, and the placing of batteries."""

import math

import numpy as np
import pytest

from skykeep.coverage import compute_coverage
from skykeep.coverage.country import country_grid, country_of, polar_index
from skykeep.coverage.figures import read_at_end, read_by_view
from skykeep.coverage.place import candidate_sites, greedy_sites, place_batteries
from skykeep.coverage.question import Site
from skykeep.errors import UsageError
from skykeep.model import Alternative
from skykeep.terrain import flat_ground

from .coverage_cases import SITE, STEP_DEG, figure, ground, question, system

TWO_CLAIMS = (Alternative(value=5.0, kind="claimed"), Alternative(value=20.0, kind="hobby"))


@pytest.mark.parametrize(
    ("name", "against", "best", "brochure", "favourable"),
    [
        ("detection_range_m", 1.0, 3.0, 5.0, 20.0),
        ("reaction_s", 20.0, 3.0, 3.0, 1.0),
        ("price_usd", 3.0, 3.0, 3.0, 3.0),
    ],
)
def test_views_take_the_end_they_name(name, against, best, brochure, favourable):
    given = figure(1.0, 3.0, 9.0, alternatives=TWO_CLAIMS)
    assert read_by_view("sceptic")("a", name, given) == against
    assert read_by_view("balanced")("a", name, given) == best
    assert read_by_view("brochure")("a", name, given) == brochure
    assert read_at_end("for")("a", name, given) == favourable


def test_cells_of_a_country_fill_its_area():
    grid = country_grid("IQ")
    assert grid.cells * 25e6 == pytest.approx(grid.area_m2, rel=0.01)
    assert grid.area_share(np.ones(grid.lat_deg.size, dtype=bool)) == 1.0
    assert grid.people_share(np.ones(grid.lat_deg.size, dtype=bool)) == 1.0
    assert grid.people.sum() == pytest.approx(26.07e6, rel=1e-3)


def test_a_disc_inside_a_country_has_its_share_of_the_area():
    result = compute_coverage(system(), SITE, question(300.0), terrain=flat_ground())
    answer = result.heights[0]
    expected = math.pi * answer.seen_range_m[0] ** 2 / country_grid("IQ").area_m2
    assert answer.country.seen_share_of_area == pytest.approx(expected, rel=0.02)
    assert answer.country.cities["Baghdad"] == (True, True)
    assert answer.country.cities["Mosul"] == (False, False)


def test_the_country_of_a_site_is_found():
    assert country_of(SITE) == "IQ"
    assert country_of(Site(lat_deg=29.3, lon_deg=47.9)) == "KW"
    assert country_of(Site(lat_deg=0.0, lon_deg=0.0)) is None


def test_places_are_looked_up_by_bearing_and_range():
    grid = country_grid("IQ")
    index = polar_index(SITE, grid, bearings=360, range_m=np.arange(1, 101) * 1000.0)
    north = int(np.argmin(np.hypot(grid.lat_deg - 33.8, grid.lon_deg - 44.4)))
    assert index.ray[north] in (358, 359, 0, 1, 2)
    assert index.point[north] == pytest.approx(54, abs=3)
    assert not index.inside[np.argmax(grid.lat_deg)]


def test_greedy_choice_adds_most_each_time():
    masks = np.array([[1, 1, 1, 0, 0, 0], [0, 0, 1, 1, 0, 0], [0, 0, 0, 0, 1, 0]], dtype=bool)
    weight = np.ones(6)
    assert greedy_sites(masks, weight, 1) == (0,)
    assert greedy_sites(masks, weight, 2) == (0, 1)
    assert greedy_sites(masks, weight, 9) == (0, 1, 2)
    assert greedy_sites(masks, np.array([1, 1, 1, 1, 9, 1.0]), 2) == (2, 0)


def test_candidates_are_the_largest_cities_well_apart():
    sites = candidate_sites(country_grid("IQ"))
    assert len(sites) == 40
    assert [site.name for site in sites[:3]] == ["Baghdad", "Mosul", "Basra"]
    assert "Abu Ghraib" not in {site.name for site in sites}


SITES = candidate_sites(country_grid("IQ"))[:6]


def test_more_batteries_cover_more_and_the_best_set_is_at_least_the_fixed_one():
    told = []
    two = place_batteries(
        system(),
        count=2,
        candidates=SITES,
        question=question(300.0, 1000.0, 9000.0, limits=True),
        terrain=flat_ground(),
        progress=lambda done, total: told.append((done, total)),
    )
    few_heights = question(300.0, 1000.0, 9000.0)
    one = place_batteries(system(), count=1, candidates=SITES, question=few_heights, terrain=flat_ground())
    assert told[-1] == (6, 6)
    for few, many in zip(one.fixed.shares, two.fixed.shares, strict=True):
        assert few.area_share <= many.area_share
    for level, best in enumerate(two.best):
        assert best.shares[0].area_share >= two.fixed.shares[level].area_share - 1e-9
        assert len(best.sites) == 2
    assert two.fixed.chosen_for == "area at 1000 m"
    assert two.best[1].sites == two.fixed.sites
    area = two.fixed.shares[1]
    assert area.area_limits[0] <= area.area_share <= area.area_limits[1]
    assert two.paper_ratio == pytest.approx(2.0 * math.pi * 100e3**2 / two.country_area_m2)
    assert two.flat_ring_share <= two.best_flat_ring_share <= two.paper_ratio + 0.01
    assert two.to_json()["fixed"]["sites"][0]["name"] == two.fixed.sites[0].name


@pytest.mark.parametrize(("depth_m", "said"), [(300.0, 1), (0.0, 0)])
def test_a_battery_that_is_placed_in_a_hollow_of_the_data_is_named(depth_m, said):
    def pit(north, east):
        return np.where(np.maximum(abs(north), abs(east)) < 0.6 * STEP_DEG, -depth_m, 0.0)

    here = Site(lat_deg=SITE.lat_deg, lon_deg=SITE.lon_deg, name="Pit")
    plain = Site(lat_deg=SITE.lat_deg - 0.5, lon_deg=SITE.lon_deg, name="Plain")
    found = place_batteries(
        system(), count=2, candidates=[here, plain], question=question(100.0), terrain=ground(pit)
    )
    hollows = [note for note in found.notes if "stands in a hollow" in note]
    assert len(hollows) == said
    assert all(note.startswith("The battery at Pit stands in a hollow") for note in hollows)


def test_a_count_out_of_range_is_refused():
    with pytest.raises(UsageError, match="0 batteries: must be from 1 to 40"):
        place_batteries(system(), count=0)
