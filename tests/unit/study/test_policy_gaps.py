"""How far decisions lie above what is proven of them: the bound, what is asked, and who decides nothing."""

import itertools

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from skykeep.compiler.assigning import with_policy
from skykeep.core.command.policies.answer import answer_of
from skykeep.core.command.policies.instance import Instance, value_surviving
from skykeep.core.raid.vocabulary.codes import COLUMNS, NEAREST_FIRST, POLICY_NAMES
from skykeep.engine import Worker, plain_legend
from skykeep.engine.built_in_policies import AHEAD, DUE, BuiltInPolicy, Posed, proven
from skykeep.engine.decisions import LEAVE_TO_UNITS, PolicySeat
from skykeep.engine.replay import play_raid
from skykeep.study.policy_gaps import gap_rows

from ..engine.small_cases import Threat, small_case


def worth(value, **changes):
    """Return a threat at an asset of some value."""
    return Threat(row=(("aim_value", value),), **changes)


def unlike_case():
    """Return two fire units of one channel each, which hit unlike, and more threats than channels."""
    threats = [worth(value) for value in (1.0, 9.0, 4.0, 6.0)]
    return small_case(
        *threats,
        units=2,
        unit=[{"target_channels": 1}] * 2,
        launcher={"rounds": 3},
        rounds=[{"kill_p": 0.5}, {"kill_p": 0.8}],
    )


def gaps(*policies, case=None, worlds=1):
    """Return the rows of some policies at one case."""
    case = unlike_case() if case is None else case
    played = [(with_policy(case, NEAREST_FIRST + 1), policy) for policy in policies]
    return gap_rows(played, plain_legend(case), worlds=worlds, view="balanced")


def posed(miss_p, values, rounds, most):
    """Return a decision whose plan fires nothing."""
    instance = Instance(np.array(miss_p), np.array(values, np.float64), np.array(rounds, np.int64), most)
    return Posed(instance, answer_of(instance, np.zeros(instance.miss_p.shape, np.int64)))


def test_what_is_proven_of_salvos_that_are_due_is_what_the_best_matching_lets_through():
    draw = np.random.default_rng(3)
    for _ in range(20):
        miss_p, values = draw.uniform(0.1, 0.9, (3, 5)), draw.uniform(1.0, 9.0, 5)
        stops = values * (1.0 - miss_p)
        best = values.sum() - stops[linear_sum_assignment(stops, maximize=True)].sum()
        assert proven(posed(miss_p, values, [1, 1, 1], 1)) == pytest.approx(best, rel=1e-6)


def test_what_is_proven_of_several_salvos_at_a_threat_never_lies_above_the_best_plan():
    draw = np.random.default_rng(5)
    for _ in range(10):
        decision = posed(draw.uniform(0.1, 0.9, (2, 3)), draw.uniform(1.0, 9.0, 3), [2, 1], 2)
        plans = itertools.product(range(3), repeat=6)
        allowed = (
            plan
            for plan in (np.array(each).reshape(2, 3) for each in plans)
            if (plan.sum(axis=1) <= [2, 1]).all() and (plan.sum(axis=0) <= 2).all()
        )
        best = min(value_surviving(decision.instance, plan) for plan in allowed)
        assert 0.8 * best < proven(decision) <= best * (1.0 + 1e-9)


def test_the_exact_policy_has_no_gap_and_one_that_looks_at_time_alone_has():
    nearest, exact, columns = gaps(*map(BuiltInPolicy, ("nearest-first", "exact", "columns")))
    assert exact["decisions"] == exact["proven"] > 1
    assert exact["of_raid"]["mean"] == pytest.approx(0.0, abs=1e-6)
    assert nearest["worst"] > 0.1
    assert nearest["of_raid"]["mean"] <= nearest["worst"]
    assert (exact["asked"], nearest["asked"], columns["asked"]) == (DUE, DUE, AHEAD)
    assert columns["worst"] < 0.05


class Always:
    """A policy that always answers the same."""

    def __init__(self, answer):
        self.answer = answer

    def decide(self, situation):
        return self.answer(situation) if callable(self.answer) else self.answer


def first_due(situation):
    """Return the order for the first pair that is due."""
    unit, threat = np.argwhere(situation.due & (situation.channels_free > 0)[:, None])[0]
    yield int(unit), int(threat), 1


def test_a_policy_of_the_users_is_held_against_the_same_bound():
    silent, one = gaps(Always([]), Always(first_due))
    assert silent["worst"] > one["worst"] > 0.0
    assert silent["asked"] == DUE


def test_who_leaves_the_choice_to_the_units_decides_nothing():
    (row,) = gaps(Always(LEAVE_TO_UNITS))
    assert (row["decisions"], row["of_raid"], row["worst"]) == (0, None, None)


def test_a_sure_shot_has_a_bound_of_zero_and_a_plan_above_it_no_gap():
    case = small_case(worth(1.0), rounds={"kill_p": 1.0})
    silent, exact = gaps(Always([]), BuiltInPolicy("exact"), case=case)
    assert silent["without_gap"] == silent["proven"] > 0
    assert silent["worst"] is None
    assert (exact["without_gap"], exact["worst"]) == (0, 0.0)


def test_watching_a_policy_changes_no_raid_and_columns_plays_the_same_however_raids_are_cut():
    case = with_policy(unlike_case(), COLUMNS)
    batch = Worker(case).run(0, 1, 3).results
    outside = Worker(case, PolicySeat(BuiltInPolicy(POLICY_NAMES[COLUMNS]), plain_legend(case)))
    assert np.array_equal(outside.run(0, 1, 3).results.threats, batch.threats)
    for replication in (2, 0, 1):
        alone = play_raid(case, 0, replication, first_rows=1).results
        assert np.array_equal(alone.threats[0], batch.threats[replication])
