"""The polar sweep of the lowest visible height against closed forms and a slow second implementation."""

import math

import numpy as np
import pytest

from skykeep.core.earth.sight import polar_sweep, reach_by_height

RADIUS_M = 6_371_000.0
FOUR_THIRDS = 4.0 / 3.0


def flat(points=800, step_m=500.0):
    """Return one ray over flat ground."""
    return np.zeros((1, points), dtype=np.float32), np.arange(1, points + 1) * step_m


def horizon_m(height_m, radius_m):
    """Return the exact ground range of the tangent point on a sphere."""
    return radius_m * math.acos(radius_m / (radius_m + height_m))


def plain_lowest(ground, range_m, antenna_m, radius_m):
    """Return lowest visible heights of one ray, every point against every point before it, in the plane of
    the ray.

    Points are placed in Cartesian coordinates; a point is visible if the straight line from the antenna
    clears all ground before it. The height is found by bisection.
    """

    def place(alt_m, distance_m):
        angle = distance_m / radius_m
        return np.array([(radius_m + alt_m) * math.sin(angle), (radius_m + alt_m) * math.cos(angle)])

    antenna = place(antenna_m, 0.0)
    posts = [place(alt, distance) for alt, distance in zip(ground.tolist(), range_m, strict=True)]

    def clears(target, before):
        line = target - antenna
        for post in before:
            sight = post - antenna
            if line[0] * sight[1] - line[1] * sight[0] > 1e-6 * np.linalg.norm(line):
                return False
        return True

    lowest = []
    for index, distance in enumerate(range_m):
        low, high = float(ground[index]), 60_000.0
        if not clears(place(low, distance), posts[:index]):
            for _ in range(50):
                middle = 0.5 * (low + high)
                if clears(place(middle, distance), posts[:index]):
                    high = middle
                else:
                    low = middle
            low = high
        lowest.append(low)
    return np.array(lowest)


@pytest.mark.parametrize("k", [1.0, FOUR_THIRDS, 2.3])
@pytest.mark.parametrize("mast_m", [4.0, 10.0, 40.0])
@pytest.mark.parametrize("height_m", [15.0, 100.0, 1000.0, 10_000.0])
def test_flat_ground_gives_the_effective_earth_horizon(k, mast_m, height_m):
    ground, range_m = flat(1400, 500.0)
    lowest = polar_sweep(ground, range_m, mast_m, k, RADIUS_M)
    sight, solid, judged = reach_by_height(lowest, ground, range_m, np.array([height_m]))
    expected = horizon_m(mast_m, k * RADIUS_M) + horizon_m(height_m, k * RADIUS_M)
    assert sight[0, 0] == pytest.approx(expected, rel=2e-3)
    assert solid[0, 0] == sight[0, 0]
    assert judged[0] == range_m[-1]


def test_a_target_at_15_m_and_278_km_is_not_seen_from_a_10_m_antenna():
    ground, range_m = flat()
    lowest = polar_sweep(ground, range_m, 10.0, FOUR_THIRDS, RADIUS_M)
    point = int(np.argmin(np.abs(range_m - 278_000.0)))
    assert lowest[0, point] > 1_000.0


def test_the_sweep_equals_a_slow_second_implementation():
    rng = np.random.default_rng(11)
    range_m = np.arange(1, 61) * 700.0
    for _ in range(6):
        ground = np.maximum(np.cumsum(rng.normal(0.0, 60.0, 60)) + 300.0, 0.0).astype(np.float32)
        antenna = float(ground[0]) + rng.uniform(5.0, 50.0)
        swept = polar_sweep(ground[None, :], range_m, antenna, FOUR_THIRDS, RADIUS_M)[0]
        assert swept == pytest.approx(
            plain_lowest(ground, range_m, antenna, FOUR_THIRDS * RADIUS_M), abs=0.05
        )


def test_a_ridge_hides_what_lies_behind_it_and_nothing_before_it():
    ground, range_m = flat(200, 500.0)
    ground[0, 39] = 500.0
    lowest = polar_sweep(ground, range_m, 20.0, FOUR_THIRDS, RADIUS_M)
    bare = polar_sweep(np.zeros_like(ground), range_m, 20.0, FOUR_THIRDS, RADIUS_M)
    assert np.array_equal(lowest[0, :39], bare[0, :39])
    assert lowest[0, 39] == 500.0
    assert (lowest[0, 40:] > bare[0, 40:] + 300.0).all()
    sight, solid, _ = reach_by_height(lowest, ground, range_m, np.array([100.0]))
    assert solid[0, 0] == pytest.approx(20_000.0, abs=500.0)
    assert sight[0, 0] < 25_000.0


def test_a_gap_behind_a_ridge_counts_for_the_farthest_but_not_for_the_solid_range():
    ground, range_m = flat(100, 500.0)
    ground[0, 20] = 300.0
    ground[0, 60] = 1500.0
    lowest = polar_sweep(ground, range_m, 20.0, FOUR_THIRDS, RADIUS_M)
    sight, solid, _ = reach_by_height(lowest, ground, range_m, np.array([200.0]))
    assert solid[0, 0] < 11_500.0
    assert sight[0, 0] == pytest.approx(30_500.0, abs=500.0)


def test_nothing_is_judged_behind_a_void():
    ground, range_m = flat(100, 500.0)
    ground[0, 30] = np.nan
    lowest = polar_sweep(ground, range_m, 20.0, FOUR_THIRDS, RADIUS_M)
    sight, solid, judged = reach_by_height(lowest, ground, range_m, np.array([1000.0]))
    assert np.isfinite(lowest[0, :30]).all()
    assert np.isnan(lowest[0, 30:]).all()
    assert judged[0] == range_m[29]
    assert sight[0, 0] == solid[0, 0] == range_m[29]


def test_a_ray_without_any_data_sees_nothing():
    ground, range_m = flat(10, 500.0)
    ground[:] = np.nan
    lowest = polar_sweep(ground, range_m, 20.0, FOUR_THIRDS, RADIUS_M)
    sight, solid, judged = reach_by_height(lowest, ground, range_m, np.array([1000.0]))
    assert (sight[0, 0], solid[0, 0], judged[0]) == (0.0, 0.0, 0.0)
