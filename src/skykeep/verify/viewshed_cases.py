"""Handler of the sight cases: the rays of coverage and raids against gdal_viewshed and an exact ray."""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from skykeep.core.earth.ground import sample_rays
from skykeep.core.earth.horizon import MEAN_EARTH_RADIUS_M
from skykeep.core.earth.sight import polar_sweep

from .casefile import Case
from .handler import Handler, numbers
from .judge import Check

__all__ = ["HANDLERS"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
B1 = npt.NDArray[np.bool_]
Value = TypeVar("Value", bound=np.generic)
Cells = tuple[I64, I64]

_CLEAR_MARGIN_M = 6.0
"""Where the exact ray clears or misses by more than this, the sign must match; the files' own rule."""

_WRONG_SHARE = 0.01
"""Share of all cells that may differ from either map; the files' own rule."""

_HEADER_LINES = 6
_SAMPLES_PER_CELL = 8
"""Ground samples of a ray: coverage takes two a cell, the exact ray of the cases twenty."""
_RAYS_MAX = 20_000
"""Rays of one case: every cell of a grid of 141 x 141, a part of a larger one."""
_FLAT_K = 1e4
"""Stands for a flat earth: within 0.1 m of it at 100 km, and the sphere keeps its digits."""


def _read_grid(path: Path) -> tuple[F64, float]:
    """Return an ESRI ASCII grid, north row first and nan where void, and its cell size in metres."""
    lines = _lines(path)
    header = {}
    rows_from = 0
    for line in lines[:_HEADER_LINES]:
        words = line.split()
        if len(words) != 2 or not words[0][0].isalpha():
            break
        header[words[0].lower()] = float(words[1])
        rows_from += 1
    grid = np.loadtxt(lines[rows_from:], ndmin=2)
    grid[grid == header.get("nodata_value", np.nan)] = np.nan
    return grid, header.get("cellsize", np.nan)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ValueError(f"{path.name}: {error.strerror}") from None


def _sight(case: Case) -> list[Check]:
    """Return the share of cells unlike each map, and the number of clear cells of the wrong sign."""
    ground, cell_m = _read_grid(case.file.path.parent / str(case.values["dem"]))
    row, col, antenna_m, height_m = numbers(
        case, "observer_row", "observer_col", "observer_height_m", "target_height_m"
    )
    bend = case.values.get("curvature_coeff")
    view = _View(
        row=int(row),
        col=int(col),
        antenna_m=antenna_m,
        height_m=height_m,
        cell_m=float(case.values.get("cell_m", cell_m)),
        bend=float(bend) if bend is not None else 1.0 / numbers(case, "k_factor")[0],
        radius_m=float(case.values.get("earth_radius_m", MEAN_EARTH_RADIUS_M)),
    )
    _check_observer(ground, view)
    return _maps(case, ground.shape, *_ray_sweep(ground, view))


class _View(NamedTuple):
    """Observer, target and earth of one case; ``bend`` is 1/k."""

    row: int
    col: int
    antenna_m: float
    height_m: float
    cell_m: float
    bend: float
    radius_m: float


def _check_observer(ground: F64, view: _View) -> None:
    rows, cols = ground.shape
    if not (rows >= 2 and cols >= 2 and 0 <= view.row < rows and 0 <= view.col < cols):
        raise ValueError(
            f"observer at row {view.row}, column {view.col} is outside {rows} x {cols} cells, "
            "or these are fewer than 2 x 2"
        )
    if math.isnan(ground[view.row, view.col]):
        raise ValueError(f"the ground at the observer (row {view.row}, column {view.col}) is unknown")
    if not (view.cell_m > 0.0 and view.radius_m > 0.0):
        raise ValueError(f"cell_m = {view.cell_m} and earth_radius_m = {view.radius_m} must be above zero")


def _ray_sweep(ground: F64, view: _View) -> tuple[B1, Cells]:
    """Return which cells are in sight by rays as coverage and raids send them, and the cells looked at.

    One ray goes to each cell; of a large grid, to evenly drawn ones.
    """
    posts = ground.astype(np.float32)
    cells = np.delete(np.arange(ground.size), view.row * ground.shape[1] + view.col)
    row, col = np.divmod(cells[:: math.ceil(cells.size / _RAYS_MAX)], ground.shape[1])
    distance2 = (row - view.row) ** 2 + (col - view.col) ** 2
    order = np.argsort(distance2, kind="stable")
    starts = np.flatnonzero(np.diff(distance2[order], prepend=-1))
    seen = np.empty(order.size, dtype=np.bool_)
    for part in np.split(order, starts[1:]):
        seen[part] = _rays_of_one_length(posts, view, row[part], col[part])
    return seen, (row, col)


def _rays_of_one_length(posts: F32, view: _View, row: I64, col: I64) -> B1:
    """Return whether cells at one distance from the observer are in sight."""
    down, right = (row - view.row).astype(np.float64), (col - view.col).astype(np.float64)
    length = math.hypot(down[0], right[0])
    samples = math.ceil(_SAMPLES_PER_CELL * length)
    share = np.arange(1, samples + 1) / samples
    start = np.ones_like(down)
    lines = np.stack([-view.row * start, -down], axis=-1), np.stack([view.col * start, right], axis=-1)
    profiles = np.empty((row.size, share.size), dtype=np.float32)
    sample_rays(posts, (0.0, 0.0, 1.0, 1.0), lines, share, profiles)
    antenna_msl_m = float(posts[view.row, view.col]) + view.antenna_m
    k = 1.0 / max(view.bend, 1.0 / _FLAT_K)
    lowest = polar_sweep(profiles, share * (length * view.cell_m), antenna_msl_m, k, view.radius_m)
    return np.asarray(profiles[:, -1] + np.float32(view.height_m) >= lowest[:, -1])


def _maps(case: Case, shape: tuple[int, ...], seen: B1, cells: Cells) -> list[Check]:
    """Return the comparisons of the cells looked at with the maps and shares of a case."""
    folder = case.file.path.parent
    found = []
    if name := case.values.get("gdal_visible"):
        lines = _lines(folder / str(name))
        gdal = np.array([[sign == "1" for sign in line.strip()] for line in lines if line.strip()])
        found.append(Check("cells unlike gdal_viewshed", _share(seen, _at(gdal, shape, cells)), _WRONG_SHARE))
    if name := case.values.get("los_margin"):
        margin = _at(np.loadtxt(_lines(folder / str(name)), delimiter=",", ndmin=2), shape, cells)
        found.append(Check("cells unlike the exact ray", _share(seen, margin >= 0.0), _WRONG_SHARE))
        wrong = (seen != (margin >= 0.0)) & (np.abs(margin) > _CLEAR_MARGIN_M)
        found.append(Check("clear cells of the wrong sign", float(wrong.sum()), 0.0))
    for name in ("visible_fraction_gdal", "visible_fraction_exact"):
        if case.values.get(name) is not None:
            off = abs(float(seen.mean()) - numbers(case, name)[0])
            found.append(Check(name, off, _WRONG_SHARE))
    return found


def _at(grid: npt.NDArray[Value], shape: tuple[int, ...], cells: Cells) -> npt.NDArray[Value]:
    """Return the values of some cells of a map, which must have the shape of the ground."""
    if grid.shape != shape:
        raise ValueError(f"the grid has {shape} cells and the map beside it {grid.shape}")
    return grid[cells]


def _share(seen: B1, other: B1) -> float:
    """Return the share of cells in which two answers differ."""
    return float(np.mean(seen != other))


HANDLERS = (Handler("sight", "geometry", ("dem", "observer_row", "observer_col"), _sight),)
