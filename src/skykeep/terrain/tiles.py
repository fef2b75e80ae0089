"""Tiles of posts and how they join: the common form of every elevation reader."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from skykeep.errors import TerrainError

from .heightfield import METRES_PER_DEGREE, Heightfield, step_of

__all__ = ["Tile", "Window", "join_tiles", "window_around"]

MOSAIC_LIMIT_POSTS = 500_000_000
"""Largest grid that is put into memory (2 GB of float32)."""


class Tile(NamedTuple):
    """Posts of one file: nan where void; ``file`` names it in messages."""

    alt_msl_m: npt.NDArray[np.float32]
    north_deg: float
    west_deg: float
    lat_step_deg: float
    lon_step_deg: float
    file: str


class Window(NamedTuple):
    """The part of the earth that is needed, degrees."""

    south_deg: float
    west_deg: float
    north_deg: float
    east_deg: float

    def touches(self, south_deg: float, west_deg: float, north_deg: float, east_deg: float) -> bool:
        """Return whether the box shares any point with this window."""
        return not (
            north_deg < self.south_deg
            or south_deg > self.north_deg
            or east_deg < self.west_deg
            or west_deg > self.east_deg
        )


def window_around(lat_deg: float, lon_deg: float, radius_m: float) -> Window:
    """Return the box that holds a circle of ``radius_m`` about a place, with a twentieth of a degree to
    spare.
    """
    half_lat_deg = radius_m / METRES_PER_DEGREE + 0.05
    widest = min(abs(lat_deg) + half_lat_deg, 89.0)
    half_lon_deg = half_lat_deg / math.cos(math.radians(widest))
    return Window(
        lat_deg - half_lat_deg, lon_deg - half_lon_deg, lat_deg + half_lat_deg, lon_deg + half_lon_deg
    )


def join_tiles(
    tiles: Sequence[Tile], *, name: str, licence: str, vertical_datum: str, source: str
) -> Heightfield:
    """Return one grid over all tiles; places that no tile holds are voids.

    Tiles must share their step and lie on the same nodes. Shared edges take the first valid post.

    Raises
    ------
    TerrainError
        If there is no tile, steps or nodes differ, or the grid would not fit in memory.
    """
    if not tiles:
        raise TerrainError(f"no elevation tile of {source} touches the area needed")
    first = tiles[0]
    if len(tiles) == 1:
        return _heightfield(first.alt_msl_m, first, name, licence, vertical_datum, source)
    for tile in tiles[1:]:
        _check_same_nodes(first, tile)
    north = max(tile.north_deg for tile in tiles)
    west = min(tile.west_deg for tile in tiles)
    offsets = [
        (
            round((north - tile.north_deg) / first.lat_step_deg),
            round((tile.west_deg - west) / first.lon_step_deg),
        )
        for tile in tiles
    ]
    rows = max(row + tile.alt_msl_m.shape[0] for (row, _), tile in zip(offsets, tiles, strict=True))
    cols = max(col + tile.alt_msl_m.shape[1] for (_, col), tile in zip(offsets, tiles, strict=True))
    if rows * cols > MOSAIC_LIMIT_POSTS:
        raise TerrainError(
            f"the tiles of {source} join to {rows} x {cols} posts, more than fits in memory "
            f"({MOSAIC_LIMIT_POSTS:,} posts); keep fewer tiles in the folder or use a coarser step"
        )
    grid = np.full((rows, cols), np.nan, dtype=np.float32)
    for (row, col), tile in zip(offsets, tiles, strict=True):
        part = grid[row : row + tile.alt_msl_m.shape[0], col : col + tile.alt_msl_m.shape[1]]
        np.copyto(part, tile.alt_msl_m, where=np.isnan(part))
    corner = first._replace(north_deg=north, west_deg=west)
    return _heightfield(grid, corner, name, licence, vertical_datum, source)


def _arc_seconds(tile: Tile) -> str:
    return f"{tile.lat_step_deg * 3600:.4g} x {tile.lon_step_deg * 3600:.4g}"


def _check_same_nodes(first: Tile, tile: Tile) -> None:
    """Raise if two tiles cannot be laid on one grid."""
    same_step = math.isclose(first.lat_step_deg, tile.lat_step_deg, rel_tol=1e-9) and math.isclose(
        first.lon_step_deg, tile.lon_step_deg, rel_tol=1e-9
    )
    if not same_step:
        raise TerrainError(
            f"{tile.file} has steps of {_arc_seconds(tile)} arc seconds, {first.file} of "
            f"{_arc_seconds(first)}; "
            "keep one step to a folder"
        )
    row = (first.north_deg - tile.north_deg) / first.lat_step_deg
    col = (tile.west_deg - first.west_deg) / first.lon_step_deg
    if abs(row - round(row)) > 1e-3 or abs(col - round(col)) > 1e-3:
        raise TerrainError(
            f"the posts of {tile.file} do not lie on the nodes of {first.file}; resample one of them"
        )


def _heightfield(
    grid: npt.NDArray[np.float32], corner: Tile, name: str, licence: str, vertical_datum: str, source: str
) -> Heightfield:
    """Return the grid as a heightfield; voids are said in a caution."""
    field = Heightfield(
        alt_msl_m=np.ascontiguousarray(grid),
        north_deg=corner.north_deg,
        west_deg=corner.west_deg,
        lat_step_deg=corner.lat_step_deg,
        lon_step_deg=corner.lon_step_deg,
        name=name,
        licence=licence,
        vertical_datum=vertical_datum,
        step_m=step_of(corner.lat_step_deg),
        source=source,
    )
    if field.void_share > 0.0:
        return field.with_cautions(
            f"{field.void_share:.2%} of the elevation posts are voids or lie between tiles; what lies "
            "behind them "
            "is not judged and not counted as covered."
        )
    return field
