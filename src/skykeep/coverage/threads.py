"""The same work on several threads: results in order, whoever did them; the kernels release the lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

__all__ = ["in_order"]

Key = TypeVar("Key")
Result = TypeVar("Result")


def in_order(
    task: Callable[[Key], Result],
    keys: Sequence[Key],
    *,
    jobs: int = 1,
    tick: Callable[[], object] = lambda: None,
) -> list[Result]:
    """Return ``task(key)`` for every key, in the order of the keys, computed by up to ``jobs`` threads.

    ``tick`` is called in the caller's thread after each. If anything raises, no further task begins, and the
    begun ones have ended when this returns.
    """
    results: list[Result] = []
    workers = min(jobs, len(keys))
    if workers <= 1:
        for key in keys:
            results.append(task(key))
            tick()
        return results
    pool = ThreadPoolExecutor(workers, thread_name_prefix="skykeep")
    try:
        for future in [pool.submit(task, key) for key in keys]:
            results.append(future.result())
            tick()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return results
