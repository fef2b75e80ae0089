"""The answer of a placement as one table: a row for each kind of unit, site and height."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from skykeep.engine.schemas import field

from .tables import Table

__all__ = ["placement_table"]


def placement_table(plain: Mapping[str, Any]) -> Table:
    """Return one row for each chosen site at each height, with the share that the whole set covers there."""
    rows = [
        (answer, site, height)
        for answer in (plain, plain.get("radars"))
        if answer is not None
        for site in answer["sites"]
        for height in answer["heights"]
    ]

    def pair(key: str, end: int, measure: str | None = None) -> list[float | None]:
        found = [(height if measure is None else height[measure])[key] for _, _, height in rows]
        return [None if values is None else values[end] for values in found]

    floats, words = pa.float64(), pa.string()
    columns: dict[str, tuple[Any, Any, str, str]] = {
        "system": ([answer["system"] for answer, _, _ in rows], words, "1", "system of the unit"),
        "counts": ([answer["counts"] for answer, _, _ in rows], words, "1", "what counts as covered"),
        "site": ([site["name"] for _, site, _ in rows], words, "1", "where it stands"),
        "lat_deg": ([site["lat_deg"] for _, site, _ in rows], floats, "deg", "latitude"),
        "lon_deg": ([site["lon_deg"] for _, site, _ in rows], floats, "deg", "longitude"),
        "fixed": ([site["fixed"] for _, site, _ in rows], pa.bool_(), "1", "stood there already"),
        "share_if_lost": (
            [site["share_if_lost"] for _, site, _ in rows],
            floats,
            "1",
            "what the whole set covers without this site",
        ),
        "height_agl_m": ([height["height_agl_m"] for _, _, height in rows], floats, "m", "above ground"),
        "share": ([height["share"] for _, _, height in rows], floats, "1", "what the whole set covers"),
        "share_least": (pair("limits", 0), floats, "1", "every figure at the end against the defender"),
        "share_most": (pair("limits", 1), floats, "1", "every figure at the end for the defender"),
        "share_ignorance_low": (pair("ignorance_90", 0), floats, "1", "5 % point over drawn worlds"),
        "share_ignorance_high": (pair("ignorance_90", 1), floats, "1", "95 % point over drawn worlds"),
        "area_share": ([height["area"]["share"] for _, _, height in rows], floats, "1", "share of the area"),
        "people_share": (
            [height["people"]["share"] for _, _, height in rows],
            floats,
            "1",
            "share of the people in the cities",
        ),
    }
    schema = pa.schema(
        [field(name, kind, unit, told, nullable=True) for name, (_, kind, unit, told) in columns.items()]
    )
    arrays = [pa.array(values, kind) for values, kind, _, _ in columns.values()]
    return Table(pa.Table.from_arrays(arrays, schema=schema))
