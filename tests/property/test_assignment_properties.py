"""Assignments of any shape: bounds hold, exact is the best, nothing is overspent, order changes nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.command.policies.answer import is_tight
from skykeep.core.command.policies.fractional import fractional_optimum
from skykeep.core.command.policies.instance import NO_LIMIT, Instance, check_plan, value_surviving
from skykeep.core.command.policies.table import POLICIES, Rule

from ..examples import examples

RULE = Rule(2, 5)
AT_ONCE = [name for name, policy in POLICIES.items() if not policy.looks]
PROVING = ("column-generation", "exact")
KILL_P = st.sampled_from([0.0, 1.0, 0.5, 0.5, 0.25, 0.9]) | st.floats(0.0, 1.0)
VALUES = st.sampled_from([0.0, 1.0, 10.0, 1e-6, 1e9]) | st.floats(0.5, 100.0)


@st.composite
def instances(draw, *, shooters_most=5, threats_most=5, rounds_most=4):
    """Give an instance: ties, sure shots, shots out of reach, worthless threats and empty magazines in it."""
    shooters, threats = draw(st.integers(1, shooters_most)), draw(st.integers(1, threats_most))
    kill_p = draw(st.lists(KILL_P, min_size=shooters * threats, max_size=shooters * threats))
    values = draw(st.lists(VALUES, min_size=threats, max_size=threats))
    rounds = draw(st.lists(st.integers(0, rounds_most), min_size=shooters, max_size=shooters))
    most = draw(st.sampled_from([1, 2, 3, NO_LIMIT]))
    misses = 1.0 - np.array(kill_p).reshape(shooters, threats)
    return Instance(misses, np.array(values), np.array(rounds, dtype=np.int64), most)


@examples(60)
@given(instances())
def test_no_policy_lets_less_through_than_is_proven_and_exact_lets_least_through(instance) -> None:
    answers = {name: POLICIES[name].answer(instance, RULE) for name in AT_ONCE}
    total = float(instance.values.sum())
    exact = answers["exact"]
    for name, answer in answers.items():
        check_plan(instance, answer.plan)
        assert answer.surviving == pytest.approx(value_surviving(instance, answer.plan), rel=1e-12)
        assert is_tight(exact.surviving, answer.surviving, total), name
        for proving in PROVING:
            assert answers[proving].lower is not None
            assert is_tight(answers[proving].lower, answer.surviving, total), (proving, name)
    assert exact.proven
    assert is_tight(fractional_optimum(instance), exact.surviving, 1e3 * total)


@examples(60)
@given(instances(), st.randoms(use_true_random=False))
def test_the_order_of_shooters_and_threats_changes_nothing_but_ties(instance, luck) -> None:
    shooters, threats = list(range(instance.rounds.size)), list(range(instance.values.size))
    luck.shuffle(shooters)
    luck.shuffle(threats)
    turned = Instance(
        np.ascontiguousarray(instance.miss_p[np.ix_(shooters, threats)]),
        instance.values[threats],
        instance.rounds[shooters],
        instance.most_per_threat,
    )
    for name in ("column-generation", "exact"):
        first, second = (POLICIES[name].answer(each, RULE).surviving for each in (instance, turned))
        assert first == pytest.approx(second, rel=1e-9, abs=1e-9 * float(instance.values.sum()))


@examples(25)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_without_ties_the_order_changes_nothing_at_all(seed, luck) -> None:
    draw = np.random.default_rng(seed)
    instance = Instance(draw.random((5, 6)), draw.random(6), draw.integers(1, 3, 5), NO_LIMIT)
    shooters, threats = list(range(5)), list(range(6))
    luck.shuffle(shooters)
    luck.shuffle(threats)
    turned = Instance(
        np.ascontiguousarray(instance.miss_p[np.ix_(shooters, threats)]),
        instance.values[threats],
        instance.rounds[shooters],
        NO_LIMIT,
    )
    for name, policy in POLICIES.items():
        if name != "nearest-first":  # the order is what it goes by
            first, second = policy.answer(instance, RULE), policy.answer(turned, RULE)
            np.testing.assert_array_equal(first.plan[np.ix_(shooters, threats)], second.plan, err_msg=name)
            assert first.rounds_used == second.rounds_used


@examples(40)
@given(instances())
def test_one_more_round_never_lets_more_through(instance) -> None:
    more = instance._replace(rounds=instance.rounds + np.eye(instance.rounds.size, dtype=np.int64)[0])
    before, after = (POLICIES["exact"].answer(each, RULE) for each in (instance, more))
    assert is_tight(after.surviving, before.surviving, float(instance.values.sum()))


@examples(20)
@given(instances(shooters_most=3, threats_most=4, rounds_most=3))
def test_what_is_played_spends_no_more_than_there_is_and_stays_above_its_bound(instance) -> None:
    answer = POLICIES["rolling"].answer(instance, Rule(3, 1))
    check_plan(instance, answer.plan)
    assert answer.rounds_used <= instance.rounds.sum()
    assert 0.0 <= answer.surviving <= instance.values.sum() * (1 + 1e-12)
    assert answer.lower is not None
    spread = 4.0 * answer.error_90
    assert is_tight(answer.lower, answer.surviving + spread, float(instance.values.sum()))
