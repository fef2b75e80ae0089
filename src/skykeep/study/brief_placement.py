"""The placement of a brief: where its units would have to stand, as ``skykeep place`` has it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from skykeep.catalogue import Catalogue
from skykeep.coverage import Question, Site
from skykeep.coverage.country import CountryGrid, country_grid
from skykeep.coverage.figures import read_by_view
from skykeep.coverage.hollows import hollow_notes
from skykeep.coverage.polar import read_radars
from skykeep.coverage.question import DEFAULT_HEIGHTS_AGL_M
from skykeep.coverage.rings import rings
from skykeep.model import System
from skykeep.terrain import Heightfield
from skykeep.terrain.geodesic import WGS84

from .brief_case import BriefCase
from .brief_coverage import named_air
from .case_candidates import case_candidates
from .placement.claims import claim_of
from .placement.cover import Cover
from .placement.demand import demand_of, places_of
from .placement.maximal import best_sites
from .placement.place_units import place_units
from .placement.problem import Problem
from .placement.told import placed_row, question_row
from .placement.work import Asked

__all__ = ["place_in_case", "placement_steps"]

WORLDS = 50
"""Joint draws behind the interval of the share, as ``skykeep place`` takes by default."""
ALL_SHARE = 0.99
"""Share of the area that "all of it" is taken to mean where nobody said more: as for the claims on record."""
TIME_LIMIT_S = 60.0
"""A proof takes a second or two. Where one is cut short, the page says so, and it may differ between
machines."""


def _heights(case: BriefCase) -> tuple[float, ...]:
    """Return the heights that are told: those of the case, where something was claimed the usual ones too."""
    claim = claim_of(case.country, case.lead_system, case.placement.count, "area")
    return tuple(sorted({*case.heights_agl_m, *(DEFAULT_HEIGHTS_AGL_M if claim else ())}))


def placement_steps(case: BriefCase) -> int:
    """Return how often ``tick`` is called by :func:`place_in_case`."""
    return len(case_candidates(case)) + 2 * case.placement.count + len(_heights(case))


def place_in_case(
    lead: System,
    case: BriefCase,
    *,
    terrain: Heightfield,
    catalogue: Catalogue,
    jobs: int,
    tick: Callable[[], object],
) -> dict[str, Any]:
    """Return where the units of the lead system would have to stand: the plain data of ``skykeep place``, the
    circles that maps draw beside it, and remarks on the sites.

    Raises
    ------
    ScenarioError
        If the case names a city that the country does not have.
    """
    asked_for, grid = case.placement, country_grid(case.country)
    heights, demand, sites = _heights(case), demand_of("area", grid), case_candidates(case)
    counted = tuple(height == asked_for.chosen_at_height_agl_m for height in heights)
    claim = claim_of(grid.code, lead.id, asked_for.count, demand.kind)
    asked = Asked(
        grid=grid,
        demand=demand,
        candidates=sites,
        count=asked_for.count,
        counted=counted,
        height_weights=tuple(float(counts) for counts in counted),
        goal=None if claim else ALL_SHARE,
        claim=claim,
        worlds=WORLDS,
        worlds_anew=0,
        worlds_told=False,
        seed=case.raids.seed,
        time_limit_s=TIME_LIMIT_S,
    )
    cover = Cover(
        system=lead,
        kind="engageable",
        question=Question(heights_agl_m=heights, detection=catalogue.detection),
        places=places_of(grid, ()),
        ground=lambda _system, _site, _question: terrain,
        catalogue=catalogue,
        air=None if asked_for.refraction is None else named_air(catalogue, asked_for.refraction),
    )
    placed = place_units(cover, asked, jobs=jobs, tick=tick)
    standing = [row.site for row in placed.sites]
    return (
        placed_row(cover, asked, placed)
        | question_row(cover, asked, candidates_from="cities of the case")
        | {"radars": None, "state": "complete", "candidates_count": len(sites)}
        | _circles(lead, sites, grid, asked_for.count)
        | {"remarks": _remarks(cover, standing, terrain)}
    )


def _circles(lead: System, sites: tuple[Site, ...], grid: CountryGrid, count: int) -> dict[str, Any]:
    """Return the circles of the printed range: their area over that of the country, and the best that they
    hold of it on a flat map."""
    _, ring_m = rings(lead)
    cells = slice(0, grid.cells)
    lat, lon = grid.lat_deg[cells], grid.lon_deg[cells]

    def inside(site: Site) -> np.ndarray:
        here = np.full(grid.cells, site.lon_deg), np.full(grid.cells, site.lat_deg)
        return np.asarray(WGS84.inv(*here, lon, lat)[2]) <= ring_m

    weights = np.full((1, grid.cells), 1.0 / grid.cells)
    discs = Problem(covers=np.stack([inside(site) for site in sites]), weights=weights, count=count)
    best = best_sites(discs, time_limit_s=TIME_LIMIT_S)
    return {
        "circles_over_area": count * math.pi * ring_m * ring_m / grid.area_m2,
        "best_circles": {"share": best.value, "sites": [sites[place].name for place in best.sites]},
    }


def _remarks(cover: Cover, standing: list[Site], terrain: Heightfield) -> list[str]:
    """Return what must be known of the ground at the chosen sites."""
    found = list(terrain.cautions_at([(site.lat_deg, site.lon_deg) for site in standing]))
    for site in standing:
        asked = cover.asked_at(site)
        picture, _ = read_radars(cover.system, asked, site, read_by_view(asked.view))
        found += hollow_notes(
            cover.system, site, asked, terrain=terrain, picture=picture, named=f"The battery at {site.name}"
        )
    return found
