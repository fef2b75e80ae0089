"""The exact matching against scipy's, and its plans."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from skykeep.core.command.policies.instance import Instance, check_plan, value_surviving
from skykeep.core.command.policies.matching import plan_matching


def best_value(instance):
    """Return what gets through the best matching, with each round of a shooter as one of its own."""
    rows = np.repeat(np.arange(instance.rounds.size), instance.rounds)
    gain = instance.values * (1.0 - instance.miss_p[rows])
    chosen = linear_sum_assignment(gain, maximize=True)
    return instance.values.sum() - gain[chosen].sum()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(1, 9))
def test_no_matching_lets_less_through(seed, shooters, threats):
    draw = np.random.default_rng(seed)
    miss_p = draw.uniform(0.0, 1.0, (shooters, threats)) ** draw.choice([0.0, 0.5, 1.0], (shooters, threats))
    instance = Instance(miss_p, draw.integers(0, 5, threats).astype(float), draw.integers(0, 4, shooters), 1)
    plan = plan_matching(instance)
    check_plan(instance, plan)
    assert np.isclose(value_surviving(instance, plan), best_value(instance), rtol=1e-9, atol=1e-9)


def test_a_shooter_that_another_threat_needs_is_left_to_it():
    instance = Instance(np.array([[0.2, 1.0], [0.1, 0.1]]), np.array([10.0, 9.0]), np.array([1, 1]), 1)
    assert plan_matching(instance).tolist() == [[1, 0], [0, 1]]
