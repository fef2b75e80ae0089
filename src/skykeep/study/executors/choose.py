"""The executor that is asked for: by name, or for a number of jobs."""

from __future__ import annotations

from typing import Any

from skykeep.errors import UsageError, did_you_mean

from .base import Executor
from .serial import SerialExecutor
from .threads import ThreadExecutor

__all__ = ["EXECUTORS", "choose_executor"]

EXECUTORS = ("threads", "processes", "dask")


def choose_executor(jobs: int, which: Any = None, scheduler: Any = None) -> Executor:
    """Return the executor for ``jobs`` workers (1: the caller's own thread), or the one asked for.

    Parameters
    ----------
    jobs
        Workers of threads and processes.
    which
        ``threads``, ``processes``, ``dask``, an executor, or a ``distributed.Client``; threads by default.
    scheduler
        Address of the scheduler of a Dask cluster.

    Raises
    ------
    ValueError
        If ``jobs`` is below 1.
    UsageError
        If there is no such executor, or a scheduler is missing or given to another.
    ExecutorError
        If no cluster answers.
    """
    if which is not None and not isinstance(which, str):
        if hasattr(which, "get_executor"):
            from .pools import DaskExecutor

            return DaskExecutor(which)
        if hasattr(which, "map"):
            executor: Executor = which
            return executor
    if which not in (None, *EXECUTORS):
        near = did_you_mean(which, EXECUTORS) if isinstance(which, str) else ""
        raise UsageError(f"executor {which!r}: must be one of {', '.join(EXECUTORS)}.{near}")
    if (which == "dask") != (scheduler is not None):
        raise UsageError(
            "executor dask needs the address of its scheduler, as --executor dask --scheduler "
            f"tcp://10.0.0.5:8786; given executor {which!r}, scheduler {scheduler!r}"
        )
    if which == "dask":
        from .pools import DaskExecutor

        return DaskExecutor(scheduler)
    if which == "processes":
        from .pools import ProcessExecutor

        return ProcessExecutor(jobs)
    return SerialExecutor() if jobs == 1 else ThreadExecutor(jobs)
