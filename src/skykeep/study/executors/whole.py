"""Whole parts of a study shared by the threads of an executor, where it has threads."""

from __future__ import annotations

from .base import Executor
from .serial import SerialExecutor
from .threads import ThreadExecutor

__all__ = ["threads_and_rest"]


def threads_and_rest(executor: Executor) -> tuple[int, Executor]:
    """Return how many parts of a study go on at a time, and who plays the raids of each.

    Threads take a whole part each: preparing and telling keep only one of them busy. Where other processes
    play the raids, part comes after part.

    On Ctrl-C no further part begins (``skykeep.coverage.threads.in_order``), and parts that have begun go on
    to their end before the interrupt is raised: nothing looks for it inside of a part that a thread plays.
    """
    if isinstance(executor, ThreadExecutor):
        return executor.jobs, SerialExecutor()
    return 1, executor
