"""What an option sees and engages at a site: shares of its own rings, and in every world how far it keeps a
target away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.coverage import Site, compute_coverage
from skykeep.coverage.possible_edges import possible_edges
from skykeep.coverage.threads import in_order
from skykeep.terrain import Heightfield

from ..brief_case import BriefCase, CaseSite
from ..brief_coverage import coverage_row, question_at
from ..brief_data import CoverageRow
from ..option_scenarios import Units

__all__ = ["KEEP_OUT", "Reach", "reaches"]

F64 = npt.NDArray[np.float64]

BEARINGS = 360
KEEP_OUT = {"r50": 0.5, "r90": 0.1}
"""R50 is kept on half of the bearings, R90 on nine in ten: the point of the ranges of the first intercept
over bearings, so large a share of which are less."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Reach:
    """An option at a site and a height: coverage of each of its systems, and by world the keep-out range that
    half and nine tenths of the bearings keep, m [world].
    """

    option: str
    site: str
    height_agl_m: float
    systems: tuple[tuple[str, CoverageRow], ...]
    keep_out_m: dict[str, F64]


def reaches(
    case: BriefCase,
    catalogue: Catalogue,
    options: Sequence[tuple[str, Units]],
    sites: Sequence[CaseSite],
    heights_agl_m: Sequence[float],
    *,
    worlds: int,
    seed: int,
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
    """
    systems = list(dict.fromkeys(system for _, units in options for system, _ in units))
    pairs = [(system, site) for site in sites for system in systems]

    def rows_of(pair: tuple[str, CaseSite]) -> tuple[CoverageRow, ...]:
        system, site = pair
        question = replace(question_at(catalogue, case, site), heights_agl_m=tuple(heights_agl_m))
        found = compute_coverage(
            catalogue.system(system), _place(site), question, terrain=terrain, catalogue=catalogue
        )
        return tuple(coverage_row(height) for height in found.heights)

    def edges_of(key: tuple[str, CaseSite, float]) -> F64:
        system, site, height = key
        question = replace(question_at(catalogue, case, site), bearings=BEARINGS)
        return possible_edges(
            catalogue.system(system),
            _place(site),
            question,
            height,
            worlds=worlds,
            seed=seed,
            terrain=terrain,
            catalogue=catalogue,
        ).engageable_range_m

    rows = dict(
        zip(
            ((system, site.id) for system, site in pairs),
            in_order(rows_of, pairs, jobs=jobs, tick=tick),
            strict=True,
        )
    )
    keys = [(system, site, height) for system, site in pairs for height in heights_agl_m]
    edges = {
        (system, site.id, height): found
        for (system, site, height), found in zip(
            keys, in_order(edges_of, keys, jobs=jobs, tick=tick), strict=True
        )
    }
    return [
        Reach(
            option=option,
            site=site.id,
            height_agl_m=height,
            systems=tuple((system, rows[system, site.id][number]) for system, _ in units),
            keep_out_m=_kept(np.maximum.reduce([edges[system, site.id, height] for system, _ in units])),
        )
        for option, units in options
        for site in sites
        for number, height in enumerate(heights_agl_m)
    ]


def _place(site: CaseSite) -> Site:
    """Return a site as coverage takes it."""
    return Site(lat_deg=site.lat_deg, lon_deg=site.lon_deg, name=site.name)


def _kept(range_m: F64) -> dict[str, F64]:
    """Return the keep-out ranges of each world from ranges of the first intercept [world, bearing]."""
    return {name: np.quantile(range_m, share, axis=1) for name, share in KEEP_OUT.items()}
