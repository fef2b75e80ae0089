"""Text as XML can hold it."""

from __future__ import annotations

__all__ = ["plain"]


def plain(text: str) -> str:
    """Return text without the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter in "\n\t" or letter.isprintable())
