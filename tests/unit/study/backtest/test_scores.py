"""Scores of a predicted count: closed forms, and what holds when the prediction is the truth."""

import numpy as np
import pytest
from scipy import stats

from skykeep.study.backtest.scores import conditioned, crps_fraction, interval, score_days


def binomial(n, p):
    return stats.binom.pmf(np.arange(n + 1), n, p)


def test_a_certain_prediction_scores_its_distance():
    for count in range(6):
        pmf = np.zeros(6)
        pmf[2] = 1.0
        assert crps_fraction(pmf, count) == pytest.approx(abs(count - 2) / 5)


@pytest.mark.parametrize("count", range(8))
def test_crps_is_mean_distance_less_half_the_mean_distance_of_two_draws(count):
    """The energy form of the score (Gneiting and Raftery 2007, equation 21), summed by hand."""
    pmf = np.random.default_rng(4).dirichlet(np.ones(8))
    x = np.arange(8) / 7
    to_count = np.sum(pmf * np.abs(x - x[count]))
    between = np.sum(np.outer(pmf, pmf) * np.abs(x[:, None] - x[None, :]))
    assert crps_fraction(pmf, count) == pytest.approx(to_count - between / 2)


def test_an_even_law_of_one_threat_scores_a_quarter():
    assert crps_fraction(np.array([0.5, 0.5]), 0) == pytest.approx(0.25)
    assert crps_fraction(np.array([0.5, 0.5]), 1) == pytest.approx(0.25)


def test_intervals_are_the_quantiles_of_both_tails():
    for n, p in ((1, 0.3), (7, 0.9), (40, 0.5)):
        for share in (0.5, 0.9):
            tail = (1 - share) / 2
            expected = stats.binom.ppf([tail, 1 - tail], n, p)
            assert interval(binomial(n, p), share) == tuple(expected)


def test_under_the_true_law_places_are_uniform_and_intervals_hold_their_share():
    generator = np.random.default_rng(11)
    sizes = generator.integers(1, 40, 4000)
    rates = generator.beta(3, 1, 4000)
    pmfs = [binomial(int(n), p) for n, p in zip(sizes, rates, strict=True)]
    counts = generator.binomial(sizes, rates)
    scores = score_days(pmfs, [int(k) for k in counts], list(generator.random(4000)))
    assert stats.kstest(scores.pit, "uniform").pvalue > 0.001
    for cover, own, least in ((scores.cover_50, scores.own_50, 0.5), (scores.cover_90, scores.own_90, 0.9)):
        error = 3.3 * np.sqrt(np.sum(own * (1 - own))) / len(own)
        assert abs(cover.mean() - own.mean()) < error
        assert own.min() >= least - 1e-9


def test_the_true_law_is_best_in_the_mean_of_either_score():
    true, other = binomial(9, 0.7), binomial(9, 0.6)
    counts = list(range(10))
    means = []
    for pmf in (true, other):
        scores = score_days([pmf] * 10, counts, [0.5] * 10)
        means.append((np.sum(true * scores.crps), np.sum(true * scores.log_score)))
    assert means[0][0] < means[1][0]
    assert means[0][1] > means[1][1]


def test_what_no_raid_had_costs_the_floor_and_not_everything():
    pmf = np.array([1.0, 0.0, 0.0])
    scores = score_days([pmf], [2], [0.5])
    assert scores.log_score[0] == pytest.approx(np.log(0.01 / 3))
    assert scores.log_score_no_floor[0] == -np.inf


def test_given_that_one_was_stopped_none_cannot_be():
    assert conditioned(np.array([0.5, 0.3, 0.2])) == pytest.approx([0.0, 0.6, 0.4])
    assert conditioned(np.array([1.0, 0.0, 0.0])) == pytest.approx([0.0, 0.5, 0.5])
    assert conditioned(np.array([0.2, 0.8])) == pytest.approx([0.0, 1.0])
