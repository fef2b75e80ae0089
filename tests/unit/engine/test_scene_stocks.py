"""Rounds ready in a scene: every launch takes one, and what is left is what the raid counts."""

from collections import Counter
from itertools import pairwise

import pytest

from skykeep.engine.replay import play_raid

from .scene_cases import SMALL, prepared, scene


@pytest.mark.parametrize("key", [(3, 1), (0, 0), (2, 1)])
def test_rounds_ready_go_down_with_each_launch_to_what_the_results_count_as_left(key):
    found, made = scene(SMALL, *key), prepared(SMALL)
    launches = Counter(each.time_s for each in found.happenings if each.name == "launched")
    ready = [(each.time_s, each.rounds) for each in found.stocks]
    assert ready[0][0] == 0.0
    assert [time_s for time_s, _ in ready[1:]] == sorted(launches)
    for (_, before), (time_s, after) in pairwise(ready):
        assert before - after == launches[time_s]
    row = play_raid(made.case, *key).results.raids[0]
    assert found.rounds_ready("unit-1", found.ends_s) == int(row.rounds_left)
    assert {each.interceptor for each in found.stocks} == {"s-300pmu-2/48n6e2"}
