"""Countries, disputed borders and cities inside a box, small enough for a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from skykeep.coverage.map_ground import DASHED_BORDERS
from skykeep.terrain.places import city_label, load_boundary_lines, load_countries, load_every_city

__all__ = ["BorderLines", "city_rows", "country_edges", "disputed_lines"]

Box = tuple[float, float, float, float]

STEP_DEG = 0.002
"""Points of borders lie on whole multiples of this, counted from the south-west corner: 0.2 km."""
COARSE_DEG = 0.003
"""Borders are drawn to within this."""
SPECK_DEG2 = 1e-5
"""Smaller parts, a tenth of a square kilometre, are no land to draw."""
CITIES_MOST = 160


class BorderLines:
    """Lines in whole steps of :data:`STEP_DEG` east and north of the south-west corner of a box, one after
    another.
    """

    step_deg = STEP_DEG

    def __init__(self, box_deg: Box) -> None:
        self.box_deg = box_deg
        self.east: list[npt.NDArray[np.int64]] = []
        self.north: list[npt.NDArray[np.int64]] = []

    def add(self, points_lon_lat_deg: npt.NDArray[np.float64]) -> int:
        """Add a line and return how many points it has."""
        south, west, _, _ = self.box_deg
        self.east.append(np.rint((points_lon_lat_deg[:, 0] - west) / STEP_DEG).astype(np.int64))
        self.north.append(np.rint((points_lon_lat_deg[:, 1] - south) / STEP_DEG).astype(np.int64))
        return int(points_lon_lat_deg.shape[0])

    def arrays(self) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint16]]:
        """Return all points, east and north."""
        if not self.east:
            return np.zeros(0, np.uint16), np.zeros(0, np.uint16)
        return np.concatenate(self.east).astype(np.uint16), np.concatenate(self.north).astype(np.uint16)


def country_edges(lines: BorderLines) -> list[dict[str, Any]]:
    """Add the outer edges of every country in the box, cut at its sides; return code, name and the number of
    points of each edge.
    """
    frame = _frame(lines.box_deg)
    found = []
    for country in load_countries():
        inside = shapely.intersection(country.polygon.simplify(COARSE_DEG), frame)
        parts = [part for part in shapely.get_parts(inside) if part.area > SPECK_DEG2]
        if parts:
            points = [lines.add(np.asarray(part.exterior.coords)[:, :2]) for part in parts]
            found.append({"code": country.code, "name": country.name, "points": points})
    return found


def disputed_lines(lines: BorderLines) -> list[int]:
    """Add the disputed and indefinite borders in the box; return the number of points of each line."""
    frame = _frame(lines.box_deg)
    every = [
        shapely.LineString(line)
        for boundary in load_boundary_lines()
        if boundary.kind.startswith(DASHED_BORDERS)
        for line in boundary.lines_lon_lat_deg
    ]
    return [lines.add(np.asarray(part.coords)[:, :2]) for part in _cut(every, frame)]


def _cut(every: Iterable[shapely.LineString], frame: shapely.Geometry) -> list[shapely.LineString]:
    """Return what of some lines lies inside a frame."""
    parts = [part for line in every for part in shapely.get_parts(shapely.intersection(line, frame))]
    return [part for part in parts if part.geom_type == "LineString"]


def _frame(box_deg: Box) -> shapely.Geometry:
    south, west, north, east = box_deg
    return shapely.box(west, south, east, north)


def city_rows(box_deg: Box) -> list[list[Any]]:
    """Return the largest cities in the box, largest first: label, longitude, latitude, people, country."""
    south, west, north, east = box_deg
    inside = [
        city
        for city in load_every_city()
        if south < city.lat_deg < north and west < city.lon_deg < east and city.population > 0
    ]
    inside.sort(key=lambda city: (-city.population, city.geonameid))
    return [
        [city_label(city), round(city.lon_deg, 4), round(city.lat_deg, 4), city.population, city.country]
        for city in inside[:CITIES_MOST]
    ]
