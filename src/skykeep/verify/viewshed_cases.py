"""Handler of the sight cases: the product's grid sweep against gdal_viewshed and an exact ray."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from skykeep.core.earth.sight_grid import in_sight_grid, lowest_visible_height_grid

from .casefile import Case
from .handler import Handler, numbers
from .judge import Check

__all__ = ["HANDLERS"]

_EARTH_RADIUS_M = 6_371_000.0

_CLEAR_MARGIN_M = 6.0
"""Where the exact ray clears or misses by more than this, the sign must match; the files' own rule."""

_WRONG_SHARE = 0.01
"""Share of all cells that may differ from either map; the files' own rule."""

_HEADER_LINES = 6


def _read_grid(path: Path) -> tuple[npt.NDArray[np.float64], float]:
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
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ValueError(f"{path.name}: {error.strerror}") from None


def _sight(case: Case) -> list[Check]:
    """Return the shares of cells that differ from each map, and the number that differ where it is clear."""
    folder = case.file.path.parent
    ground, cell_m = _read_grid(folder / str(case.values["dem"]))
    row, col, antenna_m, height_m = numbers(
        case, "observer_row", "observer_col", "observer_height_m", "target_height_m"
    )
    bend = case.values.get("curvature_coeff")
    lowest = lowest_visible_height_grid(
        ground,
        int(row),
        observer_col=int(col),
        observer_height_m=antenna_m,
        cell_m=float(case.values.get("cell_m", cell_m)),
        curvature_coeff=float(bend) if bend is not None else 1.0 / numbers(case, "k_factor")[0],
        earth_radius_m=float(case.values.get("earth_radius_m", _EARTH_RADIUS_M)),
    )
    seen = in_sight_grid(ground, lowest, height_m)
    found: list[Check] = []
    if name := case.values.get("gdal_visible"):
        lines = _lines(folder / str(name))
        gdal = np.array([[sign == "1" for sign in line.strip()] for line in lines if line.strip()])
        found.append(Check("cells unlike gdal_viewshed", _share(seen, gdal), _WRONG_SHARE))
    if name := case.values.get("los_margin"):
        margin = np.loadtxt(_lines(folder / str(name)), delimiter=",", ndmin=2)
        found.append(Check("cells unlike the exact ray", _share(seen, margin >= 0.0), _WRONG_SHARE))
        wrong = (seen != (margin >= 0.0)) & (np.abs(margin) > _CLEAR_MARGIN_M)
        found.append(Check("clear cells of the wrong sign", float(wrong.sum()), 0.0))
    for name in ("visible_fraction_gdal", "visible_fraction_exact"):
        if case.values.get(name) is not None:
            found.append(Check(name, abs(float(seen.mean()) - numbers(case, name)[0]), _WRONG_SHARE))
    return found


def _share(seen: npt.NDArray[np.bool_], other: npt.NDArray[np.bool_]) -> float:
    """Return the share of cells in which two maps differ."""
    if seen.shape != other.shape:
        raise ValueError(f"the grid has {seen.shape} cells and the map beside it {other.shape}")
    return float(np.mean(seen != other))


HANDLERS = (Handler("sight", "geometry", ("dem", "observer_row", "observer_col"), _sight),)
