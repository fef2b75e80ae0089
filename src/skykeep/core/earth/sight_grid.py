"""Line of sight over a metric grid: the lowest visible height of every cell of a map at once.

Coverage and raids look along rays round a site (:mod:`~.sight`); this is the sweep for whole maps, which the
benchmark races against other programs. Along rows and columns the two are one.

Four fans of rays go out from the observer, one to each side of the grid, as many rays as the farthest row of
the fan has cells. Ring by ring (a ring is one row of a fan) each ray meets the ground where it crosses the
row, where bilinear ground is linear between two cells, and keeps its steepest rise so far. A cell takes the
rise of the two rays that pass it on either side, weighted by their distances: rays stand at most one cell
apart, and closer towards the observer. The fans to the east and west run on the transposed grid, so that
every ring is contiguous in memory.

References
----------
Franklin and Ray (1994), "Higher isn't necessarily better: visibility algorithms and experiments", algorithm
R2 (rays to the perimeter), here with interpolation between rays in place of the nearest. Heights are lowered
by ``c d^2 / (2 R)`` with c = 1/k, the parabola that GDAL's viewshed uses.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ..kernel.jit import array_kernel

__all__ = ["in_sight_grid", "lowest_visible_height_grid"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

WALL_M = np.float32(1.0e30)
"""Stands in for unknown ground while sweeping: it hides everything behind it."""
UNKNOWN_ABOVE_M = 1.0e20
BLOCK = 64
"""Side of the blocks in which grids are transposed, cells (64 x 64 float32 fit the first cache)."""


def lowest_visible_height_grid(
    dem_alt_msl_m: npt.NDArray[np.floating],
    observer_row: int,
    *,
    observer_col: int,
    observer_height_m: float,
    cell_m: float,
    curvature_coeff: float = 0.75,
    earth_radius_m: float = 6_371_000.0,
) -> F32:
    """Return the lowest visible height above mean sea level of every cell, m.

    A target at height h above the ground of a cell is in sight if ``dem + h >= lowest``, which is for
    :func:`in_sight_grid` to say: it compares at one precision, which matters at h = 0.

    Parameters
    ----------
    dem_alt_msl_m
        Ground [row, column] in a metric projection at cell centres; nan where unknown. At least 2 x 2.
    observer_row, observer_col
        Cell of the observer.
    observer_height_m
        Height above the ground of that cell, m.
    cell_m
        Side of a (square) cell, m.
    curvature_coeff
        1/k: 0.75 for 4/3 earth, 1 without refraction, 0 for a flat earth.
    earth_radius_m
        Mean radius, m.

    Returns
    -------
    float32 array of the shape of the grid. It is the ground itself at the observer's cell and wherever the
    ground is in sight; nan at unknown ground and behind it.

    Raises
    ------
    ValueError
        If the observer is outside the grid or on unknown ground, or cell, radius or grid are not usable.
    """
    dem = np.ascontiguousarray(dem_alt_msl_m, dtype=np.float32)
    if dem.ndim != 2 or min(dem.shape) < 2:
        raise ValueError(f"the grid must have at least two rows and columns, given shape {dem.shape}")
    rows, cols = dem.shape
    if not (0 <= observer_row < rows and 0 <= observer_col < cols):
        raise ValueError(
            f"observer at row {observer_row}, column {observer_col} is outside {rows} x {cols} cells"
        )
    if not (cell_m > 0.0 and earth_radius_m > 0.0):
        raise ValueError(f"cell and earth radius must be above zero, given {cell_m} and {earth_radius_m}")
    antenna_m = float(dem[observer_row, observer_col]) + observer_height_m
    if not math.isfinite(antenna_m):
        raise ValueError(f"the ground at the observer (row {observer_row}, column {observer_col}) is unknown")
    unknown = np.isnan(dem)
    has_unknown = bool(unknown.any())
    if has_unknown:
        dem = np.where(unknown, WALL_M, dem)
    bend_m = 0.5 * curvature_coeff / earth_radius_m * cell_m * cell_m
    lowest = _sweep(dem, observer_row, observer_col, antenna_m, bend_m)
    if has_unknown:
        lowest[unknown | (lowest > UNKNOWN_ABOVE_M)] = np.nan
    return lowest


def in_sight_grid(
    dem_alt_msl_m: npt.NDArray[np.floating], lowest_alt_msl_m: F32, target_height_m: float
) -> npt.NDArray[np.bool_]:
    """Return which cells show a target at ``target_height_m`` above their ground; unknown cells do not."""
    target_alt = dem_alt_msl_m.astype(np.float32) + np.float32(target_height_m)
    return np.asarray(target_alt >= lowest_alt_msl_m)


@array_kernel()
def _sweep(dem: F32, observer_row: int, observer_col: int, antenna_m: float, bend_m: float) -> F32:
    """Return the lowest visible heights; ``bend_m`` is the drop at one cell's distance."""
    rows, cols = dem.shape
    lowest = np.empty((rows, cols), dtype=np.float32)
    lowest[observer_row, observer_col] = dem[observer_row, observer_col]
    _fan(dem, lowest, (observer_row, observer_col, 1), antenna_m, bend_m)
    _fan(dem, lowest, (observer_row, observer_col, -1), antenna_m, bend_m)
    turned = np.empty((cols, rows), dtype=np.float32)
    _transpose(dem, turned)
    lowest_turned = np.empty((cols, rows), dtype=np.float32)
    _fan(turned, lowest_turned, (observer_col, observer_row, 1), antenna_m, bend_m)
    _fan(turned, lowest_turned, (observer_col, observer_row, -1), antenna_m, bend_m)
    _merge_sides(lowest, lowest_turned, observer_row, observer_col)
    return lowest


@array_kernel(error_model="numpy")
def _fan(dem: F32, lowest: F32, start: tuple[int, int, int], antenna_m: float, bend_m: float) -> None:
    """Sweep the fan of rays that leaves ``start`` (row, column) towards rising (1) or falling (-1) rows."""
    row_0, col_0, direction = start
    rows, cols = dem.shape
    last = rows - 1 - row_0 if direction > 0 else row_0
    if last < 1:
        return
    steepest = np.full(2 * last + 1, -1.0e30)
    for ring in range(1, last + 1):
        row = row_0 + direction * ring
        spacing = ring / last
        first_ray = max(0, math.ceil(last - col_0 / spacing - 1e-9))
        last_ray = min(2 * last, math.floor(last + (cols - 1 - col_0) / spacing + 1e-9))
        span = (first_ray, last_ray, last)
        _judge_cells(dem[row], lowest[row], steepest, span, (col_0, ring, antenna_m, bend_m))
        _raise_rays(dem[row], steepest, span, (col_0, ring, antenna_m, bend_m))


@array_kernel(error_model="numpy")
def _judge_cells(
    ground: F32, lowest: F32, steepest: F64, span: tuple[int, int, int], place: tuple[int, int, float, float]
) -> None:
    """Write the lowest visible height of one ring's cells, before its own ground counts.

    Index arithmetic is 32-bit and unsigned where it addresses memory: only so does the loop run in vector
    registers.
    """
    first_ray, last_ray, middle = span
    col_0, ring, antenna_m, bend_m = place
    rays_per_cell = middle / ring
    drop_m = bend_m * ring * ring
    inverse_square = 1.0 / (ring * ring)
    begin = max(-ring, -col_0)
    end = min(ring, ground.shape[0] - 1 - col_0)
    for across in range(begin, end + 1):
        place_in_fan = across * rays_per_cell + middle
        ray = min(max(int(np.int32(place_in_fan)), first_ray), last_ray - 1)
        left = steepest[np.uint32(ray)]
        share = min(max(place_in_fan - ray, 0.0), 1.0)  # a cell at the edge may lie outside the last ray
        rise = left + share * (steepest[np.uint32(ray + 1)] - left)
        height = antenna_m + rise * ring + drop_m * (1.0 + inverse_square * across * across)
        col = np.uint32(col_0 + across)
        lowest[col] = max(np.float32(height), ground[col])


@array_kernel(error_model="numpy")
def _raise_rays(
    ground: F32, steepest: F64, span: tuple[int, int, int], place: tuple[int, int, float, float]
) -> None:
    """Let the ground of one ring raise the steepest rise (m per ring) of each ray that is inside the grid."""
    first_ray, last_ray, middle = span
    col_0, ring, antenna_m, bend_m = place
    spacing = ring / middle
    inverse = 1.0 / ring
    drop_m = bend_m * ring
    drop_across_m = drop_m / (middle * middle)
    begin = col_0 - middle * spacing
    last_pair = ground.shape[0] - 2
    for ray in range(first_ray, last_ray + 1):
        col = begin + ray * spacing
        whole = min(int(np.int32(col)), last_pair)
        left = float(ground[np.uint32(whole)])
        right = float(ground[np.uint32(whole + 1)])
        aim = ray - middle
        rise = (left + (col - whole) * (right - left) - antenna_m) * inverse - (
            drop_m + drop_across_m * aim * aim
        )
        steepest[np.uint32(ray)] = max(steepest[np.uint32(ray)], rise)


@array_kernel()
def _transpose(grid: F32, turned: F32) -> None:
    """Fill ``turned`` with the transposed grid, block by block."""
    rows, cols = grid.shape
    for row_block in range(0, rows, BLOCK):
        for col_block in range(0, cols, BLOCK):
            for row in range(row_block, min(row_block + BLOCK, rows)):
                for col in range(col_block, min(col_block + BLOCK, cols)):
                    turned[col, row] = grid[row, col]


@array_kernel()
def _merge_sides(lowest: F32, lowest_turned: F32, row_0: int, col_0: int) -> None:
    """Copy the east and west fans, block by block, into the cells that the other two do not reach."""
    rows, cols = lowest.shape
    for row_block in range(0, rows, BLOCK):
        for col_block in range(0, cols, BLOCK):
            for row in range(row_block, min(row_block + BLOCK, rows)):
                for col in range(col_block, min(col_block + BLOCK, cols)):
                    if abs(col - col_0) > abs(row - row_0):
                        lowest[row, col] = lowest_turned[col, row]
