"""Borders, cities and airports of the region in the package (12-49 N, 22-64 E)."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from skykeep.errors import TerrainError, did_you_mean

from .geodesic import WGS84

__all__ = [
    "ATTRIBUTION",
    "Airport",
    "BoundaryLine",
    "City",
    "Country",
    "area_m2",
    "city_label",
    "load_airports",
    "load_boundary_lines",
    "load_cities",
    "load_countries",
    "load_country",
    "load_every_city",
]


TWIN_DISTANCE_M = 10_000.0
"""A place nearer than this to a larger one is taken as part of it: GeoNames counts quarters and cities, m."""

TWIN_SEARCH_MARGIN = 1.02
"""A chord on the sphere differs from a distance on the ellipsoid by less than this share."""
CODE_LETTERS = 2
SPHERE_RADIUS_M = 6_371_000.0

Pairs = npt.NDArray[np.int64]

ATTRIBUTION = (
    "Borders: Natural Earth 1:10m (public domain; how lines are drawn is Natural Earth's choice). "
    "Cities: GeoNames (CC BY 4.0). Airports: airportsdata (MIT)."
)


@dataclass(frozen=True, eq=False)
class Country:
    """A country's polygon in degrees; ``whole`` is false where it was cut at the window of the package."""

    code: str
    name: str
    polygon: shapely.MultiPolygon
    whole: bool

    @property
    def area_m2(self) -> float:
        """Area on the WGS84 ellipsoid, m2."""
        return area_m2(self.polygon)


@dataclass(frozen=True)
class City:
    """A populated place of GeoNames; ``known_as`` is the usual English name where GeoNames has a less usual
    one.
    """

    geonameid: int
    name: str
    country: str
    lat_deg: float
    lon_deg: float
    population: int
    known_as: str = ""


@dataclass(frozen=True)
class Airport:
    """An airfield; ``alt_msl_m`` is its published elevation."""

    icao: str
    iata: str
    name: str
    city: str
    country: str
    lat_deg: float
    lon_deg: float
    alt_msl_m: float


@dataclass(frozen=True)
class BoundaryLine:
    """A land border line; ``kind`` is Natural Earth's word (disputed, line of control, ...)."""

    kind: str
    left: str
    right: str
    lines_lon_lat_deg: tuple[tuple[tuple[float, float], ...], ...]


def city_label(city: City) -> str:
    """Return the name to print for a city."""
    return city.known_as or city.name


def area_m2(polygon: shapely.Geometry) -> float:
    """Return the area of a polygon in degrees on the WGS84 ellipsoid, m2."""
    area, _ = WGS84.geometry_area_perimeter(shapely.normalize(polygon))
    return abs(float(area))


@lru_cache(maxsize=1)
def load_countries() -> tuple[Country, ...]:
    """Return all countries that touch the window, by code; neighbours cut at its edge say so."""
    return tuple(
        Country(
            code=feature["properties"]["code"],
            name=feature["properties"]["name"],
            polygon=shapely.geometry.shape(feature["geometry"]),
            whole=feature["properties"]["whole"],
        )
        for feature in _geojson("countries_12-49N_22-64E.geojson")
    )


def load_country(code: str) -> Country:
    """Return the country with this two-letter ISO code, whole.

    Raises
    ------
    TerrainError
        If its borders are not in the package, or only in part.
    """
    known = {country.code: country for country in load_countries() if country.code}
    whole = sorted(code for code, country in known.items() if country.whole)
    wanted = code.upper()
    if wanted not in known or not known[wanted].whole:
        held = (
            "in the package only in part (they leave 12-49 N, 22-64 E)"
            if wanted in known
            else "not in the package"
        )
        raise TerrainError(
            f"the borders of {code!r} are {held}.{_code_meant(code, whole)} Allowed are {', '.join(whole)}."
        )
    return known[wanted]


def _code_meant(given: str, codes: list[str]) -> str:
    """Return the code that was meant, names of countries counted too, as a question."""
    names = {country.name.casefold(): country.code for country in load_countries() if country.code in codes}
    near = did_you_mean(given.casefold(), names) if len(given) > CODE_LETTERS else ""
    for name, code in names.items():
        if repr(name) in near:
            return f" Did you mean {code!r}?"
    return did_you_mean(given.upper(), codes)


@lru_cache(maxsize=1)
def load_every_city() -> tuple[City, ...]:
    """Return every place of the package, quarters of larger ones too, by country, the largest first."""
    return tuple(_city(row) for row in _city_rows())


@lru_cache(maxsize=8)
def load_cities(code: str) -> tuple[City, ...]:
    """Return the cities of a country, largest first, each place within 10 km of a larger one left out.

    Places without a stated population stay in with 0 people. Iraq: 139 places, 26.07 million people.

    Raises
    ------
    TerrainError
        If the package holds no city of that country.
    """
    rows = [row for row in _city_rows() if row["country"] == code.upper()]
    if not rows:
        held = sorted({row["country"] for row in _city_rows()})
        raise TerrainError(f"no cities of {code!r} are in the package; allowed are {', '.join(held)}")
    cities = [_city(row) for row in rows]
    return _without_twins(sorted(cities, key=lambda city: (-city.population, city.geonameid)))


def _city(row: dict[str, str]) -> City:
    """Return one row of the cities file."""
    return City(
        geonameid=int(row["geonameid"]),
        name=row["name"],
        country=row["country"],
        lat_deg=float(row["lat_deg"]),
        lon_deg=float(row["lon_deg"]),
        population=int(row["population"]),
        known_as=row["known_as"],
    )


def load_airports(code: str | None = None) -> tuple[Airport, ...]:
    """Return the airfields of a country (or of the whole window), by ICAO code; empty if there are none."""
    return tuple(
        Airport(
            icao=row["icao"],
            iata=row["iata"],
            name=row["name"],
            city=row["city"],
            country=row["country"],
            lat_deg=float(row["lat_deg"]),
            lon_deg=float(row["lon_deg"]),
            alt_msl_m=float(row["elevation_m"]),
        )
        for row in _csv("airports.csv")
        if code is None or row["country"] == code.upper()
    )


def load_boundary_lines() -> tuple[BoundaryLine, ...]:
    """Return the land border lines of the window with Natural Earth's word for what they are."""
    return tuple(
        BoundaryLine(
            kind=feature["properties"]["kind"],
            left=feature["properties"]["left"] or "",
            right=feature["properties"]["right"] or "",
            lines_lon_lat_deg=tuple(
                tuple((float(lon), float(lat)) for lon, lat in line)
                for line in feature["geometry"]["coordinates"]
            ),
        )
        for feature in _geojson("boundary_lines_12-49N_22-64E.geojson")
    )


def _without_twins(largest_first: list[City]) -> tuple[City, ...]:
    """Return the cities that have no larger kept one within the twin distance."""
    lat: npt.NDArray[np.float64] = np.array([city.lat_deg for city in largest_first])
    lon: npt.NDArray[np.float64] = np.array([city.lon_deg for city in largest_first])
    pairs = _pairs_within(lat, lon, TWIN_DISTANCE_M * TWIN_SEARCH_MARGIN)
    _, _, distance_m = WGS84.inv(lon[pairs[:, 0]], lat[pairs[:, 0]], lon[pairs[:, 1]], lat[pairs[:, 1]])
    pairs = pairs[np.asarray(distance_m) <= TWIN_DISTANCE_M]
    kept = np.ones(len(largest_first), dtype=np.bool_)
    for larger, smaller in pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]:
        kept[smaller] &= ~kept[larger]
    return tuple(city for city, stays in zip(largest_first, kept, strict=True) if stays)


def _pairs_within(
    lat_deg: npt.NDArray[np.float64], lon_deg: npt.NDArray[np.float64], reach_m: float
) -> Pairs:
    """Return pairs of places, the first index the lower, whose chord on a sphere is within a reach."""
    from scipy.spatial import cKDTree

    lat, lon = np.radians(lat_deg), np.radians(lon_deg)
    points = np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
    pairs: Pairs = cKDTree(points).query_pairs(reach_m / SPHERE_RADIUS_M, output_type="ndarray")
    return np.sort(pairs, axis=1)


def _text(name: str) -> str:
    return files("skykeep.terrain").joinpath("data", name).read_text(encoding="utf-8")


def _geojson(name: str) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(_text(name))["features"]
    return features


@lru_cache(maxsize=1)
def _city_rows() -> tuple[dict[str, str], ...]:
    return tuple(_csv("cities.csv"))


def _csv(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(name).splitlines()))
