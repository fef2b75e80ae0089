"""The executor for a number of jobs."""

from __future__ import annotations

from .base import Executor
from .serial import SerialExecutor
from .threads import ThreadExecutor

__all__ = ["choose_executor"]


def choose_executor(jobs: int) -> Executor:
    """Return the executor for ``jobs`` workers (1: the caller's own thread).

    Raises
    ------
    ValueError
        If ``jobs`` is below 1.
    """
    return SerialExecutor() if jobs == 1 else ThreadExecutor(jobs)
