"""Lowest visible height against gdal_viewshed: wrong cells and CPU time, side by side on the same grids.

What is raced is what coverage and raids run: ground sampled along rays, half a cell apart, and the sweep
along them. Coverage sends 720 rays, raids as many as are as dense at the rim as the cells. A cell has the
answer of the nearest sample, as on the maps of coverage. It is wrong where it differs from an exact bilinear
ray (20 samples a cell) to a target 300 m above ground; 60,000 cells drawn with a fixed seed are judged. CPU
time of gdal_viewshed is that of its process; ours is that of reading the same GeoTIFF, sampling, sweeping and
writing the answer, in a process whose kernels are compiled. The least of several runs counts, both programs
in turn.

Few rays are cheap and pass between cells far out; many are true, and answer far more places than there are
cells.
"""

from __future__ import annotations

import math
import shutil
import time
from typing import NamedTuple

import numpy as np
import pytest

from skykeep.core.earth.ground import sample_rays
from skykeep.core.earth.sight import polar_sweep
from skykeep.coverage.question import Question

pytest.importorskip("rasterio", reason="the sight benchmark writes GeoTIFFs: install the geo extra")

from sight_peer import (
    CELL_M,
    CURVATURE,
    OBSERVER_M,
    RADIUS_M,
    SEED,
    TARGET_M,
    Ground,
    exact_visible,
    fractal,
    gdal_minimum_height,
    read_grid,
    real_tile,
    write_grid,
)

pytestmark = pytest.mark.skipif(
    shutil.which("gdal_viewshed") is None, reason="gdal_viewshed is not installed: apt-get install gdal-bin"
)

ROUNDS = 5
JUDGED_CELLS = 60_000
SAMPLES_PER_CELL = 2
"""Samples of a ray, as coverage and raids take them."""
COVERAGE_RAYS = Question().bearings
TRUER = 0.5
"""Wrong cells of raids over those of the peer, at most."""
AS_TRUE = 1.2
CHEAPER = 0.75
"""Wrong cells, and CPU time with files, of coverage over those of the peer, at most."""

CASES = {
    "fractal-1200": lambda: fractal(1200),
    "fractal-3600": lambda: fractal(3600),
    "N44W072": lambda: real_tile("N44W072"),
    "N40E023": lambda: real_tile("N40E023"),
}


class Swept(NamedTuple):
    """Ground and lowest visible heights at the samples of rays round the observer [ray, sample]."""

    alt_m: np.ndarray
    lowest_m: np.ndarray


def reach_of(ground: Ground) -> float:
    """Return how many cells off the farthest corner of a grid is."""
    rows, cols = ground.dem_m.shape
    return math.hypot(max(ground.row, rows - ground.row), max(ground.col, cols - ground.col))


def sweep(ground: Ground, rays: int) -> Swept:
    """Return the answer of our sweep along rays to the farthest corner of a grid."""
    reach = reach_of(ground)
    turn = 2.0 * np.pi * np.arange(rays) / rays
    samples = math.ceil(SAMPLES_PER_CELL * reach)
    away = np.arange(1, samples + 1) / SAMPLES_PER_CELL
    start = np.ones_like(turn)
    # straight lines over the grid, in rows and columns instead of degrees
    lines = (
        np.stack([-ground.row * start, np.cos(turn)], axis=-1),
        np.stack([ground.col * start, np.sin(turn)], axis=-1),
    )
    alt_m = np.empty((turn.size, samples), dtype=np.float32)
    sample_rays(ground.dem_m, (0.0, 0.0, 1.0, 1.0), lines, away, alt_m)
    antenna_m = float(ground.dem_m[ground.row, ground.col]) + OBSERVER_M
    return Swept(alt_m, polar_sweep(alt_m, away * CELL_M, antenna_m, 1.0 / CURVATURE, RADIUS_M))


def in_sight(swept: Swept, ground: Ground, cells: np.ndarray) -> np.ndarray:
    """Return whether a target is in sight over each cell: over the nearest sample."""
    up, right = ground.row - cells[:, 0], cells[:, 1] - ground.col
    rays, samples = swept.alt_m.shape
    ray = np.rint(np.arctan2(right, up) * rays / (2.0 * np.pi)).astype(int) % rays
    sample = np.rint(np.hypot(up, right) * SAMPLES_PER_CELL).astype(int) - 1
    sample = np.minimum(sample, samples - 1)
    return swept.alt_m[ray, sample] + np.float32(TARGET_M) >= swept.lowest_m[ray, sample]


def judged_cells(ground: Ground) -> np.ndarray:
    """Return the cells that the exact ray judges."""
    rng = np.random.default_rng(SEED + 1)
    rows, cols = ground.dem_m.shape
    cells = np.column_stack([rng.integers(0, rows, JUDGED_CELLS), rng.integers(0, cols, JUDGED_CELLS)])
    return cells[(cells[:, 0] != ground.row) | (cells[:, 1] != ground.col)]


def cpu_s(work) -> float:
    """Return the CPU time of some work, s."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def race(ground: Ground, rays: int, folder) -> tuple[float, float, float]:
    """Return the least CPU time over several rounds, s: of the peer, of us with files, and without."""
    source = folder / "dem.tif"
    write_grid(source, ground.dem_m)

    def with_files() -> None:
        write_grid(folder / "ours.tif", sweep(ground._replace(dem_m=read_grid(source)), rays).lowest_m)

    least = [np.inf] * 3
    for _ in range(ROUNDS):
        times = (
            gdal_minimum_height(source, folder / "gdal.tif", ground),
            cpu_s(with_files),
            cpu_s(lambda: sweep(ground, rays)),
        )
        least = [min(pair) for pair in zip(least, times, strict=True)]
    return tuple(least)


@pytest.mark.parametrize("dense", [False, True], ids=["coverage", "raids"])
@pytest.mark.parametrize("case", CASES)
def test_beside_gdal_viewshed_coverage_is_cheaper_and_raids_are_truer(
    case, dense, benchmark, tmp_path, capsys
):
    ground = CASES[case]()
    rays = math.ceil(2.0 * np.pi * reach_of(ground)) if dense else COVERAGE_RAYS
    swept = sweep(ground, rays)
    gdal_s, files_s, ours_s = race(ground, rays, tmp_path)
    benchmark.pedantic(sweep, args=(ground, rays), rounds=ROUNDS)

    cells = judged_cells(ground)
    bend_m = 0.5 * CURVATURE / RADIUS_M * CELL_M * CELL_M
    dem = ground.dem_m.astype(np.float64)
    truth = exact_visible(dem, (ground.row, ground.col), cells, (OBSERVER_M, TARGET_M), bend_m)
    gdal = read_grid(tmp_path / "gdal.tif")[tuple(cells.T)] <= TARGET_M
    wrong_ours = float(np.mean(in_sight(swept, ground, cells) != truth))
    wrong_gdal = float(np.mean(gdal != truth))
    with capsys.disabled():
        print(
            f"\n{case:14s} {ground.dem_m.shape[0]} x {ground.dem_m.shape[1]}, in sight {truth.mean():.1%}\n"
            f"  gdal_viewshed  wrong {wrong_gdal:8.4%}  CPU {gdal_s:.3f} s for {ground.dem_m.size} cells\n"
            f"  skykeep        wrong {wrong_ours:8.4%}  CPU {files_s:.3f} s with files, {ours_s:.3f} s "
            f"without, for {rays} rays of {swept.lowest_m.shape[1]} samples"
        )
    if dense:
        assert wrong_ours <= TRUER * wrong_gdal
    else:
        assert wrong_ours <= AS_TRUE * wrong_gdal
        assert files_s <= CHEAPER * gdal_s
