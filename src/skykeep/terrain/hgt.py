"""Tiles in the SRTM ``.hgt`` form (plain or gzipped), read with numpy alone."""

from __future__ import annotations

import gzip
import math
import re
import zlib
from pathlib import Path

import numpy as np

from skykeep.errors import TerrainError

from .tiles import Tile

__all__ = ["HGT_VOID", "hgt_corner", "is_hgt", "read_hgt"]

HGT_VOID = -32768
KNOWN_POSTS = (1201, 3601)
"""Posts per side: 3 and 1 arc seconds over one degree, edges shared."""

_NAME = re.compile(r"^([NSns])(\d{2})([EWew])(\d{3})")


def is_hgt(path: Path) -> bool:
    """Return whether a file name ends in .hgt or .hgt.gz (any case)."""
    return path.name.lower().endswith((".hgt", ".hgt.gz"))


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


def read_hgt(path: Path) -> Tile:
    """Return the posts of one tile; row 0 is north, voids (-32768) are nan.

    The number of posts per side comes from the file size (two bytes a post, big endian).

    Raises
    ------
    TerrainError
        If the file cannot be read, is not square or is named wrongly.
    """
    lat, lon = hgt_corner(path)
    try:
        raw = path.read_bytes()
        if path.name.lower().endswith(".gz"):
            raw = gzip.decompress(raw)
    except (OSError, EOFError, zlib.error) as error:
        raise TerrainError(f"{path}: cannot be read as an .hgt tile ({error})") from error
    posts = math.isqrt(len(raw) // 2)
    if posts not in KNOWN_POSTS or 2 * posts * posts != len(raw):
        raise TerrainError(
            f"{path}: {len(raw)} bytes is not a tile of 1201 x 1201 (2,884,802 bytes) or 3601 x 3601 posts "
            "(25,934,402 bytes); the file is cut short or is not an .hgt tile"
        )
    heights = np.frombuffer(raw, dtype=">i2").reshape(posts, posts)
    alt_msl_m = heights.astype(np.float32)
    alt_msl_m[heights == HGT_VOID] = np.nan
    step = 1.0 / (posts - 1)
    return Tile(alt_msl_m, lat + 1.0, float(lon), step, step, str(path))
