"""Sentences with fields as expressions that find what the fields hold, in time in proportion to the text."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["form_of"]

_NUMBER = r"[-+]?\d[\d.,]*(?:e[-+]?\d+)?"


@cache
def form_of(pattern: str, numbers: frozenset[str] = frozenset()) -> re.Pattern[str]:
    """Return a pattern as an expression that finds what its fields hold; those of ``numbers`` hold numbers.

    A field ends where the words after it first come, and is not tried any longer: otherwise a text made for
    it would be looked through once for every way to part it.

    Examples
    --------
    >>> form_of("{what} defends {place}").fullmatch("S-400 defends Basra").groupdict()
    {'what': 'S-400', 'place': 'Basra'}
    """
    parts = re.split(r"\{(\w+)\}", pattern)
    words, fields = parts[::2], parts[1::2]
    last = max((place for place, field in enumerate(fields) if field not in numbers), default=-1)
    form, is_open = re.escape(words[0]), False
    for place, field in enumerate(fields):
        is_text = field not in numbers
        if is_text and is_open:
            form, is_open = f"{form})", False
        if is_text and place != last:
            form, is_open = f"{form}(?>", True
        form += f"(?P<{field}>{'.+?' if is_text else _NUMBER}){re.escape(words[place + 1])}"
    return re.compile(f"{form})" if is_open else form)
