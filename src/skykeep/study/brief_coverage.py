"""The coverage part of a brief: each system at each site, the ground of the maps, the placement."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely

from skykeep.catalogue import Catalogue
from skykeep.coverage import CoverageResult, HeightCoverage, Question, Site, compute_coverage
from skykeep.coverage.country import country_grid
from skykeep.coverage.place import BatterySet, HeightShares, place_batteries
from skykeep.errors import ScenarioError, did_you_mean
from skykeep.model import System
from skykeep.terrain import Heightfield, load_countries
from skykeep.terrain.geodesic import WGS84
from skykeep.terrain.places import city_label, load_boundary_lines

from .brief_case import BriefCase, CaseSite
from .brief_data import (
    BatterySetRow,
    CoverageRow,
    MapGround,
    PlacementTable,
    Share,
    SiteCoverage,
    SiteRow,
)

__all__ = ["coverage_rows", "map_ground", "placement_table", "question_at", "site_row"]

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


def question_at(catalogue: Catalogue, case: BriefCase, refraction: str) -> Question:
    """Return the question of the brief: standard k for best values, limits that also span the region's k.

    Raises
    ------
    ScenarioError
        If the case names a region that is not in the table.
    """
    if refraction not in catalogue.refraction:
        raise ScenarioError(
            f"refraction: given {refraction!r}, allowed {', '.join(catalogue.refraction)}."
            + did_you_mean(refraction, catalogue.refraction)
        )
    question = Question(heights_agl_m=case.heights_agl_m, detection=catalogue.detection, country=case.country)
    k = (question.k, *catalogue.refraction[refraction].k)
    return replace(question, k_limits=(min(k), max(k)))


def site_row(site: CaseSite, question: Question) -> SiteRow:
    """Return a site with the effective-earth factors that its answers span."""
    return SiteRow(
        id=site.id,
        name=site.name,
        lat_deg=site.lat_deg,
        lon_deg=site.lon_deg,
        k=question.k,
        k_limits=question.k_limits or (question.k, question.k),
    )


def coverage_rows(
    system: System, site: CaseSite, question: Question, *, terrain: Heightfield, catalogue: Catalogue
) -> SiteCoverage:
    """Return coverage of a system at a site at every height, with the cells of the maps."""
    result = compute_coverage(
        system,
        Site(lat_deg=site.lat_deg, lon_deg=site.lon_deg, name=site.name),
        question,
        terrain=terrain,
        catalogue=catalogue,
    )
    return SiteCoverage(
        system=system.id,
        site=site.id,
        site_alt_msl_m=result.site_alt_msl_m,
        rows=tuple(_row(height) for height in result.heights),
        engageable_cells=_cells_on_map(result),
        notes=result.notes,
    )


def _row(height: HeightCoverage) -> CoverageRow:
    """Return coverage at one height as plain values."""
    country = height.country
    warning, keep_out = height.warning_time_s, height.engageable_range_m
    counts = Counter(height.limited_by)
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
        limited_by={name: count / len(height.limited_by) for name, count in counts.most_common()},
    )


def _share(best: float, limits: tuple[float, float] | None) -> Share:
    low, high = limits or (best, best)
    return Share(best=best, low=low, high=high)


def _metres(values: F64) -> tuple[int, ...]:
    return tuple(int(value) for value in np.rint(values))


def _spread(values: F64) -> tuple[float, float, float]:
    """Return the 10 %, 50 % and 90 % points over bearings."""
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
    return float(low), float(middle), float(high)


def _map_axis_m(half_width_m: float) -> F64:
    return np.linspace(-half_width_m, half_width_m, MAP_POSTS)


def _cells_on_map(result: CoverageResult) -> npt.NDArray[np.bool_]:
    """Return engageable cells [height, north, east] on the square about the engagement ring."""
    ring = result.heights[0].engagement_ring_m
    axis = _map_axis_m(ring)
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


@lru_cache(maxsize=1)
def _land() -> shapely.Geometry:
    """Return all land of the package in one prepared geometry."""
    land = shapely.union_all([country.polygon for country in load_countries()])
    shapely.prepare(land)
    return land


def map_ground(site: CaseSite, country: str, half_width_m: float, terrain: Heightfield) -> MapGround:
    """Return elevation, land, borders and cities round a site in an azimuthal equidistant plane, m."""
    axis = _map_axis_m(half_width_m)
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
        site=site.id,
        half_width_m=half_width_m,
        ground_alt_msl_m=terrain.sample(lat, lon).astype(np.float32),
        is_land=np.asarray(shapely.contains_xy(_land(), lon, lat)),
        country_lines_m=tuple(edges.pop(country, ())),
        other_lines_m=tuple(line for lines in edges.values() for line in lines),
        disputed_lines_m=tuple(
            plane for line in disputed if _near(plane := _plane(np.array(line), site), half_width_m)
        ),
        cities=_cities(site, country, half_width_m),
    )


def _plane(lon_lat_deg: F64, site: CaseSite) -> F64:
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


def _edges(polygon: shapely.MultiPolygon, site: CaseSite, half_width_m: float) -> list[F64]:
    """Return the outer edges of a country's parts that may touch the map."""
    frame = shapely.box(*[-half_width_m] * 2, *[half_width_m] * 2)
    found: list[F64] = []
    for part in polygon.geoms:
        edge = _plane(np.asarray(part.exterior.coords)[:, :2], site)
        if _near(edge, half_width_m):
            inside = shapely.intersection(shapely.LineString(edge), frame)
            found += [np.asarray(line.coords) for line in shapely.get_parts(shapely.line_merge(inside))]
    return found


def _cities(site: CaseSite, country: str, half_width_m: float) -> tuple[tuple[str, float, float], ...]:
    """Return the larger cities of the country on the map, well apart, with metres east and north."""
    named: list[tuple[str, float, float]] = [(site.name, 0.0, 0.0)]

    def apart(east: float, north: float, other_east: float, other_north: float) -> bool:
        across, up = abs(east - other_east) / half_width_m, abs(north - other_north) / half_width_m
        return math.hypot(across, up) > NAMED_APART and (across > NAMED_APART_EAST or up > NAMED_APART_NORTH)

    for city in country_grid(country).cities:
        east, north = (float(part) for part in _plane(np.array([[city.lon_deg, city.lat_deg]]), site)[0])
        inside = max(abs(east), abs(north)) < half_width_m
        if (
            inside
            and city.population >= NAMED_CITY_PEOPLE
            and all(apart(east, north, x, y) for _, x, y in named)
        ):
            named.append((city_label(city), east, north))
    return tuple(named)


def placement_table(
    system: System,
    case: BriefCase,
    question: Question,
    *,
    terrain: Heightfield,
    catalogue: Catalogue,
    progress: Callable[[int, int], None] | None = None,
    jobs: int = 1,
) -> PlacementTable:
    """Return what a few units of a system engage of the country.

    Raises
    ------
    ScenarioError
        If the case names a city that the country does not have.
    """
    found = place_batteries(
        system,
        count=case.placement.count,
        country=case.country,
        question=question,
        terrain=terrain,
        catalogue=catalogue,
        candidates=_candidates(case),
        choice_height_agl_m=case.placement.chosen_at_height_agl_m,
        progress=progress,
        jobs=jobs,
    )
    return PlacementTable(
        system=system.id,
        country=country_grid(case.country).name,
        country_area_m2=found.country_area_m2,
        count=found.count,
        engagement_ring_m=found.engagement_ring_m,
        paper_ratio=found.paper_ratio,
        flat_ring_share=found.flat_ring_share,
        best_flat_ring_share=found.best_flat_ring_share,
        best_flat_ring_sites=tuple(site.name for site in found.best_flat_ring_sites),
        candidates=tuple(site.name for site in found.candidates),
        fixed=tuple(_set_row(found.fixed, share) for share in found.fixed.shares),
        best=tuple(_set_row(each, share) for each in found.best for share in each.shares),
        sites_deg={site.name: (site.lat_deg, site.lon_deg) for site in found.candidates},
        notes=found.notes,
    )


def _candidates(case: BriefCase) -> tuple[Site, ...]:
    """Return the candidate cities of the case as sites."""
    cities = {city_label(city): city for city in country_grid(case.country).cities}
    for name in case.placement.candidates:
        if name not in cities:
            raise ScenarioError(
                f"placement.candidates: given {name!r}, allowed cities of {case.country}, such as "
                f"{', '.join(list(cities)[:5])}.{did_you_mean(name, cities)}"
            )
    return tuple(
        Site(lat_deg=cities[name].lat_deg, lon_deg=cities[name].lon_deg, name=name)
        for name in case.placement.candidates
    )


def _set_row(batteries: BatterySet, share: HeightShares) -> BatterySetRow:
    """Return one set at one height."""
    return BatterySetRow(
        chosen_for=batteries.chosen_for,
        height_agl_m=share.height_agl_m,
        sites=tuple(site.name for site in batteries.sites),
        area=_share(share.area_share, share.area_limits),
        people=_share(share.people_share, share.people_limits),
    )
