"""The coverage part of a brief: each system at each site, and the ground of the maps."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue, RefractionValues
from skykeep.coverage import CoverageResult, HeightCoverage, Question, Site, compute_coverage
from skykeep.coverage.ladder import height_ladder
from skykeep.coverage.map_ground import map_axis_m
from skykeep.coverage.possible_edges import possible_edges
from skykeep.coverage.question import in_region
from skykeep.errors import ScenarioError, did_you_mean
from skykeep.model import System
from skykeep.terrain import Heightfield

from .brief_case import BriefCase, CaseSite
from .brief_data import (
    CoverageRow,
    Share,
    SiteCoverage,
    SiteRow,
)

__all__ = ["coverage_row", "coverage_rows", "named_air", "question_at", "site_row"]

F64 = npt.NDArray[np.float64]

EDGES, EDGE_BEARINGS, EDGE_STRIDE = 6, 360, 3
"""Joint draws of the figures whose edges a map shows, and their bearings: every third degree is fine enough
for its size."""


def question_at(catalogue: Catalogue, case: BriefCase, place: CaseSite) -> Question:
    """Return the question of the brief at a place: best values at the median k of its region, limits that
    span the region's k.

    Raises
    ------
    ScenarioError
        If the case names a region that is not in the table.
    """
    question = Question(heights_agl_m=case.heights_agl_m, detection=catalogue.detection, country=case.country)
    return in_region(question, _refraction_at(catalogue, place), question.view)


def _refraction_at(catalogue: Catalogue, place: CaseSite) -> RefractionValues:
    """Return the factors of the region that the case names, or of the region of the site."""
    if place.refraction is None:
        return catalogue.refraction_at(place.lat_deg, place.lon_deg)
    return named_air(catalogue, place.refraction)


def named_air(catalogue: Catalogue, region: str) -> RefractionValues:
    """Return the effective-earth factors of a region that a case names.

    Raises
    ------
    ScenarioError
        If it is not in the table.
    """
    if region not in catalogue.refraction:
        raise ScenarioError(
            f"refraction: given {region!r}, allowed {', '.join(catalogue.refraction)}."
            + did_you_mean(region, catalogue.refraction)
        )
    return catalogue.refraction[region]


def site_row(site: CaseSite, question: Question, terrain: Heightfield) -> SiteRow:
    """Return a site with the effective-earth factors of its answers, and what is wrong with its ground."""
    said = terrain.cautions_at([(site.lat_deg, site.lon_deg)])
    return SiteRow(
        id=site.id,
        name=site.name,
        lat_deg=site.lat_deg,
        lon_deg=site.lon_deg,
        k=question.k,
        k_limits=question.k_limits or (question.k, question.k),
        cautions=tuple(each for each in said if each not in terrain.cautions),
    )


def coverage_rows(
    system: System,
    site: CaseSite,
    question: Question,
    *,
    terrain: Heightfield,
    catalogue: Catalogue,
    seed: int,
    with_edges: bool = True,
) -> SiteCoverage:
    """Return coverage of a system at a site at every height, with cells, possible edges (if wanted) and more
    heights for maps.
    """
    place = Site(lat_deg=site.lat_deg, lon_deg=site.lon_deg, name=site.name)
    result = compute_coverage(system, place, question, terrain=terrain, catalogue=catalogue)
    return SiteCoverage(
        system=system.id,
        site=site.id,
        site_alt_msl_m=result.site_alt_msl_m,
        rows=tuple(coverage_row(height) for height in result.heights),
        engageable_cells=_cells_on_map(result),
        notes=result.notes,
        possible_edges_m=_possible_edges_m(
            system, result.site, question, terrain=terrain, catalogue=catalogue, seed=seed
        )
        if with_edges
        else None,
        ladder=height_ladder(system, place, question, known=result, terrain=terrain, catalogue=catalogue),
    )


def _possible_edges_m(
    system: System,
    site: Site,
    question: Question,
    *,
    terrain: Heightfield,
    catalogue: Catalogue,
    seed: int,
) -> npt.NDArray[np.float32]:
    """Return the range of the first intercept [height, world, bearing] in the first worlds of a seed, m."""
    asked = replace(question, bearings=EDGE_BEARINGS)
    return np.stack(
        [
            possible_edges(
                system,
                site,
                asked,
                height,
                worlds=EDGES,
                seed=seed,
                every=EDGE_STRIDE,
                terrain=terrain,
                catalogue=catalogue,
            ).engageable_range_m
            for height in question.heights_agl_m
        ]
    ).astype(np.float32)


def coverage_row(height: HeightCoverage) -> CoverageRow:
    """Return coverage at one height as plain values."""
    country = height.country
    warning, keep_out = height.warning_time_s, height.engageable_range_m
    return CoverageRow(
        height_agl_m=height.height_agl_m,
        threat_class=height.polar.target.id,
        in_sight_share=height.in_sight_share_of_detection_ring,
        seen_share=_share(height.seen_share_of_detection_ring, height.seen_limits),
        engageable_share=_share(height.engageable_share_of_engagement_ring, height.engageable_limits),
        no_data_share=max(height.no_data_share_of_detection_ring, height.no_data_share_of_engagement_ring),
        country_seen_share=None if country is None else country.seen_share_of_area,
        country_engageable_share=None if country is None else country.engageable_share_of_area,
        seen_range_m=_metres(height.seen_range_m),
        first_intercept_m=_metres(keep_out),
        warning_s=_spread(warning),
        keep_out_m=_spread(keep_out),
        limited_by=_shares(height.limited_by),
        met_limited_by=_shares(height.met_limited_by),
        single_look_m=height.single_look_m,
    )


def _shares(labels: tuple[str, ...]) -> dict[str, float]:
    """Return the share of bearings with each label, the commonest first."""
    return {name: count / len(labels) for name, count in Counter(labels).most_common()}


def _share(best: float, limits: tuple[float, float] | None) -> Share:
    low, high = limits or (best, best)
    return Share(best=best, low=low, high=high)


def _metres(values: F64) -> tuple[int, ...]:
    return tuple(int(value) for value in np.rint(values))


def _spread(values: F64) -> tuple[float, float, float]:
    """Return the 10 %, 50 % and 90 % points over bearings."""
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
    return float(low), float(middle), float(high)


def _cells_on_map(result: CoverageResult) -> npt.NDArray[np.bool_]:
    """Return engageable cells [height, north, east] on the square about the engagement ring."""
    ring = result.heights[0].engagement_ring_m
    axis = map_axis_m(ring)
    east, north = np.meshgrid(axis, axis)
    distance = np.hypot(east, north)
    found = []
    for height in result.heights:
        polar = height.polar
        rays, points = polar.engageable.shape
        step = float(polar.range_m[1] - polar.range_m[0])
        ray = np.rint(np.arctan2(east, north) * (rays / (2.0 * np.pi))).astype(np.int64) % rays
        point = np.clip(np.rint((distance - polar.range_m[0]) / step).astype(np.int64), 0, points - 1)
        inside = distance <= min(ring, float(polar.range_m[-1]))
        found.append(inside & (polar.engageable[ray, point] > 0))
    return np.stack(found)
