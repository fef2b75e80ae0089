"""The ground, the exact ray and the peer of the sight benchmark."""

from __future__ import annotations

import math
import os
import resource
import subprocess
from pathlib import Path
from typing import NamedTuple

import numpy as np
import rasterio
from numba import njit
from rasterio import Affine

from skykeep.terrain.hgt import read_hgt

CELL_M = 90.0
CURVATURE = 0.75
RADIUS_M = 6378137.0
"""The radius that GDAL takes from the ellipsoid, m."""
OBSERVER_M = 20.0
TARGET_M = 300.0
SEED = 20_260_901
SAMPLES_PER_CELL = 20
DATA = Path(__file__).with_name("data")


class Ground(NamedTuple):
    """A metric grid with an observer on a hill near its middle."""

    name: str
    dem_m: np.ndarray
    row: int
    col: int


def fractal(size: int) -> Ground:
    """Return fractal ground: spectral synthesis, amplitude falling with the power 1.8 of frequency."""
    rng = np.random.default_rng(SEED)
    frequency = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.rfftfreq(size)[None, :])
    frequency[0, 0] = np.inf
    phase = np.exp(2j * np.pi * rng.random(frequency.shape))
    surface = np.fft.irfft2(phase * frequency**-1.8, s=(size, size))
    dem = (surface - surface.min()) / (surface.max() - surface.min()) * 1500.0
    return _on_hill(f"fractal {size}", dem.astype(np.float32))


def real_tile(name: str) -> Ground:
    """Return a real 3-arc-second tile, bilinear on a metric grid of 90 m (local equirectangular)."""
    tile = read_hgt(DATA / f"{name}.hgt.gz")
    middle = math.radians(tile.north_deg - 0.5)
    metres = 111_195.0
    rows = np.arange(0.0, 1.0, CELL_M / metres)
    cols = np.arange(0.0, 1.0, CELL_M / (metres * math.cos(middle)))
    row, col = np.meshgrid(rows * 1200.0, cols * 1200.0, indexing="ij")
    r, c = row.astype(int), col.astype(int)
    south, east = row - r, col - c
    alt = tile.alt_msl_m.astype(np.float64)
    dem = (1 - south) * ((1 - east) * alt[r, c] + east * alt[r, c + 1]) + south * (
        (1 - east) * alt[r + 1, c] + east * alt[r + 1, c + 1]
    )
    return _on_hill(name, dem.astype(np.float32))


def _on_hill(name: str, dem: np.ndarray) -> Ground:
    """Put the observer on the highest cell of the middle ninth."""
    rows, cols = dem.shape
    middle = dem[rows // 3 : 2 * rows // 3, cols // 3 : 2 * cols // 3]
    row, col = np.unravel_index(int(np.argmax(middle)), middle.shape)
    return Ground(name, dem, int(row) + rows // 3, int(col) + cols // 3)


@njit(cache=True)
def exact_visible(dem, observer, cells, heights, bend_m):
    """Return which cells are in sight on the exact bilinear ray, 20 samples a cell."""
    row_0, col_0 = observer
    observer_m, target_m = heights
    visible = np.empty(cells.shape[0], dtype=np.bool_)
    antenna = dem[row_0, col_0] + observer_m
    for index in range(cells.shape[0]):
        row, col = cells[index]
        distance = math.hypot(row - row_0, col - col_0)
        count = max(abs(row - row_0), abs(col - col_0)) * SAMPLES_PER_CELL
        top = dem[row, col] + target_m - bend_m * distance * distance
        seen = True
        for sample in range(1, count):
            share = sample / count
            y, x = row_0 + share * (row - row_0), col_0 + share * (col - col_0)
            i, j = min(int(y), dem.shape[0] - 2), min(int(x), dem.shape[1] - 2)
            a, b = y - i, x - j
            ground = (1 - a) * ((1 - b) * dem[i, j] + b * dem[i, j + 1]) + a * (
                (1 - b) * dem[i + 1, j] + b * dem[i + 1, j + 1]
            )
            if ground - bend_m * (share * distance) ** 2 > antenna + share * (top - antenna):
                seen = False
                break
        visible[index] = seen
    return visible


def write_grid(path: Path, grid: np.ndarray) -> None:
    """Write a metric GeoTIFF (UTM 38 N), as gdal_viewshed wants it."""
    profile = {
        "driver": "GTiff",
        "width": grid.shape[1],
        "height": grid.shape[0],
        "count": 1,
        "dtype": "float32",
        "crs": "EPSG:32638",
        "transform": Affine(CELL_M, 0.0, 400_000.0, 0.0, -CELL_M, 4_000_000.0),
    }
    with rasterio.open(path, "w", **profile) as out:
        out.write(grid, 1)


def read_grid(path: Path) -> np.ndarray:
    """Return the one band of a GeoTIFF."""
    with rasterio.open(path) as data:
        return data.read(1)


def gdal_minimum_height(source: Path, target: Path, ground: Ground) -> float:
    """Run gdal_viewshed with its minimum-height output; return its CPU time, s."""
    x = 400_000.0 + (ground.col + 0.5) * CELL_M
    y = 4_000_000.0 - (ground.row + 0.5) * CELL_M
    command = ["gdal_viewshed", "-q", "-md", "0", "-ox", str(x), "-oy", str(y), "-oz", str(OBSERVER_M)]
    command += ["-tz", str(TARGET_M), "-cc", str(CURVATURE), "-om", "GROUND", str(source), str(target)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PROJ_", "GDAL_"))}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
