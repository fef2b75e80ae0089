"""Tiles of posts, the window that is needed of them, and how they meet across the antimeridian."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .heightfield import METRES_PER_DEGREE

__all__ = ["Tile", "Window", "cut_span", "cut_tile", "turns_into", "window_around"]

TURNS_DEG = (0.0, 360.0, -360.0)


class Tile(NamedTuple):
    """Posts of one file: nan where void; ``file`` names it, ``remarks`` say what was found and mended."""

    alt_msl_m: npt.NDArray[np.float32]
    north_deg: float
    west_deg: float
    lat_step_deg: float
    lon_step_deg: float
    file: str
    remarks: tuple[str, ...] = ()

    @property
    def south_deg(self) -> float:
        """Latitude of the southernmost posts, degrees."""
        return self.north_deg - int(self.alt_msl_m.shape[0] - 1) * self.lat_step_deg

    @property
    def east_deg(self) -> float:
        """Longitude of the easternmost posts, degrees."""
        return self.west_deg + int(self.alt_msl_m.shape[1] - 1) * self.lon_step_deg

    def holds(self, lat_deg: float, lon_deg: float) -> bool:
        """Return whether a place lies among the posts or within half a step of them."""
        row = (self.north_deg - lat_deg) / self.lat_step_deg
        col = (lon_deg - self.west_deg) / self.lon_step_deg
        rows, cols = self.alt_msl_m.shape
        return bool(-0.5 <= row <= rows - 0.5 and -0.5 <= col <= cols - 0.5)


class Window(NamedTuple):
    """The part of the earth that is needed, degrees; its longitudes may pass 180."""

    south_deg: float
    west_deg: float
    north_deg: float
    east_deg: float

    def touches(self, south_deg: float, west_deg: float, north_deg: float, east_deg: float) -> bool:
        """Return whether the box shares any point with this window, longitudes as they are written."""
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
    half_lon_deg = min(half_lat_deg / math.cos(math.radians(widest)), 180.0)
    return Window(
        lat_deg - half_lat_deg, lon_deg - half_lon_deg, lat_deg + half_lat_deg, lon_deg + half_lon_deg
    )


def turns_into(window: Window | None, box: Window) -> Iterator[float]:
    """Yield the whole turns, degrees, by which a box of any longitudes comes to touch the window.

    A box that spans the earth can do so twice: on either side of the antimeridian.
    """
    if window is None:
        yield 0.0
        return
    for turn in TURNS_DEG:
        if window.touches(box.south_deg, box.west_deg + turn, box.north_deg, box.east_deg + turn):
            yield turn


def cut_span(
    window: Window,
    *,
    north_deg: float,
    west_deg: float,
    steps_deg: tuple[float, float],
    shape: tuple[int, int],
) -> tuple[int, int, int, int]:
    """Return row and column limits of the posts that cover the window, one post more on each side.

    ``north_deg`` and ``west_deg`` are those of the first post, ``steps_deg`` of latitude and longitude.
    """
    row_0 = math.floor((north_deg - window.north_deg) / steps_deg[0]) - 1
    row_1 = math.ceil((north_deg - window.south_deg) / steps_deg[0]) + 2
    col_0 = math.floor((window.west_deg - west_deg) / steps_deg[1]) - 1
    col_1 = math.ceil((window.east_deg - west_deg) / steps_deg[1]) + 2
    return max(row_0, 0), min(row_1, shape[0]), max(col_0, 0), min(col_1, shape[1])


def cut_tile(tile: Tile, window: Window | None) -> Tile:
    """Return the part of a tile that covers the window, which it touches, turned towards it where longitudes
    differ by 360.
    """
    if window is None:
        return tile
    box = Window(tile.south_deg, tile.west_deg, tile.north_deg, tile.east_deg)
    turn = next(turns_into(window, box), 0.0)
    tile = tile._replace(west_deg=tile.west_deg + turn)
    row_0, row_1, col_0, col_1 = cut_span(
        window,
        north_deg=tile.north_deg,
        west_deg=tile.west_deg,
        steps_deg=(tile.lat_step_deg, tile.lon_step_deg),
        shape=tile.alt_msl_m.shape,
    )
    return tile._replace(
        alt_msl_m=np.ascontiguousarray(tile.alt_msl_m[row_0:row_1, col_0:col_1]),
        north_deg=tile.north_deg - row_0 * tile.lat_step_deg,
        west_deg=tile.west_deg + col_0 * tile.lon_step_deg,
    )
