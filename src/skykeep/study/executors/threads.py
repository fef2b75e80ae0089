"""Several threads over the compiled kernel, which releases the interpreter lock."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from .base import Stop

__all__ = ["ThreadExecutor"]

Key = TypeVar("Key")
Result = TypeVar("Result")

_WAIT_S = 0.2
"""How long to wait for a result before looking for an interrupt, s."""


class ThreadExecutor:
    """``jobs`` threads; one more task than threads waits, so that little is held in memory."""

    def __init__(self, jobs: int) -> None:
        if jobs < 1:
            raise ValueError(f"jobs must be at least 1, given {jobs}")
        self.jobs = jobs

    def map(self, task: Callable[[Key], Result], keys: Sequence[Key], stop: Stop) -> Generator[Result]:
        """Yield results as they are finished."""
        left = iter(keys)
        under_way: set[Future[Result]] = set()
        pool = ThreadPoolExecutor(self.jobs, thread_name_prefix="skykeep")
        try:
            while True:
                while len(under_way) <= self.jobs and not stop.wanted:
                    try:
                        under_way.add(pool.submit(task, next(left)))
                    except StopIteration:
                        break
                if not under_way:
                    return
                done, under_way = wait(under_way, timeout=_WAIT_S, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
