"""Closed forms of queueing against birth-and-death chains solved as linear equations."""

import math

import numpy as np
import pytest

from skykeep.textbook.queueing import (
    carried_load,
    delay,
    erlang_b,
    erlang_c,
    finite_queue,
    p_wait_over,
)


def chain(servers: int, load: float, capacity: int) -> np.ndarray:
    """Return the stationary probabilities of M/M/c/K from its generator matrix."""
    rates = np.zeros((capacity + 1, capacity + 1))
    for state in range(capacity):
        rates[state, state + 1] = load
        rates[state + 1, state] = min(state + 1, servers)
    rates -= np.diag(rates.sum(axis=1))
    system = np.vstack([rates.T, np.ones(capacity + 1)])
    return np.linalg.lstsq(system, np.append(np.zeros(capacity + 1), 1.0), rcond=None)[0]


@pytest.mark.parametrize(
    ("servers", "load", "capacity"), [(1, 0.4, 1), (3, 4.8, 7), (6, 5.0, 30), (6, 2.0, 6)]
)
def test_loss_and_occupancy_agree_with_the_generator_matrix(servers: int, load: float, capacity: int) -> None:
    p = chain(servers, load, capacity)
    found = finite_queue(servers, load, capacity)
    assert found.p_loss == pytest.approx(p[-1], rel=1e-8)
    assert found.mean_in_system == pytest.approx(np.arange(capacity + 1) @ p, rel=1e-8)
    if capacity == servers:
        assert erlang_b(servers, load) == pytest.approx(p[-1], rel=1e-9)
        assert carried_load(servers, load) == pytest.approx(np.arange(servers + 1) @ p, rel=1e-9)


def test_a_long_finite_queue_approaches_the_endless_one() -> None:
    servers, load, service_s = 4, 3.0, 20.0
    p = chain(servers, load, 300)
    waiting = delay(servers, load, service_s)
    assert erlang_c(servers, load) == pytest.approx(p[servers:].sum(), rel=1e-6)
    assert waiting.mean_queue == pytest.approx(np.maximum(np.arange(301) - servers, 0) @ p, rel=1e-6)
    assert waiting.mean_wait_s == pytest.approx(waiting.mean_queue * service_s / load, rel=1e-12)
    assert p_wait_over(servers, load, service_s, wait_s=0.0) == waiting.p_wait


def test_saturation_and_idleness_have_their_limits() -> None:
    assert delay(3, 3.0, 10.0) == (1.0, math.inf, math.inf)
    assert p_wait_over(3, 5.0, 10.0, wait_s=99.0) == 1.0
    assert finite_queue(3, 0.0, 5) == (0.0, 0.0)
    assert erlang_b(3, 0.0) == 0.0
    assert finite_queue(500, 800.0, 2000).p_loss == pytest.approx(0.375, abs=1e-6)


def test_arguments_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 server"):
        erlang_b(0, 1.0)
    with pytest.raises(ValueError, match="a load of zero or more"):
        erlang_c(2, -1.0)
    with pytest.raises(ValueError, match=r"mean_service_s = 0\.0 is not allowed"):
        delay(2, 1.0, 0.0)
    with pytest.raises(ValueError, match="capacity = 1 is not allowed: give a whole number of at least 2"):
        finite_queue(2, 1.0, 1)
