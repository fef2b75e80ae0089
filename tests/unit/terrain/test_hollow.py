"""A site in a pit of its data: how much more a kilometre away shows."""

import numpy as np
import pytest

from skykeep.coverage import Site, compute_coverage
from skykeep.terrain import Heightfield, flat_ground
from skykeep.terrain.hollow import find_hollow

from ..coverage.coverage_cases import question, system

STEP_DEG = 1.0 / 240.0
SITE = (33.5, 44.5)
HEIGHTS_AGL_M = (30.0, 1000.0, 10_000.0)


def ground_with(depth_m, rows=slice(239, 242), cols=slice(239, 242)):
    """Return a plain at 500 m with a pit at its middle."""
    heights = np.full((481, 481), 500.0, dtype=np.float32)
    heights[rows, cols] -= depth_m
    return Heightfield(
        heights, SITE[0] + 1.0, SITE[1] - 1.0, STEP_DEG, STEP_DEG, "made", "none", "sea level", 463.0
    )


def hollow_of(ground, place=SITE, **changes):
    given = {"antenna_height_m": 10.0, "heights_agl_m": HEIGHTS_AGL_M, "reach_m": 40_000.0}
    return find_hollow(ground, *place, **(given | changes))


def test_a_site_in_a_pit_is_found_with_the_height_at_which_it_costs_most():
    hollow = hollow_of(ground_with(200.0))
    assert hollow.height_agl_m == 30.0
    assert hollow.rise_m == pytest.approx(200.0, abs=1.0)
    assert hollow.area_share < 0.001
    assert hollow.area_share_moved == pytest.approx((36_000.0 / 40_000.0) ** 2, rel=0.15)
    assert "times the area is in sight at 30 m" in hollow.sentence()


def test_what_is_compared_can_be_worked_out_on_paper():
    from skykeep.core.earth.horizon import effective_radius_m, horizon_ground_m

    hollow = hollow_of(ground_with(200.0), heights_agl_m=(30.0,), reach_m=60_000.0)
    horizon_m = horizon_ground_m(10.0, 30.0, effective_radius_m(4.0 / 3.0))
    assert hollow.area_share_moved == pytest.approx((horizon_m / 60_000.0) ** 2, rel=0.03)


@pytest.mark.parametrize("ground", [flat_ground(), ground_with(0.0), ground_with(2.0), ground_with(-200.0)])
def test_plains_and_peaks_are_no_hollows(ground):
    assert hollow_of(ground) is None


def test_a_valley_shows_the_side_to_go_to():
    valley = ground_with(300.0, rows=slice(None), cols=slice(239, 242))
    hollow = hollow_of(valley, heights_agl_m=(100.0,))
    assert hollow.direction in ("east", "west")
    assert "1 km to the" in hollow.sentence("Battery A")
    assert hollow.sentence("Battery A").startswith("Battery A stands in a hollow")


def test_a_site_at_the_edge_of_the_data_is_judged_by_what_there_is():
    assert hollow_of(ground_with(0.0), (SITE[0] + 0.999, SITE[1])) is None


def test_the_place_that_is_named_is_no_hollow_itself():
    ground = ground_with(200.0)
    hollow = hollow_of(ground)
    assert hollow_of(ground, (hollow.lat_deg, hollow.lon_deg)) is None


@pytest.mark.parametrize(("depth_m", "said"), [(200.0, True), (0.0, False)])
def test_coverage_says_that_its_site_stands_in_a_hollow(depth_m, said):
    site = Site(lat_deg=SITE[0], lon_deg=SITE[1], mast_m=10.0)
    answer = compute_coverage(system(), site, question(100.0, limits=False), terrain=ground_with(depth_m))
    assert any("stands in a hollow of the elevation data" in note for note in answer.notes) == said
