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
COLLINEAR_M = 0.01
"""Corners that stray less than this from the line of their neighbours are left out, m."""
DEGREE_GRID = 1e-5
"""Corners are rounded to this, degrees: about a metre."""
METRES_TO_POLE = 110_574.0
"""Least length of a degree of latitude, m."""


def area_about_site(answer: PolarAnswer, kind: AreaKind) -> shapely.MultiPolygon:
    """Return an area in metres east and north of the site (azimuthal equidistant), holes included.

    ``seen`` reaches from the site to the range of each bearing at which a confirmed track is held with the
    probability asked for; ``in_sight`` and ``engageable`` are the cells that are so, dead zone left out.
    """
    if kind == "seen":
        return _sectors(answer.seen_range_m)
    return _joined_cells((answer.in_sight if kind == "in_sight" else answer.engageable) == 1, answer.range_m)


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


def _sectors(range_m: F64) -> shapely.MultiPolygon:
    """Return the area out to a range on each ray, as one sector for each."""
    right = _edges_rad(range_m.size)
    left = np.roll(right, 1)
    corners = np.stack([_corner(left, range_m), _corner(right, range_m)], axis=1).reshape(-1, 2)
    return _multi(shapely.make_valid(shapely.polygons(corners), method="structure", keep_collapsed=False))


def _joined_cells(marked: npt.NDArray[np.bool_], range_m: F64) -> shapely.MultiPolygon:
    """Return the area of the marked cells [ray, range].

    Cells are joined as rectangles of whole numbers (ray, range), where shared edges meet exactly, and only
    then bent into pieces of rings. Each half of the circle is joined alone: bent in one, a whole ring would
    meet itself north of the site, and no join takes such a seam out of one polygon. The last join is of both.
    """
    rays = marked.shape[0]
    before = np.zeros((rays, 1), dtype=bool)
    change = np.diff(np.concatenate([before, marked, before], axis=1).astype(np.int8), axis=1)
    ray, first = np.nonzero(change == 1)
    _, end = np.nonzero(change == -1)
    cells = shapely.box(ray, first, ray + 1, end)
    halves = [shapely.union_all(cells[ray < rays // 2]), shapely.union_all(cells[ray >= rays // 2])]
    right = _edges_rad(rays)
    step = float(range_m[1] - range_m[0])

    def bent(points: F64) -> F64:
        whole = np.rint(points).astype(np.int64)
        return _corner(right[whole[:, 0] % rays - 1], range_m[0] + (whole[:, 1] - 0.5) * step)

    pieces = shapely.transform(shapely.segmentize(halves, 1.0), bent)
    return _multi(shapely.simplify(shapely.union_all(shapely.get_parts(pieces)), COLLINEAR_M))


def _corner(angle_rad: F64, range_m: F64) -> F64:
    """Return metres east and north, [corner, 2]."""
    return np.stack([range_m * np.sin(angle_rad), range_m * np.cos(angle_rad)], axis=-1)


def _multi(area: shapely.Geometry) -> shapely.MultiPolygon:
    """Return the polygons of a geometry, without lines and points that rounding may leave."""
    parts = shapely.get_parts(area)
    return shapely.MultiPolygon([each for each in parts if each.geom_type == "Polygon" and not each.is_empty])
