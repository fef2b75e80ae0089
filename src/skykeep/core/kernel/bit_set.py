"""Sets of whole numbers, one bit each, that are read in order: threats by their rank of impact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numba.core import cgutils, config, types
from numba.extending import intrinsic

from .jit import kernel
from .records import Rows

__all__ = [
    "WORD_BITS",
    "add_member",
    "drop_member",
    "fill_set",
    "has_member",
    "next_common",
    "next_member",
    "swap_members",
]

_WORD_SHIFT = 5
WORD_BITS = 1 << _WORD_SHIFT  # half a whole number: a sign bit among them would be a trap

if TYPE_CHECKING or config.DISABLE_JIT:

    def _lowest_bit(word: int) -> int:
        """Return the place of the lowest bit of a word that is not zero."""
        return int(word & -word).bit_length() - 1

else:

    @intrinsic
    def _lowest_bit(_typing: Any, _word: Any) -> Any:
        def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            return builder.cttz(arguments[0], cgutils.true_bit)

        return types.int64(types.int64), build


@kernel(inline=True)
def add_member(words: Rows[int], number: int) -> None:
    """Put a number into a set, a bit of ``words`` for each."""
    words[number >> _WORD_SHIFT] |= 1 << (number & (WORD_BITS - 1))


@kernel(inline=True)
def drop_member(words: Rows[int], number: int) -> None:
    """Take a number out of a set."""
    words[number >> _WORD_SHIFT] &= ~(1 << (number & (WORD_BITS - 1)))


@kernel(inline=True)
def fill_set(words: Rows[int]) -> None:
    """Put every number into a set for which it has a bit."""
    for place in range(len(words)):
        words[place] = (1 << WORD_BITS) - 1


@kernel(inline=True)
def next_member(words: Rows[int], number: int) -> int:
    """Return the first member of a set from ``number`` on; -1 if there is none."""
    place = number >> _WORD_SHIFT
    if place >= len(words):
        return -1
    word = words[place] & (-1 << (number & (WORD_BITS - 1)))
    while word == 0:
        place += 1
        if place == len(words):
            return -1
        word = words[place]
    return (place << _WORD_SHIFT) + _lowest_bit(word)


@kernel(inline=True)
def next_common(words: Rows[int], others: Rows[int], number: int) -> int:
    """Return the first member that two sets of one size share from ``number`` on; -1 if there is none."""
    place = number >> _WORD_SHIFT
    if place >= len(words):
        return -1
    word = words[place] & others[place] & (-1 << (number & (WORD_BITS - 1)))
    while word == 0:
        place += 1
        if place == len(words):
            return -1
        word = words[place] & others[place]
    return (place << _WORD_SHIFT) + _lowest_bit(word)


@kernel(inline=True)
def has_member(words: Rows[int], number: int) -> bool:
    """Whether a number is in a set."""
    return words[number >> _WORD_SHIFT] & (1 << (number & (WORD_BITS - 1))) != 0


@kernel()
def swap_members(words: Rows[int], one: int, other: int) -> None:
    """Let one number be in a set where another was, and the other way round."""
    had_one, had_other = has_member(words, one), has_member(words, other)
    if had_one and not had_other:
        drop_member(words, one)
        add_member(words, other)
    elif had_other and not had_one:
        drop_member(words, other)
        add_member(words, one)
