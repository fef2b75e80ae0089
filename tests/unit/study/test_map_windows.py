"""The ground under a live map reaches beyond every ring, and flat ground has posts to sweep along."""

import numpy as np
import pytest

from skykeep.study.map_windows import FLAT_STEP_M, MAP_MARGIN, window_about, window_beside
from skykeep.terrain import flat_ground, shipped_terrain

DEGREE_M = 111_195.0
PLACES = [(33.3, 44.4), (36.3, 43.1)]


@pytest.mark.parametrize("terrain", [flat_ground, shipped_terrain])
def test_a_window_reaches_beyond_the_rings_of_all_places(terrain):
    south, west, north, east = window_about(PLACES, 100_000.0, terrain()).box_deg
    more_deg = MAP_MARGIN * 100_000.0 / DEGREE_M
    assert south == pytest.approx(33.3 - more_deg, abs=0.02)
    assert north == pytest.approx(36.3 + more_deg, abs=0.02)
    assert west == pytest.approx(43.1 - more_deg / np.cos(np.radians(36.3)), abs=0.02)
    assert east == pytest.approx(44.4 + more_deg / np.cos(np.radians(33.3)), abs=0.02)


def test_flat_ground_has_posts_no_farther_apart_than_it_says():
    window = window_about(PLACES[:1], 100_000.0, flat_ground())
    assert window.alt_msl_m.max() == window.alt_msl_m.min() == 0
    assert window.lat_step_deg * DEGREE_M <= FLAT_STEP_M
    assert window.lon_step_deg * DEGREE_M <= FLAT_STEP_M
    assert window.step_m == FLAT_STEP_M


def test_what_lies_beside_holds_the_window():
    near = window_about(PLACES, 50_000.0, shipped_terrain())
    far = window_beside(near, shipped_terrain())
    assert far.box_deg[0] < near.box_deg[0]
    assert far.box_deg[1] < near.box_deg[1]
    assert far.box_deg[2] > near.box_deg[2]
    assert far.box_deg[3] > near.box_deg[3]
