"""Values of figures by view, and shares of a country."""

import math

import numpy as np
import pytest

from skykeep.coverage import compute_coverage
from skykeep.coverage.country import country_grid, country_of, polar_index
from skykeep.coverage.figures import read_at_end, read_by_view
from skykeep.coverage.question import Site
from skykeep.model import Alternative
from skykeep.terrain import flat_ground

from .coverage_cases import SITE, figure, question, system

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
