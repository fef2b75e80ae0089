"""Where something stands in a catalogue file, and the one form of every refusal."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Collection, Mapping, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skykeep.errors import CatalogueError, did_you_mean
from skykeep.model import LIST_LENGTH_MAX, TEXT_LENGTH_MAX
from skykeep.plain_text import decode_text, visible

__all__ = [
    "LAST_YEAR",
    "Place",
    "line_at_fault",
    "number",
    "read_toml",
    "refuse_many",
    "refuse_unknown",
    "text",
    "text_list",
    "whole",
]

LINE_SHOWN = 60
"""Of a line that cannot be read, so many characters are shown."""

LAST_YEAR = 2100
"""No source is younger."""

GIVEN_SHOWN = 60
"""Of a given value, so many characters are shown."""

MAX_FILE_BYTES = 4_000_000
"""A catalogue file is prose and numbers; anything longer is a mistake, and parsing it would take minutes."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file and the path of keys inside it."""

    file: str
    keys: tuple[str, ...] = ()

    def at(self, key: str | int) -> Place:
        """Return the place of ``key`` inside this one; a number is shown as an index."""
        if isinstance(key, int):
            return Place(
                self.file, (*self.keys[:-1], f"{self.keys[-1]}[{key}]") if self.keys else (f"[{key}]",)
            )
        return Place(self.file, (*self.keys, key))

    def __str__(self) -> str:
        return f"{self.file}: {'.'.join(self.keys)}" if self.keys else self.file

    def refuse(self, given: str, allowed: str, *, hint: str = "") -> CatalogueError:
        """Return the error that says what was given here, what is allowed, and what to do."""
        return CatalogueError(
            f"{self}: given {given}, allowed {allowed}." + (f" {hint.strip()}" if hint else "")
        )


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file.

    Raises
    ------
    CatalogueError
        If the file is missing, is a folder, is too long, is not UTF-8 or is not TOML (with line and column).
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise CatalogueError(f"{path}: there is no such file. Give the path of a TOML file.") from None
    except IsADirectoryError:
        raise CatalogueError(f"{path}: this is a folder, not a file.") from None
    except OSError as error:
        raise CatalogueError(f"{path}: cannot be read: {error.strerror}.") from None
    if len(content) > MAX_FILE_BYTES:
        raise CatalogueError(f"{path}: given {len(content)} bytes, allowed at most {MAX_FILE_BYTES}.")
    try:
        toml = decode_text(content).replace("\r\n", "\n")
        return tomllib.loads(toml)
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{path}: byte {error.start} is not UTF-8. Save the file as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        line = line_at_fault(toml, error)
        raise CatalogueError(f"{path}: this is not valid TOML: {error}{line}.") from None
    except RecursionError:
        raise CatalogueError(f"{path}: tables are nested too deeply.") from None


def line_at_fault(toml: str, error: tomllib.TOMLDecodeError) -> str:
    """Return the line at which TOML text cannot be read, as the end of a message; empty if none is named."""
    found = re.search(r"at line (\d+)", str(error))
    lines = toml.split("\n")
    if found is None or int(found[1]) > len(lines):
        return ""
    line = "".join(letter for letter in lines[int(found[1]) - 1].strip() if letter.isprintable())
    return f": {line[:LINE_SHOWN]!r}" if line else ""


def refuse_unknown(table: Mapping[str, Any], allowed: Collection[str], place: Place) -> None:
    """Refuse the first key of ``table`` that is not allowed, with the nearest allowed word.

    Raises
    ------
    CatalogueError
        If there is such a key.
    """
    for key in table:
        if key not in allowed:
            hint = did_you_mean(key, allowed)
            raise place.at(key).refuse(f"the unknown key {key!r}", _listing(allowed), hint=hint)


def refuse_many(values: Sized, place: Place) -> None:
    """Refuse a list or table of more entries than any file needs.

    Raises
    ------
    CatalogueError
        If it is longer.
    """
    if len(values) > LIST_LENGTH_MAX:
        raise place.refuse(f"{len(values)} entries", f"at most {LIST_LENGTH_MAX}")


def _listing(words: Collection[str]) -> str:
    """Return the words in one line, sorted."""
    return "one of " + ", ".join(sorted(words)) if words else "nothing"


def _short(value: Any) -> str:
    """Return a given value as a message repeats it."""
    if isinstance(value, int) and abs(value) >= 10**GIVEN_SHOWN:
        return f"a whole number of more than {GIVEN_SHOWN} digits"  # repr refuses to write very long ones
    return repr(value)[:GIVEN_SHOWN]


def text(value: Any, place: Place, *, allowed: Collection[str] = ()) -> str:
    """Return ``value`` as a string, one of ``allowed`` if that is given, with control characters spelled out.

    Raises
    ------
    CatalogueError
        If it is not a string, or not one of the allowed ones.
    """
    if not isinstance(value, str):
        raise place.refuse(_short(value), _listing(allowed) if allowed else "a string in quotes")
    if allowed and value not in allowed:
        raise place.refuse(_short(value), _listing(allowed), hint=did_you_mean(value, allowed))
    if len(value) > TEXT_LENGTH_MAX:
        raise place.refuse(f"a text of {len(value)} letters", f"at most {TEXT_LENGTH_MAX}")
    return visible(value)


def text_list(value: Any, place: Place) -> tuple[str, ...]:
    """Return ``value`` as a tuple of strings without repeats.

    Raises
    ------
    CatalogueError
        If it is not a list of strings, or one stands twice.
    """
    if not isinstance(value, list):
        raise place.refuse(_short(value), "a list of strings in square brackets")
    refuse_many(value, place)
    words = tuple(text(item, place.at(index)) for index, item in enumerate(value))
    for word in words:
        if words.count(word) > 1:
            raise place.refuse(f"{word!r} twice", "each word once")
    return words


def number(value: Any, place: Place) -> float:
    """Return ``value`` as a finite float.

    Raises
    ------
    CatalogueError
        If it is not a number, or is infinite, not a number, or beyond the range of a float.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise place.refuse(_short(value), "a number without quotes")
    try:
        result = float(value)
    except OverflowError:
        result = math.inf
    if not math.isfinite(result):
        raise place.refuse(_short(value), "a finite number")
    return result


def whole(value: Any, place: Place, *, at_least: int = 0, at_most: int = 2**31 - 1) -> int:
    """Return ``value`` as an integer from ``at_least`` to ``at_most``.

    Raises
    ------
    CatalogueError
        If it is not an integer, or outside.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not at_least <= value <= at_most:
        upper = "or more" if at_most == 2**31 - 1 else f"to {at_most}"
        raise place.refuse(_short(value), f"a whole number of {at_least} {upper}")
    return value
