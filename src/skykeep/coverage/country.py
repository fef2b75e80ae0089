"""Shares of a country's area and of the people in its cities, from coverage round a site."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt
import shapely

from skykeep.terrain.geodesic import WGS84
from skykeep.terrain.heightfield import METRES_PER_DEGREE
from skykeep.terrain.places import City, load_cities, load_countries, load_country

from .polar import PolarAnswer
from .question import Site

__all__ = ["GRID_STEP_M", "CountryGrid", "PolarIndex", "country_grid", "country_of", "polar_index"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

GRID_STEP_M = 5_000.0
"""Side of the cells that a country is divided into, m: a share of Iraq is good to 0.1 % of its area."""


PEOPLE_PER_KM2 = 6_000.0
"""People on a square kilometre of a city, assumed: Baghdad becomes a disc with a radius of 20 km."""
HOME_SPACING_M = 2_000.0
HOMES_MAX = 100
"""Most places that the people of one city are spread over."""
GOLDEN_ANGLE_RAD = math.pi * (3.0 - math.sqrt(5.0))
"""Turn from one place to the next that spreads them evenly over a disc."""


@dataclass(frozen=True, eq=False)
class CountryGrid:
    """Cells of equal area that cover a country, its cities, and where the people of its cities live; in every
    array first the cells, then the middles of the cities, then places within them.

    ``area_m2`` is the area of the country on the ellipsoid, ``cells`` the number of grid cells, ``people``
    how many live at each place within a city.
    """

    code: str
    name: str
    lat_deg: F64
    lon_deg: F64
    cells: int
    area_m2: float
    cities: tuple[City, ...]
    people: F64

    def area_share(self, covered: Bools) -> float:
        """Return the share of the country's area that is covered; ``covered`` holds [..., cells and
        cities].
        """
        return float(np.count_nonzero(covered[: self.cells])) / self.cells

    def people_share(self, covered: Bools) -> float:
        """Return the share of the people in its cities who live where it is covered: a city is a disc of
        :data:`PEOPLE_PER_KM2`, so a large one can be covered in part.
        """
        total = float(self.people.sum())
        inhabited = covered[self.cells + len(self.cities) :]
        return float(self.people[inhabited].sum()) / total if total > 0.0 else 0.0


@dataclass(frozen=True, eq=False)
class PolarIndex:
    """Where places lie on the polar grid of a site; ``inside`` is false beyond its reach."""

    ray: I64
    point: I64
    range_m: F64
    inside: Bools

    def seen(self, answer: PolarAnswer) -> Bools:
        """Return which places lie inside the seen range of their bearing."""
        return np.asarray(self.inside & (self.range_m <= answer.seen_range_m[self.ray]))

    def engageable(self, answer: PolarAnswer) -> Bools:
        """Return which places lie in an engageable cell, or in the dead zone round the site where the threat
        can be met before it gets there: people who live beside the launchers are not unprotected for that."""
        return np.asarray(self.inside & (answer.engageable[self.ray, self.point] > 0))

    def judged(self, answer: PolarAnswer) -> Bools:
        """Return which places lie within the ground data of their bearing."""
        return np.asarray(self.inside & (self.range_m <= answer.judged_range_m[self.ray]))


@lru_cache(maxsize=8)
def country_grid(code: str, step_m: float = GRID_STEP_M) -> CountryGrid:
    """Return cells of about ``step_m`` squared whose centres lie in a country, and its cities.

    Rows are evenly spaced in latitude, cells of a row in longitude by the cosine of the latitude: equal
    areas.

    Raises
    ------
    TerrainError
        If the package does not hold the whole country.
    """
    country = load_country(code)
    west, south, east, north = country.polygon.bounds
    lat_step = step_m / METRES_PER_DEGREE
    lats, lons = [], []
    for lat in np.arange(south + 0.5 * lat_step, north, lat_step):
        lon_step = lat_step / math.cos(math.radians(lat))
        row = np.arange(west + 0.5 * lon_step, east, lon_step)
        lons.append(row)
        lats.append(np.full(row.size, lat))
    lat_all, lon_all = np.concatenate(lats), np.concatenate(lons)
    shapely.prepare(country.polygon)
    inside = shapely.contains_xy(country.polygon, lon_all, lat_all)
    cities = load_cities(code)
    city_lat = np.array([city.lat_deg for city in cities])
    city_lon = np.array([city.lon_deg for city in cities])
    home_lat, home_lon, people = _homes(cities)
    return CountryGrid(
        code=country.code,
        name=country.name,
        lat_deg=np.concatenate([lat_all[inside], city_lat, home_lat]),
        lon_deg=np.concatenate([lon_all[inside], city_lon, home_lon]),
        cells=int(np.count_nonzero(inside)),
        area_m2=country.area_m2,
        cities=cities,
        people=people,
    )


def _homes(cities: Sequence[City]) -> tuple[F64, F64, F64]:
    """Return latitude, longitude and people of places spread evenly over the disc of each city."""
    lats, lons, people = [], [], []
    for city in cities:
        radius_m = math.sqrt(city.population / PEOPLE_PER_KM2 / math.pi) * 1000.0
        count = min(max(1, round((radius_m / HOME_SPACING_M) ** 2)), HOMES_MAX)
        step = np.arange(count)
        out_deg = radius_m * np.sqrt((step + 0.5) / count) / METRES_PER_DEGREE if count > 1 else np.zeros(1)
        turn = step * GOLDEN_ANGLE_RAD
        lats.append(city.lat_deg + out_deg * np.cos(turn))
        lons.append(city.lon_deg + out_deg * np.sin(turn) / math.cos(math.radians(city.lat_deg)))
        people.append(np.full(count, city.population / count))
    return np.concatenate(lats), np.concatenate(lons), np.concatenate(people)


def country_of(site: Site) -> str | None:
    """Return the code of the country in the package that holds a site whole, or None."""
    for country in load_countries():
        if country.whole and shapely.contains_xy(country.polygon, site.lon_deg, site.lat_deg):
            return country.code
    return None


class Places(Protocol):
    """Places by their coordinates."""

    @property
    def lat_deg(self) -> F64:
        """Latitudes, degrees."""

    @property
    def lon_deg(self) -> F64:
        """Longitudes, degrees."""


def polar_index(site: Site, grid: Places, *, bearings: int, range_m: F64) -> PolarIndex:
    """Return where places, such as the cells of a country, lie on the polar grid of a site: nearest ray,
    nearest sample.
    """
    count = grid.lat_deg.size
    azimuth, _, distance = WGS84.inv(
        np.full(count, site.lon_deg), np.full(count, site.lat_deg), grid.lon_deg, grid.lat_deg
    )
    ray = np.rint(np.asarray(azimuth) * (bearings / 360.0)).astype(np.int64) % bearings
    step = float(range_m[1] - range_m[0])
    point = np.clip(np.rint(distance / step).astype(np.int64) - 1, 0, range_m.size - 1)
    return PolarIndex(ray, point, distance, distance <= range_m[-1] + 0.5 * step)
