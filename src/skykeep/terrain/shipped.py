"""The elevation window in the package: NOAA GLOBE, 30 arc seconds, 12-49 N 22-64 E."""

from __future__ import annotations

import atexit
import zipfile
from contextlib import ExitStack
from functools import lru_cache
from importlib.resources import as_file, files

from skykeep.errors import TerrainError

from .blocks import BlockFile
from .heightfield import Heightfield, LocalCaution, step_of

__all__ = ["GLOBE_CAUTIONS", "GLOBE_LICENCE", "GLOBE_LOCAL_CAUTIONS", "SHIPPED_FILE", "shipped_terrain"]

SHIPPED_FILE = "globe30s_12-49N_22-64E.npz"
NORTH_DEG, WEST_DEG = 49.0, 22.0
STEP_DEG = 1.0 / 120.0
ROWS, COLS = 4441, 5041

GLOBE_LICENCE = "no copyright or security restrictions (NOAA GLOBE, G.O.O.D. version)"
GLOBE_CAUTIONS = (
    "Elevation is 30 arc seconds (0.9 km): ridges are shaved off, which flatters low-level coverage by "
    "15-35 % in mountains.",
)
_BELOW_THE_SEA = "all land below sea level and the sea read 0 m in this data"
_OFF_BY_A_CELL = (
    "In Türkiye and Greece the elevation comes from another source and can lie up to one post (0.9 km) off "
    "its true place."
)
GLOBE_LOCAL_CAUTIONS = (
    LocalCaution(
        (29.4, 35.0, 33.4, 35.9),
        f"The Jordan rift lies as low as 430 m below the sea, but {_BELOW_THE_SEA}: its floor is too high "
        "here, so that low flight along the rift is seen from farther away than it would be.",
    ),
    LocalCaution(
        (36.5, 46.5, 48.5, 54.9),
        f"The shores of the Caspian Sea lie 28 m below the ocean, but {_BELOW_THE_SEA}.",
    ),
    LocalCaution(
        (28.3, 26.3, 30.6, 29.3),
        f"The Qattara Depression lies as low as 133 m below the sea, but {_BELOW_THE_SEA}.",
    ),
    LocalCaution(
        (11.9, 39.8, 15.0, 42.6),
        f"The Danakil Depression and Lake Assal lie as low as 155 m below the sea, but {_BELOW_THE_SEA}.",
    ),
    LocalCaution((35.8, 26.0, 42.2, 44.9), _OFF_BY_A_CELL),
    LocalCaution((34.8, 19.3, 41.8, 28.3), _OFF_BY_A_CELL),
)
"""What is wrong with this data in some places: box (south, west, north, east), sentence."""

_OPEN = ExitStack()
atexit.register(_OPEN.close)


@lru_cache(maxsize=1)
def shipped_terrain() -> Heightfield:
    """Return the shipped ground; posts lie on whole 30-arc-second nodes, there are no voids.

    Blocks are read when something first looks at them.

    Raises
    ------
    TerrainError
        If the package was installed without its data.
    """
    resource = files("skykeep.terrain").joinpath("data", SHIPPED_FILE)
    try:
        blocks = BlockFile(_OPEN.enter_context(as_file(resource)), ROWS, COLS)
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise TerrainError(
            f"the shipped elevation file {SHIPPED_FILE} cannot be read ({error}); reinstall skykeep or give "
            "--terrain flat or the path of your own elevation data"
        ) from error
    return Heightfield(
        alt_msl_m=blocks.alt_msl_m,
        north_deg=NORTH_DEG,
        west_deg=WEST_DEG,
        lat_step_deg=STEP_DEG,
        lon_step_deg=STEP_DEG,
        name="NOAA GLOBE v1.0, 30 arc seconds",
        licence=GLOBE_LICENCE,
        vertical_datum="mean sea level",
        step_m=step_of(STEP_DEG),
        source="shipped",
        cautions=GLOBE_CAUTIONS,
        local_cautions=GLOBE_LOCAL_CAUTIONS,
        blocks=blocks,
    )
