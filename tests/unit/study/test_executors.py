"""Executors: every key once, nothing new after a stop, and no task left behind."""

import threading
import time

import pytest

from skykeep.study.executors import SerialExecutor, Stop, ThreadExecutor, choose_executor

EXECUTORS = [SerialExecutor(), ThreadExecutor(1), ThreadExecutor(4)]


@pytest.mark.parametrize("executor", EXECUTORS)
def test_every_key_is_done_once(executor):
    assert sorted(executor.map(lambda key: key * 10, range(50), Stop())) == [key * 10 for key in range(50)]


@pytest.mark.parametrize("executor", EXECUTORS)
def test_no_key_gives_nothing(executor):
    assert list(executor.map(str, [], Stop())) == []


@pytest.mark.parametrize("executor", EXECUTORS)
def test_an_error_of_a_task_reaches_the_caller_and_begins_no_new_task(executor):
    begun = []

    def task(key):
        begun.append(key)
        if key == 3:
            raise OSError(28, "No space left on device")
        return key

    stop = Stop()
    with pytest.raises(OSError, match="No space left"):
        list(executor.map(task, range(1000), stop))
    assert stop.wanted
    assert len(begun) < 20


@pytest.mark.parametrize("executor", EXECUTORS)
def test_a_caller_that_leaves_waits_for_what_has_begun(executor):
    under_way = []
    lock = threading.Lock()

    def task(key):
        with lock:
            under_way.append(key)
        time.sleep(0.01)
        with lock:
            under_way.remove(key)
        return key

    stop = Stop()
    results = executor.map(task, range(1000), stop)
    next(results)
    results.close()
    assert stop.wanted
    assert under_way == []


def test_threads_work_at_the_same_time():
    meeting = threading.Barrier(3, timeout=5.0)
    assert len(list(ThreadExecutor(3).map(lambda key: meeting.wait(), range(3), Stop()))) == 3


def test_one_job_is_the_callers_own_thread():
    assert isinstance(choose_executor(1), SerialExecutor)
    assert choose_executor(3).jobs == 3
    with pytest.raises(ValueError, match="jobs must be at least 1, given 0"):
        choose_executor(0)
