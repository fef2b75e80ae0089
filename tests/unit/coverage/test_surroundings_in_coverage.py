"""What stands about a site cuts off coverage below its angle."""

import math
from dataclasses import replace

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.coverage import compute_coverage
from skykeep.coverage.figures import read_at_end, read_by_view
from skykeep.coverage.polar import read_radars
from skykeep.terrain.heightfield import flat_ground

from .coverage_cases import SITE, question, system

CATALOGUE = load_catalogue()
TOWN = next(each.mask_rad for each in CATALOGUE.wear.surroundings if each.id == "town")
IN_TOWN = replace(SITE, surroundings=("upkeep/surroundings/town", TOWN))
RADIUS_M = 6_371_008.771


def edge_m(site):
    """Return how far a battery on flat ground sees a large target at 3 km."""
    asked = question(3000.0, rcs_m2=100.0)
    (height,) = compute_coverage(system(), site, asked, terrain=flat_ground()).heights
    return float(np.median(height.seen_range_m))


def test_coverage_ends_where_the_target_sinks_below_the_mask():
    # straight from the antenna at 10 m over a sphere: tan(mask) r = h - r^2 / 2 R
    tangent = math.tan(TOWN.best)
    reach_m = RADIUS_M * (math.sqrt(tangent**2 + 2.0 * 2990.0 / RADIUS_M) - tangent)
    assert edge_m(IN_TOWN) == pytest.approx(reach_m, rel=0.02)
    assert edge_m(SITE) > 1.5 * reach_m


@pytest.mark.parametrize(("end", "expected"), [("against", TOWN.high), ("for", TOWN.low)])
def test_the_limits_of_coverage_take_the_limits_of_the_mask(end, expected):
    picture, engagement = read_radars(system(), question(100.0), IN_TOWN, read_at_end(end))
    assert {radar.elevation_min_rad for radar in picture + engagement} == {expected}


def test_a_radar_that_looks_no_lower_than_the_mask_is_left_as_it_is():
    high = replace(TOWN, low=0.0, best=0.0, high=0.0)
    picture, _ = read_radars(
        system(), question(100.0), replace(SITE, surroundings=("a", high)), read_by_view("balanced")
    )
    assert picture[0].elevation_min_rad == 0.0
