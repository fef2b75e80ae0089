"""Payload and script inside one HTML file: both travel deflated, and a plain loader starts them.

Neither is asked from anywhere. A browser without ``DecompressionStream`` keeps the static page and says so.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .symbols import built_text

__all__ = ["Packed", "loader", "packed", "packed_script", "page_css", "unpacked"]

LEVEL = 9
GROUP_BITS = 13
LETTERS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"&<')
"""Ninety-one letters that may stand anywhere in a page; two of them hold thirteen bits (91 squared is 8281),
seven hundredths less than base64 takes."""


class Packed(NamedTuple):
    """Deflated bytes in letters, and how many bytes these are: the last letters may hold a few bits more."""

    text: str
    size: int


def packed(content: bytes) -> Packed:
    """Return bytes deflated, in letters that can end no script element and no attribute."""
    deflated = zlib.compress(content, LEVEL)
    bits: npt.NDArray[np.uint8] = np.unpackbits(np.frombuffer(deflated, np.uint8))
    groups = -(-bits.size // GROUP_BITS)
    bits = np.pad(bits, (0, groups * GROUP_BITS - bits.size))
    values = bits.reshape(groups, GROUP_BITS) @ (1 << np.arange(GROUP_BITS - 1, -1, -1, dtype=np.int64))
    places = np.stack(np.divmod(values, len(LETTERS)), axis=1).ravel()
    codes = np.frombuffer(LETTERS.encode("ascii"), np.uint8)[places]
    return Packed(codes.tobytes().decode("ascii"), len(deflated))


def unpacked(text: str) -> bytes:
    """Return what :func:`packed` has written.

    Raises
    ------
    ValueError
        If the text has other letters, or not a whole number of pairs.
    zlib.error
        If it is not deflated.
    """
    try:
        places = np.array([LETTERS.index(letter) for letter in text], np.int64).reshape(-1, 2)
    except ValueError as error:
        raise ValueError(f"not packed by this program: {error}") from error
    values = places[:, 0] * len(LETTERS) + places[:, 1]
    bits = (values[:, None] >> np.arange(GROUP_BITS - 1, -1, -1)) & 1
    whole = bits.size - bits.size % 8
    return zlib.decompressobj().decompress(np.packbits(bits.ravel()[:whole].astype(np.uint8)).tobytes())


@cache
def packed_script() -> Packed:
    """Return the page's script, packed."""
    return packed(built_text("page.js").encode("utf-8"))


def loader() -> str:
    """Return the plain script that starts the other."""
    return built_text("loader.js").strip()


def page_css() -> str:
    """Return the style of the live parts."""
    return built_text("page.css")
