"""Coverage as Arrow tables: shares by height, and reach by height and bearing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from skykeep.coverage import CoverageResult, UnionHeight
from skykeep.engine.schemas import field

from .tables import Table

__all__ = ["reach_table", "share_table", "union_table"]

_NAMES = (
    ("fire_unit", pa.string(), "", "name of the site"),
    ("system", pa.string(), "", "id of the system"),
    ("height_agl_m", pa.float64(), "m", "height of the target above ground"),
)


def share_table(units: Sequence[CoverageResult]) -> Table:
    """Return one row for each fire unit and height."""
    share, ring = pa.float64(), pa.float64()
    columns: list[tuple[str, Any, str, str]] = [
        *_NAMES,
        ("target", pa.string(), "", "threat class of the target"),
        ("detection_ring_m", ring, "m", "detection range on the brochure"),
        ("engagement_ring_m", ring, "m", "engagement range on the brochure"),
        ("in_sight_share", share, "1", "of the area of the detection ring"),
        ("seen_share", share, "1", "of the area of the detection ring"),
        ("seen_share_low", share, "1", "with every figure at the end against the defender"),
        ("seen_share_high", share, "1", "with every figure at the end for the defender"),
        ("engageable_share", share, "1", "of the area of the engagement ring"),
        ("engageable_share_low", share, "1", "with every figure at the end against the defender"),
        ("engageable_share_high", share, "1", "with every figure at the end for the defender"),
    ]
    rows = []
    for unit in units:
        for height in unit.heights:
            seen, engaged = height.seen_limits or (None, None), height.engageable_limits or (None, None)
            rows.append(
                (
                    unit.site.name,
                    unit.system_id,
                    height.height_agl_m,
                    height.polar.target.id,
                    height.detection_ring_m,
                    height.engagement_ring_m,
                    height.in_sight_share_of_detection_ring,
                    height.seen_share_of_detection_ring,
                    *seen,
                    height.engageable_share_of_engagement_ring,
                    *engaged,
                )
            )
    return _table(columns, rows)


def reach_table(units: Sequence[CoverageResult]) -> Table:
    """Return one row for each fire unit, height and whole degree of bearing from north."""
    columns: list[tuple[str, Any, str, str]] = [
        *_NAMES,
        ("bearing_deg", pa.int32(), "deg", "from the site, clockwise from north"),
        ("sight_range_m", pa.float64(), "m", "farthest point in sight"),
        ("seen_range_m", pa.float64(), "m", "farthest point seen"),
        ("solid_range_m", pa.float64(), "m", "seen from here on without a gap"),
        ("engageable_range_m", pa.float64(), "m", "farthest point engageable"),
        ("warning_time_s", pa.float64(), "s", "from being seen to the site at the target's speed"),
        ("limited_by", pa.string(), "", "what limits the reach"),
    ]
    rows = [
        (
            unit.site.name,
            unit.system_id,
            height.height_agl_m,
            degree,
            height.sight_range_m[degree],
            height.seen_range_m[degree],
            height.solid_range_m[degree],
            height.engageable_range_m[degree],
            height.warning_time_s[degree],
            height.limited_by[degree],
        )
        for unit in units
        for height in unit.heights
        for degree in range(len(height.limited_by))
    ]
    return _table(columns, rows)


def union_table(union: Sequence[UnionHeight]) -> Table:
    """Return one row for each height, kind of coverage and fire unit, and one for all together."""
    columns: list[tuple[str, Any, str, str]] = [
        ("height_agl_m", pa.float64(), "m", "height of the target above ground"),
        ("coverage", pa.string(), "", "seen or engageable"),
        ("fire_unit", pa.string(), "", "name of the site; empty for all together"),
        ("share", pa.float64(), "1", "of the area inside the rings of all"),
        ("alone_share", pa.float64(), "1", "of that area, covered by this one alone; by one of all"),
        ("overlap_share", pa.float64(), "1", "of that area, covered by two or more"),
        ("rings_area_m2", pa.float64(), "m2", "area inside the rings of all"),
    ]
    rows: list[tuple[Any, ...]] = []
    for height in union:
        for name, shares in (("seen", height.seen), ("engageable", height.engageable)):
            if shares is None:
                continue
            area = shares.rings_area_m2
            first = (height.height_agl_m, name)
            rows.append((*first, "", shares.share, shares.by_count[1], shares.overlap_share, area))
            rows += [(*first, each.unit, each.share, each.alone_share, None, area) for each in shares.units]
    return _table(columns, rows)


def _table(columns: Sequence[tuple[str, Any, str, str]], rows: Sequence[Sequence[Any]]) -> Table:
    """Return rows as a table with units and meanings."""
    schema = pa.schema([field(*column, nullable=True) for column in columns])
    values = zip(*rows, strict=True)
    return Table(
        pa.Table.from_arrays(
            [pa.array(list(column), kind) for column, (_, kind, _, _) in zip(values, columns, strict=True)],
            schema=schema,
        )
    )
