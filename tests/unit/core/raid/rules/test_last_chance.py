"""More rounds where no second look is possible."""

from collections import Counter

from ....engine.small_cases import Threat
from .rule_cases import launches_s, ruled_case

SURVIVES = {"rounds": {"kill_p": 0.0}, "launcher": {"rounds": 30}}


def test_only_the_last_salvo_is_larger():
    plain = Counter(launches_s(ruled_case(**SURVIVES)))
    assert set(plain.values()) == {1}
    enlarged = Counter(launches_s(ruled_case(**SURVIVES, rule={"last_chance_rounds": 4})))
    assert enlarged.keys() == plain.keys()
    assert [enlarged[launch_s] for launch_s in sorted(enlarged)] == [1] * (len(plain) - 1) + [4]


def test_a_salvo_is_never_made_smaller():
    case = ruled_case(**SURVIVES, doctrine=[[[3, 0, 0]]], rule={"last_chance_rounds": 2})
    assert set(Counter(launches_s(case)).values()) == {3}


def test_a_last_chance_never_takes_rounds_out_of_a_reserve():
    fired = launches_s(ruled_case(**SURVIVES, rule={"last_chance_rounds": 8}))
    several = [Threat(row=(("delay_s", float(behind)),)) for behind in range(4)]
    crowd = {"launcher": {"rounds": 30}, "rounds": {"kill_p": 0.0}}
    for reserve in (1, 5, 12, 20, 29):
        rule = {"last_chance_rounds": 8, "reserve_rounds": reserve}
        alone = launches_s(ruled_case(**SURVIVES, rule=rule))
        assert len(alone) == min(len(fired), 30 - reserve)
        assert len(launches_s(ruled_case(*several, **crowd, rule=rule))) == 30 - reserve
