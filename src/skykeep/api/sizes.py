"""Sizes of raids as they are given: ``1:100``, ``1:100:5``, ``4,8,24``, a number, or several numbers."""

from __future__ import annotations

from collections.abc import Iterable

from skykeep.errors import UsageError
from skykeep.model import THREATS_MAX

__all__ = ["sizes_of"]


def sizes_of(given: str | int | Iterable[int]) -> tuple[int, ...]:
    """Return sizes in order, each once.

    Raises
    ------
    UsageError
        If one of them is not a whole number from 1 to ``THREATS_MAX``, or a stretch is not ``FIRST:LAST`` or
        ``FIRST:LAST:STEP``.
    """
    if isinstance(given, str):
        found = {size for part in given.split(",") for size in _stretch(part, given)}
    else:
        found = {_whole(size, given) for size in (given if isinstance(given, Iterable) else [given])}
    if not found:
        raise _refusal(given)
    return tuple(sorted(found))


def _stretch(part: str, given: object) -> range:
    """Return the sizes of one part of a text."""
    numbers = [_whole(word, given) for word in part.replace("..", ":").split(":")]
    if len(numbers) > 3 or (len(numbers) > 1 and numbers[1] < numbers[0]):
        raise _refusal(given)
    last = numbers[1] if len(numbers) > 1 else numbers[0]
    return range(numbers[0], last + 1, numbers[2] if len(numbers) > 2 else 1)


def _whole(value: object, given: object) -> int:
    """Return a size."""
    try:
        found = int(str(value))
    except ValueError:
        raise _refusal(given) from None
    if isinstance(value, bool) or not 1 <= found <= THREATS_MAX:
        raise _refusal(given)
    return found


def _refusal(given: object) -> UsageError:
    """Return the error for sizes that are none."""
    return UsageError(
        f"n {given!r}: must be sizes of a raid from 1 to {THREATS_MAX}, as 1:100, 1:100:5 or 4,8,24"
    )
