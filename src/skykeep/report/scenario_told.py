"""What a scenario or a run says in English, told in the language in force, piece by piece.

Scenarios are put into words below the report, which knows no language; their sentences are built of few
pieces. A text of which a piece is not known is not told: half a sentence in each of two languages helps
nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from skykeep.language import in_digits, name, tell

from .scenario_patterns import NUMBERS, PIECES, QUOTED

__all__ = ["told_in_pieces"]

LONGEST = 4000
"""Longer text is not looked through."""
Known = Callable[[str], str | None]
_NUMBER = re.compile(r"[-+]?\d[\d.,]*(?:e[-+]?\d+)?")
_COUNT_OF = "{count} x {what}"
_COUNTED = re.compile(r"(?:, | and )(?=\d+ x )")
_SENTENCES = re.compile(r"(?<=\.) (?=[A-Z\d])")
_SAID = re.compile(r"[:;,]|(?<![\w-])[a-z]+ [a-z]+(?![\w-])")
"""What no name holds: marks between clauses, or two words in small letters side by side."""


def told_in_pieces(text: str, known: Known) -> str | None:
    """Return a text in the language in force; None where a piece of it is not known.

    ``known`` tells words that are known as they stand.
    """
    if len(text) > LONGEST:
        return None
    sentences = _SENTENCES.split(text)
    told = [_sentence(each, known) for each in sentences]
    return None if None in told else " ".join(filter(None, told))


def _sentence(text: str, known: Known) -> str | None:
    """Return a sentence, or a part of one."""
    if not text.endswith("."):
        return _piece(text, known)
    said = text[:-1]
    told = _piece(said, known) or _piece(f"{said[:1].lower()}{said[1:]}", known)
    return None if told is None else f"{told}."


def _piece(text: str, known: Known) -> str | None:
    """Return a piece: words that are known, a number, one with fields, or several side by side."""
    if _NUMBER.fullmatch(text):
        return in_digits(text)
    if (told := known(text)) is not None:
        return told
    counted = _COUNTED.split(text)
    for pattern in _by_length():
        if pattern == _COUNT_OF and len(counted) > 1:
            continue
        if (found := _form(pattern).fullmatch(text)) is not None:
            fields = {field: _field(field, value, known) for field, value in found.groupdict().items()}
            if None not in fields.values():
                return tell(pattern, **fields)
    if len(counted) > 1 and (several := _all(counted, known)):
        return tell(", ").join(several)
    for joint, between in (("; ", tell("; ")), (", ", tell(", "))):
        if joint in text and (several := _all(text.split(joint), known)):
            return between.join(several)
    return None


def _field(field: str, value: str, known: Known) -> str | None:
    """Return what stands in a field; what is not known and says nothing is what somebody calls a part."""
    if field in NUMBERS:
        return in_digits(value)
    told = _piece(value, known)
    if told is None and field == QUOTED:
        return name(value)
    return name(value) if told is None and not _SAID.search(value) else told


def _all(parts: list[str], known: Known) -> list[str] | None:
    """Return all parts told, None where one is not known."""
    told = [_field("", part, known) for part in parts]
    return None if None in told else [part for part in told if part is not None]


@cache
def _by_length() -> tuple[str, ...]:
    """Return the pieces, those with more words of their own first: the others would fit a part of them."""
    return tuple(sorted(PIECES, key=lambda each: -len(re.sub(r"\{\w+\}", "", each))))


@cache
def _form(pattern: str) -> re.Pattern[str]:
    """Return a pattern as an expression that finds the values of its fields."""
    parts = re.split(r"\{(\w+)\}", pattern)
    return re.compile(
        "".join(_group(part) if place % 2 else re.escape(part) for place, part in enumerate(parts))
    )


def _group(field: str) -> str:
    """Return the expression of a field."""
    inside = r"[-+]?\d[\d.,]*(?:e[-+]?\d+)?" if field in NUMBERS else ".+?"
    return f"(?P<{field}>{inside})"
