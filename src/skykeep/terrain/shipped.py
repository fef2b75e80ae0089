"""The elevation window in the package: NOAA GLOBE, 30 arc seconds, 24-43 N 34-56 E."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np

from skykeep.errors import TerrainError

from .heightfield import Heightfield, step_of

__all__ = ["SHIPPED_FILE", "shipped_terrain"]

SHIPPED_FILE = "globe30s_24-43N_34-56E.npz"
NORTH_DEG, WEST_DEG = 43.0, 34.0
STEP_DEG = 1.0 / 120.0
ROWS, COLS = 2281, 2641

CAUTIONS = (
    "Elevation is 30 arc seconds (0.9 km): ridges are shaved off, which flatters low-level coverage by "
    "15-35 % in "
    "mountains.",
    "Land below sea level and the sea read 0 m in this data (the Dead Sea, the Jordan valley, the Caspian "
    "shore).",
)


@lru_cache(maxsize=1)
def shipped_terrain() -> Heightfield:
    """Return the shipped ground; posts lie on whole 30-arc-second nodes, there are no voids.

    The file holds each row as differences eastwards, split into low and high bytes, which packs better.

    Raises
    ------
    TerrainError
        If the package was installed without its data.
    """
    resource = files("skykeep.terrain").joinpath("data", SHIPPED_FILE)
    try:
        with as_file(resource) as path, np.load(path) as archive:
            low, high = archive["east_difference_bytes"]
    except (OSError, KeyError, ValueError) as error:
        raise TerrainError(
            f"the shipped elevation file {SHIPPED_FILE} cannot be read ({error}); reinstall skykeep or give "
            "--terrain flat or the path of your own elevation data"
        ) from error
    difference = (high.view(np.int8).astype(np.int16) << 8) | low
    alt_msl_m = np.cumsum(difference, axis=1, dtype=np.int16).astype(np.float32)
    if alt_msl_m.shape != (ROWS, COLS):
        raise TerrainError(
            f"{SHIPPED_FILE} holds {alt_msl_m.shape} posts, expected {(ROWS, COLS)}; reinstall skykeep"
        )
    alt_msl_m.setflags(write=False)
    return Heightfield(
        alt_msl_m=alt_msl_m,
        north_deg=NORTH_DEG,
        west_deg=WEST_DEG,
        lat_step_deg=STEP_DEG,
        lon_step_deg=STEP_DEG,
        name="NOAA GLOBE v1.0, 30 arc seconds",
        licence="no copyright or security restrictions (NOAA GLOBE, G.O.O.D. version)",
        vertical_datum="mean sea level",
        step_m=step_of(STEP_DEG),
        source="shipped",
        cautions=CAUTIONS,
    )
