"""Coverage and raids as GeoPackage 1.3: a table of features for each layer, in one SQLite file.

Specification: https://www.geopackage.org/spec130/
"""

from __future__ import annotations

import sqlite3
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from skykeep.coverage import CoverageResult
from skykeep.engine.scene import Scene

from .about import statement
from .coverage_features import features_of_coverage
from .features import DATE_TIMES, Feature, cell_of, courses_of_raid, places_of_raid, positions_of_raid
from .files import write_bytes

__all__ = ["coverage_gpkg", "to_gpkg", "write_gpkg"]

_APPLICATION_ID, _VERSION = 0x47504B47, 10300
_WGS84 = 4326
_HEADER = (b"GP", 0, 0b00000011, _WGS84)
"""Magic, version, flags (bounds without height follow, little-endian) and reference system of a shape."""
_WGS84_TEXT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
    'UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]'
)
_NO_CHANGE = "2000-01-01T00:00:00.000Z"
"""When a table was last changed: files of the same raid are the same, so no clock is read."""
_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
  description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE,
  min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""
_REFERENCE_SYSTEMS = (
    (
        "Undefined Cartesian SRS",
        -1,
        "NONE",
        -1,
        "undefined",
        "undefined Cartesian coordinate reference system",
    ),
    (
        "Undefined geographic SRS",
        0,
        "NONE",
        0,
        "undefined",
        "undefined geographic coordinate reference system",
    ),
    ("WGS 84 geodetic", _WGS84, "EPSG", _WGS84, _WGS84_TEXT, "longitude and latitude in degrees"),
)


def write_gpkg(scene: Scene, path: Path) -> None:
    """Write a raid: layers of courses, of positions with their times, of places, and of what happened.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    courses = (feature for feature, _ in courses_of_raid(scene))
    features = chain(courses, places_of_raid(scene), positions_of_raid(scene))
    write_bytes(path, to_gpkg(features, " ".join(statement(scene))))


def coverage_gpkg(results: Sequence[CoverageResult]) -> bytes:
    """Return coverage: layers of sites, of brochure rings and of areas.

    Raises
    ------
    ExportError
        If an area holds a pole.
    """
    features = chain.from_iterable(map(features_of_coverage, results))
    return to_gpkg(features, "Coverage, computed from public figures.")


def to_gpkg(features: Iterable[Feature], about: str) -> bytes:
    """Return features as a GeoPackage, a table for each layer in the order in which they first come."""
    layers: dict[str, list[Feature]] = defaultdict(list)
    for feature in features:
        layers[feature.layer].append(feature)
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {_VERSION}")
        database.executescript(_TABLES)
        database.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _REFERENCE_SYSTEMS)
        for name, rows in layers.items():
            _add_layer(database, name, rows, about)
        database.commit()
        return database.serialize()


def _add_layer(database: sqlite3.Connection, name: str, rows: Sequence[Feature], about: str) -> None:
    """Add the table of a layer; names of layers and properties are our own."""
    shapes = [_many(row.shape) for row in rows]
    there = [shape for shape in shapes if shape is not None]
    kinds = {shape.geom_type.upper() for shape in there}
    kind = kinds.pop() if len(kinds) == 1 else "GEOMETRY"
    values = [_cells(row) for row in rows]
    columns = dict.fromkeys(key for row in values for key in row)
    typed = "".join(f', "{key}" {_type_of(key, [row.get(key) for row in values])}' for key in columns)
    database.execute(
        f'CREATE TABLE "{name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {kind}{typed})'
    )
    bounds = [float(each) for each in shapely.total_bounds(there)] if there else [None] * 4
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
        (name, name, about, _NO_CHANGE, *bounds, _WGS84),
    )
    has_z = any(shape.has_z for shape in there)
    database.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, ?, 0)", (name, kind, _WGS84, int(has_z))
    )
    marks = ", ".join("?" * (len(columns) + 1))
    quoted = "".join(f', "{key}"' for key in columns)
    database.executemany(
        f'INSERT INTO "{name}" (geom{quoted}) VALUES ({marks})',
        [
            (packed, *(value.get(key) for key in columns))
            for packed, value in zip(_packed(shapes), values, strict=True)
        ],
    )


def _many(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """Return a line as one of several: lines of a layer are told alike, cut at the antimeridian or not."""
    return (
        shapely.MultiLineString([shape]) if shape is not None and shape.geom_type == "LineString" else shape
    )


def _cells(row: Feature) -> dict[str, Any]:
    """Return what the cells of a row hold, by column."""
    cells = {key: cell_of(value) for key, value in row.properties.items()}
    return {key: _date_time(value) if key in DATE_TIMES else value for key, value in cells.items()}


def _packed(shapes: Sequence[shapely.Geometry | None]) -> Iterator[bytes | None]:
    """Yield shapes as a GeoPackage holds them: a header with bounds, then ISO WKB, little-endian."""
    column = np.array(shapes, dtype=object)
    found = zip(shapely.bounds(column), shapely.to_wkb(column, byte_order=1, flavor="iso"), strict=True)
    for (west, south, east, north), known in found:
        header = struct.pack("<2sBBi4d", *_HEADER, west, east, south, north)
        yield None if known is None else header + known


def _date_time(value: Any) -> Any:
    """Return a date and time with thousandths of seconds, as a GeoPackage wants them; None as it is."""
    if value is None:
        return None
    seconds, _, fraction = value.removesuffix("Z").partition(".")
    return f"{seconds}.{fraction[:3]:0<3}Z"


def _type_of(name: str, values: Sequence[Any]) -> str:
    """Return the type of a column by what it holds."""
    there = [value for value in values if value is not None]
    if name in DATE_TIMES:
        return "DATETIME"
    if there and all(isinstance(value, bool) for value in there):
        return "BOOLEAN"
    if there and all(isinstance(value, int) for value in there):
        return "INTEGER"
    if there and all(isinstance(value, int | float) for value in there):
        return "REAL"
    return "TEXT"
