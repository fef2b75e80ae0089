"""How far a system sees and first meets a target at many heights: what a map with a slider reads from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.model import System
from skykeep.terrain import Heightfield

from .columns import TargetValues
from .figures import read_by_view
from .limits import LIMITS, limited_by
from .met_limits import MET_LIMITS, met_limited_by
from .polar import answer_at_height, prepare_site
from .question import FIGHTER_FROM_M, Question, Site
from .result import CoverageResult, HeightCoverage
from .setup import SiteSetup

__all__ = ["BELOW_FIGHTERS_M", "LADDER_HEIGHTS_AGL_M", "HeightLadder", "height_ladder"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
U8 = npt.NDArray[np.uint8]

DEGREES = 360
BELOW_FIGHTERS_M = 990.0
"""The last height of two digits at which the target is still a cruise missile, m."""
LADDER_HEIGHTS_AGL_M = (
    *(30.0, 50.0, 70.0, 100.0, 150.0, 200.0, 300.0, 500.0, 700.0, BELOW_FIGHTERS_M),
    *(FIGHTER_FROM_M, 1500.0, 2000.0, 3000.0, 5000.0, 7000.0, 10000.0, 15000.0, 20000.0),
)
"""Heights above ground from the lowest that is flown to the highest that is engaged, m."""


@dataclass(frozen=True, eq=False, kw_only=True)
class HeightLadder:
    """Ranges [height, whole degree of bearing] at best public figures, m, lowest height first.

    ``intercept_range_m`` is 0 where a target is never met. ``seen_limit`` and ``met_limit`` [height, bearing]
    count in :data:`skykeep.coverage.limits.LIMITS` and :data:`skykeep.coverage.met_limits.MET_LIMITS`: what
    ends each range. ``speeds_mps`` are those of the threats. ``limit_heights_agl_m`` are the heights with
    limits, and ``seen_limits_m`` and ``intercept_limits_m`` [height, end, bearing] the least and the greatest
    range there that public figures allow. ``antenna_agl_m`` is the highest antenna of the radars that make
    tracks: no lower one beside it sees what it does not.
    """

    heights_agl_m: tuple[float, ...]
    threat_classes: tuple[str, ...]
    speeds_mps: tuple[float, ...]
    antenna_agl_m: float
    seen_range_m: F32
    solid_range_m: F32
    intercept_range_m: F32
    seen_limit: U8
    met_limit: U8
    limit_heights_agl_m: tuple[float, ...]
    seen_limits_m: F32
    intercept_limits_m: F32


@dataclass(frozen=True, eq=False)
class _Rung:
    """One height of the ladder."""

    height_agl_m: float
    target: TargetValues
    seen_range_m: F64
    solid_range_m: F64
    intercept_range_m: F64
    limited_by: tuple[str, ...]
    met_limited_by: tuple[str, ...]


def height_ladder(
    system: System,
    site: Site,
    question: Question,
    *,
    known: CoverageResult,
    heights_agl_m: Sequence[float] = LADDER_HEIGHTS_AGL_M,
    terrain: Heightfield,
    catalogue: Catalogue,
) -> HeightLadder:
    """Return the ladder over the heights of a result and others; what the result holds is taken from it.

    Parameters
    ----------
    system, site, question
        As of :func:`skykeep.coverage.compute_coverage`, from which ``known`` came.
    known
        Coverage of the system at the site; its ranges are repeated to the digit.
    heights_agl_m
        Further heights of the target above ground, m.
    terrain, catalogue
        Ground, and where threat classes come from.

    Raises
    ------
    TerrainError, UsageError, CatalogueError
        As :func:`skykeep.coverage.compute_coverage`.
    """
    told = {height.height_agl_m: _told(height) for height in known.heights}
    further = [height for height in heights_agl_m if height not in told]
    asked = replace(question.at_heights(*heights_agl_m), bearings=DEGREES)
    setup = prepare_site(system, site, asked, terrain=terrain, read=read_by_view(question.view))
    rungs = [*told.values(), *(_computed(setup, catalogue, height) for height in further)]
    rungs.sort(key=lambda rung: rung.height_agl_m)
    doubted = [height for height in known.heights if height.range_limits_m]
    return HeightLadder(
        heights_agl_m=tuple(rung.height_agl_m for rung in rungs),
        threat_classes=tuple(rung.target.id for rung in rungs),
        speeds_mps=tuple(rung.target.speed_mps for rung in rungs),
        antenna_agl_m=max(radar.antenna_height_m for radar in setup.picture),
        seen_range_m=_ranges([rung.seen_range_m for rung in rungs]),
        solid_range_m=_ranges([rung.solid_range_m for rung in rungs]),
        intercept_range_m=_ranges([rung.intercept_range_m for rung in rungs]),
        seen_limit=_codes(LIMITS, [rung.limited_by for rung in rungs]),
        met_limit=_codes(MET_LIMITS, [rung.met_limited_by for rung in rungs]),
        limit_heights_agl_m=tuple(height.height_agl_m for height in doubted),
        seen_limits_m=_limits("seen_range_m", doubted),
        intercept_limits_m=_limits("engageable_range_m", doubted),
    )


def _told(height: HeightCoverage) -> _Rung:
    """Return a height that has been computed with its limits."""
    return _Rung(
        height.height_agl_m,
        height.polar.target,
        height.seen_range_m,
        height.solid_range_m,
        height.engageable_range_m,
        height.limited_by,
        height.met_limited_by,
    )


def _computed(setup: SiteSetup, catalogue: Catalogue, height_agl_m: float) -> _Rung:
    """Return a height at best figures alone."""
    answer = answer_at_height(setup, catalogue, height_agl_m)
    return _Rung(
        height_agl_m,
        answer.target,
        answer.seen_range_m,
        answer.solid_range_m,
        answer.intercept_range_m,
        limited_by(setup, answer),
        met_limited_by(setup, answer),
    )


def _ranges(rows: list[F64]) -> F32:
    return np.stack(rows).astype(np.float32)


def _limits(name: str, heights: Sequence[HeightCoverage]) -> F32:
    """Return the least and the greatest of a range [height, end, bearing]; empty without heights."""
    found = [np.stack(height.range_limits_m[name]) for height in heights]
    return np.stack(found).astype(np.float32) if found else np.zeros((0, 2, DEGREES), dtype=np.float32)


def _codes(names: Sequence[str], rows: list[tuple[str, ...]]) -> U8:
    """Return each label as its place among the names."""
    return np.array([[names.index(label) for label in row] for row in rows], dtype=np.uint8)
