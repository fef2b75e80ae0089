"""Single wrong posts, and pairs of them, are voids wherever they stand; walls and cones are ground."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from skykeep.terrain.plausible import Coding, judge_heights

from ..examples import examples

STEP_M = 900.0
LEAST_M = 1_000.0 + 2.0 * STEP_M
ROWS, COLS = 50, 64
places = st.tuples(st.integers(0, ROWS - 1), st.integers(0, COLS - 1))
BESIDE = [(0, 1), (1, 0), (-1, 0), (0, -1), (1, 1)]
SECOND = [(0, 0), (0, 1), (1, 0), (1, 1), (1, -1)]
"""Where a second wrong post stands beside the first; (0, 0) means that there is none."""


def hills(seed):
    """Return gentle ground between 0 and 600 m."""
    rng = np.random.default_rng(seed)
    row, col = np.mgrid[:ROWS, :COLS]
    phase = rng.uniform(0.0, 6.0, 2)
    return (300.0 + 150.0 * np.sin(row / 3.0 + phase[0]) + 150.0 * np.cos(col / 4.0 + phase[1])).astype(
        np.float32
    )


def judged(heights):
    return judge_heights(heights, Coding(), file="a.tif", step_m=STEP_M)


@given(
    seed=st.integers(0, 99), place=places, second=st.sampled_from(SECOND), sign=st.sampled_from([1.0, -0.1])
)
@examples(60)
def test_a_wrong_post_or_two_are_void_also_at_an_edge_and_in_a_corner(seed, place, second, sign):
    heights = hills(seed)
    wrong = {place, (place[0] + second[0], place[1] + second[1])}
    wrong = {(row, col) for row, col in wrong if row < ROWS and 0 <= col < COLS}
    base_m = 4_500.0 if sign < 0.0 else 0.0
    heights += base_m
    for post in wrong:
        heights[post] = base_m + sign * 4_400.0 * (1.0 if sign > 0.0 else 10.0)
    heights[heights < -400.0] = -400.0
    found, remarks = judged(heights)
    assert {tuple(post) for post in np.argwhere(np.isnan(found))} == wrong
    assert any("all around it" in text for text in remarks)


@given(seed=st.integers(0, 99), place=places, hole=st.sampled_from(BESIDE))
@examples(40)
def test_a_wrong_post_beside_a_void_is_void(seed, place, hole):
    heights = hills(seed)
    row, col = place[0] + hole[0], place[1] + hole[1]
    if 0 <= row < ROWS and 0 <= col < COLS:
        heights[row, col] = np.nan
    heights[place] = 5_000.0
    found, _ = judged(heights)
    assert np.isnan(found[place])
    assert np.count_nonzero(np.isnan(found)) == np.count_nonzero(np.isnan(heights)) + 1


@given(
    seed=st.integers(0, 99),
    rise_m=st.floats(0.0, 3.0 * LEAST_M),
    first=st.integers(0, COLS - 1),
    width=st.integers(1, 4),
    length=st.integers(3, ROWS // 2),
    turned=st.booleans(),
)
@examples(60)
def test_a_wall_or_a_cliff_is_never_taken_for_an_error(seed, rise_m, first, width, length, turned):
    heights = hills(seed)
    heights[:length, first : first + width] += np.float32(rise_m)
    if turned:
        heights = np.ascontiguousarray(heights.T)
    found, remarks = judged(heights)
    assert not np.isnan(found).any()
    assert not any("all around it" in text for text in remarks)


@given(seed=st.integers(0, 99), place=places, top_m=st.floats(0.0, 8_000.0))
@examples(40)
def test_a_cone_is_never_taken_for_an_error(seed, place, top_m):
    """As steep as one in one: no volcano is steeper."""
    row, col = np.mgrid[:ROWS, :COLS]
    away_m = STEP_M * np.hypot(row - place[0], col - place[1])
    heights = np.maximum(hills(seed), top_m - away_m).astype(np.float32)
    found, _ = judged(heights)
    assert not np.isnan(found).any()
