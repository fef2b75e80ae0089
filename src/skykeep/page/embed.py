"""Payload and script inside one HTML file: both travel packed, and a plain loader unpacks and starts them.

Neither is asked from anywhere. LZMA takes a seventh less room than what browsers unpack by themselves: its
window holds the whole of each part, and its chances adapt to it. The loader brings the other end of it.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from skykeep.errors import ExportError

from .symbols import built_text

try:
    import lzma
except ImportError as error:
    raise ExportError(
        "this Python cannot pack a page: it was built without its module lzma; install one that has it, "
        "or build it again with liblzma (Debian: liblzma-dev, Fedora: xz-devel)"
    ) from error

__all__ = ["Packed", "loader", "packed", "packed_script", "page_css", "unpacked"]

LZMA = {
    "id": lzma.FILTER_LZMA1,
    "preset": 9 | lzma.PRESET_EXTREME,
    "dict_size": 1 << 22,
    "lc": 3,
    "lp": 0,
    "pb": 0,
}
"""Three bits of the letter before, none of the position, a window larger than any part: what
``frontend/src/unpack.js`` reads."""
GROUP_BITS = 13
LETTERS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"&<')
"""Ninety-one letters that may stand anywhere in a page; two of them hold thirteen bits (91 squared is 8281),
seven hundredths less than base64 takes."""


class Packed(NamedTuple):
    """Bytes packed in letters, and how many there are once unpacked."""

    text: str
    size: int


def packed(content: bytes) -> Packed:
    """Return bytes packed, in letters that can end no script element and no attribute."""
    small = lzma.compress(content, lzma.FORMAT_RAW, filters=[LZMA])
    bits: npt.NDArray[np.uint8] = np.unpackbits(np.frombuffer(small, np.uint8))
    groups = -(-bits.size // GROUP_BITS)
    bits = np.pad(bits, (0, groups * GROUP_BITS - bits.size))
    values = bits.reshape(groups, GROUP_BITS) @ (1 << np.arange(GROUP_BITS - 1, -1, -1, dtype=np.int64))
    places = np.stack(np.divmod(values, len(LETTERS)), axis=1).ravel()
    codes = np.frombuffer(LETTERS.encode("ascii"), np.uint8)[places]
    return Packed(codes.tobytes().decode("ascii"), len(content))


def unpacked(text: str) -> bytes:
    """Return what :func:`packed` has written.

    Raises
    ------
    ValueError
        If the text has other letters, not a whole number of pairs, or is damaged.
    """
    try:
        places = np.array([LETTERS.index(letter) for letter in text], np.int64).reshape(-1, 2)
    except ValueError as error:
        raise ValueError(f"not packed by this program: {error}") from error
    values = places[:, 0] * len(LETTERS) + places[:, 1]
    bits = (values[:, None] >> np.arange(GROUP_BITS - 1, -1, -1)) & 1
    whole = bits.size - bits.size % 8
    small = np.packbits(bits.ravel()[:whole].astype(np.uint8)).tobytes()
    try:
        return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[LZMA]).decompress(small)
    except lzma.LZMAError as error:
        raise ValueError(f"not packed by this program: {error}") from error


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
