"""A salvo is fired together: it does not wait for a reload."""

import pytest

from skykeep.engine import replay_raid

from .small_cases import small_case

EMPTIED = {"rounds": 1, "reload_sets": 1, "reload_s": 100.0}


@pytest.mark.parametrize("partial", [False, True])
def test_a_salvo_is_not_stretched_over_a_reload(partial):
    # one round ready, the next loaded 100 s later: the second would be launched at a threat killed at 200 s
    case = small_case(launcher=EMPTIED, unit={"partial_salvo": partial}, doctrine=[[[2, 0, 0]]])
    events = replay_raid(case, 0, 0).events.to_pylist()
    launched_s = [event["time_s"] for event in events if event["event"] == "launch"]
    assert len(launched_s) == (1 if partial else 0), launched_s


def test_the_first_salvo_and_those_after_a_look_have_sizes_of_their_own():
    case = small_case(doctrine=[[[2, 0, 0]]], rounds={"kill_p": 0.0})
    case.doctrine["later_salvo_size"] = 1
    events = [
        event["event"]
        for event in replay_raid(case, 0, 0).events.to_pylist()
        if event["event"] in ("launch", "assessed_alive")
    ]
    assert events[:6] == ["launch", "launch", "assessed_alive", "launch", "assessed_alive", "launch"]
