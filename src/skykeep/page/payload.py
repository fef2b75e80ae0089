"""The payload of a brief: everything that its page draws and asks, as one run of bytes."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.coverage.limits import LIMITS
from skykeep.coverage.met_limits import MET_LIMITS
from skykeep.study.brief_data import BriefData, SiteCoverage, SystemRow, plain_json
from skykeep.terrain.window import GroundWindow

from .arrays import Coding
from .borders import BorderLines, city_rows, country_edges, disputed_lines
from .container import packed_payload
from .ground import ground_that_fits
from .symbols import symbols

__all__ = ["RANGE_STEP_M", "brief_payload", "main_height_agl_m"]

Arrays = dict[str, tuple[npt.NDArray[Any], Coding]]

RANGE_STEP_M = 20.0
"""Ranges of the ladders lie on whole multiples of this: a tenth of what a pixel of a map is wide, and 16 bits
reach farther than any ray."""


def main_height_agl_m(data: BriefData) -> float:
    """Return the height that a page shows first, and alone where nothing moves: the middle one of those that
    its verdict names.
    """
    heights = sorted(data.verdict_heights_agl_m)
    return heights[len(heights) // 2]


def brief_payload(data: BriefData) -> bytes:
    """Return the payload of a brief, not yet deflated."""
    arrays: Arrays = {}
    window = ground_that_fits(data.window)
    header = {
        "case": {
            "id": data.id,
            "country_code": data.country_code,
            "country_name": data.country_name,
            "lead_system": data.lead_system,
            "main_site": data.raid_site,
            "main_height_agl_m": main_height_agl_m(data),
            "table_heights_agl_m": list(data.heights_agl_m),
        },
        "systems": [_system(system) for system in data.systems],
        "sites": [
            {"id": site.id, "name": site.name, "lat_deg": site.lat_deg, "lon_deg": site.lon_deg, "k": site.k}
            for site in data.sites
        ],
        "limits": {"seen": list(LIMITS), "met": list(MET_LIMITS)},
        "range_step_m": RANGE_STEP_M,
        "coverage": [_coverage(each, arrays) for each in data.coverage],
        "ground": _ground(window, arrays),
        "borders": _borders(window, arrays),
        "cities": city_rows(_box_deg(window)),
        "symbols": symbols(),
        "attribution": data.attribution,
    }
    return packed_payload(header, arrays)


def _system(system: SystemRow) -> dict[str, Any]:
    """Return a system with its rings, and what kind of figure each is."""
    return {
        "id": system.id,
        "name": system.name,
        "short": system.short_name,
        "unit_name": system.unit_name,
        "rings": {
            kind: {"radius_m": row.best, "kind": row.kind, "claimant": row.claimant}
            for kind, row in (
                ("detection", system.detection_ring),
                ("engagement", system.engagement_ring),
            )
        },
    }


def _coverage(coverage: SiteCoverage, arrays: Arrays) -> dict[str, Any]:
    """Return a system at a site; ranges go into the arrays."""
    ladder = coverage.ladder
    if ladder is None:
        raise ValueError(f"{coverage.system} at {coverage.site}: a page needs the ladder of its heights")
    name = f"{coverage.system}/{coverage.site}"
    for quantity, ranges in (
        ("seen", ladder.seen_range_m),
        ("solid", ladder.solid_range_m),
        ("met", ladder.intercept_range_m),
    ):
        arrays[f"{name}/{quantity}"] = np.rint(ranges / RANGE_STEP_M).astype(np.uint16), "med"
    arrays[f"{name}/seen_limit"] = ladder.seen_limit, "plain"
    arrays[f"{name}/met_limit"] = ladder.met_limit, "plain"
    if coverage.possible_edges_m is not None:
        arrays[f"{name}/edges"] = np.rint(coverage.possible_edges_m / RANGE_STEP_M).astype(np.uint16), "med"
    return {
        "system": coverage.system,
        "site": coverage.site,
        "site_alt_msl_m": round(coverage.site_alt_msl_m, 2),
        "antenna_agl_m": ladder.antenna_agl_m,
        "heights_agl_m": list(ladder.heights_agl_m),
        "threat_classes": list(ladder.threat_classes),
        "has_edges": coverage.possible_edges_m is not None,
        "rows": [
            {
                "height_agl_m": row.height_agl_m,
                "seen_share": plain_json(row.seen_share),
                "engageable_share": plain_json(row.engageable_share),
            }
            for row in coverage.rows
        ],
    }


def _ground(window: GroundWindow, arrays: Arrays) -> dict[str, Any]:
    """Return where the posts of the ground lie, and whose heights they are."""
    arrays["ground"] = window.alt_msl_m, "med"
    return {
        "north_deg": window.north_deg,
        "west_deg": window.west_deg,
        "lat_step_deg": window.lat_step_deg,
        "lon_step_deg": window.lon_step_deg,
        "every": window.every,
        "step_m": round(window.step_m, 1),
        "source_step_m": round(window.source_step_m, 1),
        "name": window.name,
        "licence": window.licence,
    }


def _box_deg(window: GroundWindow) -> tuple[float, float, float, float]:
    """Return south, west, north and east of the posts, degrees."""
    rows, cols = window.alt_msl_m.shape
    south = window.north_deg - (rows - 1) * window.lat_step_deg
    return south, window.west_deg, window.north_deg, window.west_deg + (cols - 1) * window.lon_step_deg


def _borders(window: GroundWindow, arrays: Arrays) -> dict[str, Any]:
    """Return the countries and disputed lines of the box; their points go into the arrays."""
    box_deg = _box_deg(window)
    lines = BorderLines(box_deg)
    countries, disputed = country_edges(lines), disputed_lines(lines)
    east, north = lines.arrays()
    arrays["borders/east"] = east, "med"
    arrays["borders/north"] = north, "med"
    return {
        "south_deg": box_deg[0],
        "west_deg": box_deg[1],
        "step_deg": lines.step_deg,
        "countries": countries,
        "disputed": disputed,
    }
