"""Counts with their nouns, as English writes them."""

from __future__ import annotations

from skykeep.language import language, tell_count, to_count

__all__ = ["NBSP", "counted", "plural_of"]

NBSP = "\u00a0"
_HISSING = ("s", "x", "z", "ch", "sh")
_IRREGULAR = {"axis": "axes"}
NOUNS = (
    to_count("{count} battalion of six fire sections", "{count} battalions of six fire sections"),
    to_count("{count} battalion", "{count} battalions"),
    to_count("{count} battery of four vehicles", "{count} batteries of four vehicles"),
    to_count("{count} battery of six vehicles", "{count} batteries of six vehicles"),
    to_count("{count} battery", "{count} batteries"),
    to_count("{count} cause", "{count} causes"),
    to_count("{count} contract", "{count} contracts"),
    to_count("{count} count of fire", "{count} counts of fire"),
    to_count("{count} country-wide day", "{count} country-wide days"),
    to_count("{count} decoy", "{count} decoys"),
    to_count("{count} delivery", "{count} deliveries"),
    to_count("{count} figure", "{count} figures"),
    to_count("{count} fire unit", "{count} fire units"),
    to_count("{count} holding", "{count} holdings"),
    to_count("{count} joint draw", "{count} joint draws"),
    to_count("{count} known real threat", "{count} known real threats"),
    to_count("{count} other leaker", "{count} other leakers"),
    to_count("{count} precedent", "{count} precedents"),
    to_count("{count} raid", "{count} raids"),
    to_count("{count} real threat", "{count} real threats"),
    to_count("{count} round", "{count} rounds"),
    to_count("{count} sentence", "{count} sentences"),
    to_count("{count} statement", "{count} statements"),
    to_count("{count} threat", "{count} threats"),
    to_count("{count} time", "{count} times"),
    to_count("{count} world", "{count} worlds"),
)
"""Nouns that are counted in more languages than one."""


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
    if language() == "en":
        return f"{count:,}{space}{noun if count == 1 else plural_of(noun)}"
    return tell_count(f"{{count}} {noun}", f"{{count}} {plural_of(noun)}", count).replace(" ", space, 1)
