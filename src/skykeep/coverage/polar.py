"""Coverage on a polar grid round one site: in sight, seen and engageable by bearing and range."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.compiler.columns import look_table
from skykeep.core.earth.horizon import effective_radius_m, horizon_ground_m
from skykeep.core.earth.sight import reach_by_height
from skykeep.core.interceptor.inbound import RoundColumns, engageable_cells
from skykeep.core.radar.inbound import RadarColumns, Rays, confirmed_range
from skykeep.errors import UsageError
from skykeep.model import System
from skykeep.terrain import Heightfield
from skykeep.terrain.profiles import SiteProfiles, sample_profiles

from .columns import (
    RadarValues,
    TargetValues,
    picture_radars,
    radar_columns,
    radar_values,
    round_columns,
    sweep,
    target_values,
)
from .effects import with_effects
from .figures import FigureReader
from .question import Question, Site, target_at
from .rings import rings
from .setup import SiteSetup

__all__ = [
    "LOOK_PHASES",
    "PolarAnswer",
    "answer_at_height",
    "prepare_site",
    "read_radars",
    "sample_site",
]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
U8 = npt.NDArray[np.uint8]

LOOK_PHASES = 6
"""Phases of a radar's looks over which the confirmed-track probability is averaged."""
REACH_LIMIT_M = 700_000.0
"""Rays never go farther than this, m."""
HORIZON_MARGIN = 1.03


@dataclass(frozen=True, eq=False)
class PolarAnswer:
    """What is in sight, seen and engageable at one height; ranges [bearing], cells [bearing, range].

    ``seen_range_m`` is where a confirmed track is reached with the probability asked for,
    ``intercept_range_m`` where the threat can first be met (0 if never), ``judged_range_m`` how far there is
    ground data. ``engageable`` is 1 in engageable cells and 2 in the dead zone round the site (nearer than
    the least range, or above the beam) where the threat can be met before it gets there.
    """

    height_agl_m: float
    target: TargetValues
    range_m: F64
    sight_range_m: F64
    solid_range_m: F64
    judged_range_m: F64
    seen_range_m: F64
    intercept_range_m: F64
    in_sight: U8
    engageable: U8


def reach_m(system: System, question: Question, radars: tuple[RadarValues, ...]) -> float:
    """Return how far rays must go: to the rings, the ends of the displays and the horizon of the highest
    target, m.
    """
    highest = max(question.heights_agl_m)
    mast = max(radar.antenna_height_m for radar in radars)
    horizon = horizon_ground_m(mast, highest, effective_radius_m(question.k))
    displays = max(radar.instrumented_m for radar in radars)
    return min(max(*rings(system), displays, HORIZON_MARGIN * horizon), REACH_LIMIT_M)


def _bearings(count: int) -> F64:
    return np.arange(count, dtype=np.float64) * (2.0 * math.pi / count)


def sample_site(terrain: Heightfield, site: Site, *, reach: float, bearings: int) -> SiteProfiles:
    """Return the ground along evenly spaced rays round a site.

    Raises
    ------
    TerrainError
        If the data does not hold the site.
    """
    return sample_profiles(
        terrain, site.lat_deg, site.lon_deg, reach_m=reach, bearing_rad=_bearings(bearings)
    )


def read_radars(
    system: System, question: Question, site: Site, read: FigureReader
) -> tuple[tuple[RadarValues, ...], tuple[RadarValues, ...]]:
    """Return the values of the radars that make tracks and of the engagement radars."""
    picture = tuple(
        radar_values(system, radar, read=read, detection=question.detection, site=site)
        for radar in picture_radars(system, question.radar)
    )
    engagement = tuple(
        radar_values(system, radar, read=read, detection=question.detection, site=site)
        for radar in system.radars
        if radar.engages
    )
    if not picture:
        raise UsageError(
            f"{system.id} has no radar {question.radar!r}; it has "
            f"{', '.join(radar.id for radar in system.radars)}"
        )
    return picture, engagement


def prepare_site(
    system: System, site: Site, question: Question, *, terrain: Heightfield, read: FigureReader
) -> SiteSetup:
    """Return ground profiles and sweeps of all radars of a system at a site.

    Raises
    ------
    TerrainError
        If the data does not hold the site.
    UsageError
        If the system has no radar of the id asked for.
    """
    picture, engagement = read_radars(system, question, site, read)
    reach = reach_m(system, question, picture + engagement)
    profiles = sample_site(terrain, site, reach=reach, bearings=question.bearings)
    return setup_on_profiles(system, site, question, profiles=profiles, read=read)


def setup_on_profiles(
    system: System, site: Site, question: Question, *, profiles: SiteProfiles, read: FigureReader
) -> SiteSetup:
    """Return the sweeps of all radars over ground that has been sampled before."""
    picture, engagement = read_radars(system, question, site, read)
    swept: dict[float, F32] = {}
    for radar in (*picture, *engagement):
        if radar.antenna_height_m not in swept:
            swept[radar.antenna_height_m] = sweep(radar, profiles, question.k)
    shape = (0, *profiles.ground_alt_msl_m.shape)

    def stack(radars: tuple[RadarValues, ...]) -> F32:
        if not radars:
            return np.empty(shape, dtype=np.float32)
        return np.stack([swept[radar.antenna_height_m] for radar in radars])

    return SiteSetup(
        system=system,
        site=site,
        question=question,
        read=read,
        profiles=profiles,
        picture=picture,
        picture_lowest=stack(picture),
        engagement=engagement,
        engagement_lowest=stack(engagement),
    )


def answer_at_height(setup: SiteSetup, catalogue: Catalogue, height_agl_m: float) -> PolarAnswer:
    """Return what is in sight, seen and engageable at one height above ground."""
    question, rays = setup.question, setup.rays
    threat = target_at(question, catalogue, height_agl_m)
    target = target_values(threat, height_agl_m, read=setup.read, rcs_m2=question.rcs_m2)
    lowest = setup.picture_lowest.min(axis=0)
    sight, solid, judged = reach_by_height(
        lowest, rays.ground_alt_msl_m, rays.range_m, np.array([height_agl_m], dtype=np.float64)
    )
    columns = radar_columns(setup.picture, setup.picture_lowest, target, setup.profiles.site_alt_msl_m)
    columns = with_effects(setup, setup.picture, columns, rays, target)
    seen = confirmed(columns, rays, question, target)
    engageable, intercept = engage(setup, target, seen)
    with np.errstate(invalid="ignore"):
        in_sight = (rays.ground_alt_msl_m + np.float32(height_agl_m) >= lowest).astype(np.uint8)
    return PolarAnswer(
        height_agl_m=height_agl_m,
        target=target,
        range_m=rays.range_m,
        sight_range_m=sight[0],
        solid_range_m=solid[0],
        judged_range_m=judged,
        seen_range_m=seen,
        intercept_range_m=intercept,
        in_sight=in_sight,
        engageable=engageable,
    )


def confirmed(columns: RadarColumns, rays: Rays, question: Question, target: TargetValues) -> F64:
    """Return the range on each ray at which a track is confirmed with the probability asked for, m."""
    detection = question.detection
    table = look_table(target.swerling, detection.pulses, detection.p_false_alarm)
    rule = (detection.confirm_m, detection.confirm_n, LOOK_PHASES)
    flight = (target.speed_mps, target.height_agl_m, detection.p_detect)
    return np.asarray(confirmed_range(columns, rays, table, rule, flight))


def engage(
    setup: SiteSetup,
    target: TargetValues,
    seen_m: F64,
    *,
    change: Callable[[RoundColumns], RoundColumns] = lambda rounds: rounds,
    reaction_share: float = 1.0,
) -> tuple[U8, F64]:
    """Return engageable cells and farthest intercepts over all engagement radars and interceptors of the
    system.

    ``seen_m`` is the range of the confirmed track on each ray; ``change`` and ``reaction_share`` take limits
    of the interceptors and of the reaction away.
    """
    question, rays = setup.question, setup.rays
    detection = question.detection
    table = look_table(target.swerling, detection.pulses, detection.p_false_alarm)
    cells = np.zeros(rays.ground_alt_msl_m.shape, dtype=np.uint8)
    farthest = np.zeros(seen_m.shape[0])
    path = f"{setup.system.id}/command_post"
    post = setup.system.command_post
    if post is None:
        return cells, farthest
    reaction_s = setup.read(path, "reaction_s", post.reaction_s) + setup.read(
        path, "operator_delay_s", post.operator_delay_s
    )
    flight = (target.speed_mps, target.height_agl_m, detection.p_detect, reaction_share * reaction_s)
    site_alt = setup.profiles.site_alt_msl_m
    for index, radar in enumerate(setup.engagement):
        columns = radar_columns((radar,), setup.engagement_lowest[index : index + 1], target, site_alt)
        columns = with_effects(setup, (radar,), columns, rays, target)
        for interceptor in setup.system.interceptors:
            rounds = round_columns(
                setup.system, interceptor, read=setup.read, target=target, site_alt_msl_m=site_alt
            )
            if rounds is not None:
                met = engageable_cells(columns, rays, table, change(rounds), flight, seen_m, cells)
                farthest = np.maximum(farthest, met)
    return cells, farthest
