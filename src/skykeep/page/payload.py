"""The payload of a brief: everything that its page draws and asks, as one run of bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from skykeep._version import __version__
from skykeep.coverage.limits import LIMITS
from skykeep.coverage.met_limits import MET_LIMITS
from skykeep.study.brief_data import BriefData, FigureRow, SystemRow

from .arrays import Arrays
from .backdrop import backdrop_entries
from .container import packed_payload
from .ground import FAR_BYTES_MOST, ground_that_fits
from .ladders import STEPS_M, coverage_entry

__all__ = ["brief_payload", "main_height_agl_m"]


def main_height_agl_m(data: BriefData) -> float:
    """Return the height that a page shows first, and alone where nothing moves: the middle one of those that
    its verdict names.
    """
    heights = sorted(data.verdict_heights_agl_m)
    return heights[len(heights) // 2]


def brief_payload(data: BriefData, called: Callable[[str], str] = str) -> bytes:
    """Return the payload of a brief, not yet packed; ``called`` says what a place, a country or who claims a
    figure is called in the language of the page.
    """
    arrays: Arrays = {}
    near = ground_that_fits(data.window)
    far = ground_that_fits(data.surroundings, FAR_BYTES_MOST)
    header = {
        "version": __version__,
        "case": {
            "id": data.id,
            "country_code": data.country_code,
            "country_name": called(data.country_name),
            "places": "cities",
            "lead_system": data.lead_system,
            "main_site": data.raid_site,
            "main_height_agl_m": main_height_agl_m(data),
            "table_heights_agl_m": list(data.heights_agl_m),
            "table_systems": [system.id for system in data.systems],
            "seed": data.provenance["seed"],
        },
        "systems": [_system(system, called) for system in (*data.systems, *data.option_systems)],
        "sites": [
            {
                "id": site.id,
                "name": called(site.name),
                "lat_deg": site.lat_deg,
                "lon_deg": site.lon_deg,
                "k": site.k,
            }
            for site in data.sites
        ],
        "limits": {"seen": list(LIMITS), "met": list(MET_LIMITS)},
        "steps_m": dict(STEPS_M),
        "coverage": [coverage_entry(each, arrays) for each in (*data.coverage, *data.option_coverage)],
        **backdrop_entries(near, far, arrays, called),
        "attribution": called(data.attribution),
    }
    return packed_payload(header, arrays)


def _system(system: SystemRow, called: Callable[[str], str]) -> dict[str, Any]:
    """Return a system with its rings, and what kind of figure each is."""
    return {
        "id": system.id,
        "name": system.name,
        "short": system.short_name,
        "unit_name": system.unit_name,
        "rings": {
            "detection": _ring(system.detection_ring, called),
            "engagement": _ring(system.engagement_ring, called),
        },
    }


def _ring(row: FigureRow, called: Callable[[str], str]) -> dict[str, Any]:
    """Return a brochure ring, and who says so; where several do, the one whose value is drawn."""
    chosen = next((claim for claim in row.claims if claim.value == row.best), None)
    kind, claimant = (row.kind, row.claimant) if chosen is None else (chosen.kind, chosen.claimant)
    return {"radius_m": row.best, "kind": kind, "claimant": called(claimant)}
