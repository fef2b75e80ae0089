"""Laws from simulated raids: exact sums over places, lines between sizes, fits that find what was put in."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest

from skykeep.study.backtest.fitted import UNITS, fit_simulation
from skykeep.study.backtest.played import SIZES, PlayedSizes, sizes_for
from skykeep.study.backtest.readings import Day
from skykeep.study.backtest.simulated import Mixture, NothingStopped, Simulated, shares_of

DAY = date(2024, 1, 1)


def played(generator=None, worlds=6, replications=5, sizes=(1, 2, 4, 8)):
    generator = generator or np.random.default_rng(3)
    return PlayedSizes(
        {size: generator.integers(0, size + 1, (worlds, replications)).astype(float) for size in sizes}
    )


def law(forecast, n):
    return forecast.pmf(Day(DAY, n, 0))


def test_one_place_at_a_size_that_was_played_is_the_share_of_raids():
    raids = played()
    expected = np.bincount(raids.stopped[4].astype(int).ravel(), minlength=5) / 30
    assert law(Simulated(raids, 1), 4) == pytest.approx(expected)


def test_between_two_sizes_the_mean_lies_on_the_line():
    raids = played()
    found = law(Simulated(raids, 1), 6)
    mean = 0.5 * raids.stopped[4].mean() + 0.5 * raids.stopped[8].mean()
    assert found @ np.arange(7) == pytest.approx(mean)
    assert found.sum() == pytest.approx(1.0)


def test_beyond_the_largest_size_no_more_are_stopped():
    raids = played()
    found = law(Simulated(raids, 1), 20)
    assert found[:9] == pytest.approx(np.bincount(raids.stopped[8].astype(int).ravel(), minlength=9) / 30)
    assert found[9:].sum() == 0.0


def test_several_places_are_summed_inside_each_world():
    """By brute force over every pair of raids of a world, whose places have luck of their own."""
    raids = played(worlds=3, replications=4, sizes=(1, 3, 4))
    expected = np.zeros(8)
    for world in range(3):
        for a, b in product(raids.stopped[3][world], raids.stopped[4][world]):
            expected[int(a + b)] += 1 / 4 / 4 / 3
    assert law(Simulated(raids, 2), 7) == pytest.approx(expected)


def test_threats_are_divided_evenly_and_none_is_lost():
    for launched, places in product(range(30), range(1, 9)):
        found = shares_of(launched, places)
        assert sum(found) == launched
        assert len(found) == places
        assert max(found) - min(found) <= 1


def test_more_places_than_threats_stop_what_single_threats_lose():
    certain = PlayedSizes({1: np.ones((4, 2)), 2: np.zeros((4, 2))})
    assert law(Simulated(certain, 9), 3) == pytest.approx([0, 0, 0, 1])
    assert law(Simulated(certain, 1), 2) == pytest.approx([1, 0, 0])


def test_alternatives_have_equal_weight():
    certain = PlayedSizes({1: np.ones((4, 2))})
    mixed = Mixture((NothingStopped(), NothingStopped(), NothingStopped(), Simulated(certain, 1)))
    assert law(mixed, 1) == pytest.approx([0.75, 0.25])


def test_sizes_reach_just_beyond_the_largest_day():
    assert sizes_for(1) == [1]
    assert sizes_for(5) == [1, 2, 3, 4, 6]
    assert sizes_for(6) == [1, 2, 3, 4, 6]
    assert sizes_for(10_000) == list(SIZES)


@pytest.mark.parametrize(
    ("units", "correlation", "seen_from"), [(0.6, 0.27, 0), (1.0, 0.12, 0), (3.5, 0.42, 0), (3.5, 0.42, 1)]
)
def test_a_fit_finds_the_units_and_the_dispersion_that_days_were_drawn_with(units, correlation, seen_from):
    generator = np.random.default_rng(5)
    # one unit stops fewer the larger the raid; worlds differ
    shares = np.clip(generator.normal(0.75, 0.05, (40, 1)), 0, 1)
    raids = PlayedSizes({size: size * shares / (1 + size / 12) for size in (1, 2, 4, 8, 16, 32, 64)})
    true = fit_simulation([Day(DAY, 1, 1)], raids)
    object.__setattr__(true, "units", units)
    object.__setattr__(true, "correlation", correlation)
    days = []
    for number in range(1500):
        n = int(generator.integers(1, 25))
        pmf = law(true, n)
        stopped = int(generator.choice(n + 1, p=pmf / pmf.sum()))
        if stopped >= seen_from:
            days.append(Day(DAY + timedelta(days=number), n, stopped))
    found = fit_simulation(days, raids, seen_from=seen_from)
    assert found.units == pytest.approx(units, rel=0.15)
    assert found.correlation == pytest.approx(correlation, abs=0.06)
    assert max(UNITS) >= found.units
    row = found.as_row()
    assert row["effective_units_90"][0] <= found.units <= row["effective_units_90"][1]
    assert row["raid_dispersion_90"][0] <= found.correlation <= row["raid_dispersion_90"][1]
    assert row["kind"] == "fitted"
