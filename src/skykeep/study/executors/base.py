"""What every executor does, and the flag by which a task is asked to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Sequence
from typing import Protocol, TypeVar

__all__ = ["Executor", "Stop"]

Key = TypeVar("Key")
Result = TypeVar("Result")


class Stop:
    """A flag that a long task looks at between its steps; set once and never taken back."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Ask every task to stop at its next step."""
        self._event.set()

    @property
    def wanted(self) -> bool:
        """Whether tasks shall stop."""
        return self._event.is_set()


class Executor(Protocol):
    """Maps a task over keys.

    ``map(task, keys, stop)`` yields the result of ``task(key)`` for each key, in the order in which they are
    finished. If the caller leaves early, or a task or the caller raises, ``stop`` is set, no new task begins,
    and all begun tasks have ended when the iterator is closed.
    """

    def map(self, task: Callable[[Key], Result], keys: Sequence[Key], stop: Stop) -> Generator[Result]:
        """Yield results as they are finished."""
