"""Sorting by time against Python's own sort: stable, for few and for many times, spread or crowded."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.kernel import time_order
from skykeep.core.kernel.by_address import from_python

sort_by_time = from_python(time_order.sort_by_time)

moments = st.sampled_from([0.0, 1.0, 1.0 + 1e-12, 2.5]) | st.floats(-1e6, 1e6)
"""A few times are likely to be alike, or nearly."""


def sorted_by_kernel(times_s):
    """Return the times in order, and the places that they came from."""
    count = len(times_s)
    sorted_s, places = np.full(count, np.nan), np.full(count, -1)
    room = np.zeros(time_order.sorting_room(count), np.int64)
    sort_by_time(np.array(times_s, float), np.arange(count), sorted_s, places, count, room)
    return sorted_s.tolist(), places.tolist()


@given(st.lists(moments, max_size=300))
def test_times_are_sorted_and_equal_ones_keep_their_order(times_s):
    expected = sorted(range(len(times_s)), key=lambda place: times_s[place])
    assert sorted_by_kernel(times_s) == ([times_s[place] for place in expected], expected)


def test_a_thousand_times_of_which_all_but_one_are_crowded_together_are_sorted():
    times_s = [*np.random.default_rng(1).permutation(np.linspace(0.0, 1e-3, 1_000)), 1e9]
    assert sorted_by_kernel(times_s)[0] == sorted(times_s)


def test_millions_of_times_that_are_alike_are_sorted_without_comparing_all_with_all():
    """To compare all pairs of so many takes some five minutes."""
    sorted_s, places = sorted_by_kernel(np.zeros(2_000_000))
    assert not any(sorted_s)
    assert places == list(range(2_000_000))


@pytest.mark.parametrize("odd_s", [math.inf, -math.inf, 5e-324])
def test_infinite_times_and_those_a_hair_apart_are_sorted_among_many(odd_s):
    times_s = [*np.zeros(100), odd_s, *np.zeros(100)]
    assert sorted_by_kernel(times_s)[0] == sorted(times_s)
