"""Coverage of a page: ranges by height and bearing as small whole numbers, and the shares of the tables."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.coverage.ladder import HeightLadder
from skykeep.study.brief_data import CoverageRow, SiteCoverage, plain_json

from .arrays import Arrays

__all__ = ["STEPS_M", "coverage_entry", "ladder_entry"]


STEPS_M: Mapping[str, float] = MappingProxyType({"ranges": 100.0, "edges": 200.0, "limits": 1000.0})
"""Ranges lie on whole multiples of these, m: all are less than a pixel of a map is wide; limits, which are
told in whole kilometres, are rounded outwards."""


def coverage_entry(coverage: SiteCoverage, arrays: Arrays) -> dict[str, Any]:
    """Return a system at a site; ranges go into the arrays under ``<system>/<site>/``.

    Raises
    ------
    ValueError
        If the coverage has no ladder of heights.
    """
    if coverage.ladder is None:
        raise ValueError(f"{coverage.system} at {coverage.site}: a page needs the ladder of its heights")
    name = f"{coverage.system}/{coverage.site}"
    edges = coverage.possible_edges_m
    if edges is not None:
        arrays[f"{name}/edges"] = _steps(edges, STEPS_M["edges"]), "med"
    return {
        "system": coverage.system,
        "site": coverage.site,
        "site_alt_msl_m": round(coverage.site_alt_msl_m, 2),
        **ladder_entry(coverage.ladder, name, arrays),
        "has_edges": edges is not None,
        "rows": [_row(row) for row in coverage.rows],
    }


def ladder_entry(ladder: HeightLadder, name: str, arrays: Arrays) -> dict[str, Any]:
    """Return the heights of a ladder; its ranges, their limits and what ends them go into the arrays."""
    arrays[f"{name}/seen"] = _steps(ladder.seen_range_m, STEPS_M["ranges"]), "med"
    arrays[f"{name}/met"] = _steps(ladder.intercept_range_m, STEPS_M["ranges"]), "med"
    arrays[f"{name}/seen_limit"] = ladder.seen_limit, "plain"
    arrays[f"{name}/met_limit"] = ladder.met_limit, "plain"
    arrays[f"{name}/seen_limits"] = _outwards(ladder.seen_limits_m), "med"
    arrays[f"{name}/met_limits"] = _outwards(ladder.intercept_limits_m), "med"
    return {
        "antenna_agl_m": ladder.antenna_agl_m,
        "heights_agl_m": list(ladder.heights_agl_m),
        "threat_classes": list(ladder.threat_classes),
        "speeds_mps": list(ladder.speeds_mps),
        "limit_heights_agl_m": list(ladder.limit_heights_agl_m),
    }


def _steps(ranges_m: npt.NDArray[Any], step_m: float) -> npt.NDArray[np.uint16]:
    """Return ranges in whole steps."""
    return np.rint(ranges_m / step_m).astype(np.uint16)


def _outwards(limits_m: npt.NDArray[Any]) -> npt.NDArray[np.uint16]:
    """Return least and greatest ranges [height, end, bearing] in whole steps, in an order [end, height,
    bearing] in which neighbours are alike.
    """
    least, greatest = limits_m[:, 0] / STEPS_M["limits"], limits_m[:, 1] / STEPS_M["limits"]
    return np.stack([np.floor(least), np.ceil(greatest)]).astype(np.uint16)


def _row(row: CoverageRow) -> dict[str, Any]:
    """Return the shares of the tables at one height."""
    return {
        "height_agl_m": row.height_agl_m,
        "seen_share": plain_json(row.seen_share),
        "engageable_share": plain_json(row.engageable_share),
    }
