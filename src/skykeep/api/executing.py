"""Who does the work of a study, as it is asked for from Python and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .options import job_count

if TYPE_CHECKING:
    from skykeep.study.executors import Executor

__all__ = ["executor_of"]


def executor_of(jobs: int | None, executor: Any = None, scheduler: str | None = None) -> Executor:
    """Return who does the work: threads by default, processes, or the workers of a Dask cluster.

    Parameters
    ----------
    jobs
        Workers of threads and processes, all cores by default.
    executor
        ``threads``, ``processes``, ``dask``, a ``distributed.Client``, or an executor of your own.
    scheduler
        Address of the scheduler of a Dask cluster; given alone, it means ``dask``.

    Raises
    ------
    UsageError
        If there is no such executor, or ``dask`` is asked for without a scheduler.
    ExecutorError
        If no cluster answers.
    """
    from skykeep.study.executors import choose_executor

    which = "dask" if executor is None and scheduler is not None else executor
    return choose_executor(job_count(jobs), which, scheduler)
