"""What must hold for sight and coverage whatever the ground."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.earth.sight import polar_sweep, reach_by_height

from ..examples import examples

RADIUS_M = 6_371_000.0
RANGE_M = np.arange(1, 81) * 600.0

grounds = st.builds(
    lambda seed, rough: np.abs(
        np.cumsum(np.random.default_rng(seed).normal(0.0, rough, (4, 80)), axis=1)
    ).astype(np.float32),
    st.integers(0, 2**32 - 1),
    st.floats(0.0, 150.0),
)


@examples(60)
@given(ground=grounds, antenna=st.floats(1.0, 500.0), more=st.floats(0.0, 500.0), k=st.floats(0.8, 5.0))
def test_a_higher_antenna_never_sees_less(ground, antenna, more, k):
    base = float(ground[:, 0].max())
    low = polar_sweep(ground, RANGE_M, base + antenna, k, RADIUS_M)
    high = polar_sweep(ground, RANGE_M, base + antenna + more, k, RADIUS_M)
    assert (high <= low + 0.05).all()


@examples(60)
@given(ground=grounds, antenna=st.floats(1.0, 500.0), k=st.floats(0.8, 5.0), more=st.floats(0.0, 5.0))
def test_more_refraction_never_hides(ground, antenna, k, more):
    alt = float(ground[:, 0].max()) + antenna
    assert (
        polar_sweep(ground, RANGE_M, alt, k + more, RADIUS_M)
        <= polar_sweep(ground, RANGE_M, alt, k, RADIUS_M) + 0.05
    ).all()


@examples(60)
@given(ground=grounds, antenna=st.floats(1.0, 500.0), lower=st.floats(0.0, 1.0))
def test_lower_ground_under_the_same_antenna_never_hides(ground, antenna, lower):
    alt = float(ground.max()) + antenna
    less = (ground * np.float32(lower)).astype(np.float32)
    assert (
        polar_sweep(less, RANGE_M, alt, 4.0 / 3.0, RADIUS_M)
        <= polar_sweep(ground, RANGE_M, alt, 4.0 / 3.0, RADIUS_M) + 0.05
    ).all()


@examples(40)
@given(ground=grounds, heights=st.lists(st.floats(0.0, 20_000.0), min_size=2, max_size=5, unique=True))
def test_higher_targets_are_seen_farther_and_solid_never_exceeds_farthest(ground, heights):
    lowest = polar_sweep(ground, RANGE_M, float(ground[:, 0].max()) + 15.0, 4.0 / 3.0, RADIUS_M)
    sight, solid, judged = reach_by_height(lowest, ground, RANGE_M, np.sort(np.array(heights)))
    assert (np.diff(sight, axis=0) >= -1e-6).all()
    assert (np.diff(solid, axis=0) >= -1e-6).all()
    assert (solid <= sight + 1e-6).all()
    assert (sight <= judged + 1e-6).all()
