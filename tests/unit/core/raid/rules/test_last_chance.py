"""More rounds where no second look is possible."""

from collections import Counter

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
