"""What is to be covered: the area of a country, the people in its cities, or assets named in a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from skykeep.coverage.country import CountryGrid
from skykeep.errors import UsageError

from .csv_places import CsvPlace, read_places

__all__ = ["DEMANDS", "Demand", "Places", "demand_of", "places_of"]

F64 = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Kind = Literal["area", "people", "assets"]

DEMANDS = ("area", "people")
"""Words for what is covered; anything else is a file of assets."""


@dataclass(frozen=True, eq=False)
class Places:
    """Every place that a share is counted over: the cells, cities and homes of a country, then assets."""

    lat_deg: F64
    lon_deg: F64


@dataclass(frozen=True, eq=False, kw_only=True)
class Demand:
    """What is to be covered, as a weight for each place; the weights sum to 1."""

    kind: Kind
    weight: F64
    assets: tuple[CsvPlace, ...] = ()


def places_of(grid: CountryGrid, assets: Sequence[CsvPlace]) -> Places:
    """Return the places of a country with some assets behind them."""
    return Places(
        np.concatenate([grid.lat_deg, [asset.lat_deg for asset in assets]]),
        np.concatenate([grid.lon_deg, [asset.lon_deg for asset in assets]]),
    )


def demand_of(cover: Path | str, grid: CountryGrid) -> Demand:
    """Return what is to be covered: ``area``, ``people``, or the assets of a CSV file.

    Raises
    ------
    UsageError
        If it is none of these, the file cannot be used, or the country has no people in its cities.
    """
    if cover == "area":
        return Demand(kind="area", weight=area_weight(grid, 0))
    if cover == "people":
        weight = people_weight(grid, 0)
        if not weight.any():
            raise UsageError(f"cover 'people': no city of {grid.name} has a stated population; use area")
        return Demand(kind="people", weight=weight)
    if isinstance(cover, str) and not Path(cover).suffix and not Path(cover).exists():
        raise UsageError(
            f"cover {cover!r}: must be area, people, or a CSV file of assets (name,lat,lon,value)"
        )
    assets = read_places(Path(cover), what="cover")
    value = np.array([asset.value for asset in assets])
    if not value.sum() > 0.0:
        raise UsageError(f"cover {cover}: the values of the assets sum to 0; at least one must be above it")
    weight = np.concatenate([np.zeros(grid.lat_deg.size), value / value.sum()])
    return Demand(kind="assets", weight=weight, assets=assets)


def area_weight(grid: CountryGrid, assets: int) -> F64:
    """Return the share of a country's area at each place: its cells alike, nothing elsewhere."""
    weight = np.zeros(grid.lat_deg.size + assets)
    weight[: grid.cells] = 1.0 / grid.cells
    return weight


def people_weight(grid: CountryGrid, assets: int) -> F64:
    """Return the share of the people in a country's cities at each place, zeros where none are counted."""
    weight = np.zeros(grid.lat_deg.size + assets)
    first = grid.cells + len(grid.cities)
    weight[first : first + grid.people.size] = grid.people / max(float(grid.people.sum()), 1.0)
    return weight
