"""Binary integration, CFAR and confirmation against enumeration and plain simulation."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.textbook.binary_integration import (
    MAX_WINDOW,
    ca_cfar_multiplier,
    ca_cfar_p_detect,
    m_of_n,
    m_of_n_cumulative,
)


def confirmed_by_enumeration(p_scans: list[float], m: int, n: int) -> list[float]:
    """Return the probability of confirmation by each scan, summed over every sequence of hits and misses."""
    found = [0.0] * len(p_scans)
    for hits in itertools.product((0, 1), repeat=len(p_scans)):
        chance = math.prod(p if hit else 1.0 - p for p, hit in zip(p_scans, hits, strict=True))
        done = [sum(hits[max(0, k - n + 1) : k + 1]) >= m for k in range(len(p_scans))]
        for k in range(len(p_scans)):
            if any(done[: k + 1]):
                found[k] += chance
    return found


@pytest.mark.parametrize(("m", "n"), [(1, 1), (1, 3), (2, 2), (2, 3), (3, 5), (4, 8), (8, 8), (2, 12)])
def test_sliding_window_agrees_with_the_sum_over_all_sequences(m: int, n: int) -> None:
    p_scans = [0.1, 0.35, 0.8, 0.0, 0.6, 1.0, 0.45, 0.2, 0.9, 0.05]
    expected = confirmed_by_enumeration(p_scans, m, n)
    assert m_of_n_cumulative(p_scans, m, n) == pytest.approx(expected, abs=1e-14)


def test_one_hit_in_any_window_is_cumulative_detection() -> None:
    p_scans = [0.2, 0.5, 0.01, 0.7]
    expected = 1.0 - np.cumprod(1.0 - np.array(p_scans))
    assert m_of_n_cumulative(p_scans, 1, 4) == pytest.approx(expected, abs=1e-15)
    assert m_of_n_cumulative(p_scans, 1, 1) == pytest.approx(expected, abs=1e-15)


@given(st.integers(1, MAX_WINDOW), st.integers(1, MAX_WINDOW), st.floats(0.0, 1.0))
def test_after_n_scans_the_window_is_the_binomial_tail(m: int, n: int, p: float) -> None:
    m, n = min(m, n), max(m, n)
    found = m_of_n_cumulative([p] * n, m, n)[-1]
    assert found == pytest.approx(m_of_n(m, n, p), rel=1e-12, abs=1e-290)


def test_a_certain_look_completes_cumulative_detection() -> None:
    assert m_of_n_cumulative([0.5, 1.0, 0.2], 1, 1).tolist() == [0.5, 1.0, 1.0]


def test_small_probabilities_keep_their_digits() -> None:
    assert m_of_n_cumulative([1e-12, 1e-12], 1, 1)[-1] == pytest.approx(2e-12, rel=1e-11)
    assert m_of_n(2, 3, 1e-6) == pytest.approx(3e-12 - 2e-18, rel=1e-12)


def test_cfar_holds_its_false_alarm_rate_and_a_simulated_target() -> None:
    assert ca_cfar_p_detect(16, 1e-4, 0.0) == pytest.approx(1e-4, rel=1e-12)
    rng = np.random.default_rng(2)
    runs, cells, pfa, snr = 200_000, 8, 1e-2, 6.0
    noise = rng.exponential(size=(runs, cells)).mean(axis=1)
    target = rng.exponential(1.0 + snr, size=runs)
    exact = ca_cfar_p_detect(cells, pfa, snr)
    seen = np.mean(target > ca_cfar_multiplier(cells, pfa) * noise)
    assert abs(seen - exact) < 4.0 * math.sqrt(exact * (1.0 - exact) / runs)


@pytest.mark.parametrize(("m", "n"), [(0, 3), (4, 3), (1, 0)])
def test_impossible_counts_are_refused(m: int, n: int) -> None:
    with pytest.raises(ValueError, match="give whole numbers with 1 <= m <= n"):
        m_of_n(m, n, 0.5)
    with pytest.raises(ValueError, match="give whole numbers with 1 <= m <= n"):
        m_of_n_cumulative([0.5], m, n)


def test_numbers_that_are_no_probabilities_are_refused() -> None:
    with pytest.raises(ValueError, match="is no probability"):
        m_of_n(1, 2, 1.5)
    with pytest.raises(ValueError, match="one row of probabilities"):
        m_of_n_cumulative([0.5, 1.01], 1, 1)
    with pytest.raises(ValueError, match="one row of probabilities"):
        m_of_n_cumulative([[0.5]], 1, 2)
    with pytest.raises(ValueError, match="a window of n = 17 looks is too long"):
        m_of_n_cumulative([0.5], 2, 17)
    with pytest.raises(ValueError, match="at least 1 cell"):
        ca_cfar_multiplier(0, 1e-6)
    with pytest.raises(ValueError, match="not decibels"):
        ca_cfar_p_detect(8, 1e-6, -3.0)
