"""Coverage as GeoJSON: rings, and what is in sight, seen and engageable at each height, as polygons in
degrees.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.terrain.geodesic import WGS84

from .question import Site
from .result import CoverageResult

__all__ = ["to_geojson"]

DEGREE_DIGITS = 5
LEAST_RANGE_M = 1.0
"""Bearings without any reach are drawn at the site itself, m."""


def to_geojson(result: CoverageResult) -> dict[str, Any]:
    """Return a FeatureCollection: the site, both brochure rings, and three outlines for each height.

    An outline joins the farthest points of its kind on each whole degree; holes inside it (ground in the
    radar's shadow) are in the shares, not in the outline.
    """
    site = result.site
    features = [
        {
            "type": "Feature",
            "properties": {"kind": "site", "name": site.name, "system": result.system_id},
            "geometry": {"type": "Point", "coordinates": [site.lon_deg, site.lat_deg]},
        }
    ]
    first = result.heights[0]
    for kind, ring in (
        ("brochure_detection_ring", first.detection_ring_m),
        ("brochure_engagement_ring", first.engagement_ring_m),
    ):
        features.append(_outline(site, np.full(360, ring), {"kind": kind, "range_m": ring}))
    for height in result.heights:
        about = {"height_agl_m": height.height_agl_m, "target": height.polar.target.id}
        shares = {
            "in_sight": (height.sight_range_m, height.in_sight_share_of_detection_ring),
            "seen": (height.seen_range_m, height.seen_share_of_detection_ring),
            "engageable": (height.engageable_range_m, height.engageable_share_of_engagement_ring),
        }
        for kind, (ranges, share) in shares.items():
            features.append(_outline(site, ranges, {"kind": kind, "share_of_ring": share, **about}))
    return {"type": "FeatureCollection", "features": features}


def _outline(site: Site, range_m: npt.NDArray[np.float64], properties: dict[str, Any]) -> dict[str, Any]:
    """Return a polygon through one point per whole degree, counter-clockwise as RFC 7946 asks."""
    bearing = np.arange(0.0, -360.0, -1.0)
    distance = np.maximum(range_m[(bearing % 360.0).astype(np.int64)], LEAST_RANGE_M)
    lon, lat, _ = WGS84.fwd(np.full(360, site.lon_deg), np.full(360, site.lat_deg), bearing, distance)
    points = [
        [round(float(x), DEGREE_DIGITS), round(float(y), DEGREE_DIGITS)]
        for x, y in zip(lon, lat, strict=True)
    ]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [[*points, points[0]]]},
    }
