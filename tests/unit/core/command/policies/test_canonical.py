"""The order in which policies see an instance, however it is listed, and plans that come back as listed."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from skykeep.core.command.policies.answer import answer_of
from skykeep.core.command.policies.canonical import in_canonical_order, reordered
from skykeep.core.command.policies.value_greedy import plan_value_greedy

from .assignment_small import instance, random_instance


def all_at_the_first(given):
    """Answer an instance by all rounds of the first shooter at the first threat."""
    plan = np.zeros(given.miss_p.shape, dtype=np.int64)
    plan[0, 0] = given.rounds[0]
    return answer_of(given, plan)


def greedy(given):
    """Answer an instance by a rule that takes the first of what is alike."""
    return answer_of(given, plan_value_greedy(given))


def test_a_plan_comes_back_at_the_shooters_and_threats_as_they_are_listed():
    # the last shooter has most rounds, the second threat most value: those are the first that a policy sees
    given = instance([[0.2, 0.3, 0.4], [0.5, 0.6, 0.7]], [1.0, 9.0, 5.0], rounds=[2, 7])
    found = in_canonical_order(given, all_at_the_first)
    assert_array_equal(found.plan, [[0, 0, 0], [0, 7, 0]])
    assert found.surviving == pytest.approx(1.0 + 9.0 * 0.4**7 + 5.0)


@pytest.mark.parametrize("seed", range(10))
def test_an_instance_that_is_listed_otherwise_has_the_same_plan_listed_otherwise(seed):
    given = random_instance(seed, 4, 5, rounds_most=3)
    luck = np.random.default_rng(seed)
    shooters, threats = luck.permutation(4), luck.permutation(5)
    found = in_canonical_order(given, greedy)
    other = in_canonical_order(reordered(given, shooters, threats), greedy)
    assert_array_equal(other.plan, found.plan[np.ix_(shooters, threats)])
    assert answer_of(given, found.plan).surviving == pytest.approx(found.surviving)
