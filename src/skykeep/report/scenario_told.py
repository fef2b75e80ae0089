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

from .piece_forms import fields_of
from .scenario_patterns import NUMBERS, PIECES, QUOTED

__all__ = ["told_in_pieces"]

PIECES_MOST, DEPTH_MOST = 600, 30
"""So many pieces are looked at in one text, and so many inside each other: more than skykeep's own have."""
LONGEST = 4000
"""Longer text is not looked through, letters."""
Told = Callable[[str], str]
Known = Callable[[str, Told], str | None]
_NUMBER = re.compile(r"[-+]?\d[\d.,]*(?:e[-+]?\d+)?")
_COUNT_OF = "{count} x {what}"
_COUNTED = re.compile(r"(?:, | and )(?=\d+ x )")
_SENTENCES = re.compile(r"(?<=\.) (?=[A-Z\d])")
_SAID = re.compile(r"[:;,]|(?<![\w-])[a-z]+ [a-z]+(?![\w-])")
"""What no name holds: marks between clauses, or two words in small letters side by side."""


class TooManyPiecesError(Exception):
    """A text has more pieces than any that skykeep says."""


def told_in_pieces(text: str, known: Known) -> str | None:
    """Return a text in the language in force; None where a piece of it is not known.

    ``known`` tells words that are known as they stand, and what stands in their fields by what it is given.
    What is not skykeep's own may have any number of pieces: of more than ``PIECES_MOST``
    none is told.
    """
    if len(text) > LONGEST:
        return None
    try:
        return _Telling(known).text(text)
    except TooManyPiecesError:
        return None


class _Telling:
    """One text on its way into another language, with what its pieces were found to be."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._found: dict[tuple[str, str], str | None] = {}
        self._depth = 0

    def text(self, text: str) -> str | None:
        """Return a text, known as a whole or of sentences that are."""
        return self._once(self._whole, text)

    def value(self, text: str) -> str:
        """Return what stands in a field, as a name where it is not known."""
        told = self.text(text)
        return name(text) if told is None else told

    def _once(self, look: Callable[[str], str | None], text: str) -> str | None:
        """Look at a text once, however many patterns fit what surrounds it."""
        key = look.__name__, text
        if key not in self._found:
            if len(self._found) >= PIECES_MOST or self._depth >= DEPTH_MOST:
                raise TooManyPiecesError
            self._found[key] = None
            self._depth += 1
            self._found[key] = look(text)
            self._depth -= 1
        return self._found[key]

    def _whole(self, text: str) -> str | None:
        if (told := self._known(text, self.value)) is not None:
            return told
        sentences = [self._sentence(each) for each in _SENTENCES.split(text)]
        return None if None in sentences else " ".join(filter(None, sentences))

    def _sentence(self, text: str) -> str | None:
        """Return a sentence, or a part of one."""
        if not text.endswith("."):
            return self._once(self._piece, text)
        said = text[:-1]
        told = self._once(self._piece, said) or self._once(self._piece, f"{said[:1].lower()}{said[1:]}")
        return None if told is None else f"{told}."

    def _piece(self, text: str) -> str | None:
        """Return a piece: words that are known, a number, one with fields, or several side by side."""
        if _NUMBER.fullmatch(text):
            return in_digits(text)
        if (told := self._known(text, self.value)) is not None:
            return told
        counted = _COUNTED.split(text)
        for pattern in _by_length():
            if pattern == _COUNT_OF and len(counted) > 1:
                continue
            if (found := fields_of(pattern, text, NUMBERS)) is not None:
                fields = {field: self._field(field, value) for field, value in found.items()}
                if None not in fields.values():
                    return tell(pattern, **fields)
        if len(counted) > 1 and (several := self._all(counted)):
            return tell(", ").join(several)
        for joint, between in (("; ", tell("; ")), (", ", tell(", "))):
            if joint in text and (several := self._all(text.split(joint))):
                return between.join(several)
        return None

    def _field(self, field: str, value: str) -> str | None:
        """Return what stands in a field; what is not known and says nothing is what somebody calls a part."""
        if field in NUMBERS:
            return in_digits(value)
        told = self._once(self._piece, value)
        if told is None and field == QUOTED:
            return name(value)
        return name(value) if told is None and not _SAID.search(value) else told

    def _all(self, parts: list[str]) -> list[str] | None:
        """Return all parts told, None where one is not known."""
        told = [self._field("", part) for part in parts]
        return None if None in told else [part for part in told if part is not None]


@cache
def _by_length() -> tuple[str, ...]:
    """Return the pieces, those with more words of their own first: the others would fit a part of them."""
    return tuple(sorted(PIECES, key=lambda each: -len(re.sub(r"\{\w+\}", "", each))))
