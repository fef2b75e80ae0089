"""Where units may stand: a grid over the country, its cities, its airfields, or the places of a file."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from skykeep.coverage import Site
from skykeep.coverage.country import CountryGrid, country_grid
from skykeep.errors import UsageError
from skykeep.terrain.geodesic import WGS84
from skykeep.terrain.places import city_label, load_airports

from .csv_places import read_places

__all__ = ["SITES_MOST", "candidates_of", "largest_cities", "pairs_apart"]

GRID = re.compile(r"grid:(\d+(?:\.\d+)?)\s*km")
CITIES = re.compile(r"cities(?::(\d+))?")
CITIES_USUAL = 40
CITY_SPACING_M = 40_000.0
"""Cities to stand at are at least this far apart, m: two batteries a few kilometres apart answer alike."""
SITES_MOST = 1_000
"""More candidates than this take minutes before the choice begins."""
BEARINGS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
AT_CITY_M = 5_000.0
"""A site nearer than this to the middle of a city bears its name alone, m."""


def candidates_of(given: Path | str, grid: CountryGrid) -> tuple[Site, ...]:
    """Return the candidate sites: ``grid:50km``, ``cities:40`` (the largest, at least 40 km apart),
    ``airports``, or a CSV file with ``name,lat,lon``.

    Raises
    ------
    UsageError
        If it is none of these, or gives no site or too many.
    """
    text = str(given)
    if match := GRID.fullmatch(text):
        sites = _grid_sites(grid, 1000.0 * float(match[1]))
    elif match := CITIES.fullmatch(text):
        sites = largest_cities(grid, int(match[1] or CITIES_USUAL))
    elif text == "airports":
        sites = tuple(
            Site(lat_deg=port.lat_deg, lon_deg=port.lon_deg, name=port.name)
            for port in load_airports(grid.code)
        )
    elif Path(text).suffix or Path(text).exists():
        sites = tuple(
            Site(lat_deg=place.lat_deg, lon_deg=place.lon_deg, name=place.name)
            for place in read_places(Path(text), what="candidates")
        )
    else:
        raise UsageError(
            f"candidates {text!r}: must be grid:50km, cities:40, airports, or a CSV file (name,lat,lon)"
        )
    if not 1 <= len(sites) <= SITES_MOST:
        raise UsageError(
            f"candidates {text!r}: {len(sites)} sites in {grid.name}; must be from 1 to {SITES_MOST}"
        )
    return sites


def largest_cities(grid: CountryGrid, count: int = CITIES_USUAL) -> tuple[Site, ...]:
    """Return the largest cities of a country as sites, each at least 40 km from every larger one."""
    kept: list[Site] = []
    for city in grid.cities:
        if len(kept) == count:
            break
        near = any(
            WGS84.inv(city.lon_deg, city.lat_deg, site.lon_deg, site.lat_deg)[2] < CITY_SPACING_M
            for site in kept
        )
        if not near:
            kept.append(Site(lat_deg=city.lat_deg, lon_deg=city.lon_deg, name=city_label(city)))
    return tuple(kept)


def _grid_sites(grid: CountryGrid, step_m: float) -> tuple[Site, ...]:
    """Return the middles of the cells of a coarse grid over a country, named by the nearest city."""
    if not 1_000.0 <= step_m <= 1_000_000.0:
        raise UsageError(f"candidates grid:{step_m / 1000:g}km: the step must be from 1 to 1000 km")
    coarse = country_grid(grid.code, step_m)
    if coarse.cells > SITES_MOST:
        raise UsageError(
            f"candidates grid:{step_m / 1000:g}km: {coarse.cells} sites in {grid.name}; must be from 1 to "
            f"{SITES_MOST}"
        )
    spots = zip(coarse.lat_deg[: coarse.cells], coarse.lon_deg[: coarse.cells], strict=True)
    return tuple(
        Site(lat_deg=float(lat), lon_deg=float(lon), name=_near_city(grid, float(lat), float(lon)))
        for lat, lon in spots
    )


def _near_city(grid: CountryGrid, lat_deg: float, lon_deg: float) -> str:
    """Return where a place is, in words: so far in which direction from the nearest city."""
    lats = np.array([city.lat_deg for city in grid.cities])
    lons = np.array([city.lon_deg for city in grid.cities])
    count = lats.size
    azimuth, _, distance = WGS84.inv(lons, lats, np.full(count, lon_deg), np.full(count, lat_deg))
    nearest = int(np.argmin(distance))
    name = city_label(grid.cities[nearest])
    if distance[nearest] < AT_CITY_M:
        return name
    towards = BEARINGS[round(float(azimuth[nearest]) / 45.0) % len(BEARINGS)]
    return f"{distance[nearest] / 1000.0:.0f} km {towards} of {name}"


def pairs_apart(sites: tuple[Site, ...], spacing_m: float) -> tuple[tuple[int, int], ...]:
    """Return the pairs of sites that are nearer to each other than a spacing, the lower index first."""
    if spacing_m <= 0.0:
        return ()
    lat = np.array([site.lat_deg for site in sites])
    lon = np.array([site.lon_deg for site in sites])
    one, other = np.triu_indices(len(sites), 1)
    _, _, distance = WGS84.inv(lon[one], lat[one], lon[other], lat[other])
    near = np.asarray(distance) < spacing_m
    return tuple(zip(one[near].tolist(), other[near].tolist(), strict=True))
