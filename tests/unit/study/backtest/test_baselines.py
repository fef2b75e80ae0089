"""Baselines: each finds the law that days were drawn from, and intervals of weeks hold what they say."""

from datetime import date, timedelta

import numpy as np
import pytest
from scipy import stats

from skykeep.study.backtest.baselines import (
    BetaBinomial,
    Binomial,
    LastQuarter,
    beta_binomial_log_pmf,
    fit_beta_binomial,
    fit_binomial,
    fit_quarter_regression,
)
from skykeep.study.backtest.readings import Day
from skykeep.study.backtest.weeks import WeekBlocks, keyed_uniforms

FIRST = date(2023, 1, 1)


def drawn_days(count, draw, *, seed=2, sizes=(1, 30)):
    generator = np.random.default_rng(seed)
    found = []
    for number in range(count):
        n = int(generator.integers(*sizes))
        found.append(Day(FIRST + timedelta(days=number), n, int(draw(generator, n))))
    return found


def test_the_law_is_that_of_scipy_by_mean_and_correlation():
    k = np.arange(8.0)
    found = np.exp(beta_binomial_log_pmf(k, 7, 0.7, 0.2))
    assert found == pytest.approx(stats.betabinom.pmf(k, 7, 0.7 * 4, 0.3 * 4))
    assert BetaBinomial(0.7, 0.2).pmf(Day(FIRST, 7, 0)) == pytest.approx(found)


def test_correlation_is_variance_over_its_greatest():
    n = 1
    pmf = BetaBinomial(0.6, 0.35).pmf(Day(FIRST, n, 0))
    assert pmf == pytest.approx([0.4, 0.6])
    pmf = BetaBinomial(0.6, 0.35).pmf(Day(FIRST, 2, 0))
    assert pmf[2] == pytest.approx(0.6**2 + 0.35 * 0.6 * 0.4)  # both of two: the definition


def test_a_beta_binomial_law_is_found_again():
    def draw(generator, n):
        return generator.binomial(n, generator.beta(0.8 * 4, 0.2 * 4))

    found = fit_beta_binomial(drawn_days(3000, draw))
    assert found.mean == pytest.approx(0.8, abs=0.02)
    assert found.correlation == pytest.approx(0.2, abs=0.02)


def test_a_law_is_found_again_from_days_on_which_one_at_least_was_stopped():
    def draw(generator, n):
        return generator.binomial(n, generator.beta(0.3 * 2, 0.7 * 2))

    seen = [day for day in drawn_days(6000, draw, sizes=(1, 12)) if day.stopped]
    found = fit_beta_binomial(seen, seen_from=1)
    assert found.mean == pytest.approx(0.3, abs=0.04)
    assert found.correlation == pytest.approx(1 / 3, abs=0.05)
    coin = [day for day in drawn_days(4000, lambda g, n: g.binomial(n, 0.2), sizes=(1, 9)) if day.stopped]
    assert fit_binomial(coin, seen_from=1).p == pytest.approx(0.2, abs=0.01)


def test_a_binomial_law_is_the_share_of_all():
    days = [Day(FIRST, 4, 1), Day(FIRST + timedelta(1), 6, 4)]
    assert fit_binomial(days) == Binomial(0.5)


def test_a_slope_and_the_spread_of_quarters_are_found_again():
    generator = np.random.default_rng(8)
    effects = {}
    found = []
    for number in range(90 * 16):
        day = Day(FIRST + timedelta(days=number), int(generator.integers(1, 40)), 0)
        effect = effects.setdefault(day.quarter, generator.normal(0, 0.8))
        mean = 1 / (1 + np.exp(-(1.0 - 0.5 * np.log(day.launched) + effect)))
        count = generator.binomial(day.launched, generator.beta(mean * 9, (1 - mean) * 9))
        found.append(Day(day.day, day.launched, int(count)))
    fit = fit_quarter_regression(found)
    assert fit.slope == pytest.approx(-0.5, abs=0.08)
    assert fit.correlation == pytest.approx(0.1, abs=0.02)
    assert fit.quarter_sd == pytest.approx(np.std(list(effects.values())), abs=0.25)
    assert fit.pmf(Day(FIRST, 9, 0)).sum() == pytest.approx(1.0)


def test_the_last_quarter_is_the_one_before_and_never_the_days_own():
    days = [Day(date(2024, 1, 5), 99, 99), Day(date(2024, 5, 5), 99, 0), Day(date(2024, 8, 1), 4, 2)]
    law = LastQuarter.of(days, 0.1)
    mean = law.pmf(days[2]) @ np.arange(5) / 4
    assert mean == pytest.approx(0.5 / 100)
    assert law.pmf(days[1]) @ np.arange(100) / 99 == pytest.approx(99.5 / 100)
    known = LastQuarter.of(days, 0.1, earlier={(2023, 4): (1, 3), (2024, 2): (99, 99)})
    assert known.pmf(days[0]) @ np.arange(100) / 99 == pytest.approx(1.5 / 4)
    assert known.pmf(days[2]) @ np.arange(5) / 4 == pytest.approx(mean)


def test_uniform_numbers_are_those_of_the_day_whatever_other_days_there_are():
    days = drawn_days(9, lambda generator, n: 0)
    whole, part = keyed_uniforms(1, "x", days), keyed_uniforms(1, "x", days[4:])
    assert (whole[4:] == part).all()
    assert (keyed_uniforms(2, "x", days) != whole).all()


def test_intervals_over_weeks_hold_the_true_mean_as_often_as_they_say():
    held = 0
    for seed in range(100):
        generator = np.random.default_rng(seed)
        by_week = np.repeat(generator.normal(size=60), 7)  # days of a week are alike
        days = [Day(date(2024, 1, 1) + timedelta(days=number), 1, 0) for number in range(420)]
        values = 5.0 + by_week + 0.3 * generator.normal(size=420)
        low, high = WeekBlocks(days, seed, "x").mean(values)["sampling_90"]
        held += low <= 5.0 <= high
    assert 80 <= held <= 97


def test_one_week_has_no_interval():
    days = [Day(date(2024, 1, 1), 1, 0), Day(date(2024, 1, 2), 1, 1)]
    blocks = WeekBlocks(days, 1, "x")
    assert blocks.mean(np.array([1.0, 2.0])) == {"value": 1.5, "sampling_90": None}
    assert blocks.mean(np.array([1.0, 2.0]), np.array([False, False]))["value"] is None
