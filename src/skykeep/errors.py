"""Exception tree of skykeep: every error says what was given, where, what is allowed and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = [
    "CatalogueError",
    "CheckFailedError",
    "CompileError",
    "ExecutorError",
    "ExportError",
    "KernelFault",
    "ScenarioError",
    "SkykeepError",
    "TerrainError",
    "UsageError",
    "did_you_mean",
]

MOST_SUGGESTED = 4


class SkykeepError(Exception):
    """Root of all errors that a user can meet; the command line prints it without a traceback."""


class UsageError(SkykeepError):
    """A command was given an argument that it cannot use."""


class ScenarioError(SkykeepError):
    """A scenario file or object is not valid."""


class CatalogueError(SkykeepError):
    """A catalogue file is not valid, or names something that is not in the catalogue."""


class TerrainError(SkykeepError):
    """Elevation data is missing, broken or does not hold the place asked for."""


class CompileError(SkykeepError):
    """A valid scenario asks for something that the compiler cannot turn into arrays."""


class KernelFault(SkykeepError):  # noqa: N818 (the name of the kernel's exit code)
    """The engagement kernel found a broken invariant; the message holds the key to replay it."""


class CheckFailedError(SkykeepError):
    """What was to be checked is not in order: the answer of a check, and no fault of its call."""


class ExecutorError(SkykeepError):
    """Those who do the work cannot be reached, or are gone; what is finished is kept."""


class ExportError(SkykeepError):
    """A result cannot be written."""


def _letters_and_digits(word: str) -> str:
    """Return a word as somebody types it who does not know its hyphens: S300 for s-300."""
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def did_you_mean(given: str, allowed: Iterable[str]) -> str:
    """Return `` Did you mean 'x'?`` for the nearest allowed word, or an empty string.

    Words that begin as given, whatever their hyphens and capitals, come before those that only look like it:
    the shortest four of them.
    """
    words = sorted(allowed)
    begins = _letters_and_digits(given)
    longer = sorted(
        (word for word in words if begins and _letters_and_digits(word).startswith(begins)), key=len
    )
    longer = longer[:MOST_SUGGESTED]
    near = longer or difflib.get_close_matches(given, words, n=1, cutoff=0.6)
    return f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
