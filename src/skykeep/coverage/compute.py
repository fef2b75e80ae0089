"""Coverage of one system at one site: the question in, a result out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue, load_catalogue
from skykeep.catalogue.refraction import ELSEWHERE
from skykeep.model import System, mast_height_m
from skykeep.terrain import Heightfield, shipped_terrain
from skykeep.terrain.profiles import SiteProfiles

from .country import country_grid, country_of, polar_index
from .country_remarks import place_remarks
from .country_shares import SHARE_DIGITS, CountryRound, country_shares
from .effects import effect_notes
from .figures import End, read_at_end, read_by_view
from .hollows import hollow_notes
from .limits import limited_by, single_look_m
from .met_limits import met_limited_by
from .polar import (
    PolarAnswer,
    answer_at_height,
    reach_m,
    read_radars,
    sample_site,
    setup_on_profiles,
)
from .question import Question, Site, check_masts, check_radar
from .result import LIMITS_NOTE, CoverageResult, HeightCoverage, Limits
from .rings import brochure_rings, rings
from .setup import SiteSetup
from .threads import in_order

__all__ = ["RingShares", "compute_coverage", "compute_shares", "ground_needed_m"]

F64 = npt.NDArray[np.float64]

LIMIT_BEARINGS = 360
"""Rays used for the two ends of the public figures."""
ENDS: tuple[End, End] = ("against", "for")


def compute_coverage(
    system: System,
    site: Site,
    question: Question | None = None,
    *,
    terrain: Heightfield | None = None,
    catalogue: Catalogue | None = None,
    jobs: int = 1,
    tick: Callable[[], object] = lambda: None,
) -> CoverageResult:
    """Return what a system at a site has in sight, sees and can engage at each height, and what limits it.

    Parameters
    ----------
    system
        From the catalogue or made by hand.
    site
        Where it stands, and the masts of its radars.
    question
        Heights, target, detection rule, k, view; defaults as in :class:`Question`.
    terrain
        Ground; the shipped window by default.
    catalogue
        Where threat classes come from; the shipped one by default.
    jobs
        Threads that share the heights; never changes the result.
    tick
        Called after each height.

    Raises
    ------
    TerrainError
        If the ground data does not hold the site.
    UsageError
        If the question names a radar that the system does not have.
    CatalogueError
        If it names a threat class that the catalogue does not have.
    """
    question = question or Question()
    terrain = terrain or shipped_terrain()
    catalogue = catalogue or load_catalogue()
    check_radar(system, question.radar)
    check_masts(system, site.mast_m)
    profiles = _profiles(system, site, question, terrain)
    setup, ends = _setups(system, site, question, profiles)
    code = question.country or country_of(site)
    grid = country_grid(code) if code else None
    country = None
    if grid is not None:
        country = CountryRound(
            grid=grid,
            index=polar_index(site, grid, bearings=question.bearings, range_m=profiles.range_m),
            end_index=polar_index(site, grid, bearings=LIMIT_BEARINGS, range_m=profiles.range_m),
        )
    heights = tuple(
        in_order(
            lambda height: _at_height(setup, ends, catalogue, height, country),
            question.heights_agl_m,
            jobs=jobs,
            tick=tick,
        )
    )
    return CoverageResult(
        system_id=system.id,
        system_name=system.name,
        site=site,
        question=question,
        site_alt_msl_m=profiles.site_alt_msl_m,
        terrain=terrain.describe(),
        radars=tuple(
            {
                "id": radar.id,
                "name": radar.name,
                "role": radar.role,
                "antenna_height_m": radar.antenna_height_m,
            }
            for radar in dict.fromkeys((*setup.picture, *setup.engagement))
        ),
        rings=brochure_rings(system, catalogue),
        heights=heights,
        grid=grid,
        notes=(*_mast_notes(system, site), *_notes(setup, terrain, heights)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RingShares:
    """What is seen and engageable at one height, as shares of the brochure rings, each with its limits by the
    ends of the public figures; None without them."""

    height_agl_m: float
    threat_class: str
    seen: float
    seen_limits: Limits | None
    engageable: float
    engageable_limits: Limits | None


def compute_shares(
    system: System, site: Site, question: Question, *, terrain: Heightfield, catalogue: Catalogue
) -> tuple[RingShares, ...]:
    """Return the shares of the rings at each height, as :func:`compute_coverage` has them, and nothing else:
    what limits each bearing takes as long again.

    Raises
    ------
    TerrainError, UsageError, CatalogueError
        As :func:`compute_coverage`.
    """
    setup, ends = _setups(system, site, question, _profiles(system, site, question, terrain))
    found = []
    for height_agl_m in question.heights_agl_m:
        answer = answer_at_height(setup, catalogue, height_agl_m)
        at_ends = [answer_at_height(end, catalogue, height_agl_m) for end in ends]
        (seen, seen_limits), (engageable, engageable_limits) = _ring_shares(system, answer, at_ends)
        found.append(
            RingShares(
                height_agl_m=height_agl_m,
                threat_class=answer.target.id,
                seen=seen,
                seen_limits=seen_limits,
                engageable=engageable,
                engageable_limits=engageable_limits,
            )
        )
    return tuple(found)


def _setups(
    system: System, site: Site, question: Question, profiles: SiteProfiles
) -> tuple[SiteSetup, tuple[SiteSetup, ...]]:
    """Return the sweeps by the view of a question, and by both ends of the figures if it asks for limits."""
    thinned = _thinned(profiles, LIMIT_BEARINGS)
    ends = tuple(
        setup_on_profiles(system, site, question.at_end(end), profiles=thinned, read=read_at_end(end))
        for end in (ENDS if question.limits else ())
    )
    read = read_by_view(question.view)
    return setup_on_profiles(system, site, question, profiles=profiles, read=read), ends


def _ring_shares(
    system: System, answer: PolarAnswer, at_ends: list[PolarAnswer]
) -> tuple[tuple[float, Limits | None], tuple[float, Limits | None]]:
    """Return what is seen of the detection ring, and engageable of the engagement ring, with limits."""
    detection_ring, engagement_ring = rings(system)
    seen = share_seen(answer, detection_ring)
    engageable = share_of_cells(answer, answer.engageable, engagement_ring)
    return (
        (seen, _limits(seen, [share_seen(end, detection_ring) for end in at_ends])),
        (
            engageable,
            _limits(engageable, [share_of_cells(end, end.engageable, engagement_ring) for end in at_ends]),
        ),
    )


def _profiles(system: System, site: Site, question: Question, terrain: Heightfield) -> SiteProfiles:
    """Return ground out to where the question needs it."""
    reach = ground_needed_m(system, site, question)
    return sample_site(terrain, site, reach=reach, bearings=question.bearings)


def ground_needed_m(system: System, site: Site, question: Question) -> float:
    """Return how far from the site ground is needed, m: for the view and for the end for the defender.

    Raises
    ------
    UsageError
        If the question names a radar that the system does not have.
    """
    check_radar(system, question.radar)
    reach = 0.0
    for read, asked in (
        (read_by_view(question.view), question),
        (read_at_end("for"), question.at_end("for")),
    ):
        picture, engagement = read_radars(system, asked, site, read)
        reach = max(reach, reach_m(system, asked, picture + engagement))
    return reach


def _thinned(profiles: SiteProfiles, bearings: int) -> SiteProfiles:
    """Return every n-th ray, so that ``bearings`` are left."""
    stride = profiles.bearing_rad.size // bearings
    return profiles._replace(
        bearing_rad=profiles.bearing_rad[::stride],
        ground_alt_msl_m=np.ascontiguousarray(profiles.ground_alt_msl_m[::stride]),
    )


def _at_height(
    setup: SiteSetup,
    ends: tuple[SiteSetup, ...],
    catalogue: Catalogue,
    height_agl_m: float,
    country: CountryRound | None,
) -> HeightCoverage:
    """Return coverage at one height with its limits and the shares of the country."""
    detection_ring, engagement_ring = rings(setup.system)
    answer = answer_at_height(setup, catalogue, height_agl_m)
    at_ends = [answer_at_height(end, catalogue, height_agl_m) for end in ends]
    (seen, seen_limits), (engageable, engageable_limits) = _ring_shares(setup.system, answer, at_ends)
    in_sight = share_of_cells(answer, answer.in_sight, detection_ring)
    stride = answer.seen_range_m.size // 360
    return HeightCoverage(
        height_agl_m=height_agl_m,
        detection_ring_m=detection_ring,
        engagement_ring_m=engagement_ring,
        in_sight_share_of_detection_ring=in_sight,
        seen_share_of_detection_ring=seen,
        engageable_share_of_engagement_ring=engageable,
        no_data_share_of_detection_ring=share_without_data(answer, detection_ring),
        no_data_share_of_engagement_ring=share_without_data(answer, engagement_ring),
        in_sight_limits=_limits(
            in_sight, [share_of_cells(end, end.in_sight, detection_ring) for end in at_ends]
        ),
        seen_limits=seen_limits,
        engageable_limits=engageable_limits,
        sight_range_m=answer.sight_range_m[::stride],
        seen_range_m=answer.seen_range_m[::stride],
        solid_range_m=answer.solid_range_m[::stride],
        engageable_range_m=answer.intercept_range_m[::stride],
        range_limits_m=_range_limits(answer, at_ends) if at_ends else {},
        limited_by=limited_by(setup, answer),
        met_limited_by=met_limited_by(setup, answer),
        single_look_m=single_look_m(setup, answer),
        country=None if country is None else country_shares(answer, at_ends, country),
        polar=answer,
    )


def share_seen(answer: PolarAnswer, ring_m: float) -> float:
    """Return the share of a ring's area that lies inside the seen range of its bearing."""
    return round(float(np.mean((np.minimum(answer.seen_range_m, ring_m) / ring_m) ** 2)), SHARE_DIGITS)


def share_of_cells(answer: PolarAnswer, cells: npt.NDArray[np.uint8], ring_m: float) -> float:
    """Return the share of a ring's area in the marked cells, 0 of a ring of no radius."""
    if ring_m <= 0.0:
        return 0.0
    inside = answer.range_m <= ring_m
    weight = answer.range_m[inside]
    return round(float(((cells[:, inside] == 1) @ weight).mean() / weight.sum()), SHARE_DIGITS)


def share_without_data(answer: PolarAnswer, ring_m: float) -> float:
    """Return the share of a ring's area that lies beyond the ground data of its bearing."""
    if ring_m <= 0.0:
        return 0.0
    edge = np.where(answer.judged_range_m >= answer.range_m[-1], math.inf, answer.judged_range_m)
    return round(float(np.mean(1.0 - (np.minimum(edge, ring_m) / ring_m) ** 2)), SHARE_DIGITS)


def _limits(share: float, at_ends: list[float]) -> Limits | None:
    """Return lowest and highest share over both ends and the view itself, None without ends."""
    return (min(share, *at_ends), max(share, *at_ends)) if at_ends else None


def _range_limits(answer: PolarAnswer, at_ends: list[PolarAnswer]) -> dict[str, tuple[F64, F64]]:
    """Return the least and the greatest range on each whole degree, over both ends and the view itself."""
    stride = answer.seen_range_m.size // LIMIT_BEARINGS
    found = {}
    for name, itself, ends in (
        ("sight_range_m", answer.sight_range_m, [end.sight_range_m for end in at_ends]),
        ("seen_range_m", answer.seen_range_m, [end.seen_range_m for end in at_ends]),
        ("solid_range_m", answer.solid_range_m, [end.solid_range_m for end in at_ends]),
        ("engageable_range_m", answer.intercept_range_m, [end.intercept_range_m for end in at_ends]),
    ):
        every = np.stack([itself[::stride], *ends])
        found[name] = every.min(axis=0), every.max(axis=0)
    return found


def _mast_notes(system: System, site: Site) -> tuple[str, ...]:
    """Return which radars a single mast carries, where there is one."""
    if site.mast_m is None or isinstance(site.mast_m, Mapping):
        return ()
    raised = [radar for radar in system.radars if mast_height_m(system, radar, site.mast_m) is not None]
    names = " and ".join(dict.fromkeys(radar.name for radar in raised))
    if len(raised) == len(system.radars):
        return (f"The mast of {site.mast_m:g} m carries {names}.",)
    return (
        f"The mast of {site.mast_m:g} m carries {names} alone; the other radars keep heights of their own. "
        "Give a mast by radar id for those.",
    )


def _surroundings_notes(site: Site) -> tuple[str, ...]:
    """Return what stands about a site, and what that hides."""
    if site.surroundings is None:
        return ()
    path, figure = site.surroundings
    best, low, high = (math.degrees(value) for value in (figure.best, figure.low, figure.high))
    return (
        f"What stands about it ({path.rpartition('/')[2]}) hides all below {best:.1f} degrees "
        f"({low:.1f} to {high:.1f}, assumed), whatever the bearing.",
    )


def _notes(setup: SiteSetup, terrain: Heightfield, heights: tuple[HeightCoverage, ...]) -> tuple[str, ...]:
    """Return what a reader must know about this answer."""
    place = setup.site.lat_deg, setup.site.lon_deg
    hollow = hollow_notes(setup.system, setup.site, setup.question, terrain=terrain, picture=setup.picture)
    notes = [*place_remarks([("The site", *place)], None), *terrain.cautions_at([place]), *hollow]
    missing = max(height.no_data_share_of_detection_ring for height in heights)
    if missing > 0.0:
        notes.append(
            f"{missing:.1%} of the detection ring lies beyond the elevation data; that part is not counted "
            "as covered."
        )
    missing = max(height.no_data_share_of_engagement_ring for height in heights)
    if missing > 0.0:
        notes.append(
            f"{missing:.1%} of the engagement ring lies beyond the elevation data; that part is not counted "
            "as covered."
        )
    if any(radar.sector_rad < 2.0 * math.pi - 1e-6 for radar in setup.picture):
        notes.append("A radar that looks at a sector only is taken as turned to each bearing in turn.")
    if setup.engagement:
        notes.append("The engagement radar is taken as turned to the threat: its sector hides nothing here.")
    notes += _surroundings_notes(setup.site)
    notes += effect_notes(setup.question.effects)
    if setup.question.region == ELSEWHERE:
        notes.append(
            f"The bending of beams was not computed for this place: k = {setup.question.k:.2f} and its "
            "limits are assumed."
        )
    if setup.question.limits:
        notes.append(LIMITS_NOTE)
        if setup.question.k_limits is None:
            notes.append(
                f"These limits hold the bending of beams fixed (k = {setup.question.k:.2f}): where the air "
                "bends them more, as on the Gulf coast, low reach differs more. Without --k, the region of "
                "the place gives its own limits."
            )
    return tuple(notes)
