"""What an option sees and engages at a site: shares of its own rings, and in every world how far it keeps a
target away and where in the country it engages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.coverage import Site, ground_needed_m
from skykeep.coverage.compute import RingShares, compute_shares
from skykeep.coverage.country import CountryGrid, country_grid, polar_index
from skykeep.coverage.polar import PolarAnswer
from skykeep.coverage.possible_edges import possible_answers
from skykeep.coverage.threads import in_order
from skykeep.terrain import Heightfield

from ..brief_case import BriefCase, CaseSite
from ..brief_coverage import question_at
from ..option_scenarios import Units

__all__ = ["KEEP_OUT", "SHARES", "Reach", "reaches", "shares_of_country"]

F64 = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

BEARINGS = 360
KEEP_OUT = {"r50": 0.5, "r90": 0.1}
"""R50 is kept on half of the bearings, R90 on nine in ten: the point of the ranges of the first intercept
over bearings, so large a share of which are less."""
SHARES: Mapping[str, Callable[[CountryGrid, Bools], float]] = {
    "area": CountryGrid.area_share,
    "people": CountryGrid.people_share,
}
"""Shares of a country: of its area, and of the people in its cities."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Reach:
    """An option at a site and a height: coverage of each of its systems, and by world the keep-out range that
    half and nine tenths of the bearings keep, m [world], and which places of the country it engages at
    [world, place], with the shares of the country that they are [world].
    """

    option: str
    site: str
    height_agl_m: float
    systems: tuple[tuple[str, RingShares], ...]
    keep_out_m: dict[str, F64]
    covered: Bools
    country_shares: dict[str, F64]


@dataclass(frozen=True, eq=False, kw_only=True)
class _Drawn:
    """A system at a site and a height in every world: the range of the first intercept [world, bearing], m,
    and the places of the country that it engages at [world, place].
    """

    range_m: F64
    covered: Bools


def reaches(
    case: BriefCase,
    catalogue: Catalogue,
    options: Sequence[tuple[str, Units]],
    sites: Sequence[CaseSite],
    heights_agl_m: Sequence[float],
    *,
    worlds: int,
    seed: int,
    every: int = 1,
    terrain: Heightfield,
    jobs: int,
    tick: Callable[[], object] = lambda: None,
) -> list[Reach]:
    """Return coverage of every option at every site and height.

    Several systems of one option stand side by side: what any of them can meet first counts.

    Parameters
    ----------
    options
        Ids and units.
    worlds, seed
        Joint draws of the figures: the first worlds of a seed, as in raids.
    every
        In the worlds only every so manieth degree is computed.
    """
    systems = list(dict.fromkeys(system for _, units in options for system, _ in units))
    pairs = [(system, site) for site in sites for system in systems]

    def shares_of(pair: tuple[str, CaseSite]) -> tuple[RingShares, ...]:
        system, site = pair
        question = replace(question_at(catalogue, case, site), heights_agl_m=tuple(heights_agl_m))
        return compute_shares(
            catalogue.system(system), _place(site), question, terrain=terrain, catalogue=catalogue
        )

    def drawn_of(key: tuple[str, CaseSite, tuple[float, ...]]) -> list[_Drawn]:
        system, site, heights = key
        question = replace(question_at(catalogue, case, site), bearings=BEARINGS)
        answers = possible_answers(
            catalogue.system(system),
            _place(site),
            question,
            heights,
            worlds=worlds,
            seed=seed,
            every=every,
            terrain=terrain,
            catalogue=catalogue,
        )
        return _in_worlds(answers, _place(site), country_grid(case.country), len(heights))

    rows = dict(
        zip(
            ((system, site.id) for system, site in pairs),
            in_order(shares_of, pairs, jobs=jobs, tick=tick),
            strict=True,
        )
    )
    keys = [
        (system, site, heights)
        for system, site in pairs
        for heights in _of_one_ground(case, catalogue, system, site, heights_agl_m)
    ]
    drawn = {
        (system, site.id, height): found
        for (system, site, heights), several in zip(
            keys, in_order(drawn_of, keys, jobs=jobs, tick=tick), strict=True
        )
        for height, found in zip(heights, several, strict=True)
    }
    grid = country_grid(case.country)

    def reach_of(option: str, units: Units, site: CaseSite, number: int, height: float) -> Reach:
        there = [drawn[system, site.id, height] for system, _ in units]
        covered = np.logical_or.reduce([each.covered for each in there])
        return Reach(
            option=option,
            site=site.id,
            height_agl_m=height,
            systems=tuple((system, rows[system, site.id][number]) for system, _ in units),
            keep_out_m=_kept(np.maximum.reduce([each.range_m for each in there])),
            covered=covered,
            country_shares=shares_of_country(grid, covered),
        )

    return [
        reach_of(option, units, site, number, height)
        for option, units in options
        for site in sites
        for number, height in enumerate(heights_agl_m)
    ]


def shares_of_country(grid: CountryGrid, covered: Bools) -> dict[str, F64]:
    """Return the shares of a country [world] that places [world, place] are, by name of :data:`SHARES`."""
    return {name: np.array([share(grid, each) for each in covered]) for name, share in SHARES.items()}


def _of_one_ground(
    case: BriefCase, catalogue: Catalogue, system: str, site: CaseSite, heights_agl_m: Sequence[float]
) -> list[tuple[float, ...]]:
    """Return heights that need rays of the same length together: they share every sweep of the ground."""
    question = question_at(catalogue, case, site)
    found: dict[float, tuple[float, ...]] = {}
    for height in heights_agl_m:
        reach = ground_needed_m(catalogue.system(system), _place(site), question.at_heights(height))
        found[reach] = (*found.get(reach, ()), height)
    return list(found.values())


def _in_worlds(
    answers: Iterable[Sequence[PolarAnswer]], site: Site, grid: CountryGrid, heights: int
) -> list[_Drawn]:
    """Return for each height where a system at a site engages in every world."""
    ranges: list[list[F64]] = [[] for _ in range(heights)]
    covered: list[list[Bools]] = [[] for _ in range(heights)]
    index = None
    for several in answers:
        if index is None:
            bearings = several[0].seen_range_m.size
            index = polar_index(site, grid, bearings=bearings, range_m=several[0].range_m)
        for number, answer in enumerate(several):
            ranges[number].append(answer.intercept_range_m)
            covered[number].append(index.engageable(answer))
    return [
        _Drawn(range_m=np.stack(one), covered=np.stack(other))
        for one, other in zip(ranges, covered, strict=True)
    ]


def _place(site: CaseSite) -> Site:
    """Return a site as coverage takes it."""
    return Site(lat_deg=site.lat_deg, lon_deg=site.lon_deg, name=site.name)


def _kept(range_m: F64) -> dict[str, F64]:
    """Return the keep-out ranges of each world from ranges of the first intercept [world, bearing]."""
    return {name: np.quantile(range_m, share, axis=1) for name, share in KEEP_OUT.items()}
