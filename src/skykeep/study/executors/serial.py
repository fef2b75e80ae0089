"""One task after the other, in the caller's thread."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import TypeVar

from .base import Stop

__all__ = ["SerialExecutor"]

Key = TypeVar("Key")
Result = TypeVar("Result")


class SerialExecutor:
    """The reference that every other executor must equal."""

    def map(self, task: Callable[[Key], Result], keys: Sequence[Key], stop: Stop) -> Generator[Result]:
        """Yield results in the order of the keys."""
        try:
            for key in keys:
                if stop.wanted:
                    return
                yield task(key)
        finally:
            stop.set()
