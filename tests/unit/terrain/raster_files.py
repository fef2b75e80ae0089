"""Rasters and tiles written by the tests."""

import gzip

import numpy as np
import pytest

ARC_3 = 1.0 / 1200.0
NODE = (0.01, 0.0, 44.0, 0.0, -0.01, 34.0)
"""Posts a kilometre apart from 34 N 44 E."""


def hills(rows=60, cols=60, seed=5, highest_m=600.0):
    """Return smooth ground with a few hills, m."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:rows, 0:cols]
    ground = np.zeros((rows, cols))
    for _ in range(6):
        row, col, width = rng.uniform(0, rows), rng.uniform(0, cols), rng.uniform(6, 20)
        ground += rng.uniform(50.0, 300.0) * np.exp(-((y - row) ** 2 + (x - col) ** 2) / width**2)
    ground -= ground.min()
    return ground / ground.max() * highest_m


def write_hgt(folder, name, heights):
    """Write a 3-arc-second tile."""
    path = folder / name
    raw = np.asarray(heights, dtype=">i2").tobytes()
    path.write_bytes(gzip.compress(raw, 1) if name.endswith(".gz") else raw)
    return path


def write_raster(path, heights, transform=NODE, *, band=None, **profile):
    """Write a raster with rasterio; ``band`` sets attributes of the open file."""
    rasterio = pytest.importorskip("rasterio")
    heights = np.atleast_3d(np.asarray(heights)) if np.ndim(heights) == 2 else np.moveaxis(heights, 0, -1)
    about = {
        "width": heights.shape[1],
        "height": heights.shape[0],
        "count": heights.shape[2],
        "dtype": heights.dtype,
        "crs": "EPSG:4326",
        "driver": "GTiff",
        "transform": rasterio.Affine(*transform),
    }
    with rasterio.open(path, "w", **(about | profile)) as out:
        for number in range(heights.shape[2]):
            out.write(heights[..., number], number + 1)
        for name, value in (band or {}).items():
            setattr(out, name, value)
    return str(path)
