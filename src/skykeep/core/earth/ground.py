"""Ground heights along rays, sampled from a grid of posts."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["sample_rays"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
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
    """
    north, west, lat_step, lon_step = grid
    lat_ray, lon_ray = rays
    rows, cols = alt_msl_m.shape
    orders = lat_ray.shape[1]
    edge = 1e-6
    for ray in range(lat_ray.shape[0]):
        for point in range(position.shape[0]):
            x = position[point]
            lat = lat_ray[ray, orders - 1]
            lon = lon_ray[ray, orders - 1]
            for order in range(orders - 2, -1, -1):
                lat = lat * x + lat_ray[ray, order]
                lon = lon * x + lon_ray[ray, order]
            row = (north - lat) / lat_step
            col = (lon - west) / lon_step
            if row < -edge or row > rows - 1 + edge or col < -edge or col > cols - 1 + edge:
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
