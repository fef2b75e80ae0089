"""A raid for maps and tables: each file by its rules, and read back by a program that we did not write."""

import io
import json
import pathlib
import sqlite3
import zipfile
from datetime import UTC, datetime

import duckdb
import fastkml
import numpy as np
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from fastkml import gx
from lxml import etree

from skykeep.export.features import lines_of
from skykeep.export.geojson import raid_geojson, write_geojson
from skykeep.export.geoparquet import write_geoparquet
from skykeep.export.gpkg import write_gpkg
from skykeep.export.points import points_of
from skykeep.export.raid_kml import raid_kml, write_kml, write_kmz
from skykeep.testing import ReadBack, check_exporter

from .format_cases import NAMES, raid, reference

SCHEMA = pathlib.Path(fastkml.__file__).parent / "schema" / "ogckml22.xsd"
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
TRUTH = "positions of units are of the scenario, not of real units"


def seconds(when):
    """Return seconds after the beginning of a raid."""
    return round((when - EPOCH).total_seconds(), 3)


@pytest.fixture(scope="module")
def schema():
    """Return the schema of KML 2.2, with Google's extensions."""
    return etree.XMLSchema(etree.parse(SCHEMA))


def read_kml(path):
    """Yield the points of a document as fastkml reads them."""
    text = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            text = archive.read("doc.kml")
    document = fastkml.KML.parse(io.BytesIO(text))
    for folder in document.features[0].features:
        for mark in folder.features:
            data = (
                {entry.name: entry.value for entry in mark.extended_data.elements}
                if mark.extended_data
                else {}
            )
            if "id" in data and isinstance(mark.kml_geometry, gx.Track):
                for item in mark.kml_geometry.track_items:
                    lon_deg, lat_deg, alt_msl_m = item.coord.coords[0]
                    yield ReadBack(data["id"], seconds(item.when.dt), lat_deg, lon_deg, alt_msl_m)
            elif "id" in data:
                lon_deg, lat_deg, alt_msl_m = mark.geometry.coords[0]
                yield ReadBack(data["id"], 0.0, lat_deg, lon_deg, alt_msl_m)


def read_geojson(path):
    """Yield the points of a collection: shapes as GDAL reads them, times as JSON has them."""
    _, _, shapes, _ = pyogrio.raw.read(path)
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    for shape, feature in zip(shapely.from_wkb(shapes), features, strict=True):
        about = feature["properties"]
        if "id" not in about:
            continue
        points = shapely.get_coordinates(shape, include_z=True)
        times = np.hstack(about.get("times_s", [0.0]))
        last_s = -1.0
        for (lon_deg, lat_deg, alt_msl_m), time_s in zip(points, times, strict=True):
            if time_s > last_s:  # the point on the antimeridian ends one line and begins the next
                yield ReadBack(about["id"], float(time_s), lat_deg, lon_deg, alt_msl_m)
            last_s = time_s


def read_geoparquet(path):
    """Yield the points of a table as DuckDB reads it."""
    asked = f"select id, time_s, ST_AsWKB(geometry) from '{path}' where layer = 'positions'"
    for name, time_s, shape in duckdb.sql(asked).fetchall():
        ((lon_deg, lat_deg, alt_msl_m),) = shapely.get_coordinates(
            shapely.from_wkb(bytes(shape)), include_z=True
        )
        yield ReadBack(name, time_s, lat_deg, lon_deg, alt_msl_m)


def read_gpkg(path):
    """Yield the points of the layer of positions as GDAL reads it."""
    meta, _, shapes, columns = pyogrio.raw.read(path, layer="positions")
    known = dict(zip(meta["fields"], columns, strict=True))
    points = shapely.get_coordinates(shapely.from_wkb(shapes), include_z=True)
    for name, time_s, (lon_deg, lat_deg, alt_msl_m) in zip(known["id"], known["time_s"], points, strict=True):
        yield ReadBack(name, float(time_s), lat_deg, lon_deg, alt_msl_m)


WRITERS = {
    ".kml": (write_kml, read_kml),
    ".kmz": (write_kmz, read_kml),
    ".geojson": (write_geojson, read_geojson),
    ".parquet": (write_geoparquet, read_geoparquet),
    ".gpkg": (write_gpkg, read_gpkg),
}


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("name", NAMES)
def test_what_holds_for_every_writer_holds_for_maps(name, ending):
    write, read = WRITERS[ending]
    check_exporter(write, ending=ending, read=read, scene=raid(name), slack_m=0.011)


@pytest.mark.parametrize("case", reference("kml.json")["cases"], ids=lambda case: case["name"])
def test_the_schema_gives_the_verdicts_of_the_reference(schema, case):
    assert schema.validate(etree.fromstring(case["text"].encode())) == case["valid"]


@pytest.mark.parametrize("name", NAMES)
def test_kml_is_valid_closes_its_rings_and_fetches_nothing(schema, name):
    document = etree.fromstring(raid_kml(raid(name)))
    schema.assertValid(document)
    for ring in document.iter("{*}LinearRing"):
        points = ring.find("{*}coordinates").text.split()
        assert points[0] == points[-1]
        assert len(points) > 3
    assert [element.tag for element in document.iter() if "href" in str(element.tag).lower()] == []
    assert TRUTH in document.find("{*}Document/{*}description").text


def test_kml_shows_each_facing_of_a_sector_while_it_lasts():
    document = etree.fromstring(raid_kml(raid("iraq")))
    marks = [m for m in document.iter("{*}Placemark") if "of unit-1/tracker" in m.find("{*}name").text]
    spans = [(m.find("{*}TimeSpan/{*}begin").text, m.find("{*}TimeSpan/{*}end").text) for m in marks]
    assert spans == [
        ("2000-01-01T00:00:00Z", "2000-01-01T00:00:04Z"),
        ("2000-01-01T00:00:06Z", "2000-01-01T00:01:00Z"),
    ]
    areas = [m.find(".//{*}coordinates").text.split() for m in marks]
    west, east = (np.mean([float(point.split(",")[0]) for point in area]) for area in areas)
    assert west < 44.0 < east  # at 5.5 rad and at 0.4 rad from north


def test_gdal_opens_every_layer_of_kml(tmp_path):
    write_kmz(raid("iraq"), tmp_path / "raid.kmz")
    layers = {name for name, _ in pyogrio.list_layers(tmp_path / "raid.kmz")}
    assert {"Threats and traffic", "Radars", "What happened"} <= layers
    assert pyogrio.read_info(tmp_path / "raid.kmz", layer="Threats and traffic")["features"] == 4


def test_geojson_keeps_lines_on_one_side_of_the_antimeridian():
    found = raid_geojson(raid("antimeridian"))
    lines = [f for f in found["features"] if "times_s" in f["properties"]]
    assert {line["geometry"]["type"] for line in lines} == {"LineString", "MultiLineString"}
    for line in lines:
        shape = shapely.geometry.shape(line["geometry"])
        for part in shapely.get_parts(shape):
            west, _, east, _ = part.bounds
            assert east - west < 5.0
    assert TRUTH in " ".join(found["about"])


def test_a_course_is_cut_where_it_crosses_and_nowhere_else():
    scene = raid("antimeridian")
    for actor in scene.of_kind("threat", "interceptor"):
        lines = lines_of(actor.course)
        assert len(lines) <= 2
        told = [point for line in lines for point in line if abs(point.lon_deg) != 180.0]
        assert told == [point for point in points_of(actor.course) if abs(point.lon_deg) != 180.0]
        if len(lines) == 2:
            assert lines[0][-1].time_s == lines[1][0].time_s
            assert lines[0][-1].lon_deg == -lines[1][0].lon_deg


def test_geoparquet_says_what_its_column_of_shapes_is(tmp_path):
    scene = raid("iraq")
    write_geoparquet(scene, tmp_path / "raid.parquet")
    told = pq.read_schema(tmp_path / "raid.parquet").metadata
    geo = json.loads(told[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    column = geo["columns"]["geometry"]
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["Point Z"])
    assert TRUTH in told[b"skykeep"].decode()
    kinds = duckdb.sql(
        f"select typeof(geometry) t, count(*) from '{tmp_path}/raid.parquet' group by 1"
    ).fetchall()
    assert kinds == [("GEOMETRY('OGC:CRS84')", pq.read_metadata(tmp_path / "raid.parquet").num_rows)]
    kills = duckdb.sql(
        f"select time_s, about from '{tmp_path}/raid.parquet' where happening = 'killed'"
    ).fetchall()
    assert kills == [(24.25, "raid/axis-0/cruise-missile/0")]


def test_a_geopackage_is_one_by_its_specification(tmp_path):
    write_gpkg(raid("iraq"), tmp_path / "raid.gpkg")
    with sqlite3.connect(tmp_path / "raid.gpkg") as database:
        assert database.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert database.execute("PRAGMA user_version").fetchone() == (10300,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        systems = database.execute("SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY 1").fetchall()
        assert systems == [(-1,), (0,), (4326,)]
        layers = database.execute("SELECT table_name, description FROM gpkg_contents").fetchall()
    assert [name for name, _ in layers] == ["courses", "places", "happenings", "positions"]
    assert all(TRUTH in about for _, about in layers)
    for name, kind in pyogrio.list_layers(tmp_path / "raid.gpkg"):
        assert kind == ("MultiLineString Z" if name == "courses" else "Point Z")
        assert pyogrio.read_info(tmp_path / "raid.gpkg", layer=name)["crs"] == "EPSG:4326"
    _, _, _, (times,) = pyogrio.raw.read(tmp_path / "raid.gpkg", layer="happenings", columns=["time"])
    assert str(times[0]) == "2000-01-01T00:00:04.000"


def test_radars_tell_what_they_may_look_at():
    places = {
        feature["properties"]["id"]: feature["properties"]
        for feature in raid_geojson(raid("iraq"))["features"]
        if "id" in feature["properties"]
    }
    tracker = places["unit-1/tracker"]
    assert (tracker["instrumented_range_m"], tracker["sector_deg"]) == (90_000.0, 90.0)
    assert tracker["belongs_to"] == "unit-1"
    assert places["unit-1"]["channels"] == 2
    assert places["asset/town"]["instrumented_range_m"] is None
