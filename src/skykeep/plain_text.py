"""Text from outside stays text: no control sequence, no markup, no number that changes its side."""

from __future__ import annotations

import codecs
import re
import unicodedata
from types import MappingProxyType

__all__ = ["decode_text", "isolated", "register_plain_errors", "visible"]

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters but tab and line feed, what turns the direction of text, and halves of characters."""

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RUN = re.compile(f"[{_RIGHT_TO_LEFT}]+(?:[ '’.-]+[{_RIGHT_TO_LEFT}]+)*")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"

_PLAIN = MappingProxyType(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "…": "...",
        "·": "-",
        "•": "-",
        "≤": "<=",
        "≥": ">=",
        "×": "x",
        "±": "+-",
        "→": "->",
        "°": " deg",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "ı": "i",
        _FIRST_STRONG_ISOLATE: "",
        _POP_ISOLATE: "",
    }
)
"""What stands for a character where the output cannot hold it and no letter remains without its marks."""


def visible(text: str) -> str:
    """Return text in which control characters are spelled out, as ``\\\\x1b``; tab and line feed stay.

    Examples
    --------
    >>> visible("red\\x1b[31m")
    'red\\\\x1b[31m'
    """
    return _CONTROLS.sub(lambda found: _spelled(found[0]), text)


def _spelled(letter: str) -> str:
    """Return a character as it is written in a string of Python."""
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def isolated(text: str) -> str:
    """Return text in which words written from right to left move nothing around them.

    Each run of them is put between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (Unicode annex 9).
    """
    return _RUN.sub(lambda found: f"{_FIRST_STRONG_ISOLATE}{found[0]}{_POP_ISOLATE}", text)


def decode_text(data: bytes) -> str:
    """Return the text of a file in UTF-8, with or without a byte-order mark.

    Raises
    ------
    UnicodeDecodeError
        If it is something else.
    """
    return data.decode("utf-8-sig")


def _plain(error: UnicodeError) -> tuple[str, int]:
    """Return what stands for the characters that an encoding has no place for, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = ""
    for letter in error.object[error.start : error.end]:
        bare = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode("ascii")
        found += _PLAIN.get(letter, bare or letter.encode("ascii", "backslashreplace").decode("ascii"))
    return found, error.end


def register_plain_errors() -> str:
    """Return the name of the error handler that writes what an encoding cannot hold in plain letters."""
    name = "skykeep.plain"
    codecs.register_error(name, _plain)
    return name
