"""Counts with their nouns, as English writes them."""

from __future__ import annotations

__all__ = ["NBSP", "counted", "plural_of"]

NBSP = "\u00a0"
_HISSING = ("s", "x", "z", "ch", "sh")
_IRREGULAR = {"axis": "axes"}


def plural_of(noun: str) -> str:
    """Return the plural of a noun; of several words that of the first noun counts.

    Examples
    --------
    >>> plural_of("battery"), plural_of("battery of six vehicles"), plural_of("axis"), plural_of("day")
    ('batteries', 'batteries of six vehicles', 'axes', 'days')
    """
    head, of, rest = noun.partition(" of ")
    stem, space, word = head.rpartition(" ")
    if word in _IRREGULAR:
        many = _IRREGULAR[word]
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        many = f"{word[:-1]}ies"
    else:
        many = f"{word}{'es' if word.endswith(_HISSING) else 's'}"
    return f"{stem}{space}{many}{of}{rest}"


def counted(count: int, noun: str, *, space: str = " ") -> str:
    """Return a count with its noun: ``1 battery``, ``2 batteries``, ``1,200 raids``.

    ``space`` stands between the two.
    """
    return f"{count:,}{space}{noun if count == 1 else plural_of(noun)}"
