"""Where the chosen sites cover a country, as rows of cells from west to east: enough to draw a map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.coverage.country import GRID_STEP_M, CountryGrid

__all__ = ["CoverMap", "cover_map"]

I64 = npt.NDArray[np.int64]
LON_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverMap:
    """Stretches of cells of one row that as many sites cover: latitude of their middles, from and to which
    longitude, degrees, and how many sites; stretches that no site covers are left out."""

    height_agl_m: float
    cell_m: float
    stretches: tuple[tuple[float, float, float, int], ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "height_agl_m": self.height_agl_m,
            "cell_m": self.cell_m,
            "stretches": [list(stretch) for stretch in self.stretches],
        }


def cover_map(grid: CountryGrid, count: I64, height_agl_m: float) -> CoverMap:
    """Return the map of how many sites cover each cell; ``count`` is int [place], cells first."""
    stretches = []
    lat, lon, found = grid.lat_deg[: grid.cells], grid.lon_deg[: grid.cells], count[: grid.cells]
    for row in np.unique(lat):
        inside = np.flatnonzero(lat == row)
        lons, counts = lon[inside], found[inside]
        step = float(np.diff(lons).min()) if lons.size > 1 else 0.0
        if step == 0.0:
            continue
        cut = np.flatnonzero((np.diff(counts) != 0) | (np.diff(lons) > 1.5 * step)) + 1
        for part in np.split(np.arange(lons.size), cut):
            if counts[part[0]] > 0:
                west, east = lons[part[0]] - 0.5 * step, lons[part[-1]] + 0.5 * step
                ends = round(float(west), LON_DIGITS), round(float(east), LON_DIGITS)
                stretches.append((round(float(row), LON_DIGITS), *ends, int(counts[part[0]])))
    return CoverMap(height_agl_m=height_agl_m, cell_m=GRID_STEP_M, stretches=tuple(stretches))
