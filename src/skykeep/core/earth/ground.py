"""Ground heights along rays, sampled from a grid of posts."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ..kernel.jit import generic_kernel

__all__ = ["sample_rays"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

_BLOCK = 8  # points between two evaluations of the polynomials; places between are linear
_EDGE = 1e-6  # rounding noise of a post index


@generic_kernel(wrap=True)
def sample_rays(
    alt_msl_m: F32,
    grid: tuple[float, float, float, float],
    rays: tuple[F64, F64],
    position: F64,
    out_alt_msl_m: F32,
) -> None:
    """Fill ``out_alt_msl_m`` [ray, point] with bilinear ground heights, m; nan outside the posts and at
    voids.

    Parameters
    ----------
    alt_msl_m
        Posts [row, column], row 0 north, nan where void.
    grid
        Latitude of row 0, longitude of column 0, latitude and longitude step; all in degrees, steps positive.
    rays
        Latitude and longitude (degrees, not wrapped) of each ray as polynomials [ray, coefficient], lowest
        order first.
    position
        Argument of the polynomials at each point.
    out_alt_msl_m
        Array [ray, point] that is written.

    Notes
    -----
    The polynomials are evaluated at every eighth point; between, places are linear: 0.3 m off the geodesic at
    30 arc seconds.
    """
    north, west, lat_step, lon_step = grid
    lat_ray, lon_ray = rays
    rows, cols = alt_msl_m.shape
    points = position.shape[0]
    rows_per_degree, cols_per_degree = 1.0 / lat_step, 1.0 / lon_step
    for ray in range(lat_ray.shape[0]):
        row_next = (north - _polynomial(lat_ray[ray], position[0])) * rows_per_degree
        col_next = (_polynomial(lon_ray[ray], position[0]) - west) * cols_per_degree
        for start in range(0, points, _BLOCK):
            stop = min(start + _BLOCK, points - 1)
            row_here, col_here = row_next, col_next
            row_next = (north - _polynomial(lat_ray[ray], position[stop])) * rows_per_degree
            col_next = (_polynomial(lon_ray[ray], position[stop]) - west) * cols_per_degree
            share = 1.0 / max(stop - start, 1)
            row_step, col_step = (row_next - row_here) * share, (col_next - col_here) * share
            for point in range(start, min(start + _BLOCK, points)):
                row = row_here + row_step * (point - start)
                col = col_here + col_step * (point - start)
                if row < -_EDGE or row > rows - 1 + _EDGE or col < -_EDGE or col > cols - 1 + _EDGE:
                    out_alt_msl_m[ray, point] = math.nan
                    continue
                row = min(max(row, 0.0), rows - 1.0)
                col = min(max(col, 0.0), cols - 1.0)
                r = min(int(row), rows - 2)
                c = min(int(col), cols - 2)
                south = row - r
                east = col - c
                top = (1.0 - east) * alt_msl_m[r, c] + east * alt_msl_m[r, c + 1]
                bottom = (1.0 - east) * alt_msl_m[r + 1, c] + east * alt_msl_m[r + 1, c + 1]
                out_alt_msl_m[ray, point] = (1.0 - south) * top + south * bottom


@generic_kernel()
def _polynomial(coefficients: F64, x: float) -> float:
    """Return a polynomial at ``x``, lowest order first (Horner)."""
    value = 0.0
    for order in range(coefficients.shape[0] - 1, -1, -1):
        value = value * x + coefficients[order]
    return value
