"""Work on several threads comes out in order, and stops where anything goes wrong."""

from __future__ import annotations

import threading
import time

import pytest

from skykeep.coverage.threads import in_order


@pytest.mark.parametrize("jobs", [1, 2, 9])
def test_results_are_in_the_order_of_the_keys_whoever_is_first(jobs):
    ticks = []

    def task(key: int) -> int:
        time.sleep(0.01 * (4 - key))
        return key * key

    assert in_order(task, range(4), jobs=jobs, tick=lambda: ticks.append(1)) == [0, 1, 4, 9]
    assert len(ticks) == 4


def test_no_thread_is_begun_for_one_key_or_none():
    names = in_order(lambda _: threading.current_thread().name, [1], jobs=4)
    assert names == [threading.current_thread().name]
    assert in_order(str, [], jobs=4) == []


def test_an_error_ends_the_work_without_beginning_the_rest():
    begun = []

    def task(key: int) -> None:
        begun.append(key)
        time.sleep(0.05)
        raise ValueError(f"task {key} failed")

    with pytest.raises(ValueError, match="task 0 failed"):
        in_order(task, range(100), jobs=2)
    assert len(begun) < 10
