"""How much of a country a few batteries of one system can engage, and where they would have to stand."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count as count_from
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue, load_catalogue
from skykeep.errors import UsageError
from skykeep.model import System
from skykeep.terrain import Heightfield, shipped_terrain
from skykeep.terrain.geodesic import WGS84
from skykeep.terrain.places import city_label

from .best_set import best_sites, can_try_all
from .country import PEOPLE_PER_KM2, CountryGrid, country_grid, polar_index
from .figures import End, FigureReader, read_at_end, read_by_view
from .hollows import hollow_notes
from .polar import answer_at_height, prepare_site, read_radars
from .question import Question, Site
from .rings import rings
from .threads import in_order

__all__ = [
    "BatterySet",
    "BestSets",
    "HeightShares",
    "candidate_sites",
    "engageable_mask_on_grid",
    "greedy_sites",
    "place_batteries",
]

Bools = npt.NDArray[np.bool_]

CANDIDATES = 40
CANDIDATE_SPACING_M = 40_000.0
"""Candidate sites stand at least this far apart, m: two batteries a few kilometres apart answer alike."""
CHOICE_HEIGHT_M = 1_000.0
SHARE_DIGITS = 4
ENDS: tuple[End, End] = ("against", "for")


@dataclass(frozen=True)
class HeightShares:
    """Shares of a country that at least one battery of a set can engage at one height.

    Limits: every public figure at the end against, and at the end for, the defender, with the same sites.
    """

    height_agl_m: float
    area_share: float
    people_share: float
    area_limits: tuple[float, float] | None = None
    people_limits: tuple[float, float] | None = None


@dataclass(frozen=True)
class BatterySet:
    """Sites chosen one after the other, and what they cover together at each height."""

    chosen_for: str
    sites: tuple[Site, ...]
    shares: tuple[HeightShares, ...]


@dataclass(frozen=True)
class BestSets:
    """The answer: one set for all heights, the best set for each height, and the flat rings beside them.

    ``paper_ratio`` is count x pi x ring^2 over the country's area; ``flat_ring_share`` the share of the
    country inside the engagement rings of ``fixed`` and ``best_flat_ring_share`` the largest share that rings
    about the candidates reach.
    """

    system_id: str
    country: str
    country_area_m2: float
    count: int
    engagement_ring_m: float
    paper_ratio: float
    flat_ring_share: float
    best_flat_ring_share: float
    best_flat_ring_sites: tuple[Site, ...]
    candidates: tuple[Site, ...]
    fixed: BatterySet
    best: tuple[BatterySet, ...]
    notes: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""

        def plain(batteries: BatterySet) -> dict[str, Any]:
            return {
                "chosen_for": batteries.chosen_for,
                "sites": [_plain_site(site) for site in batteries.sites],
                "shares": [
                    {
                        "height_agl_m": share.height_agl_m,
                        "area_share": share.area_share,
                        "area_limits": _plain_pair(share.area_limits),
                        "people_share": share.people_share,
                        "people_limits": _plain_pair(share.people_limits),
                    }
                    for share in batteries.shares
                ],
            }

        return {
            "system": self.system_id,
            "country": self.country,
            "country_area_m2": round(self.country_area_m2),
            "count": self.count,
            "engagement_ring_m": self.engagement_ring_m,
            "paper_ratio": round(self.paper_ratio, SHARE_DIGITS),
            "flat_ring_share": self.flat_ring_share,
            "best_flat_ring_share": self.best_flat_ring_share,
            "best_flat_ring_sites": [_plain_site(site) for site in self.best_flat_ring_sites],
            "candidates": [_plain_site(site) for site in self.candidates],
            "fixed": plain(self.fixed),
            "best": [plain(batteries) for batteries in self.best],
            "notes": list(self.notes),
        }


def _plain_site(site: Site) -> dict[str, Any]:
    return {"name": site.name, "lat_deg": site.lat_deg, "lon_deg": site.lon_deg}


def _plain_pair(pair: tuple[float, float] | None) -> list[float] | None:
    return None if pair is None else list(pair)


def candidate_sites(grid: CountryGrid, count: int = CANDIDATES) -> tuple[Site, ...]:
    """Return the largest cities of a country as sites, each at least 40 km from every larger one."""
    kept: list[Site] = []
    for city in grid.cities:
        if len(kept) == count:
            break
        near = any(
            WGS84.inv(city.lon_deg, city.lat_deg, site.lon_deg, site.lat_deg)[2] < CANDIDATE_SPACING_M
            for site in kept
        )
        if not near:
            kept.append(Site(lat_deg=city.lat_deg, lon_deg=city.lon_deg, name=city_label(city)))
    return tuple(kept)


def engageable_mask_on_grid(
    system: System,
    site: Site,
    grid: CountryGrid,
    question: Question,
    *,
    terrain: Heightfield,
    catalogue: Catalogue,
    read: FigureReader | None = None,
) -> Bools:
    """Return which cells and cities of a country one battery can engage: bool [height, cells and cities].

    Raises
    ------
    TerrainError
        If the ground data does not hold the site.
    """
    setup = prepare_site(system, site, question, terrain=terrain, read=read or read_by_view(question.view))
    index = polar_index(site, grid, bearings=question.bearings, range_m=setup.profiles.range_m)
    return np.stack(
        [index.engageable(answer_at_height(setup, catalogue, height)) for height in question.heights_agl_m]
    )


def greedy_sites(masks: Bools, weight: npt.NDArray[np.float64], count: int) -> tuple[int, ...]:
    """Return the indices of ``count`` sites, each chosen to add most weight to what the ones before cover.

    ``masks`` is [site, place]. Ties go to the earlier site. Greedy choice covers at least 1 - 1/e (63 %) of
    what the best choice would (Nemhauser, Wolsey and Fisher 1978).
    """
    covered = np.zeros(masks.shape[1], dtype=bool)
    chosen: list[int] = []
    for _ in range(min(count, masks.shape[0])):
        gains = (masks & ~covered) @ weight
        gains[chosen] = -1.0
        best = int(np.argmax(gains))
        chosen.append(best)
        covered |= masks[best]
    return tuple(chosen)


def place_batteries(
    system: System,
    *,
    count: int = 4,
    country: str = "IQ",
    question: Question | None = None,
    terrain: Heightfield | None = None,
    catalogue: Catalogue | None = None,
    candidates: Sequence[Site] | None = None,
    choice_height_agl_m: float = CHOICE_HEIGHT_M,
    progress: Callable[[int, int], None] | None = None,
    jobs: int = 1,
) -> BestSets:
    """Return what ``count`` batteries of a system can engage of a country, from the best of its cities.

    One set is chosen greedily for area at 1000 m, or at ``choice_height_agl_m`` (the height nearest to it
    counts), and judged at every height; beside it stands the best set for each height alone.
    Batteries stand at ``candidates``, by default the largest cities. ``progress`` is told (sites done, sites
    in all). ``jobs`` threads share the sites and never change the result.

    Raises
    ------
    TerrainError
        If the package does not hold the country, or the ground data not its cities.
    UsageError
        If ``count`` is not from 1 to the number of candidates.
    """
    grid = country_grid(country)
    stated = candidates is not None
    candidates = tuple(candidates) if candidates is not None else candidate_sites(grid)
    if not 1 <= count <= len(candidates):
        raise UsageError(f"{count} batteries: must be from 1 to {len(candidates)}")
    question = replace(question or Question(), bearings=360)
    terrain = terrain or shipped_terrain()
    catalogue = catalogue or load_catalogue()

    def masks_of(
        sites: Sequence[Site],
        read: FigureReader,
        asked: Question,
        tell: Callable[[int, int], None] | None = None,
    ) -> Bools:
        def one(site: Site) -> Bools:
            return engageable_mask_on_grid(
                system, site, grid, asked, terrain=terrain, catalogue=catalogue, read=read
            )

        done = count_from(1)

        def tick() -> None:
            if tell is not None:
                tell(next(done), len(sites))

        return np.stack(in_order(one, sites, jobs=jobs, tick=tick))

    masks = masks_of(candidates, read_by_view(question.view), question, progress)
    heights = question.heights_agl_m
    weight = np.concatenate([np.ones(grid.cells), np.zeros(grid.lat_deg.size - grid.cells)])
    choice = int(np.argmin([abs(height - choice_height_agl_m) for height in heights]))
    fixed = greedy_sites(masks[:, choice], weight, count)
    best = [_best(masks[:, level], grid, count) for level in range(len(heights))]
    chosen = sorted({*fixed, *(site for sites in best for site in sites)})
    ends = []
    for end in ENDS if question.limits else ():
        at_end = np.zeros_like(masks)
        at_end[chosen] = masks_of(
            [candidates[site] for site in chosen], read_at_end(end), question.at_end(end)
        )
        ends.append(at_end)
    hollows = in_order(lambda place: _hollow(system, candidates[place], question, terrain), chosen, jobs=jobs)
    judge = _Judge(grid, candidates, heights, masks, tuple(ends))
    return BestSets(
        system_id=system.id,
        country=grid.code,
        country_area_m2=grid.area_m2,
        count=count,
        **_flat_rings(system, candidates, grid, fixed),
        candidates=candidates,
        fixed=judge.judged(fixed, heights[choice], range(len(heights))),
        best=tuple(judge.judged(best[level], height, (level,)) for level, height in enumerate(heights)),
        notes=(
            *terrain.cautions_at([(site.lat_deg, site.lon_deg) for site in candidates]),
            *(note for notes in hollows for note in notes),
            *_notes(len(candidates), count, stated=stated),
        ),
    )


def _flat_rings(
    system: System, candidates: Sequence[Site], grid: CountryGrid, fixed: tuple[int, ...]
) -> dict[str, Any]:
    """Return what a set covers by the rings of a system on a flat earth, and the set that covers most so."""
    _, ring_m = rings(system)
    discs = _ring_masks(candidates, grid, ring_m)
    best = _best(discs, grid, len(fixed))
    return {
        "engagement_ring_m": ring_m,
        "paper_ratio": len(fixed) * math.pi * ring_m * ring_m / grid.area_m2,
        "flat_ring_share": round(grid.area_share(_union(discs, fixed)), SHARE_DIGITS),
        "best_flat_ring_share": round(grid.area_share(_union(discs, best)), SHARE_DIGITS),
        "best_flat_ring_sites": tuple(candidates[site] for site in best),
    }


def _notes(candidates: int, count: int, *, stated: bool) -> tuple[str, ...]:
    """Return how the sets were chosen, and what is assumed of cities and batteries."""
    return (
        f"One set for all heights: sites chosen one after the other from {candidates} cities"
        + ("" if stated else f", the largest at least {CANDIDATE_SPACING_M / 1000:.0f} km apart")
        + "; a better set may exist.",
        "Best set for each height: "
        + ("every set was tried." if can_try_all(candidates, count) else "chosen in the same way."),
        f"The people of a city live on a disc of {PEOPLE_PER_KM2:,.0f} to the square kilometre about its "
        "middle (assumed), so that a large city can be covered in part.",
        "A battery stands at the middle of its city; the dead zone over it counts where the "
        "threat can be met before it gets there.",
        "The engagement radar is taken as turned to the threat, with a round ready.",
    )


def _hollow(system: System, site: Site, question: Question, terrain: Heightfield) -> tuple[str, ...]:
    """Return the sentence on a chosen site that stands in a hollow of the data, if it does."""
    picture, _ = read_radars(system, question, site, read_by_view(question.view))
    named = f"The battery at {site.name or f'{site.lat_deg:.2f},{site.lon_deg:.2f}'}"
    return hollow_notes(system, site, question, terrain=terrain, picture=picture, named=named)


def _best(masks: Bools, grid: CountryGrid, count: int) -> tuple[int, ...]:
    """Return the set that covers most area: of all sets if they can all be tried, else chosen greedily."""
    area = masks[:, : grid.cells]
    if can_try_all(masks.shape[0], count):
        return best_sites(area, count)
    return greedy_sites(area, np.ones(grid.cells), count)


@dataclass(frozen=True, eq=False)
class _Judge:
    """Masks [site, height, place] of the view and of the two ends, and how they turn into shares."""

    grid: CountryGrid
    candidates: tuple[Site, ...]
    heights_agl_m: tuple[float, ...]
    masks: Bools
    ends: tuple[Bools, ...]

    def judged(self, chosen: tuple[int, ...], height_agl_m: float, levels: Iterable[int]) -> BatterySet:
        """Return a set that was chosen for a height, with its shares at some of the heights."""
        return BatterySet(
            chosen_for=f"area at {height_agl_m:g} m",
            sites=tuple(self.candidates[site] for site in chosen),
            shares=tuple(self.shares(chosen, level) for level in levels),
        )

    def shares(self, chosen: tuple[int, ...], level: int) -> HeightShares:
        """Return the shares of a set of sites at one height."""
        area, people = self._of(self.masks, chosen, level)
        at_ends = [self._of(masks, chosen, level) for masks in self.ends]
        areas, peoples = [area, *(end[0] for end in at_ends)], [people, *(end[1] for end in at_ends)]
        return HeightShares(
            height_agl_m=self.heights_agl_m[level],
            area_share=area,
            people_share=people,
            area_limits=(min(areas), max(areas)) if at_ends else None,
            people_limits=(min(peoples), max(peoples)) if at_ends else None,
        )

    def _of(self, masks: Bools, chosen: tuple[int, ...], level: int) -> tuple[float, float]:
        covered = _union(masks[:, level], chosen)
        return (
            round(self.grid.area_share(covered), SHARE_DIGITS),
            round(self.grid.people_share(covered), SHARE_DIGITS),
        )


def _union(masks: Bools, chosen: tuple[int, ...]) -> Bools:
    """Return which places at least one of the chosen sites covers; ``masks`` is [site, place]."""
    return np.asarray(np.logical_or.reduce(masks[list(chosen)], axis=0))


def _ring_masks(sites: Sequence[Site], grid: CountryGrid, ring_m: float) -> Bools:
    """Return which places lie inside a ring about each site: bool [site, place]."""
    count = grid.lat_deg.size
    return np.stack(
        [
            np.asarray(
                WGS84.inv(
                    np.full(count, site.lon_deg), np.full(count, site.lat_deg), grid.lon_deg, grid.lat_deg
                )[2]
                <= ring_m
            )
            for site in sites
        ]
    )
