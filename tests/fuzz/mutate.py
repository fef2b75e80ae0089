"""Mutations of valid inputs: other values, keys and lines in text, other bytes in anything."""

from __future__ import annotations

import random
import re

__all__ = ["NUMBERS", "mutate_bytes", "mutate_text"]

NUMBERS = (
    "0",
    "-0.0",
    "1",
    "-1",
    "2",
    "0.5",
    "1e-9",
    "1e-300",
    "5e-324",
    "1e6",
    "1e9",
    "1e18",
    "1e300",
    "1.7e308",
    "1e999",
    "inf",
    "-inf",
    "nan",
    "2147483648",
    "9223372036854775808",
    "18446744073709551616",
    "1" + "0" * 400,
    "89.999",
    "180",
    "-180",
    "360",
)
STRINGS = (
    "",
    " ",
    "x",
    "[/]",
    "[red]x",
    "../../etc/passwd",
    "~nosuchuser/x",
    "\\u0000",
    "\\u001b[31m",
    "\\u202e",
    "بغداد",
    "😀",
    "$x^2$",
    "<script>",
    "{{ 7 }}",
    "%s%n",
    "a" * 300,
    "a" * 20_000,
    "s-400",
    "srbm",
    "iraq",
    "nan",
    "NUL",
    "\\ud800",
)
OTHERS = ("true", "false", "[]", "{}", "[[]]", "[1, 2]", "1979-05-27", "07:32:00", "null", "[" * 2000)
EIGHT_BYTES = (b"\0" * 8, b"\xff" * 8, b"\0\0\0\0\0\0\xf8\x7f", b"\0\0\0\0\0\0\xf0\x7f")
"""Nothing, everything, and what is no number or infinite as a float."""

_NUMBER = re.compile(r"(?<![\w.\"-])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.-])")
_STRING = re.compile(r'"[^"\n]*"')
_WORD = re.compile(r"[A-Za-z_][\w-]+")


def _value(luck: random.Random) -> str:
    """Return a value as TOML or JSON writes it, or almost."""
    kind = luck.random()
    if kind < 0.6:
        return luck.choice(NUMBERS)
    return f'"{luck.choice(STRINGS)}"' if kind < 0.85 else luck.choice(OTHERS)


def _instead(text: str, what: re.Pattern[str], new: str, luck: random.Random) -> str:
    """Return text in which one match is replaced."""
    found = list(what.finditer(text))
    if not found:
        return text + new
    one = luck.choice(found)
    return text[: one.start()] + new + text[one.end() :]


def _lines(text: str, luck: random.Random) -> str:
    """Return text in which a line is dropped, doubled or changes places with another."""
    lines = text.split("\n")
    here, there = luck.randrange(len(lines)), luck.randrange(len(lines))
    kind = luck.randrange(3)
    if kind == 0:
        del lines[here]
    elif kind == 1:
        lines.insert(there, lines[here])
    else:
        lines[here], lines[there] = lines[there], lines[here]
    return "\n".join(lines)


def mutate_text(text: str, luck: random.Random) -> bytes:
    """Return valid text with one to three things changed in it, as bytes."""
    if luck.random() < 0.05:
        return mutate_bytes(text.encode(), luck)
    for _ in range(luck.choice((1, 1, 1, 2, 3))):
        kind = luck.random()
        if kind < 0.6:
            text = _instead(text, _NUMBER, _value(luck), luck)
        elif kind < 0.8:
            text = _instead(text, _STRING, _value(luck), luck)
        elif kind < 0.9:
            text = _lines(text, luck)
        else:
            text = _instead(text, _WORD, luck.choice(_WORD.findall(text) or ["x"]), luck)
    return text.encode("utf-8", "surrogatepass")


def mutate_bytes(content: bytes, luck: random.Random) -> bytes:
    """Return content with bits flipped, numbers replaced, or a piece cut out, doubled or moved."""
    data = bytearray(content)
    for _ in range(luck.choice((1, 1, 2, 4))):
        at = luck.randrange(len(data)) if data else 0
        if luck.random() < 0.5:
            at = min(at, luck.randrange(512))  # heads of files say what the rest is
        kind = luck.randrange(5)
        if kind == 0 and data:
            data[at] ^= 1 << luck.randrange(8)
        elif kind == 1:
            data[at : at + 8] = luck.choice(
                (b"\0" * 8, b"\xff" * 8, b"\0\0\0\0\0\0\xf8\x7f", b"\0\0\0\0\0\0\xf0\x7f")
            )
        elif kind == 2:
            del data[at : at + luck.choice((1, 2, 100, 100_000))]
        elif kind == 3:
            data[at:at] = data[at : at + luck.randrange(64)]
        else:
            data[at:at] = luck.randbytes(luck.randrange(1, 9))
    return bytes(data)
