"""The payload of a map of coverage alone: fire units each at its place, as a notebook or a run shows them."""

from __future__ import annotations

from math import log
from typing import Any

from skykeep._version import __version__
from skykeep.coverage import CoverageResult
from skykeep.coverage.limits import LIMITS
from skykeep.coverage.met_limits import MET_LIMITS
from skykeep.study.map_data import MapData, MapUnit

from .arrays import Arrays
from .backdrop import backdrop_entries
from .container import packed_payload
from .ground import FAR_BYTES_MOST, ground_that_fits
from .ladders import STEPS_M, ladder_entry

__all__ = ["GROUND_BYTES_MOST", "coverage_payload", "first_height_agl_m"]

GROUND_BYTES_MOST = 250_000
"""Room of the packed ground, bytes: a notebook may hold several maps, a report has a replay beside."""


def first_height_agl_m(result: CoverageResult, near_m: float | None) -> float:
    """Return the height that a map shows first: of those asked for the one whose ratio to ``near_m`` is
    nearest to 1, the middle one without it.
    """
    heights = sorted(height.height_agl_m for height in result.heights)
    if near_m is None:
        return heights[len(heights) // 2]
    return min(heights, key=lambda height_agl_m: abs(log(height_agl_m / near_m)))


def coverage_payload(data: MapData, ground_bytes_most: int = GROUND_BYTES_MOST) -> bytes:
    """Return the payload of a map, not yet deflated; every fire unit has a place of its own."""
    arrays: Arrays = {}
    near = ground_that_fits(data.window, ground_bytes_most)
    far = ground_that_fits(data.surroundings, FAR_BYTES_MOST)
    first = data.units[0]
    systems = {unit.system.id: _system(unit) for unit in data.units}
    header = {
        "version": __version__,
        "case": {
            "id": first.name,
            "country_code": data.country_code,
            "country_name": "",
            "places": "given",
            "lead_system": first.system.id,
            "main_site": _site_id(0),
            "main_height_agl_m": first_height_agl_m(first.result, data.near_m),
            "table_heights_agl_m": sorted(each.height_agl_m for each in first.result.heights),
            "table_systems": list(systems),
            "seed": 0,
        },
        "systems": list(systems.values()),
        "sites": [_site(number, unit) for number, unit in enumerate(data.units)],
        "limits": {"seen": list(LIMITS), "met": list(MET_LIMITS)},
        "steps_m": dict(STEPS_M),
        "coverage": [_unit(number, unit, arrays) for number, unit in enumerate(data.units)],
        **backdrop_entries(near, far, arrays),
        "attribution": data.attribution,
    }
    return packed_payload(header, arrays)


def _site_id(number: int) -> str:
    """Return what a place is known by; its name may be that of another."""
    return f"place-{number + 1}"


def _site(number: int, unit: MapUnit) -> dict[str, Any]:
    """Return where a fire unit stands."""
    site = unit.result.site
    return {
        "id": _site_id(number),
        "name": unit.name,
        "lat_deg": site.lat_deg,
        "lon_deg": site.lon_deg,
        "k": unit.result.question.k,
    }


def _system(unit: MapUnit) -> dict[str, Any]:
    """Return a system with its rings, and what kind of figure each is."""
    rings = {
        ring.kind: {"radius_m": ring.range_m, "kind": ring.figure_kind, "claimant": ring.claimant}
        for ring in unit.result.rings
    }
    name = unit.system.name
    return {
        "id": unit.system.id,
        "name": name,
        "short": name.split()[0],
        "unit_name": unit.system.unit_name,
        "rings": rings,
    }


def _unit(number: int, unit: MapUnit, arrays: Arrays) -> dict[str, Any]:
    """Return the coverage of a fire unit; the shares of the tables stand where they have limits."""
    where = _site_id(number)
    return {
        "system": unit.system.id,
        "site": where,
        "site_alt_msl_m": round(unit.result.site_alt_msl_m, 2),
        **ladder_entry(unit.ladder, f"{unit.system.id}/{where}", arrays),
        "has_edges": False,
        "rows": [
            {
                "height_agl_m": height.height_agl_m,
                "seen_share": _share(height.seen_share_of_detection_ring, height.seen_limits),
                "engageable_share": _share(
                    height.engageable_share_of_engagement_ring, height.engageable_limits
                ),
            }
            for height in unit.result.heights
            if height.seen_limits is not None and height.engageable_limits is not None
        ],
    }


def _share(best: float, limits: tuple[float, float] | None) -> dict[str, float]:
    """Return a share with its limits."""
    low, high = limits or (best, best)
    return {"best": best, "low": low, "high": high}
