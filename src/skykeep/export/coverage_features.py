"""Coverage as features: the site, the brochure rings, and what is in sight, seen and engageable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import shapely

from skykeep._version import __version__
from skykeep.coverage import CoverageResult, HeightCoverage
from skykeep.coverage.areas import AREA_KINDS, AreaKind, area_about_site, disc_about_site, to_degrees

from .features import Feature

__all__ = ["area_shares", "features_of_coverage", "shown_kinds"]

_NO_LUCK = "coverage draws nothing at random"


def features_of_coverage(result: CoverageResult) -> Iterator[Feature]:
    """Yield the site, the brochure rings, and three areas for each height.

    Areas are multipolygons with holes, cut at the antimeridian; their area over that of their ring is the
    share in their properties. An area may reach beyond its ring; that part is not in the share. Every feature
    says what it stands on: view, limits of its share, elevation data, version.

    Raises
    ------
    ExportError
        If an area holds a pole.
    """
    site, about = result.site, _about(result)
    point = shapely.Point(site.lon_deg, site.lat_deg)
    yield Feature("sites", point, {"kind": "site", "name": site.name, **about})
    for ring in result.rings:
        properties = ring.to_json() | {"kind": f"brochure_{ring.kind}_ring"}
        yield _area(result, "rings", disc_about_site(ring.range_m), properties | about)
    for height in result.heights:
        of_height = {"height_agl_m": height.height_agl_m, "target": height.polar.target.id}
        for kind in shown_kinds(height):
            shares = {"kind": kind, **of_height, **area_shares(height, kind), **about}
            yield _area(result, "areas", area_about_site(height.polar, kind), shares)


def shown_kinds(height: HeightCoverage) -> tuple[AreaKind, ...]:
    """Return the kinds of area that a system has: nothing is engageable without interceptors."""
    return tuple(kind for kind in AREA_KINDS if kind != "engageable" or height.can_engage)


def area_shares(height: HeightCoverage, kind: AreaKind) -> dict[str, Any]:
    """Return the share of an area's own ring, its limits (null where none were asked for) and that ring."""
    share, limits, ring_m = {
        "in_sight": (height.in_sight_share_of_detection_ring, None, height.detection_ring_m),
        "seen": (height.seen_share_of_detection_ring, height.seen_limits, height.detection_ring_m),
        "engageable": (
            height.engageable_share_of_engagement_ring,
            height.engageable_limits,
            height.engagement_ring_m,
        ),
    }[kind]
    return {
        "share_of_ring": share,
        "share_low": None if limits is None else limits[0],
        "share_high": None if limits is None else limits[1],
        "ring": "engagement" if kind == "engageable" else "detection",
        "ring_range_m": ring_m,
    }


def _about(result: CoverageResult) -> dict[str, Any]:
    """Return what every feature says of the answer it belongs to."""
    question = result.question
    return {
        "system": result.system_id,
        "view": question.view,
        "limits": "every public figure at the end against, and for, the defender"
        if question.limits
        else "not asked",
        "p_detect": question.detection.p_detect,
        "k": question.k,
        "elevation": result.terrain["name"],
        "elevation_step_m": result.terrain["step_m"],
        "version": __version__,
        "seed": None,
        "luck": _NO_LUCK,
    }


def _area(
    result: CoverageResult, layer: str, area: shapely.MultiPolygon, properties: dict[str, Any]
) -> Feature:
    """Return a feature of an area about the site, without a shape where there is no area."""
    placed = to_degrees(area, result.site)
    return Feature(layer, None if placed.is_empty else placed, properties)
