"""Tiles in the SRTM ``.hgt`` form (plain, gzipped or zipped), read with numpy alone."""

from __future__ import annotations

import gzip
import math
import re
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

import numpy as np

from skykeep.errors import TerrainError

from .heightfield import step_of
from .plausible import Coding, judge_heights
from .tiles import Tile, Window, cut_tile

__all__ = ["HGT_VOID", "hgt_corner", "is_hgt", "read_hgt"]

HGT_VOID = -32768
KNOWN_POSTS = (1201, 3601)
"""Posts per side: 3 and 1 arc seconds over one degree, edges shared."""

MOST_BYTES = 2 * KNOWN_POSTS[-1] ** 2 + 1

_NAME = re.compile(r"^([NSns])(\d{2})([EWew])(\d{3})")


def is_hgt(path: Path) -> bool:
    """Return whether a file name ends in .hgt, .hgt.gz or .hgt.zip (any case)."""
    return path.name.lower().endswith((".hgt", ".hgt.gz", ".hgt.zip"))


def hgt_corner(path: Path) -> tuple[int, int]:
    """Return latitude and longitude of the south-west corner, degrees, from the file name.

    Raises
    ------
    TerrainError
        If the name is not of the form N33E044.hgt.

    Examples
    --------
    >>> hgt_corner(Path("S33W071.hgt"))
    (-33, -71)
    """
    match = _NAME.match(path.name)
    if match is None:
        raise TerrainError(
            f"{path}: the name of an .hgt tile must begin with its south-west corner, as N33E044 or S33W071"
        )
    lat = int(match[2]) * (1 if match[1] in "Nn" else -1)
    lon = int(match[4]) * (1 if match[3] in "Ee" else -1)
    if not (-90 <= lat <= 89 and -180 <= lon <= 179):
        raise TerrainError(f"{path}: no tile has its south-west corner at {lat}, {lon} degrees")
    return lat, lon


def read_hgt(path: Path, window: Window | None = None) -> Tile:
    """Return the posts of one tile, cut to ``window`` where one is given; row 0 is north, voids are nan.

    The number of posts per side comes from the file size (two bytes a post, big endian).

    Raises
    ------
    TerrainError
        If the file cannot be read, is not square, is named wrongly, or holds what cannot be ground.
    """
    lat, lon = hgt_corner(path)
    raw = _unpacked(path)
    posts = math.isqrt(len(raw) // 2)
    if posts not in KNOWN_POSTS or 2 * posts * posts != len(raw):
        raise TerrainError(
            f"{path}: {len(raw)} bytes is not a tile of 1201 x 1201 (2,884,802 bytes) or 3601 x 3601 posts "
            "(25,934,402 bytes); the file is cut short or is not an .hgt tile"
        )
    step = 1.0 / (posts - 1)
    stored = np.frombuffer(raw, dtype=">i2").reshape(posts, posts)
    heights, remarks = judge_heights(stored, Coding(HGT_VOID), file=path.name, step_m=step_of(step))
    return cut_tile(Tile(heights, lat + 1.0, float(lon), step, step, str(path), remarks), window)


def _unpacked(path: Path) -> bytes:
    """Return the bytes of a tile, whatever it is packed in: the first bytes say so, not the name.

    No more is unpacked than the largest tile holds, and one byte that tells a larger one.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
            stream.seek(0)
            if start == b"PK\x03\x04":
                return _from_archive(stream, path)
            if start.startswith(b"\x1f\x8b") or path.name.lower().endswith(".gz"):
                with gzip.GzipFile(fileobj=stream) as packed:
                    return packed.read(MOST_BYTES)
            return stream.read(MOST_BYTES)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
        raise TerrainError(f"{path}: cannot be read as an .hgt tile ({error})") from error


def _from_archive(stream: BinaryIO, path: Path) -> bytes:
    """Return the bytes of the one tile in an archive."""
    with zipfile.ZipFile(stream) as archive:
        inside = [name for name in archive.namelist() if name.lower().endswith(".hgt")]
        if len(inside) != 1:
            raise TerrainError(f"{path}: holds {len(inside)} .hgt tiles; unpack it into the folder")
        with archive.open(inside[0]) as tile:
            return tile.read(MOST_BYTES)
