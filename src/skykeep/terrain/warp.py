"""Heights of a raster in other coordinates, brought onto posts in WGS84 degrees."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .heightfield import bilinear
from .mosaic import check_fits
from .reference import Reference
from .tiles import Window

__all__ = ["WarpGrid", "source_span", "warp_grid", "warp_heights"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

MESH = 16
"""Coordinates are computed at every so many posts and are linear between, within a hundredth of a post."""
STEP_DIGITS = 3
"""Steps keep so many digits, so that neighbouring files come to the same posts."""


class WarpGrid(NamedTuple):
    """Posts in WGS84 degrees, and rows and columns of the raster at the nodes of a mesh over them."""

    north_deg: float
    west_deg: float
    lat_step_deg: float
    lon_step_deg: float
    rows: int
    cols: int
    mesh_row: F64
    mesh_col: F64


def warp_grid(
    transform: Any,
    shape: tuple[int, int],
    reference: Reference,
    box: Window,
    need: tuple[Window | None, float],
    *,
    file: str,
) -> WarpGrid | None:
    """Return the grid of posts about as far apart as those of the raster, where it meets the window.

    ``box`` holds the raster; ``need`` is the window and the whole turn by which the box comes to touch it;
    ``file`` names the raster.

    Raises
    ------
    TerrainError
        If the grid would not fit in memory.
    """
    lat_step, lon_step = _steps(transform, shape, reference)
    south, west, north, east = box
    window, turn = need
    if window is not None:
        south, north = max(south, window.south_deg - lat_step), min(north, window.north_deg + lat_step)
        west = max(west, window.west_deg - turn - lon_step)
        east = min(east, window.east_deg - turn + lon_step)
    first_row, last_row = math.ceil(south / lat_step), math.floor(north / lat_step)
    first_col, last_col = math.ceil(west / lon_step), math.floor(east / lon_step)
    rows, cols = last_row - first_row + 1, last_col - first_col + 1
    if rows < 2 or cols < 2:
        return None
    check_fits(rows * cols, file)
    mesh_lat = (last_row - MESH * np.arange(math.ceil((rows - 1) / MESH) + 1)) * lat_step
    mesh_lon = (first_col + MESH * np.arange(math.ceil((cols - 1) / MESH) + 1)) * lon_step
    lon, lat = np.meshgrid(mesh_lon, mesh_lat)
    x, y = reference.from_lon_lat(lon.ravel(), lat.ravel())
    col = (x - transform.c) / transform.a - 0.5
    row = (y - transform.f) / transform.e - 0.5
    return WarpGrid(
        last_row * lat_step,
        first_col * lon_step,
        lat_step,
        lon_step,
        rows,
        cols,
        row.reshape(lon.shape),
        col.reshape(lon.shape),
    )


def _steps(transform: Any, shape: tuple[int, int], reference: Reference) -> tuple[float, float]:
    """Return the steps of latitude and longitude that answer to one pixel in the middle of the raster."""
    x = transform.c + transform.a * (shape[1] // 2 + np.array([0.0, 1.0, 0.0]))
    y = transform.f + transform.e * (shape[0] // 2 + np.array([0.0, 0.0, 1.0]))
    lon, lat = reference.to_lon_lat(x, y)
    lon_step = math.hypot(float(lon[1] - lon[0]), float(lon[2] - lon[0]))
    lat_step = math.hypot(float(lat[1] - lat[0]), float(lat[2] - lat[0]))
    return _rounded(lat_step), _rounded(lon_step)


def _rounded(step_deg: float) -> float:
    """Return a step with few digits, counted in arc seconds."""
    seconds = step_deg * 3600.0
    return round(seconds, STEP_DIGITS - 1 - math.floor(math.log10(seconds))) / 3600.0


def source_span(grid: WarpGrid, shape: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return row and column limits of the part of the raster that the grid needs."""
    limits = []
    for place, size in ((grid.mesh_row, shape[0]), (grid.mesh_col, shape[1])):
        known = place[np.isfinite(place)]
        if known.size == 0:
            return 0, 0, 0, 0
        low, high = math.floor(float(known.min())) - 1, math.ceil(float(known.max())) + 2
        limits += [min(max(low, 0), size), min(max(high, 0), size)]
    return limits[0], limits[1], limits[2], limits[3]


def warp_heights(heights: F32, grid: WarpGrid, *, corner: tuple[int, int]) -> F32:
    """Return heights at the posts of the grid, bilinear; nan beyond the raster and beside its voids.

    ``corner`` is the raster's row and column of the first height.
    """
    warped = np.full((grid.rows, grid.cols), np.nan, dtype=np.float32)
    across = np.arange(grid.cols) / MESH
    for first in range(0, grid.rows, MESH):
        rows = min(MESH, grid.rows - first)
        down = (first + np.arange(rows)) / MESH
        places = np.broadcast_arrays(down[:, None], across[None, :])
        row = _on_mesh(grid.mesh_row, *places) - corner[0]
        col = _on_mesh(grid.mesh_col, *places) - corner[1]
        with np.errstate(invalid="ignore"):
            inside = (row >= -0.5) & (row <= heights.shape[0] - 0.5)
            inside &= (col >= -0.5) & (col <= heights.shape[1] - 0.5)
        row = np.clip(np.where(inside, row, 0.0), 0.0, heights.shape[0] - 1.0)
        col = np.clip(np.where(inside, col, 0.0), 0.0, heights.shape[1] - 1.0)
        warped[first : first + rows] = np.where(inside, bilinear(heights, row, col), np.nan)
    return warped


def _on_mesh(mesh: F64, down: F64, across: F64) -> F64:
    """Return values between the nodes of a mesh, linear both ways."""
    i = (
        np.minimum(down.astype(np.int64), mesh.shape[0] - 2)
        if mesh.shape[0] > 1
        else np.zeros(down.shape, np.int64)
    )
    j = np.minimum(across.astype(np.int64), mesh.shape[1] - 2)
    south, east = down - i, across - j
    top = mesh[i, j] + east * (mesh[i, j + 1] - mesh[i, j])
    bottom = mesh[i + 1, j] + east * (mesh[i + 1, j + 1] - mesh[i + 1, j])
    return np.asarray(top + south * (bottom - top))
