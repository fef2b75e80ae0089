"""Which places are in sight of a swept grid, against scipy's interpolation; and the first of each path."""

import numpy as np
import pytest
from scipy.interpolate import RegularGridInterpolator

from skykeep.core.earth.sight import first_marked, mark_seen

RAYS, COLUMNS, PLACES = 7, 9, 400


@pytest.fixture
def grid():
    """Return lowest visible heights, and places on it with their heights."""
    rng = np.random.default_rng(3)
    lowest_msl_m = rng.uniform(0.0, 100.0, (RAYS, COLUMNS)).astype(np.float32)
    ray, column = rng.uniform(0.0, RAYS - 1, PLACES), rng.uniform(0.0, COLUMNS - 1, PLACES)
    return lowest_msl_m, ray, column, rng.uniform(0.0, 100.0, PLACES).astype(np.float32)


def test_a_place_is_seen_at_or_above_the_interpolated_height(grid):
    lowest_msl_m, ray, column, alt_msl_m = grid
    heights = RegularGridInterpolator((np.arange(RAYS), np.arange(COLUMNS)), lowest_msl_m)
    clearance_m = alt_msl_m - heights(np.column_stack([ray, column]))
    seen = np.full(PLACES, 2)
    assert mark_seen(seen, 4, alt_msl_m, lowest_msl_m, ray, column) == 0
    sure = np.abs(clearance_m) > 1e-3
    assert np.array_equal(seen[sure], np.where(clearance_m > 0.0, 6, 2)[sure])
    assert 50 < np.count_nonzero(seen == 6) < PLACES - 50


def test_a_place_exactly_at_the_height_of_a_grid_point_is_seen(grid):
    lowest_msl_m = grid[0]
    seen = np.zeros(2, np.int64)
    heights_m = lowest_msl_m[[2, 3], [5, COLUMNS - 1]]
    mark_seen(seen, 1, heights_m, lowest_msl_m, np.array([2.0, 3.0]), np.array([5.0, COLUMNS - 1.0]))
    assert seen.tolist() == [1, 1]


def test_a_place_beside_missing_ground_is_hidden_and_counted(grid):
    lowest_msl_m, ray, column, _ = grid
    lowest_msl_m[:, -1] = np.nan
    seen = np.zeros(PLACES, np.int64)
    missing = mark_seen(seen, 1, np.full(PLACES, 1e6, np.float32), lowest_msl_m, ray, column)
    beyond = column > COLUMNS - 2
    assert missing == np.count_nonzero(beyond) > 0
    assert np.array_equal(seen == 0, beyond)


def test_the_first_node_of_each_path_with_any_of_the_flags():
    seen = np.array([0, 1, 3, 0, 4, 0, 0, 2])
    starts = np.array([0, 3, 5, 5, 8])
    assert first_marked(seen, starts, 0b011).tolist() == [1, 5, 5, 7]
    assert first_marked(seen, starts, 0b100).tolist() == [3, 4, 5, 8]
