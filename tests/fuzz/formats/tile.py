"""Elevation tiles: SRTM squares and, where rasterio is installed, GeoTIFFs, with any bytes changed."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np

from skykeep.terrain import choose_terrain

from ..mutate import mutate_bytes

SHARE = 2.0


def _heights(size: int) -> np.ndarray:
    """Return rolling ground."""
    row, col = np.mgrid[0:size, 0:size] / size
    return 300.0 + 200.0 * np.sin(9.0 * row) * np.cos(7.0 * col)


def _seeds() -> list[tuple[str, bytes]]:
    """Return an SRTM square of three arc seconds, zipped flat, and small GeoTIFFs."""
    import gzip

    found = [("N33E044.hgt.gz", gzip.compress(_heights(1201).astype(">i2").tobytes(), 1, mtime=0))]
    try:
        from rasterio import Affine
        from rasterio.io import MemoryFile
    except ModuleNotFoundError:
        return found
    for kind in ("int16", "float32", "float64"):
        with MemoryFile() as memory:
            profile = {
                "driver": "GTiff",
                "width": 64,
                "height": 64,
                "count": 1,
                "dtype": kind,
                "crs": "EPSG:4326",
            }
            with memory.open(**profile, transform=Affine(1 / 64, 0, 44.0, 0, -1 / 64, 34.0)) as data:
                data.write(_heights(64).astype(kind), 1)
            found.append((f"{kind}.tif", memory.read()))
    return found


SEEDS = _seeds()


def mutate(content: bytes, luck: random.Random) -> bytes:
    """Return another tile; a zipped one is changed inside half of the time."""
    import gzip

    if content[:2] == b"\x1f\x8b" and luck.random() < 0.5:
        return gzip.compress(mutate_bytes(gzip.decompress(content), luck), 1, mtime=0)
    return mutate_bytes(content, luck)


def take(content: bytes, name: str, folder: Path, deep: bool) -> None:
    """Read the ground about a place."""
    for old in folder.glob("*.*"):
        if old.is_file():
            old.unlink()
    (folder / name).write_bytes(content)
    ground = choose_terrain(str(folder), lat_deg=33.5, lon_deg=44.5, radius_m=20_000.0)
    ground.describe()
