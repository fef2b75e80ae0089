"""What is in sight, seen and engageable as areas: polygons with holes, about the site and in degrees.

Every cell of the polar grid is the piece of a ring about the site that its share counts, so the area of a
polygon over that of its ring is the printed share.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import shapely

from skykeep.errors import ExportError
from skykeep.terrain.geodesic import WGS84

from .polar import PolarAnswer
from .question import Site

__all__ = ["AREA_KINDS", "AreaKind", "area_about_site", "disc_about_site", "to_degrees"]

F64 = npt.NDArray[np.float64]

AreaKind = Literal["in_sight", "seen", "engageable"]
AREA_KINDS: tuple[AreaKind, ...] = ("in_sight", "seen", "engageable")

DISC_CORNERS = 720
EDGE_M = 20_000.0
"""Longest edge handed on in degrees, m: between two corners a map draws a straight line, not a geodesic."""
PLANE_GRID_M = 0.1
"""Corners are rounded to this about the site, m."""
DEGREE_GRID = 1e-5
"""Corners are rounded to this, degrees: about a metre."""
METRES_TO_POLE = 110_574.0
"""Least length of a degree of latitude, m."""


def area_about_site(answer: PolarAnswer, kind: AreaKind) -> shapely.MultiPolygon:
    """Return an area in metres east and north of the site (azimuthal equidistant), holes included.

    ``seen`` reaches from the site to the range of each bearing at which a confirmed track is held with the
    probability asked for; ``in_sight`` and ``engageable`` are the cells that are so, dead zone left out.
    """
    edge = _edges_rad(answer.seen_range_m.size)
    if kind == "seen":
        ray = np.flatnonzero(answer.seen_range_m > 0.0)
        near, far = np.zeros(ray.size), answer.seen_range_m[ray]
    else:
        ray, near, far = _runs(
            (answer.in_sight if kind == "in_sight" else answer.engageable) == 1, answer.range_m
        )
    left, right = edge[ray - 1], edge[ray]
    corners = np.stack(
        [_corner(left, near), _corner(left, far), _corner(right, far), _corner(right, near)], axis=1
    )
    return _multi(shapely.union_all(shapely.polygons(corners), grid_size=PLANE_GRID_M))


def disc_about_site(radius_m: float) -> shapely.MultiPolygon:
    """Return a disc in metres east and north of the site, as a polygon of the same area."""
    half = np.pi / DISC_CORNERS
    reach = radius_m * np.sqrt(2.0 * half / np.sin(2.0 * half))
    angle = _edges_rad(DISC_CORNERS)
    return _multi(shapely.polygons(_corner(angle, np.full(angle.size, reach))))


def to_degrees(area: shapely.MultiPolygon, site: Site) -> shapely.MultiPolygon:
    """Return an area about a site in longitude and latitude, cut at the antimeridian, rings as RFC 7946 asks.

    Outer rings run counter-clockwise, no edge is longer than 180 degrees or, on the ground, than ``EDGE_M``.

    Raises
    ------
    ExportError
        If the area reaches a pole, which no ring of longitudes can hold.
    """
    reach_m = float(np.hypot(*shapely.get_coordinates(area).T).max(initial=0.0))
    if abs(site.lat_deg) + reach_m / METRES_TO_POLE >= 90.0:
        raise ExportError(
            f"site {site.lat_deg:g}, {site.lon_deg:g}: an area of {reach_m / 1000.0:.0f} km about it holds a "
            "pole, which polygons in longitude and latitude cannot show; choose a site farther from the pole"
        )

    def placed(points: F64) -> F64:
        east, north = points.T
        count = east.size
        lon, lat, _ = WGS84.fwd(
            np.full(count, site.lon_deg),
            np.full(count, site.lat_deg),
            np.degrees(np.arctan2(east, north)),
            np.hypot(east, north),
        )
        unbroken = site.lon_deg + (lon - site.lon_deg + 180.0) % 360.0 - 180.0
        return np.column_stack([unbroken, lat])

    degrees = shapely.transform(shapely.segmentize(area, EDGE_M), placed)
    degrees = shapely.set_precision(shapely.make_valid(degrees), DEGREE_GRID)
    return _multi(shapely.orient_polygons(_cut_at_antimeridian(degrees)))


def _cut_at_antimeridian(area: shapely.Geometry) -> shapely.Geometry:
    """Return an area whose longitudes run past 180 or -180 degrees as parts that do not."""
    west, _, east, _ = shapely.bounds(area)
    if not (west < -180.0 or east > 180.0):
        return area
    parts = [
        shapely.transform(
            shapely.intersection(
                area, shapely.box(from_lon, -90.0, from_lon + 360.0, 90.0), grid_size=DEGREE_GRID
            ),
            lambda points, turn=from_lon + 180.0: points - (turn, 0.0),
        )
        for from_lon in (-540.0, -180.0, 180.0)
    ]
    return shapely.MultiPolygon([each for part in parts for each in _multi(part).geoms])


def _edges_rad(rays: int) -> F64:
    """Return the angle from north of the edge after each ray, rad; the edge before the first is the last."""
    return np.linspace(0.0, 2.0 * np.pi, 2 * rays + 1)[1::2]


def _runs(marked: npt.NDArray[np.bool_], range_m: F64) -> tuple[npt.NDArray[np.int64], F64, F64]:
    """Return ray, near and far edge (m) of each unbroken run of marked cells along a ray."""
    before = np.zeros((marked.shape[0], 1), dtype=bool)
    change = np.diff(np.concatenate([before, marked, before], axis=1).astype(np.int8), axis=1)
    ray, first = np.nonzero(change == 1)
    _, end = np.nonzero(change == -1)
    step = range_m[1] - range_m[0]
    edge_m = np.append(range_m[0] - 0.5 * step, range_m + 0.5 * step)
    return ray, edge_m[first], edge_m[end]


def _corner(angle_rad: F64, range_m: F64) -> F64:
    """Return metres east and north, [corner, 2]."""
    return np.stack([range_m * np.sin(angle_rad), range_m * np.cos(angle_rad)], axis=-1)


def _multi(area: shapely.Geometry) -> shapely.MultiPolygon:
    """Return the polygons of a geometry, without lines and points that rounding may leave."""
    parts = shapely.get_parts(area)
    return shapely.MultiPolygon([each for each in parts if each.geom_type == "Polygon" and not each.is_empty])
