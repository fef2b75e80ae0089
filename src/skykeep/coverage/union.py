"""Several fire units together: what any of them sees and can engage, what only one does, and by how many."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.terrain.heightfield import METRES_PER_DEGREE

from .country import PolarIndex, polar_index
from .polar import PolarAnswer
from .result import CoverageResult

__all__ = ["CELLS_ACROSS", "UnionHeight", "UnionShares", "UnitShare", "unite"]

F64 = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

CELLS_ACROSS = 300
"""Cells across the rings of all fire units."""
_REACH_DEG_MOST = 80.0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitShare:
    """One fire unit among all: its own share of the area of all rings, and what is covered by it alone."""

    unit: str
    system: str
    share: float
    alone_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionShares:
    """One kind of coverage at one height.

    ``rings_area_m2`` is the area inside the brochure ring of any unit; ``share`` how much of it any covers,
    ``overlap_share`` what two or more cover, ``by_count`` what exactly 0, 1, 2, ... cover, and ``sum_share``
    what the shares of all would add up to. ``judged_share`` of the area has ground data for some unit.
    """

    rings_area_m2: float
    share: float
    overlap_share: float
    sum_share: float
    judged_share: float
    by_count: tuple[float, ...]
    units: tuple[UnitShare, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "rings_area_m2": round(self.rings_area_m2),
            "share": self.share,
            "overlap_share": self.overlap_share,
            "sum_share": self.sum_share,
            "judged_share": self.judged_share,
            "by_count": list(self.by_count),
            "units": [
                {
                    "unit": each.unit,
                    "system": each.system,
                    "share": each.share,
                    "alone_share": each.alone_share,
                }
                for each in self.units
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionHeight:
    """All fire units, and those that watch for them, at one height; ``engageable`` is of those that engage,
    None where none does."""

    height_agl_m: float
    cell_m: float
    seen: UnionShares
    engageable: UnionShares | None

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "height_agl_m": self.height_agl_m,
            "cell_m": round(self.cell_m),
            "seen": self.seen.to_json(),
            "engageable": None if self.engageable is None else self.engageable.to_json(),
        }


@dataclass(frozen=True, slots=True)
class _Cells:
    """Cells of equal area by their centres."""

    lat_deg: F64
    lon_deg: F64
    area_m2: float


def unite(units: Sequence[CoverageResult]) -> tuple[UnionHeight, ...]:
    """Return what some fire units cover together at each height, in the order of the heights of the first.

    Counted on cells of equal area inside the rings of all, each judged as on a map of its unit: nearest
    bearing, nearest range. Every figure is as in the units' own answers; the limits that public figures leave
    stand there, unit by unit.

    Parameters
    ----------
    units
        Coverage of each, all with the same heights.

    Raises
    ------
    ValueError
        If there is none, or heights differ.
    """
    heights = [[each.height_agl_m for each in unit.heights] for unit in units]
    if not units or any(other != heights[0] for other in heights):
        raise ValueError("a union needs fire units with the same heights")
    cells, cell_m = _cells(units)
    found = []
    for place, height_agl_m in enumerate(heights[0]):
        answers = [unit.heights[place].polar for unit in units]
        indices = [_index(unit, cells, answer) for unit, answer in zip(units, answers, strict=True)]
        rings = [unit.heights[place].detection_ring_m for unit in units]
        seen = _shares(units, cells, indices, answers, rings, PolarIndex.seen)
        engaged = _engaged(units, cells, indices, answers, place)
        found.append(UnionHeight(height_agl_m=height_agl_m, cell_m=cell_m, seen=seen, engageable=engaged))
    return tuple(found)


def _engaged(
    units: Sequence[CoverageResult],
    cells: _Cells,
    indices: Sequence[PolarIndex],
    answers: Sequence[PolarAnswer],
    place: int,
) -> UnionShares | None:
    """Return what those can engage that engage anything, None where none does."""
    rows = [row for row, unit in enumerate(units) if unit.heights[place].engagement_ring_m > 0.0]
    if not rows:
        return None
    return _shares(
        [units[row] for row in rows],
        cells,
        [indices[row] for row in rows],
        [answers[row] for row in rows],
        [units[row].heights[place].engagement_ring_m for row in rows],
        PolarIndex.engageable,
    )


def _cells(units: Sequence[CoverageResult]) -> tuple[_Cells, float]:
    """Return cells over the rings of all units, rows evenly spaced in latitude, and their width."""
    boxes = []
    for unit in units:
        ring_m = max(max(each.detection_ring_m, each.engagement_ring_m) for each in unit.heights)
        high = ring_m / METRES_PER_DEGREE
        wide = high / math.cos(math.radians(min(abs(unit.site.lat_deg) + high, _REACH_DEG_MOST)))
        lat, lon = unit.site.lat_deg, unit.site.lon_deg
        boxes.append((lat - high, lat + high, lon - wide, lon + wide))
    south, north = min(box[0] for box in boxes), max(box[1] for box in boxes)
    west, east = min(box[2] for box in boxes), max(box[3] for box in boxes)
    middle = math.cos(math.radians(0.5 * (south + north)))
    step = max(north - south, (east - west) * middle) / CELLS_ACROSS
    lats, lons = [], []
    for lat in np.arange(south + 0.5 * step, north, step):
        row = np.arange(west, east, step / math.cos(math.radians(lat)))
        lons.append(row)
        lats.append(np.full(row.size, lat))
    cell_m = step * METRES_PER_DEGREE
    return _Cells(np.concatenate(lats), np.concatenate(lons), cell_m**2), cell_m


def _index(unit: CoverageResult, cells: _Cells, answer: PolarAnswer) -> PolarIndex:
    """Return where the cells lie on the polar grid of a unit."""
    return polar_index(unit.site, cells, bearings=answer.seen_range_m.size, range_m=answer.range_m)


def _shares(
    units: Sequence[CoverageResult],
    cells: _Cells,
    indices: Sequence[PolarIndex],
    answers: Sequence[PolarAnswer],
    rings_m: Sequence[float],
    covered_by: Callable[[PolarIndex, PolarAnswer], Bools],
) -> UnionShares:
    """Return one kind of coverage of all units; what lies beyond all rings does not count."""
    inside = np.any([index.range_m <= ring_m for index, ring_m in zip(indices, rings_m, strict=True)], axis=0)
    covers = [covered_by(index, answer)[inside] for index, answer in zip(indices, answers, strict=True)]
    judged = np.any(
        [index.judged(answer)[inside] for index, answer in zip(indices, answers, strict=True)], axis=0
    )
    count = np.sum(covers, axis=0, dtype=np.int64)
    total = max(int(inside.sum()), 1)
    by_count = np.bincount(count, minlength=len(units) + 1) / total
    return UnionShares(
        rings_area_m2=float(inside.sum()) * cells.area_m2,
        share=float((count > 0).sum()) / total,
        overlap_share=float((count > 1).sum()) / total,
        sum_share=float(sum(int(each.sum()) for each in covers)) / total,
        judged_share=float(judged.sum()) / total,
        by_count=tuple(map(float, by_count)),
        units=tuple(
            UnitShare(
                unit=unit.site.name,
                system=unit.system_id,
                share=float(each.sum()) / total,
                alone_share=float((each & (count == 1)).sum()) / total,
            )
            for unit, each in zip(units, covers, strict=True)
        ),
    )
