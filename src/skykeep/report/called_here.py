"""What a live map calls a place, or who claims a figure, in the language in force."""

from __future__ import annotations

from skykeep.language import name

from .words import kind_word

__all__ = ["called_here"]


def called_here(text: str) -> str:
    """Return the name that the language in force has for a place or a claimant, else the name as it is: the
    script of the map keeps names of other letters in their place by itself.
    """
    said = kind_word(text)
    return text if said == name(text) else said
