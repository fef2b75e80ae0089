"""Searches by exchanges: they find what they are made for, and nothing they hold drifts."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from skykeep.core.command.policies.exchange import exchange_pass
from skykeep.core.command.policies.exchange_state import new_exchange, plan_of
from skykeep.core.command.policies.instance import (
    check_plan,
    surviving_by_threat,
    value_surviving,
)
from skykeep.core.command.policies.iterated_search import plan_iterated_search
from skykeep.core.command.policies.local_search import improved, plan_local_search, quick_plan
from skykeep.core.kernel.by_address import from_python

from .assignment_small import best_by_trying, instance, random_instance

CALL_PASS = from_python(exchange_pass)


def state_of(given, plan):
    """Return the state of a search at a plan."""
    return new_exchange(given, np.array(plan), 6)


def one_pass(given, state):
    """Make one pass of chains from Python; return how many were applied."""
    return CALL_PASS(state, given.miss_p, given.values, given.most_per_threat)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param([[0, 0], [0, 0]], [[1, 0], [0, 1]], id="idle rounds are sent"),
        pytest.param([[0, 1], [1, 0]], [[1, 0], [0, 1]], id="two are traded"),
        pytest.param([[1, 0], [1, 0]], [[1, 0], [0, 1]], id="one is moved"),
    ],
)
def test_one_pass_finds_what_is_better(before, after):
    given = instance([[0.9, 0.1], [0.1, 0.9]], [10.0, 9.0])
    state = state_of(given, before)
    assert one_pass(given, state) > 0
    assert_array_equal(plan_of(state, (2, 2)), after)
    assert one_pass(given, state) == 0


def test_a_chain_of_three_is_found_where_no_trade_of_two_helps():
    kill_p = np.full((3, 3), 0.1)
    for shooter in range(3):
        kill_p[shooter, shooter], kill_p[shooter, (shooter + 1) % 3] = 0.9, 0.85
    given = instance(kill_p, [10.0, 10.0, 10.0])
    turned = np.roll(np.eye(3, dtype=np.int64), 1, axis=1)
    assert value_surviving(given, turned) == pytest.approx(4.5)
    assert_array_equal(improved(given, turned), np.eye(3))


@pytest.mark.parametrize("seed", range(10))
def test_what_a_search_holds_is_what_its_plan_says(seed):
    given = random_instance(seed, 5, 4, rounds_most=4, most=3)
    state = state_of(given, quick_plan(given))
    while one_pass(given, state):
        plan = plan_of(state, given.miss_p.shape)
        check_plan(given, plan)
        assert_allclose(state.value, surviving_by_threat(given, plan), rtol=1e-12, atol=1e-300)
        assert_array_equal(state.number, plan.sum(axis=0))


def test_a_sure_shot_can_be_taken_back():
    given = instance([[1.0, 1.0], [1.0, 0.0]], [10.0, 10.0])
    plan = improved(given, np.array([[1, 0], [1, 0]]))
    assert_array_equal(plan, [[0, 1], [1, 0]])
    assert value_surviving(given, plan) == 0.0


@pytest.mark.parametrize("seed", range(12))
def test_searches_are_never_worse_than_what_they_begin_with_and_never_better_than_the_best(seed):
    given = random_instance(seed, 3, 3, rounds_most=2, most=2 + seed % 2)
    optimum = best_by_trying(given)
    begun = value_surviving(given, quick_plan(given))
    local = value_surviving(given, plan_local_search(given))
    iterated = value_surviving(given, plan_iterated_search(given))
    assert optimum - 1e-9 <= iterated <= local * (1 + 1e-12) <= begun * (1 + 1e-12) + 1e-12


def test_the_same_instance_gives_the_same_plan():
    given = random_instance(5, 8, 12, rounds_most=3)
    assert_array_equal(plan_iterated_search(given), plan_iterated_search(given))
