"""The two sweeps of sight, over a grid and along rays, where both look along the same line."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.earth.sight import polar_sweep
from skykeep.core.earth.sight_grid import lowest_visible_height_grid

from ....examples import examples

SIZE, CELL_M, RADIUS_M = 41, 250.0, 6_371_000.0


@examples(60)
@given(
    seed=st.integers(0, 2**32 - 1),
    rough_m=st.floats(0.0, 300.0),
    row=st.integers(0, SIZE - 1),
    col=st.integers(0, SIZE - 1),
    mast_m=st.floats(0.5, 200.0),
    k=st.floats(0.8, 7.0),
)
def test_along_rows_and_columns_both_sweeps_find_the_same_lowest_visible_height(
    seed, rough_m, row, col, mast_m, k
):
    dem = np.random.default_rng(seed).uniform(0.0, rough_m, (SIZE, SIZE)).astype(np.float32)
    grid = lowest_visible_height_grid(
        dem, row, observer_col=col, observer_height_m=mast_m, cell_m=CELL_M, curvature_coeff=1.0 / k
    )
    antenna_msl_m = float(dem[row, col]) + mast_m
    lines = [
        (dem[row, col + 1 :], grid[row, col + 1 :]),
        (dem[row, :col][::-1], grid[row, :col][::-1]),
        (dem[row + 1 :, col], grid[row + 1 :, col]),
        (dem[:row, col][::-1], grid[:row, col][::-1]),
    ]
    for ground, lowest in lines:
        if ground.size == 0:
            continue
        range_m = np.arange(1, ground.size + 1) * CELL_M
        ray = polar_sweep(np.ascontiguousarray(ground)[None], range_m, antenna_msl_m, k, RADIUS_M)[0]
        # the grid bends the ground by a parabola, the ray by the circle: heights differ by h d / R
        assert lowest == pytest.approx(ray, rel=2e-3, abs=0.02)
