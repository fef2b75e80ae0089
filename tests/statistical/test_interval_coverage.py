"""Simulated worlds whose truth is known: each interval holds what it says it holds.

World means are normal with standard deviation B, raids in a world normal with standard deviation S. Seeds are
fixed.
"""

import numpy as np
import pytest
from scipy import stats

from skykeep.study.intervals import (
    chance_interval,
    ignorance_interval,
    mc_error_interval,
    split_variance,
    total_interval,
)

CENTRE, STUDIES = 12.0, 400
Z = stats.norm.ppf(0.95)
SHAPES = [(0.0, 3.0), (2.0, 3.0), (4.0, 1.0)]


def studies(between, within, *, worlds, replications, key):
    rng = np.random.default_rng([key, worlds, replications])
    for _ in range(STUDIES):
        expected = CENTRE + between * rng.standard_normal((worlds, 1))
        yield expected + within * rng.standard_normal((worlds, replications))


def mean_ends(interval, *shape, **size):
    return np.mean([interval(found) for found in studies(*shape, **size)], axis=0)


def plausible(share, *, low, high):
    """Whether a share of studies lies where a true share between the limits would put it (99.9 %)."""
    slack = stats.norm.ppf(0.9995) * np.sqrt(0.09 / STUDIES)
    return low - slack <= share <= high + slack


@pytest.mark.parametrize(("between", "within"), SHAPES)
def test_the_error_of_the_mean_holds_the_true_mean_in_nine_of_ten_studies(between, within):
    held = [
        low <= CENTRE <= high
        for low, high in map(mc_error_interval, studies(between, within, worlds=12, replications=6, key=1))
    ]
    assert plausible(np.mean(held), low=0.9, high=0.9)


@pytest.mark.parametrize(("between", "within"), SHAPES)
def test_the_chance_interval_holds_nine_of_ten_raids_of_a_world(between, within):
    low, high = mean_ends(chance_interval, between, within, worlds=30, replications=20, key=2)
    assert high - low == pytest.approx(2 * Z * within, rel=0.05)


@pytest.mark.parametrize(("between", "within"), SHAPES)
def test_the_ignorance_interval_is_that_of_the_expectations_and_not_of_the_means(between, within):
    low, high = mean_ends(ignorance_interval, between, within, worlds=200, replications=20, key=3)
    raw = 2 * Z * np.hypot(between, within / np.sqrt(20))
    if between == 0.0:  # shrinking cannot go below zero, so a little is left in the mean over studies
        assert high - low < 0.45 * raw
    else:
        assert high - low == pytest.approx(2 * Z * between, rel=0.03)


@pytest.mark.parametrize(("between", "within"), SHAPES)
def test_the_total_interval_holds_nine_of_ten_raids(between, within):
    low, high = mean_ends(total_interval, between, within, worlds=60, replications=10, key=4)
    assert high - low == pytest.approx(2 * Z * np.hypot(between, within), rel=0.03)


@pytest.mark.parametrize(("between", "within"), SHAPES)
def test_the_variance_split_is_unbiased_even_where_ignorance_is_zero(between, within):
    found = [split_variance(x) for x in studies(between, within, worlds=40, replications=5, key=5)]
    for values, truth in (
        ([split.chance for split in found], within**2),
        ([split.ignorance for split in found], between**2),
    ):
        error = stats.norm.ppf(0.9995) * np.std(values, ddof=1) / np.sqrt(STUDIES)
        assert abs(np.mean(values) - truth) < error


def test_without_correction_a_few_replications_would_pass_luck_off_as_ignorance():
    found = next(iter(studies(1.0, 6.0, worlds=400, replications=4, key=6)))
    low, high = ignorance_interval(found)
    raw_low, raw_high = np.quantile(found.mean(axis=1), [0.05, 0.95])
    assert raw_high - raw_low > 2.5 * (high - low)
