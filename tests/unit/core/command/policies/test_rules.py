"""The quick rules: each does what it says, by hand, and is optimal where theory says so."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from skykeep.core.command.policies.instance import NO_LIMIT, check_plan, value_surviving
from skykeep.core.command.policies.linear_assignment import plan_linear_assignment
from skykeep.core.command.policies.nearest_first import plan_nearest_first
from skykeep.core.command.policies.value_greedy import fill_value_greedy, plan_value_greedy
from skykeep.core.kernel.by_address import from_python

from .assignment_small import best_by_trying, instance, random_instance

RULES = [plan_nearest_first, plan_value_greedy, plan_linear_assignment]


def test_nearest_first_serves_threats_in_their_order_whatever_they_are_worth():
    given = instance([[0.9, 0.8], [0.3, 0.2]], [1.0, 100.0])
    assert_array_equal(plan_nearest_first(given), [[1, 0], [0, 1]])


def test_nearest_first_goes_round_again_with_what_is_left():
    given = instance([[0.5, 0.5]], [1.0, 1.0], [3])
    assert_array_equal(plan_nearest_first(given), [[2, 1]])


def test_value_greedy_sends_each_round_where_it_takes_most_off():
    # 0.9 of 10 is 9; then 0.5 of 8 is 4, more than 0.5 of the 1 that is left of the first
    given = instance([[0.9, 0.9], [0.5, 0.5]], [10.0, 8.0])
    assert_array_equal(plan_value_greedy(given), [[1, 0], [0, 1]])


def test_value_greedy_is_not_optimal_where_shooters_differ():
    given = instance([[0.9, 0.8], [0.8, 0.1]], [10.0, 10.0])
    assert value_surviving(given, plan_value_greedy(given)) > 1.5 * best_by_trying(given)


@pytest.mark.parametrize("seed", range(6))
def test_value_greedy_is_optimal_where_all_shooters_are_alike(seed):
    luck = np.random.default_rng(seed)
    given = instance([luck.random(3)] * 2, luck.random(3), [2, 2])
    assert value_surviving(given, plan_value_greedy(given)) == pytest.approx(best_by_trying(given), rel=1e-12)


@pytest.mark.parametrize("seed", range(6))
def test_linear_assignment_is_optimal_where_a_threat_gets_at_most_one_round(seed):
    given = random_instance(seed, 3, 4, rounds_most=1, most=1)
    found = value_surviving(given, plan_linear_assignment(given))
    assert found == pytest.approx(best_by_trying(given), rel=1e-12)


@pytest.mark.parametrize("plan", RULES)
@pytest.mark.parametrize("most", [1, 2, NO_LIMIT])
def test_no_rule_spends_what_is_not_there_or_fires_out_of_reach(plan, most):
    for seed in range(20):
        given = random_instance(seed, 4, 3, most=most)
        found = plan(given)
        check_plan(given, found)
        assert not np.any(found[given.miss_p == 1.0])


@pytest.mark.parametrize("plan", RULES)
def test_no_rounds_and_no_reach_are_plans_of_nothing(plan):
    assert plan(instance([[0.5]], [3.0], [0])).sum() == 0
    assert plan(instance([[0.0]], [3.0], [5])).sum() == 0


def test_a_plan_that_spends_too_much_is_refused():
    given = instance([[0.5, 0.5]], [1.0, 1.0], [1], most=1)
    with pytest.raises(ValueError, match="more rounds than a shooter has"):
        check_plan(given, np.array([[1, 1]]))
    with pytest.raises(ValueError, match="more rounds at a threat than it may"):
        check_plan(given._replace(rounds=np.array([2])), np.array([[2, 0]]))
    with pytest.raises(ValueError, match="is none"):
        check_plan(given, np.array([[-1, 0]]))


def test_rounds_that_were_fired_before_count_against_the_most_at_a_threat():
    given = instance([[0.5, 0.4]], [10.0, 1.0], [3])
    plan, left, value = np.array([[2, 0]]), np.array([3]), given.values.copy()
    room = (np.empty(2, dtype=np.int64), 2)
    from_python(fill_value_greedy)(given.miss_p, left, value, room, plan)
    assert_array_equal(plan, [[2, 2]])
    assert_array_equal(left, [1])


def test_a_rule_works_on_tables_by_address_as_kernels_of_raids_hold_them():
    given = random_instance(3, 4, 3)
    plan, left, value = np.zeros((4, 3), dtype=np.int64), given.rounds.copy(), given.values.copy()
    room = (np.empty(3, dtype=np.int64), NO_LIMIT)
    from_python(fill_value_greedy)(given.miss_p, left, value, room, plan)
    assert_array_equal(plan, plan_value_greedy(given))
