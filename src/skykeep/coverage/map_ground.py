"""The ground that a map of coverage is drawn on: relief, land, borders and cities about a site."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely

from skykeep.terrain import Heightfield, load_countries
from skykeep.terrain.geodesic import WGS84
from skykeep.terrain.places import city_label, load_boundary_lines

from .country import country_grid
from .question import Site

__all__ = ["DASHED_BORDERS", "MapGround", "map_axis_m", "map_ground"]

F64 = npt.NDArray[np.float64]

MAP_POSTS = 321
"""Posts along a side of a map: 2 km apart on a map of 300 km."""
NAMED_CITY_PEOPLE = 250_000
NAMED_APART, NAMED_APART_EAST, NAMED_APART_NORTH = 0.2, 0.42, 0.085
"""On a map a city is named only if it is farther than the first from every larger named one, and farther
than the second to the east or west, or than the third to the north or south, so that labels stay apart; in
shares of the map's half width."""
DASHED_BORDERS = ("Disputed", "Indefinite", "Line of control")
"""First words of Natural Earth's kinds of border that nobody should print as a plain line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapGround:
    """Ground round a site in an azimuthal equidistant plane: rows from south to north, columns from west to
    east, lines and cities in metres east and north of the site.
    """

    key: str
    half_width_m: float
    ground_alt_msl_m: npt.NDArray[np.float32]
    is_land: npt.NDArray[np.bool_]
    country_lines_m: tuple[npt.NDArray[np.float64], ...]
    other_lines_m: tuple[npt.NDArray[np.float64], ...]
    disputed_lines_m: tuple[npt.NDArray[np.float64], ...]
    cities: tuple[tuple[str, float, float], ...]


def map_axis_m(half_width_m: float) -> F64:
    """Return metres east, or north, of the posts along a side of a map."""
    return np.linspace(-half_width_m, half_width_m, MAP_POSTS)


@lru_cache(maxsize=1)
def _land() -> shapely.Geometry:
    """Return all land of the package in one prepared geometry."""
    land = shapely.union_all([country.polygon for country in load_countries()])
    shapely.prepare(land)
    return land


def map_ground(
    site: Site, *, key: str, country: str | None, half_width_m: float, terrain: Heightfield
) -> MapGround:
    """Return elevation, land, borders and cities round a site in an azimuthal equidistant plane, m.

    Parameters
    ----------
    site
        The middle of the map; its name is the first of the cities.
    key
        What the map is known by.
    country
        Code of the country whose border is drawn bold and whose cities are named, or None.
    half_width_m
        From the site to the edge of the map.
    terrain
        Elevation data.
    """
    axis = map_axis_m(half_width_m)
    east, north = np.meshgrid(axis, axis)
    bearing, distance = np.degrees(np.arctan2(east, north)), np.hypot(east, north)
    lon, lat, _ = WGS84.fwd(
        np.full(east.shape, site.lon_deg), np.full(east.shape, site.lat_deg), bearing, distance
    )
    edges = {each.code: _edges(each.polygon, site, half_width_m) for each in load_countries()}
    disputed = [
        line
        for boundary in load_boundary_lines()
        if boundary.kind.startswith(DASHED_BORDERS)
        for line in boundary.lines_lon_lat_deg
    ]
    return MapGround(
        key=key,
        half_width_m=half_width_m,
        ground_alt_msl_m=terrain.sample(lat, lon).astype(np.float32),
        is_land=np.asarray(shapely.contains_xy(_land(), lon, lat)),
        country_lines_m=tuple(edges.pop(country or "", ())),
        other_lines_m=tuple(line for lines in edges.values() for line in lines),
        disputed_lines_m=tuple(
            plane for line in disputed if _near(plane := _plane(np.array(line), site), half_width_m)
        ),
        cities=_cities(site, country, half_width_m),
    )


def _plane(lon_lat_deg: F64, site: Site) -> F64:
    """Return points in metres east and north of a site."""
    count = lon_lat_deg.shape[0]
    bearing, _, distance = WGS84.inv(
        np.full(count, site.lon_deg), np.full(count, site.lat_deg), lon_lat_deg[:, 0], lon_lat_deg[:, 1]
    )
    angle = np.radians(np.asarray(bearing))
    distance = np.asarray(distance)
    return np.column_stack((distance * np.sin(angle), distance * np.cos(angle)))


def _near(points_m: F64, half_width_m: float) -> bool:
    """Return whether a line may touch the map."""
    least, most = points_m.min(axis=0), points_m.max(axis=0)
    return bool((least <= half_width_m).all() and (most >= -half_width_m).all())


def _edges(polygon: shapely.MultiPolygon, site: Site, half_width_m: float) -> list[F64]:
    """Return the outer edges of a country's parts that may touch the map."""
    frame = shapely.box(*[-half_width_m] * 2, *[half_width_m] * 2)
    found: list[F64] = []
    for part in polygon.geoms:
        edge = _plane(np.asarray(part.exterior.coords)[:, :2], site)
        if _near(edge, half_width_m):
            inside = shapely.intersection(shapely.LineString(edge), frame)
            found += [np.asarray(line.coords) for line in shapely.get_parts(shapely.line_merge(inside))]
    return found


def _cities(site: Site, country: str | None, half_width_m: float) -> tuple[tuple[str, float, float], ...]:
    """Return the larger cities of the country on the map, well apart, with metres east and north."""
    named: list[tuple[str, float, float]] = [(site.name, 0.0, 0.0)] if site.name else []

    def apart(east: float, north: float, other_east: float, other_north: float) -> bool:
        across, up = abs(east - other_east) / half_width_m, abs(north - other_north) / half_width_m
        return math.hypot(across, up) > NAMED_APART and (across > NAMED_APART_EAST or up > NAMED_APART_NORTH)

    for city in country_grid(country).cities if country else ():
        east, north = (float(part) for part in _plane(np.array([[city.lon_deg, city.lat_deg]]), site)[0])
        inside = max(abs(east), abs(north)) < half_width_m
        if (
            inside
            and city.population >= NAMED_CITY_PEOPLE
            and all(apart(east, north, x, y) for _, x, y in named)
        ):
            named.append((city_label(city), east, north))
    return tuple(named)
