"""Posts that are kept in blocks in one file and put into their grid when something first looks there."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt

__all__ = ["BLOCK_POSTS", "BlockFile"]

BLOCK_POSTS = 240
"""Posts along a side of a block: two degrees at 30 arc seconds."""


class BlockFile:
    """A grid of whole-metre heights in an ``npz`` file, one compressed member for each block.

    ``alt_msl_m`` is the whole grid, nan where no block has been read: reading a corner costs a corner. A
    member ``r03c07`` holds the low and the high bytes of each post's difference to its western neighbour
    within the block (the first post of a row to 0), which packs better than heights.
    """

    def __init__(self, path: Path, rows: int, cols: int) -> None:
        self._path = path
        self._grid = np.full((rows, cols), np.nan, dtype=np.float32)
        self._missing = np.ones((-(-rows // BLOCK_POSTS), -(-cols // BLOCK_POSTS)), dtype=np.bool_)
        self._lock = Lock()
        with zipfile.ZipFile(path) as archive:
            held = {entry.filename.removesuffix(".npy"): entry.CRC for entry in archive.infolist()}
        absent = [name for name in self._names() if name not in held]
        if absent:
            raise ValueError(f"it lacks the block {absent[0]}")
        self._sums = held

    @property
    def alt_msl_m(self) -> npt.NDArray[np.float32]:
        """The grid, as far as it has been read; nobody else writes to it."""
        view = self._grid.view()
        view.setflags(write=False)
        return view

    def digest(self) -> str:
        """Return the SHA-256 of the names and check sums of all blocks, which stand for all posts."""
        plain = ",".join(f"{name}:{self._sums[name]:08x}" for name in self._names())
        return hashlib.sha256(plain.encode("ascii")).hexdigest()

    def load(self, rows: tuple[int, int], cols: tuple[int, int]) -> None:
        """Put the posts from the first to the last row and column into the grid; both ends belong to it."""
        span = (
            slice(rows[0] // BLOCK_POSTS, rows[1] // BLOCK_POSTS + 1),
            slice(cols[0] // BLOCK_POSTS, cols[1] // BLOCK_POSTS + 1),
        )
        if not self._missing[span].any():
            return
        with self._lock, np.load(self._path) as archive:
            for row, col in np.argwhere(self._missing[span]):
                at = span[0].start + int(row), span[1].start + int(col)
                self._put(at, archive[_name(*at)])
                self._missing[at] = False

    def _put(self, at: tuple[int, int], packed: npt.NDArray[np.uint8]) -> None:
        """Unpack one block into the grid."""
        low, high = packed
        difference = (high.view(np.int8).astype(np.int16) << 8) | low
        top, left = at[0] * BLOCK_POSTS, at[1] * BLOCK_POSTS
        place = self._grid[top : top + low.shape[0], left : left + low.shape[1]]
        place[...] = np.cumsum(difference, axis=1, dtype=np.int16)

    def _names(self) -> list[str]:
        return [_name(row, col) for row, col in np.ndindex(*self._missing.shape)]


def _name(row: int, col: int) -> str:
    return f"r{row:02d}c{col:02d}"
