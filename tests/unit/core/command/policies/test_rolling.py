"""Rolling: closed forms where there are any, the same luck for the same seed, and no round fired twice."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from skykeep.core.command.policies import rolling
from skykeep.core.command.policies.instance import check_plan, value_surviving
from skykeep.core.command.policies.local_search import plan_local_search
from skykeep.core.command.policies.rolling import answer_rolling
from skykeep.rng import Purpose

from .assignment_small import instance, random_instance


def test_draws_are_for_the_purpose_that_rng_names():
    assert rolling._PURPOSE == Purpose.ASSIGNMENT


def test_one_look_is_a_plan_that_is_spent_at_once():
    given = random_instance(1, 4, 3)
    found = answer_rolling(given, looks=1, seed=3)
    assert_array_equal(found.plan, plan_local_search(given))
    assert found.surviving == value_surviving(given, found.plan)
    assert found.error_90 == 0.0


def test_one_threat_and_two_rounds_are_shoot_look_shoot():
    """Both rounds are fired where the first misses: the second in 0.4 of the plays, 0.4 x 0.4 get through."""
    found = answer_rolling(instance([[0.6]], [10.0], [2]), looks=2, seed=1)
    assert_array_equal(found.plan, [[1]])
    assert found.surviving == pytest.approx(1.6, abs=4.0 * found.error_90 + 1e-9)
    assert found.rounds_used == pytest.approx(1.4, abs=0.1)


def test_a_second_look_saves_a_round_that_the_second_threat_gets():
    """One round is fired at each of two threats, the third at the survivor, if there is one."""
    given = instance([[0.5, 0.5]], [10.0, 10.0], [3])
    at_once = value_surviving(given, plan_local_search(given))
    found = answer_rolling(given, looks=2, seed=1)
    assert at_once == pytest.approx(7.5)
    # none, one or both left with 1/4, 1/2, 1/4: nothing, 5, or 5 + 10
    assert found.surviving == pytest.approx(0.5 * 5.0 + 0.25 * 15.0, abs=4.0 * found.error_90)


@pytest.mark.parametrize("seed", range(5))
def test_no_play_spends_what_is_not_there(seed):
    given = random_instance(seed, 4, 5, rounds_most=3, most=2)
    found = answer_rolling(given, looks=3, seed=seed)
    check_plan(given, found.plan)
    assert found.plan.sum() <= found.rounds_used <= given.rounds.sum()
    assert found.lower is not None
    assert found.lower <= found.surviving + 3.0 * found.error_90 + 1e-9


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others():
    given = instance(np.random.default_rng(4).random((3, 5)), [5.0, 4.0, 3.0, 2.0, 1.0], [2, 2, 2])
    first, again = answer_rolling(given, looks=2, seed=7), answer_rolling(given, looks=2, seed=7)
    assert (first.surviving, first.rounds_used) == (again.surviving, again.rounds_used)
    assert answer_rolling(given, looks=2, seed=8).surviving != first.surviving
