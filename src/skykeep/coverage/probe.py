"""One point at one height: who sees it, from how far out, whether it can be met, and what hides it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue, load_catalogue
from skykeep.compiler.columns import look_table
from skykeep.core.earth.horizon import effective_radius_m
from skykeep.core.radar.inbound import look_chances
from skykeep.errors import UsageError
from skykeep.model import System
from skykeep.terrain import Heightfield, shipped_terrain
from skykeep.terrain.geodesic import WGS84
from skykeep.terrain.profiles import SiteProfiles, sample_profiles

from .columns import RadarValues, radar_columns
from .compute import ground_needed_m
from .country_remarks import country_at, place_remarks
from .effects import effect_notes, with_effects
from .figures import FigureReader, read_at_end, read_by_view
from .limits import limited_by
from .polar import (
    REACH_LIMIT_M,
    PolarAnswer,
    answer_at_height,
    setup_on_profiles,
)
from .probe_result import Probe, ProbedRadar
from .question import Question, Site, check_radar
from .rings import brochure_rings
from .setup import SiteSetup
from .sight_line import Hill, Profile, hill_at, line_of_sight

__all__ = ["compute_probe", "probe_reach_m"]

F64 = npt.NDArray[np.float64]

LEAST_DISTANCE_M = 100.0
"""A point nearer than this to the site has no bearing worth the name, m."""
BEYOND = 1.02
"""The profile goes this share farther than the point."""
DEGREE_RAYS = 360
"""Rays about the site, the first of them through the point: what limits a bearing is worked out by degree."""
ENGAGEABLE, DEAD_ZONE = 1, 2


def compute_probe(
    system: System,
    site: Site,
    question: Question,
    *,
    lat_deg: float,
    lon_deg: float,
    height_agl_m: float,
    terrain: Heightfield | None = None,
    catalogue: Catalogue | None = None,
) -> Probe:
    """Return what a system at a site has of one point at one height above ground.

    The point lies on a ray of its own bearing and takes the ground of the nearest sample, half a post apart,
    as coverage does.

    Parameters
    ----------
    system, site, question
        As of :func:`skykeep.coverage.compute_coverage`; heights and bearings of the question are not used.
    lat_deg, lon_deg
        The point, WGS84 degrees.
    height_agl_m
        Height of the target above the ground there.
    terrain, catalogue
        The shipped ones by default.

    Raises
    ------
    UsageError
        If the point is the site itself or farther off than any ray goes, or there is no such radar.
    TerrainError
        If the elevation data does not hold the site or the point.
    """
    terrain = terrain or shipped_terrain()
    catalogue = catalogue or load_catalogue()
    check_radar(system, question.radar)
    question = question.at_heights(height_agl_m)
    bearing_deg, distance_m = _direction(site, lat_deg, lon_deg)
    reach = probe_reach_m(system, site, question, lat_deg, lon_deg)
    profiles = _profiles(terrain, site, bearing_deg, reach)
    point = int(np.clip(np.rint(distance_m / profiles.range_m[0]) - 1, 0, profiles.range_m.size - 1))
    place = _Place(lat_deg, lon_deg, bearing_deg, distance_m, point)
    setup = _setup(system, site, question, profiles, read_by_view(question.view))
    answer = answer_at_height(setup, catalogue, height_agl_m)
    if not answer.judged_range_m[0] >= profiles.range_m[point]:
        raise UsageError(
            f"at {lat_deg:g},{lon_deg:g}: the elevation data ends {answer.judged_range_m[0] / 1000.0:.0f} km "
            f"from the site on this bearing, the point lies {distance_m / 1000.0:.0f} km off; choose a "
            "nearer point or other elevation data"
        )
    ends = [
        answer_at_height(
            _setup(system, site, question.at_end(end), profiles, read_at_end(end)), catalogue, height_agl_m
        )
        for end in ("against", "for")
    ]
    return _probe(site, setup, (answer, *ends), place, terrain, catalogue)


@dataclass(frozen=True, slots=True)
class _Place:
    """The point as the site has it; ``point`` counts samples along the first ray."""

    lat_deg: float
    lon_deg: float
    bearing_deg: float
    distance_m: float
    point: int


def _direction(site: Site, lat_deg: float, lon_deg: float) -> tuple[float, float]:
    """Return bearing (degrees from north) and distance (m) of a point; refuse one that has none."""
    bearing, _, distance = WGS84.inv(site.lon_deg, site.lat_deg, lon_deg, lat_deg)
    if distance < LEAST_DISTANCE_M:
        raise UsageError(
            f"at {lat_deg:g},{lon_deg:g}: is the site itself; choose a point at least "
            f"{LEAST_DISTANCE_M:.0f} m off"
        )
    if distance > REACH_LIMIT_M:
        raise UsageError(
            f"at {lat_deg:g},{lon_deg:g}: lies {distance / 1000.0:.0f} km from the site; must be within "
            f"{REACH_LIMIT_M / 1000.0:.0f} km"
        )
    return float(bearing) % 360.0, float(distance)


def probe_reach_m(system: System, site: Site, question: Question, lat_deg: float, lon_deg: float) -> float:
    """Return how far from the site ground is needed for a probe of a point, m.

    Raises
    ------
    UsageError
        As :func:`compute_probe`.
    """
    _, distance_m = _direction(site, lat_deg, lon_deg)
    return max(distance_m * BEYOND, ground_needed_m(system, site, question))


def _profiles(terrain: Heightfield, site: Site, bearing_deg: float, reach_m: float) -> SiteProfiles:
    """Return ground on rays about the site, the first through the point."""
    rays = np.linspace(0.0, 2.0 * math.pi, DEGREE_RAYS, endpoint=False) + math.radians(bearing_deg)
    return sample_profiles(terrain, site.lat_deg, site.lon_deg, reach_m=reach_m, bearing_rad=rays)


def _setup(
    system: System, site: Site, question: Question, profiles: SiteProfiles, read: FigureReader
) -> SiteSetup:
    """Return the sweeps of a reader over the rays."""
    asked = replace(question, bearings=DEGREE_RAYS)
    return setup_on_profiles(system, site, asked, profiles=profiles, read=read)


def _probe(
    site: Site,
    setup: SiteSetup,
    answers: tuple[PolarAnswer, ...],
    place: _Place,
    terrain: Heightfield,
    catalogue: Catalogue,
) -> Probe:
    """Return the answer at the point from the answers on its ray."""
    answer, point, profiles = answers[0], place.point, setup.profiles
    can_engage = setup.system.can_engage
    profile, hill = _sight_line(site, setup, answer, place)
    in_sight = bool(answer.in_sight[0, point])
    here_m = float(profiles.range_m[point])
    seen = [bool(each.seen_range_m[0] >= here_m) for each in answers]
    engageable = [bool(each.engageable[0, point] == ENGAGEABLE) for each in answers]
    seen_m = [float(each.seen_range_m[0]) for each in answers]
    met_m = [float(each.intercept_range_m[0]) for each in answers]
    return Probe(
        system=setup.system,
        site=site,
        question=setup.question,
        lat_deg=place.lat_deg,
        lon_deg=place.lon_deg,
        height_agl_m=answer.height_agl_m,
        target=answer.target.id,
        bearing_deg=place.bearing_deg,
        distance_m=place.distance_m,
        ground_msl_m=float(profiles.ground_alt_msl_m[0, point]),
        in_sight=in_sight,
        seen=seen[0],
        seen_range_m=seen_m[0],
        engageable=engageable[0] if can_engage else None,
        dead_zone=bool(answer.engageable[0, point] == DEAD_ZONE),
        intercept_range_m=met_m[0],
        limited_by=limited_by(setup, answer)[0],
        seen_limits=(min(seen), max(seen)),
        seen_range_limits_m=(min(seen_m), max(seen_m)),
        engageable_limits=(min(engageable), max(engageable)) if can_engage else None,
        intercept_range_limits_m=(min(met_m), max(met_m)),
        radars=tuple(_radar(setup, answer, index, point) for index in range(len(setup.picture))),
        rings=brochure_rings(setup.system, catalogue),
        profile=profile,
        hill=None if in_sight else hill,
        terrain=terrain.describe(),
        notes=(*terrain.cautions, *_place_notes(site, place), *effect_notes(setup.question.effects)),
    )


def _place_notes(site: Site, place: _Place) -> list[str]:
    """Return whether site or point lie at sea, or the point in another country than the site."""
    home = country_at(site.lat_deg, site.lon_deg)
    return [
        *place_remarks([("The site", site.lat_deg, site.lon_deg)], None),
        *place_remarks([("The point", place.lat_deg, place.lon_deg)], home),
    ]


def _radar(setup: SiteSetup, answer: PolarAnswer, index: int, point: int) -> ProbedRadar:
    """Return what one of the radars that make tracks has of the point."""
    radar, rays, detection = setup.picture[index], setup.rays, setup.question.detection
    columns = radar_columns(setup.picture, setup.picture_lowest, answer.target, setup.profiles.site_alt_msl_m)
    columns = with_effects(setup, setup.picture, columns, rays, answer.target)
    table = look_table(answer.target.swerling, detection.pulses, detection.p_false_alarm)
    chance = np.zeros(point + 1)
    look_chances(columns, rays, table, (index, 0), answer.height_agl_m, chance)
    ground = float(rays.ground_alt_msl_m[0, point])
    lowest_agl_m = float(setup.picture_lowest[index, 0, point]) - ground
    antenna, target = _antenna_radius_m(setup, radar), rays.radius_m + ground + answer.height_agl_m
    angle = float(rays.range_m[point]) / rays.radius_m
    up, along = target * math.cos(angle) - antenna, target * math.sin(angle)
    return ProbedRadar(
        id=radar.id,
        name=radar.name,
        role=radar.role,
        antenna_agl_m=radar.antenna_height_m,
        in_sight=answer.height_agl_m >= lowest_agl_m,
        lowest_visible_agl_m=lowest_agl_m,
        elevation_deg=math.degrees(math.atan2(up, along)),
        slant_range_m=math.hypot(up, along),
        look_p=float(chance[point]),
    )


def _sight_line(
    site: Site, setup: SiteSetup, answer: PolarAnswer, place: _Place
) -> tuple[Profile, Hill | None]:
    """Return the line of sight from the antenna that sees lowest at the point, and the hill that hides it."""
    point, rays = place.point, setup.rays
    best = int(np.argmin(setup.picture_lowest[:, 0, point]))
    ground = rays.ground_alt_msl_m[0, : point + 1].astype(np.float64)
    profile, highest = line_of_sight(
        rays.range_m[: point + 1],
        ground,
        antenna_msl_m=_antenna_radius_m(setup, setup.picture[best]) - rays.radius_m,
        target_msl_m=float(ground[-1]) + answer.height_agl_m,
        radius_m=rays.radius_m,
    )
    return profile, None if highest is None else hill_at(profile, highest, site, place.bearing_deg)


def _antenna_radius_m(setup: SiteSetup, radar: RadarValues) -> float:
    """Return the distance of an antenna from the centre of the effective earth, m."""
    return effective_radius_m(setup.question.k) + setup.profiles.site_alt_msl_m + radar.antenna_height_m
