"""Sets of whole numbers, one bit each, that are read in order: threats by their rank of impact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from numba.core import cgutils, config, types
from numba.extending import intrinsic

from .jit import kernel
from .rows import WHOLES

__all__ = ["WORD_BITS", "add_member", "drop_member", "next_member"]

I64 = npt.NDArray[np.int64]

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


@kernel(f"void({WHOLES}, int64)", inline=True)
def add_member(words: I64, number: int) -> None:
    """Put a number into a set, a bit of ``words`` for each."""
    words[number >> _WORD_SHIFT] |= 1 << (number & (WORD_BITS - 1))


@kernel(f"void({WHOLES}, int64)", inline=True)
def drop_member(words: I64, number: int) -> None:
    """Take a number out of a set."""
    words[number >> _WORD_SHIFT] &= ~(1 << (number & (WORD_BITS - 1)))


@kernel(f"int64({WHOLES}, int64, int64)", inline=True)
def next_member(words: I64, length: int, number: int) -> int:
    """Return the first member of a set of ``length`` words from ``number`` on; -1 if there is none."""
    place = number >> _WORD_SHIFT
    if place >= length:
        return -1
    word = words[place] & (-1 << (number & (WORD_BITS - 1)))
    while word == 0:
        place += 1
        if place == length:
            return -1
        word = words[place]
    return (place << _WORD_SHIFT) + _lowest_bit(word)
