"""Coverage as GeoPackage and GeoParquet: the features of GeoJSON, read back by GDAL and DuckDB."""

import duckdb
import pyogrio
import pytest
import shapely

from skykeep.export.geojson import to_geojson
from skykeep.export.geoparquet import coverage_geoparquet
from skykeep.export.gpkg import coverage_gpkg
from skykeep.terrain.places import area_m2

from .export_cases import FIJI, behind_walls, covered


def areas_of_geojson(results):
    """Return the areas of all polygons that GeoJSON holds, in m2, in order."""
    return sorted(
        area_m2(shapely.geometry.shape(feature["geometry"]))
        for result in results
        for feature in to_geojson(result)["features"]
        if feature["geometry"] is not None and feature["geometry"]["type"] == "MultiPolygon"
    )


RESULTS = [lambda: [behind_walls(50.0, 300.0)], lambda: [covered(300.0), covered(300.0, site=FIJI)]]


@pytest.mark.parametrize("made", RESULTS)
def test_gdal_reads_the_same_areas_from_a_geopackage(made, tmp_path):
    results = made()
    path = tmp_path / "coverage.gpkg"
    path.write_bytes(coverage_gpkg(results))
    layers = [name for name, _ in pyogrio.list_layers(path)]
    assert layers == ["sites", "rings", "areas"]
    shapes = [each for name in layers[1:] for each in shapely.from_wkb(pyogrio.raw.read(path, layer=name)[2])]
    assert sorted(map(area_m2, shapes)) == pytest.approx(areas_of_geojson(results), rel=1e-9)
    assert pyogrio.read_info(path, layer="sites")["features"] == len(results)


@pytest.mark.parametrize("made", RESULTS)
def test_duckdb_reads_the_same_areas_from_geoparquet(made, tmp_path):
    results = made()
    path = tmp_path / "coverage.parquet"
    path.write_bytes(coverage_geoparquet(results))
    rows = duckdb.sql(f"select kind, ST_AsWKB(geometry), share_of_ring from '{path}'").fetchall()
    shapes = [shapely.from_wkb(bytes(shape)) for kind, shape, _ in rows if kind != "site"]
    assert sorted(map(area_m2, shapes)) == pytest.approx(areas_of_geojson(results), rel=1e-9)
    shares = [share for _, _, share in rows if share is not None]
    told = [
        f["properties"]["share_of_ring"]
        for r in results
        for f in to_geojson(r)["features"]
        if "ring" in f["properties"]
    ]
    assert shares == told


def test_where_nothing_is_engageable_there_is_a_row_without_a_shape(tmp_path):
    path = tmp_path / "coverage.gpkg"
    path.write_bytes(coverage_gpkg([covered(30000.0)]))
    meta, _, shapes, columns = pyogrio.raw.read(path, layer="areas")
    kinds = columns[list(meta["fields"]).index("kind")]
    assert {kind: shape is None for kind, shape in zip(kinds, shapes, strict=True)} == {
        "in_sight": False,
        "seen": False,
        "engageable": True,
    }


def test_the_same_coverage_gives_the_same_bytes():
    result = covered(300.0)
    for write in (coverage_gpkg, coverage_geoparquet):
        assert write([result]) == write([result])
