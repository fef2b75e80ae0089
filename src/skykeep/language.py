"""The language in which the report speaks: its sentences, its digits, and the names it leaves as they are.

English stands in the source and is the key of the catalogues (GNU gettext) in ``words/``. English is in force
where nothing is said.
"""

from __future__ import annotations

import contextlib
import contextvars
import functools
import gettext
import importlib.resources
import re
import string
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from skykeep.errors import UsageError, did_you_mean
from skykeep.plain_text import isolated, visible

__all__ = [
    "DIRECTIONS",
    "as_text",
    "in_digits",
    "in_language",
    "known_language",
    "language",
    "name",
    "tell",
    "tell_count",
    "to_count",
    "to_tell",
    "translations",
]

DIRECTIONS: Mapping[str, str] = MappingProxyType({"en": "ltr", "ar": "rtl"})
"""Languages by code, with the direction in which a page of them is written."""

_ARABIC = str.maketrans("0123456789%.,", "٠١٢٣٤٥٦٧٨٩٪٫٬")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:[ \u00a0]?%)?")
_ISOLATE_BEGINS, _ISOLATE_ENDS = "\u2068", "\u2069"
"""First strong isolate and pop directional isolate (Unicode annex 9)."""
_MARKS = re.compile(f"([{_ISOLATE_BEGINS}{_ISOLATE_ENDS}])")
_ISOLATE = re.compile(f"({_ISOLATE_BEGINS}[^{_ISOLATE_ENDS}]*{_ISOLATE_ENDS})")
_in_force = contextvars.ContextVar("skykeep.language", default="en")


class _Numbers(string.Formatter):
    """Formats values as ``str.format`` does, numbers with the digits of the language in force."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        """Return a value as its place in the sentence asks."""
        told = super().format_field(value, format_spec)
        return in_digits(told) if isinstance(value, (int, float)) else told


def known_language(code: str) -> str:
    """Return a code of a language as it is.

    Raises
    ------
    UsageError
        If the report does not speak it.
    """
    if code not in DIRECTIONS:
        known = ", ".join(DIRECTIONS)
        raise UsageError(
            f"the report does not speak {code!r}; it speaks: {known}.{did_you_mean(code, DIRECTIONS)}"
        )
    return code


@contextlib.contextmanager
def in_language(code: str) -> Iterator[None]:
    """Let a language be in force, for this thread of work alone.

    Raises
    ------
    UsageError
        If the report does not speak it.
    """
    before = _in_force.set(known_language(code))
    try:
        yield
    finally:
        _in_force.reset(before)


def language() -> str:
    """Return the code of the language in force."""
    return _in_force.get()


def tell(english: str, /, **values: object) -> str:
    """Return a sentence in the language in force, its values put in as ``str.format`` does.

    Examples
    --------
    >>> tell("{count:,} raids", count=1200)
    '1,200 raids'
    """
    return _filled(translations("sentences").gettext(english), values)


def tell_count(one: str, many: str, /, count: int, **values: object) -> str:
    """Return that of the forms of a sentence that goes with a count, which is put in as ``count``.

    Examples
    --------
    >>> tell_count("{count} raid", "{count} raids", 1)
    '1 raid'
    """
    return _filled(translations("sentences").ngettext(one, many, count), {"count": count, **values})


def to_count(one: str, many: str) -> tuple[str, str]:
    """Return the forms of a sentence as they are, as :func:`to_tell` does a sentence."""
    return one, many


def to_tell(english: str) -> str:
    """Return a sentence as it is: one that stands in a table and is told later is of the catalogue too."""
    return english


def translations(domain: str) -> gettext.NullTranslations:
    """Return a catalogue of the language in force: ``sentences``, or ``templates``."""
    return _catalogue(language(), domain)


def in_digits(told: str) -> str:
    """Return text with its numbers in the digits of the language in force; names in isolates stay.

    Examples
    --------
    >>> with in_language("ar"):
    ...     print(in_digits("1,200.5"), in_digits("4 %"))
    ١٬٢٠٠٫٥ ٤ ٪
    """
    if language() != "ar":
        return told
    parts = _ISOLATE.split(told)
    parts[::2] = (_NUMBER.sub(lambda found: found[0].translate(_ARABIC), part) for part in parts[::2])
    return "".join(parts)


def name(text: str) -> str:
    """Return a name as it is written; in Arabic between isolates, so that it moves nothing around it.

    A name of a name is that name.
    """
    if language() == "en" or not text or text.startswith(_ISOLATE_BEGINS):
        return text
    return f"{_ISOLATE_BEGINS}{visible(text)}{_ISOLATE_ENDS}"


def as_text(text: str) -> str:
    """Return text as a page or a terminal may show it: control characters are spelled out.

    In English words from the right are put between isolates; in Arabic the isolates of names stay.
    """
    if language() == "en":
        return isolated(visible(text))
    marks = (_ISOLATE_BEGINS, _ISOLATE_ENDS)
    return "".join(part if part in marks else visible(part) for part in _MARKS.split(text))


@functools.cache
def _catalogue(code: str, domain: str) -> gettext.NullTranslations:
    """Return a catalogue that is shipped; English needs none."""
    if code == "en":
        return gettext.NullTranslations()
    file = importlib.resources.files("skykeep") / "words" / code / "LC_MESSAGES" / f"{domain}.mo"
    with file.open("rb") as opened:
        return gettext.GNUTranslations(opened)


def _filled(sentence: str, values: Mapping[str, object]) -> str:
    """Return a sentence with its values; numbers in the text itself are of the catalogue."""
    return _Numbers().vformat(sentence, (), values)
