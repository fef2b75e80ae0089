"""Sentences with fields: what the fields of one hold in a text, found in time in proportion to the text."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["fields_of"]

_NUMBER = r"[-+]?\d[\d.,]*(?:e[-+]?\d+)?"


def fields_of(pattern: str, text: str, numbers: frozenset[str] = frozenset()) -> dict[str, str] | None:
    """Return what the fields of a pattern hold in a text, None where the text is no such sentence.

    Fields of ``numbers`` hold numbers alone. A field ends where the words after it first come, and is not
    tried any longer: otherwise a text made for it would be looked through once for every way to part it.

    Examples
    --------
    >>> fields_of("{what} defends {place}", "S-400 defends Basra")
    {'what': 'S-400', 'place': 'Basra'}
    """
    *before, last = _segments(pattern, numbers)
    held: dict[str, str] = {}
    place = 0
    for segment in before:
        found = segment.match(text, place)
        if found is None:
            return None
        held |= found.groupdict()
        place = found.end()
    found = last.fullmatch(text, place)
    return None if found is None else held | found.groupdict()


@cache
def _segments(pattern: str, numbers: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """Return a pattern in segments, of which each but the first begins with a field of words."""
    words, fields = re.split(r"\{\w+\}", pattern), re.findall(r"\{(\w+)\}", pattern)
    segments = [re.escape(words[0])]
    for field, after in zip(fields, words[1:], strict=True):
        if field not in numbers:
            segments.append("")
        segments[-1] += f"(?P<{field}>{_NUMBER if field in numbers else '.+?'}){re.escape(after)}"
    return tuple(re.compile(segment) for segment in segments)
