"""Sets, prices, bounds and proofs against plain enumeration."""

import itertools

import numpy as np
import pytest
from numpy.testing import assert_allclose

from skykeep.core.command.policies.column_generation import answer_column_generation, generate
from skykeep.core.command.policies.exact import answer_exact
from skykeep.core.command.policies.fractional import fractional_optimum
from skykeep.core.command.policies.instance import NO_LIMIT, value_surviving
from skykeep.core.command.policies.local_search import plan_local_search
from skykeep.core.command.policies.looks import lower_with_looks
from skykeep.core.command.policies.master import Columns, best_mixture, best_whole
from skykeep.core.command.policies.prices import best_of, exchange_prices, good_prices, price
from skykeep.core.command.policies.sets import list_sets, new_pricing

from .assignment_small import best_by_trying, instance, random_instance, splits


def all_sets(given, prices, threat):
    """Return every set of rounds at a threat with its cost."""
    counts = itertools.product(*(range(int(rounds) + 1) for rounds in given.rounds))
    return {
        found: float(
            given.values[threat] * np.prod(given.miss_p[:, threat] ** np.array(found))
            + prices @ np.array(found)
        )
        for found in counts
        if sum(found) <= given.most_per_threat
    }


@pytest.mark.parametrize("seed", range(12))
def test_the_cheapest_set_at_each_threat_is_found(seed):
    given = random_instance(seed, 4, 3, rounds_most=3, most=(2, 3, NO_LIMIT)[seed % 3])
    prices = np.random.default_rng(seed).random(4) * (0.0 if seed == 7 else 3.0)
    found = price(new_pricing(given), prices)
    for threat in range(3):
        costs = all_sets(given, prices, threat)
        assert found.cost[threat] == pytest.approx(min(costs.values()), rel=1e-9, abs=1e-9)
        assert costs[tuple(found.sets[threat])] == pytest.approx(found.cost[threat], rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_every_set_below_a_limit_is_listed_once(seed):
    given = random_instance(seed, 4, 2, rounds_most=2, most=3)
    prices, room = np.random.default_rng(seed).random(4) * 2.0, np.empty((500, 4), dtype=np.int64)
    for threat in range(2):
        costs = all_sets(given, prices, threat)
        limit = 1.3 * min(costs.values()) + 0.1
        count = list_sets(new_pricing(given), prices, threat, limit, room)
        listed = [tuple(row) for row in room[:count]]
        worth = {found for found, cost in costs.items() if cost <= limit}
        assert len(set(listed)) == count
        # rounds that cannot hit only cost, and are never listed
        idle = {s for s in range(4) if given.miss_p[s, threat] == 1.0}
        assert set(listed) == {found for found in worth if not any(found[s] for s in idle)}


def test_sets_that_are_too_many_for_the_room_are_told():
    given = instance([[0.5]] * 4, [10.0])
    room = np.empty((3, 4), dtype=np.int64)
    assert list_sets(new_pricing(given), np.full(4, 0.1), 0, 10.0, room) == -1


@pytest.mark.parametrize("seed", range(10))
def test_any_prices_prove_a_bound(seed):
    given = random_instance(seed, 3, 3)
    optimum = best_by_trying(given)
    for prices in (np.zeros(3), np.random.default_rng(seed).random(3) * 5.0):
        assert price(new_pricing(given), prices).lower <= optimum + 1e-12


def test_prices_of_a_best_plan_prove_it_where_sets_do_not_mix():
    given = instance([[0.9, 0.2], [0.3, 0.8]], [10.0, 10.0])
    plan = np.eye(2, dtype=np.int64)
    best = best_of(good_prices(given, plan))
    assert best.lower == pytest.approx(value_surviving(given, plan), rel=1e-6)
    assert all(np.all(prices >= 0.0) for prices in exchange_prices(given, plan))


def test_a_mixture_lets_less_through_than_a_plan_and_its_prices_fit():
    given = random_instance(11, 3, 3, rounds_most=2)
    found = generate(given)
    mixed = best_mixture(found.columns)
    whole, bound = best_whole(found.columns, nodes=100)
    assert whole is not None
    assert mixed.surviving <= bound + 1e-9 <= value_surviving(given, whole) + 2e-9
    assert price(new_pricing(given), mixed.prices).lower <= mixed.surviving + 1e-9


def test_no_column_stands_twice():
    given = instance([[0.5, 0.5]], [1.0, 1.0], [2])
    columns = Columns(given)
    assert len(columns) == 2
    assert columns.add(0, np.array([1]))
    assert not columns.add(0, np.array([1]))
    assert columns.add(1, np.array([1]))
    assert_allclose(columns.cost, [1.0, 1.0, 0.5, 0.5])


@pytest.mark.parametrize("seed", range(25))
def test_exact_reaches_what_trying_every_plan_finds(seed):
    given = random_instance(seed, 3, 3, rounds_most=2, most=(1, 2, NO_LIMIT)[seed % 3])
    optimum = best_by_trying(given)
    exact, close = answer_exact(given), answer_column_generation(given)
    assert exact.proven
    assert exact.surviving == pytest.approx(optimum, rel=1e-9, abs=1e-9)
    assert exact.lower == pytest.approx(optimum, rel=1e-8, abs=1e-8)
    assert close.lower is not None
    assert close.lower - 1e-9 <= optimum <= close.surviving + 1e-9


def test_exact_says_that_nothing_is_proven_where_it_gives_up(monkeypatch):
    given = instance(np.random.default_rng(2).random((8, 6)), np.arange(1.0, 7.0))
    whole = answer_exact(given)
    assert whole.proven
    monkeypatch.setattr("skykeep.core.command.policies.exact._SETS_MOST", 7)
    monkeypatch.setattr("skykeep.core.command.policies.exact.best_whole", lambda columns, nodes: (None, 0.0))
    given_up = answer_exact(given)
    assert given_up.proven == (given_up.surviving - given_up.lower < 1e-6)
    assert given_up.lower <= whole.surviving <= given_up.surviving


@pytest.mark.parametrize("kill_p", [0.3, 0.75])
@pytest.mark.parametrize("rounds", [1, 4])
def test_one_threat_is_a_power_and_one_kind_of_round_at_equal_threats_is_spread(kill_p, rounds):
    one = answer_exact(instance([[kill_p]], [8.0], [rounds]))
    assert one.surviving == pytest.approx(8.0 * (1.0 - kill_p) ** rounds, rel=1e-12)
    three = answer_exact(instance([[kill_p] * 3], [8.0] * 3, [rounds]))
    whole, over = divmod(rounds, 3)
    expected = 8.0 * ((3 - over) * (1.0 - kill_p) ** whole + over * (1.0 - kill_p) ** (whole + 1))
    assert three.surviving == pytest.approx(expected, rel=1e-12)


def test_divisible_rounds_of_one_kind_are_spread_by_value():
    """v_t exp(-a x_t) alike at all that are shot at: x_t = ln(v_t / mu) / a, and the sum fixes mu."""
    values, a = np.array([8.0, 2.0]), -np.log(0.5)
    given = instance([[0.5, 0.5]], values, [4])
    mu = np.sqrt(values.prod()) * np.exp(-a * 2.0)
    assert fractional_optimum(given) == pytest.approx(2.0 * mu, rel=1e-6)
    assert fractional_optimum(given) <= answer_exact(given).surviving + 1e-9
    forced = fractional_optimum(given, np.array([0, 3]))
    assert forced == pytest.approx(8.0 * 0.5 + 2.0 * 0.5**3, rel=1e-6)
    with pytest.raises(ArithmeticError, match="fewer rounds than must be sent"):
        fractional_optimum(given, np.array([3, 2]))


def best_with_two_looks(given):
    """Return the least value that gets through where one looks between two salvos: by trying everything."""
    threats = range(given.values.size)
    best = np.inf
    for first in itertools.product(*(splits(int(rounds), len(threats)) for rounds in given.rounds)):
        plan = np.array(first)
        missed = np.prod(given.miss_p**plan, axis=0)
        mean = 0.0
        for there in itertools.product((False, True), repeat=len(threats)):
            alive = np.array(there)
            chance = float(np.prod(np.where(alive, missed, 1.0 - missed)))
            if chance > 0.0:
                rest = given._replace(
                    values=np.where(alive, given.values, 0.0), rounds=given.rounds - plan.sum(axis=1)
                )
                mean += chance * best_by_trying(rest)
        best = min(best, mean)
    return best


@pytest.mark.parametrize("seed", range(4))
def test_the_bound_with_looks_is_below_the_best_that_looks(seed):
    given = random_instance(seed + 40, 2, 2, rounds_most=2)
    optimum = best_with_two_looks(given)
    lower = lower_with_looks(given, 2, optimum)
    assert 0.0 <= lower <= optimum + 1e-9
    at_once = value_surviving(given, plan_local_search(given))
    assert lower_with_looks(given, 1, at_once) == pytest.approx(
        max(best_of(good_prices(given, plan_local_search(given))).lower, 0.0), rel=0.02, abs=0.02
    )
