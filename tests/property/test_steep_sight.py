"""Sight past cliffs, spikes and walls, against straight lines in the plane of the ray, post by post."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.earth.sight import NEVER_IN_SIGHT_MSL_M, polar_sweep, reach_by_height

from ..examples import examples

RADIUS_M = 6_371_000.0
POINTS = 40
TARGETS_AGL_M = (0.0, 30.0, 1000.0, 10_000.0, 100_000.0)


def blocked_by_m(antenna, post, target):
    """Return the signed area by which a post rises above the straight line from antenna to target.

    Places are (along, up) in a plane through the centre of the earth.
    """
    return (target[0] - antenna[0]) * (post[1] - antenna[1]) - (target[1] - antenna[1]) * (
        post[0] - antenna[0]
    )


def on_sphere(range_m, alt_msl_m, radius_m):
    angle = range_m / radius_m
    return ((radius_m + alt_msl_m) * math.sin(angle), (radius_m + alt_msl_m) * math.cos(angle))


def sees(antenna, posts, target):
    """Return whether no post hides the target, None where one touches the line within rounding."""
    areas = [blocked_by_m(antenna, post, target) for post in posts]
    length = math.dist(antenna, target)
    above_m = [area / length for area in areas]
    if any(abs(above) < 0.05 for above in above_m):
        return None
    return not any(above > 0.0 for above in above_m)


@st.composite
def steep_ground(draw):
    """Give rolling ground with a cliff, a wall and a spike on it, anywhere, of any height to 40 km."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    ground = np.abs(np.cumsum(rng.normal(0.0, draw(st.floats(0.0, 50.0)), POINTS)))
    heights = st.floats(-400.0, 40_000.0)
    ground[draw(st.integers(0, POINTS - 1)) :] += draw(heights)
    first = draw(st.integers(0, POINTS - 1))
    ground[first : first + draw(st.integers(1, 5))] += draw(heights)
    ground[draw(st.integers(0, POINTS - 1))] += draw(heights)
    return ground.astype(np.float32)


@examples(150)
@given(
    ground=steep_ground(),
    mast_m=st.floats(0.5, 100.0),
    near_m=st.floats(10.0, 1000.0),
    far_m=st.floats(10.0, 20_000.0),
    k=st.floats(0.8, 5.0),
)
def test_what_is_in_sight_past_steep_ground_is_what_a_straight_line_meets(ground, mast_m, near_m, far_m, k):
    half = POINTS // 2  # close posts and far ones, so that rays also leave the earth between them
    range_m = np.cumsum(np.repeat([near_m, far_m], [half, POINTS - half]))
    radius_m = k * RADIUS_M
    lowest = polar_sweep(ground[None, :], range_m, mast_m, k, RADIUS_M)[0]
    antenna = (0.0, radius_m + mast_m)
    posts = [
        on_sphere(place, alt, radius_m) for place, alt in zip(range_m, ground.astype(float), strict=True)
    ]
    for point in range(POINTS):
        for height_m in TARGETS_AGL_M:
            target_msl_m = float(ground[point]) + height_m
            target = on_sphere(range_m[point], target_msl_m, radius_m)
            seen = sees(antenna, posts[:point], target)
            if seen is not None:
                assert (target_msl_m >= float(lowest[point])) == seen, (point, height_m)


def test_nothing_is_in_sight_behind_a_cliff_that_the_ray_cannot_pass():
    range_m = np.arange(1, 2001) * 15.0
    ground = np.zeros((1, range_m.size), dtype=np.float32)
    ground[0, 20:24] = 32_767.0
    lowest = polar_sweep(ground, range_m, 20.0, 4.0 / 3.0, RADIUS_M)
    assert (lowest[0, 24:] >= 32_767.0).all()
    assert lowest[0, -1] > 3e6
    sight, solid, judged = reach_by_height(lowest, ground, range_m, np.array([100.0, 10_000.0]))
    assert sight.max() < range_m[24]
    assert (sight == solid).all()
    assert judged[0] == range_m[-1]


@pytest.mark.parametrize("wall_m", [5_000.0, 20_000.0])
def test_a_ray_that_leaves_the_earth_shows_nothing_at_any_height(wall_m):
    range_m = np.arange(1, 601) * 1000.0
    ground = np.zeros((1, range_m.size), dtype=np.float32)
    ground[0, 0] = wall_m * 2.0
    lowest = polar_sweep(ground, range_m, 20.0, 4.0 / 3.0, RADIUS_M)[0]
    assert (np.diff(lowest[1:]) >= 0.0).all()
    assert lowest[-1] == pytest.approx(NEVER_IN_SIGHT_MSL_M) or lowest[-1] > 1e5
