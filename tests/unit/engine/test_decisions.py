"""Policies in Python at the door of the engine: what they are told, may answer, and what comes of it."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.compiler.assigning import with_policy
from skykeep.core.raid.vocabulary.codes import NEAREST_FIRST, POLICY_NAMES, USER_POLICY
from skykeep.engine import Worker, plain_legend
from skykeep.engine.built_in_policies import BuiltInPolicy
from skykeep.engine.decisions import LEAVE_TO_UNITS, PolicySeat
from skykeep.errors import UsageError

from .place_cases import HERE, with_places
from .small_cases import Threat, small_case
from .test_posts_that_assign import regiment, worth


class Asked:
    """A policy that answers as it is told and keeps what it was asked, in all its copies alike."""

    name = "asked"

    def __init__(self, answer):
        self.answer, self.situations = answer, []

    def __deepcopy__(self, memo):
        return self

    def decide(self, situation):
        self.situations.append(situation)
        return self.answer(situation) if callable(self.answer) else self.answer


def played(case, policy, replications=3):
    """Return the results of raids under a policy in Python."""
    batch = Worker(case, PolicySeat(policy, plain_legend(case))).run(0, 1, replications)
    return batch.results


def threats_of_many_values(count=14, seed=5):
    """Return threats that come from all sides at different times at assets of different values."""
    draw = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        bearing, far_m = draw.uniform(0.0, 2.0 * np.pi), draw.uniform(60e3, 120e3)
        start_m = (far_m * np.sin(bearing), far_m * np.cos(bearing))
        found.append(worth(float(draw.integers(1, 9)), start_m=start_m, speed_mps=draw.uniform(200.0, 320.0)))
    return found


def scarce_case():
    """Return three fire units of one post with few channels and rounds, which hit unlike and seldom."""
    return small_case(
        *threats_of_many_values(),
        units=3,
        unit=[{"target_channels": channels} for channels in (1, 2, 1)],
        launcher={"rounds": 5, "interval_s": 2.0},
        rounds=[{"kill_p": 0.4}, {"kill_p": 0.6}, {"kill_p": 0.7, "range_max_m": 30_000.0}],
    )


def far_case():
    """Return two fire units under a post above, over slow links."""
    return regiment(
        *threats_of_many_values(),
        latency_s=2.0,
        loss_p=0.1,
        unit={"target_channels": 2},
        launcher={"rounds": 6},
        rounds={"kill_p": 0.6},
    )


@pytest.mark.parametrize("make", [scarce_case, far_case])
@pytest.mark.parametrize("name", POLICY_NAMES[1:6])
@pytest.mark.parametrize("period_s", [0.0, 7.0])
def test_a_built_in_policy_orders_the_same_at_both_doors(make, name, period_s):
    settings = {"period_s": period_s, "part_value": 3.0, "look_ahead_s": period_s}
    case = with_policy(make(), POLICY_NAMES.index(name), settings=settings)
    compiled = Worker(case).run(0, 1, 3).results
    outside = played(case, BuiltInPolicy(name))
    for table, same in zip(compiled, outside, strict=True):
        assert np.array_equal(np.asarray(table), np.asarray(same))
    assert compiled.raids["leakers"].sum() > 0


@pytest.mark.parametrize("make", [scarce_case, far_case])
def test_who_leaves_it_to_the_units_has_the_raid_of_nearest_first(make):
    case = with_policy(make(), NEAREST_FIRST)
    alone = Worker(case).run(0, 1, 3).results
    left = played(case, BuiltInPolicy("nearest-first"))
    for name in ("outcome", "shots", "ended_s"):
        assert np.array_equal(alone.threats[name], left.threats[name])


def test_a_post_is_told_what_it_knows_and_not_what_is_true():
    case = small_case(worth(2.0), worth(7.0), units=2, rounds=[{"kill_p": 0.5}, {"kill_p": 0.9}])
    case = case._replace(believed_kill_p=np.array([[0.6], [0.7]]))
    policy = Asked(None)
    played(case, policy, 1)
    (first, *_) = policy.situations
    assert (first.post, first.world, first.replication, first.decision) == ("post-0", 0, 0, 1)
    assert first.threats == ("threat-0", "threat-1")
    assert first.value.tolist() == [2.0, 7.0]
    assert first.units == ("unit-0", "unit-1")
    assert first.rounds.tolist() == [8, 8]
    assert first.miss_p[first.due] == pytest.approx(np.broadcast_to([[0.4], [0.3]], (2, 2))[first.due])
    assert first.time_to_go_s == pytest.approx(400.0 - first.time_s)
    assert np.isfinite(first.launch_s).all()
    assert first.instance().most_per_threat == 1


@pytest.mark.parametrize(
    ("places", "value", "ahead_m"),
    [
        ([(HERE, {"value": 3.0}), ((0.0, 20_000.0), {"value": 2.0})], 3.0, 20_000.0),
        ([(HERE, {"value": 3.0}), ((0.0, -20_000.0), {"value": 5.0})], 5.0, 0.0),
        ([(HERE, {"value": 3.0}), ((0.0, 20_000.0), {"at_unit": 0})], 9.0, 20_000.0),
        ([((50_000.0, 0.0), {"value": 3.0}), ((-50_000.0, 0.0), {"at_post": 0})], 0.0, None),
    ],
)
def test_a_post_is_told_what_the_track_points_at_and_when_it_comes_to_the_first_place(places, value, ahead_m):
    case = with_policy(
        with_places(small_case(worth(7.0)), *places), USER_POLICY, settings={"part_value": 9.0}
    )
    policy = Asked(None)
    played(case, policy, 1)
    first = policy.situations[0]
    assert first.value.tolist() == [value]
    to_go_s = np.inf if ahead_m is None else 400.0 - ahead_m / 250.0 - first.time_s
    assert first.time_to_go_s == pytest.approx([to_go_s], abs=1e-3)


def test_rounds_are_as_many_as_were_ordered_and_a_policy_that_holds_shoots_nothing():
    case = small_case(worth(1.0), launchers=4)
    assert played(case, Asked(lambda found: [("unit-0", "threat-0", 3)]), 1).raids["rounds_wasted"][0] == 2
    assert played(case, Asked([]), 1).threats["shots"].sum() == 0


def test_what_a_policy_remembers_of_one_raid_never_reaches_another():
    class Counts:
        def __init__(self):
            self.asked = 0

        def decide(self, situation):
            self.asked += 1
            return [] if self.asked > 1 else LEAVE_TO_UNITS

    results = played(scarce_case(), Counts(), 4)
    apart = [Worker(scarce_case(), PolicySeat(Counts(), plain_legend(scarce_case()))) for _ in range(2)]
    assert np.array_equal(apart[0].run(0, 1, 4).results.threats, results.threats)
    assert np.array_equal(apart[1].run(0, 1, 2).results.threats, results.threats[:2])


WRONG = {
    "must be a list of orders": 5,
    "an order must be": ["unit-0"],
    "there is no unit 'unit-1' in this situation. Did you mean 'unit-0'": [("unit-1", "threat-0")],
    "there is no threat 'x' in this situation": [("unit-0", "x")],
    "a place from 0 to 0": [(1, 0)],
    "rounds must be a whole number from 1 to 64": [("unit-0", "threat-0", 0)],
    "is given to two fire units": [(0, 0), (0, 0)],
}


@pytest.mark.parametrize("words", WRONG)
def test_an_answer_that_is_not_allowed_is_told_with_policy_time_and_what_is(words):
    with pytest.raises(
        UsageError, match=r"policy 'asked': decide returned .* \(world 0, replication 0"
    ) as told:
        played(small_case(worth(1.0)), Asked(WRONG[words]), 1)
    assert words in str(told.value)


def test_more_orders_than_channels_are_refused():
    case = small_case(worth(1.0), worth(1.0), unit={"target_channels": 1})
    with pytest.raises(UsageError, match=r"2 orders to 'unit-0', which can begin 1 engagements"):
        played(case, Asked(lambda found: [(0, place) for place in range(len(found.threats))]), 1)


def test_a_shot_that_there_is_not_is_refused():
    behind = replace(Threat(), row=(("aim_value", 1.0),), start_m=(0.0, 400_000.0), end_m=(0.0, 300_000.0))
    policy = Asked(
        lambda found: [(0, found.threats.index("threat-1"))] if "threat-1" in found.threats else []
    )
    played(small_case(worth(1.0), behind), policy, 1)
    assert all("threat-1" not in found.threats for found in policy.situations)


def test_what_is_no_policy_is_refused():
    with pytest.raises(UsageError, match=r"must be the name of a policy or an object with a method decide"):
        PolicySeat(3, plain_legend(small_case()))
    with pytest.raises(
        UsageError, match=r"given 'value-greed', must be one of .* Did you mean 'value-greedy'"
    ):
        BuiltInPolicy("value-greed")
