"""Draws of raid conditions: the triangle against scipy, and uniforms against Philox words put together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from skykeep.core.kernel.streams import philox4x32, uniform
from skykeep.core.raid.luck import triangle

WORD = 2**32


@given(
    u=st.floats(1e-9, 1.0 - 1e-9),
    low=st.floats(-1e6, 1e6),
    widths=st.tuples(st.floats(0.0, 1e6), st.floats(0.0, 1e6)).filter(lambda widths: sum(widths) > 1e-3),
)
def test_quantiles_of_a_triangle_are_those_of_scipy(u, low, widths):
    best, high = low + widths[0], low + widths[0] + widths[1]
    shape = (best - low) / (high - low)
    expected = stats.triang.ppf(u, shape, loc=low, scale=high - low)
    assert triangle(u, low, best, high) == pytest.approx(expected, rel=1e-9, abs=1e-9 * (high - low))
    assert low <= triangle(u, low, best, high) <= high


def test_a_triangle_without_width_is_its_best_value():
    assert triangle(0.3, 2.0, 2.0, 2.0) == 2.0


@pytest.mark.parametrize("best", [0.0, 1.0])
def test_a_triangle_may_have_its_best_value_at_an_end(best):
    quantiles = [triangle(u, 0.0, best, 1.0) for u in (0.0, 0.25, 0.5, 1.0)]
    assert quantiles == pytest.approx([0.0, *(stats.triang.ppf([0.25, 0.5], best)), 1.0])


@given(
    key=st.integers(0, 2**64 - 1),
    entity=st.integers(0, 2**64 - 1),
    replication=st.integers(0, WORD - 1),
    count=st.integers(0, WORD - 1),
)
def test_a_uniform_is_53_bits_of_the_first_two_words_of_its_counter(key, entity, replication, count):
    words = philox4x32(
        *(np.uint64(word) for word in (entity % WORD, entity // WORD, replication, count)), np.uint64(key)
    )
    bits = (int(words[0]) >> 5 << 26) + (int(words[1]) >> 6)
    expected = (2 * bits + 1) / 2**54
    assert uniform(np.uint64(key), np.uint64(entity), replication, count) == expected
    assert 0.0 < expected <= 1.0
