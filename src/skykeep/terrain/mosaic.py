"""Tiles joined to one grid: those that share their posts side by side, others brought onto those posts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from skykeep.errors import TerrainError

from .heightfield import Heightfield, bilinear, step_of
from .tiles import Tile

__all__ = ["MOSAIC_LIMIT_POSTS", "check_fits", "join_tiles"]

F32 = npt.NDArray[np.float32]

MOSAIC_LIMIT_POSTS = 500_000_000
"""Largest grid that is put into memory (2 GB of float32)."""
SAME_POST = 0.02
"""Tiles whose posts lie closer together than this share of a step share them; steps that differ by rounding
alone come to a hundredth over a tile."""
ROWS_AT_ONCE = 256


class _Layout(NamedTuple):
    """Where the posts of a grid lie."""

    north_deg: float
    west_deg: float
    lat_step_deg: float
    lon_step_deg: float
    rows: int
    cols: int

    @classmethod
    def over(cls, first: Tile, tiles: Sequence[Tile]) -> _Layout:
        """Return the grid of the first tile, stretched over all."""
        up = max(round((tile.north_deg - first.north_deg) / first.lat_step_deg) for tile in tiles)
        left = max(round((first.west_deg - tile.west_deg) / first.lon_step_deg) for tile in tiles)
        down = max(round((first.north_deg - tile.south_deg) / first.lat_step_deg) for tile in tiles)
        right = max(round((tile.east_deg - first.west_deg) / first.lon_step_deg) for tile in tiles)
        return cls(
            first.north_deg + up * first.lat_step_deg,
            first.west_deg - left * first.lon_step_deg,
            first.lat_step_deg,
            first.lon_step_deg,
            up + down + 1,
            left + right + 1,
        )

    def corner_of(self, tile: Tile) -> tuple[int, int]:
        """Return row and column of a tile's first post."""
        return (
            round((self.north_deg - tile.north_deg) / self.lat_step_deg),
            round((tile.west_deg - self.west_deg) / self.lon_step_deg),
        )


def check_fits(posts: int, source: str) -> None:
    """Raise TerrainError if so many posts are more than is put into memory."""
    if posts > MOSAIC_LIMIT_POSTS:
        raise TerrainError(
            f"the tiles of {source} within the reach of this question hold more than {MOSAIC_LIMIT_POSTS:,} "
            "posts, more than fits in memory; give coarser ones (gdalwarp -tr 0.000833333333 0.000833333333 "
            "-r average IN OUT makes 3 arc seconds) or ask for less reach"
        )


def join_tiles(
    tiles: Sequence[Tile],
    *,
    name: str,
    licence: str,
    vertical_datum: str,
    source: str,
    place: tuple[float, float] | None = None,
) -> Heightfield:
    """Return one grid over all tiles; places that no tile holds are voids.

    Tiles that share step and nodes lie side by side; shared edges take the first valid post. Where steps or
    nodes differ, the finest tiles that hold ``place`` (latitude, longitude) give the posts, and the others
    fill what these leave open, by bilinear interpolation, which the result says.

    Raises
    ------
    TerrainError
        If there is no tile, or the grid would not fit in memory.
    """
    if not tiles:
        raise TerrainError(f"no elevation tile of {source} touches the area needed")
    tiles = _turned_alike(tiles)
    groups = _groups(tiles)
    groups.sort(key=lambda group: (not _holds(group, place), group[0].lat_step_deg))
    main, others = groups[0], groups[1:]
    layout = _Layout.over(main[0], tiles)
    check_fits(layout.rows * layout.cols, source)
    grid = _side_by_side(main, layout)
    said = [_fill(grid, layout, group, main[0]) for group in others]
    field = Heightfield(
        alt_msl_m=grid,
        north_deg=layout.north_deg,
        west_deg=layout.west_deg,
        lat_step_deg=layout.lat_step_deg,
        lon_step_deg=layout.lon_step_deg,
        name=name,
        licence=licence,
        vertical_datum=vertical_datum,
        step_m=step_of(layout.lat_step_deg),
        source=source,
        cautions=tuple(said),
    )
    if field.void_share > 0.0:
        field = field.with_cautions(
            f"{field.void_share:.2%} of the elevation posts are voids or lie between tiles; what lies "
            "behind them is not judged and not counted as covered."
        )
    return field.with_cautions(*dict.fromkeys(remark for tile in tiles for remark in tile.remarks))


def _turned_alike(tiles: Sequence[Tile]) -> list[Tile]:
    """Return the tiles with longitudes that meet across the antimeridian, counted round the first tile."""
    middle = 0.5 * (tiles[0].west_deg + tiles[0].east_deg)
    turned = []
    for tile in tiles:
        away = 0.5 * (tile.west_deg + tile.east_deg) - middle
        turned.append(tile._replace(west_deg=tile.west_deg - 360.0 * round(away / 360.0)))
    return turned


def _groups(tiles: Sequence[Tile]) -> list[list[Tile]]:
    """Return the tiles in groups that share step and nodes."""
    groups: list[list[Tile]] = []
    for tile in tiles:
        for group in groups:
            if _same_posts(group[0], tile):
                group.append(tile)
                break
        else:
            groups.append([tile])
    return groups


def _same_posts(first: Tile, tile: Tile) -> bool:
    """Return whether the posts of two tiles lie on one grid."""
    drift = max(
        abs(first.lat_step_deg / tile.lat_step_deg - 1.0)
        * max(tile.alt_msl_m.shape[0], first.alt_msl_m.shape[0]),
        abs(first.lon_step_deg / tile.lon_step_deg - 1.0)
        * max(tile.alt_msl_m.shape[1], first.alt_msl_m.shape[1]),
    )
    if drift > SAME_POST:
        return False
    row = (first.north_deg - tile.north_deg) / first.lat_step_deg
    col = (tile.west_deg - first.west_deg) / first.lon_step_deg
    return abs(row - round(row)) <= SAME_POST and abs(col - round(col)) <= SAME_POST


def _holds(group: Sequence[Tile], place: tuple[float, float] | None) -> bool:
    if place is None:
        return False
    return any(tile.holds(place[0], place[1] + turn) for tile in group for turn in (0.0, 360.0, -360.0))


def _side_by_side(tiles: Sequence[Tile], layout: _Layout) -> F32:
    """Return the grid with all tiles of one group on it."""
    if len(tiles) == 1 and tiles[0].alt_msl_m.shape == (layout.rows, layout.cols):
        return np.ascontiguousarray(tiles[0].alt_msl_m)
    grid = np.full((layout.rows, layout.cols), np.nan, dtype=np.float32)
    for tile in tiles:
        row, col = layout.corner_of(tile)
        part = grid[row : row + tile.alt_msl_m.shape[0], col : col + tile.alt_msl_m.shape[1]]
        np.copyto(part, tile.alt_msl_m, where=np.isnan(part))
    return grid


def _fill(grid: F32, layout: _Layout, tiles: Sequence[Tile], main: Tile) -> str:
    """Fill what is open in the grid from tiles of other posts; return the sentence that says so.

    A tile reaches half a step of its own beyond its outermost posts: so no seam opens between tiles whose
    posts are the middles of cells.
    """
    own = _Layout.over(tiles[0], tiles)
    heights = _side_by_side(tiles, own)
    lat_deg = layout.north_deg - np.arange(layout.rows) * layout.lat_step_deg
    lon_deg = layout.west_deg + np.arange(layout.cols) * layout.lon_step_deg
    row = (own.north_deg - lat_deg) / own.lat_step_deg
    col = (lon_deg - own.west_deg) / own.lon_step_deg
    rows = np.flatnonzero((row >= -0.501) & (row <= own.rows - 0.499))
    cols = np.flatnonzero((col >= -0.501) & (col <= own.cols - 0.499))
    row, col = np.clip(row, 0.0, own.rows - 1.0), np.clip(col, 0.0, own.cols - 1.0)
    filled = 0
    for first in range(0, rows.size, ROWS_AT_ONCE):
        some = rows[first : first + ROWS_AT_ONCE]
        part = grid[some[:, None], cols[None, :]]
        open_row, open_col = np.nonzero(np.isnan(part))
        if open_row.size:
            part[open_row, open_col] = bilinear(heights, row[some[open_row]], col[cols[open_col]])
            grid[some[:, None], cols[None, :]] = part
            filled += int(np.count_nonzero(~np.isnan(part[open_row, open_col])))
    names = Path(tiles[0].file).name + (f" and {len(tiles) - 1} more" if len(tiles) > 1 else "")
    one = len(tiles) == 1
    steps = f"{names} {'has' if one else 'have'} posts of {_arc_seconds(own)}, {Path(main.file).name} of "
    steps += f"{_arc_seconds(layout)} arc seconds, or between its nodes"
    if not filled:
        return f"{steps}: the latter hold the place and all that the former do, which were left aside."
    return (
        f"{steps}: the latter's are kept, and {filled / grid.size:.2%} of the ground is interpolated from "
        "the former."
    )


def _arc_seconds(grid: _Layout) -> str:
    return f"{grid.lat_step_deg * 3600:.6g} x {grid.lon_step_deg * 3600:.6g}"
