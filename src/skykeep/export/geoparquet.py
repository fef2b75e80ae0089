"""Coverage and raids as GeoParquet 1.1: one table, a row for each feature, shapes as WKB.

Specification: https://geoparquet.org/releases/v1.1.0/
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from skykeep.coverage import CoverageResult
from skykeep.engine.scene import Scene

from .about import statement
from .coverage_features import features_of_coverage
from .features import DATE_TIMES, Feature, cell_of, places_of_raid, positions_of_raid
from .files import write_bytes

__all__ = ["coverage_geoparquet", "to_geoparquet", "write_geoparquet"]


def write_geoparquet(scene: Scene, path: Path) -> None:
    """Write a raid as one table: a row for each point of each course, and for each thing that happened.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    happened = (feature for feature in places_of_raid(scene) if feature.layer == "happenings")
    write_bytes(path, to_geoparquet(chain(positions_of_raid(scene), happened), statement(scene)))


def coverage_geoparquet(results: Sequence[CoverageResult]) -> bytes:
    """Return coverage as one table: sites, brochure rings and areas.

    Raises
    ------
    ExportError
        If an area holds a pole.
    """
    features = chain.from_iterable(map(features_of_coverage, results))
    return to_geoparquet(features, ("Coverage, computed from public figures.",))


def to_geoparquet(features: Iterable[Feature], about: Sequence[str]) -> bytes:
    """Return features as a table: ``layer``, all properties in the order in which they first come, null where
    a feature has none, and ``geometry``. What the file says of itself is under the key ``skykeep``."""
    rows = list(features)
    names = dict.fromkeys(name for row in rows for name in row.properties)
    columns: dict[str, Any] = {"layer": pa.array([row.layer for row in rows], pa.string())}
    for name in names:
        cells = [cell_of(row.properties.get(name)) for row in rows]
        columns[name] = _times(cells) if name in DATE_TIMES else pa.array(cells)
    shapes = [row.shape for row in rows]
    packed = shapely.to_wkb(np.array(shapes, dtype=object), byte_order=1, flavor="iso")
    columns["geometry"] = pa.array(packed, pa.binary())
    told = {"geo": json.dumps(_geo(shapes)), "skykeep": " ".join(about)}
    table = pa.table(columns).replace_schema_metadata(told)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _times(cells: Sequence[Any]) -> Any:
    """Return dates and times as a column of thousandths of seconds in UTC."""
    found = [None if cell is None else datetime.fromisoformat(cell) for cell in cells]
    return pa.array(found, pa.timestamp("ms", "UTC"))


def _geo(shapes: Sequence[shapely.Geometry | None]) -> dict[str, Any]:
    """Return what the file says of its shapes: longitude and latitude of WGS84 (OGC:CRS84, the default)."""
    there = [shape for shape in shapes if shape is not None]
    kinds = {shape.geom_type + (" Z" if shape.has_z else "") for shape in there}
    west, south, east, north = shapely.total_bounds(there)
    return {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {
            "geometry": {
                "encoding": "WKB",
                "geometry_types": sorted(kinds),
                "bbox": [float(west), float(south), float(east), float(north)],
            }
        },
    }
