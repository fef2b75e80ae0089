"""Coverage as KML: against the schema of the OGC, and read back by GDAL."""

import pathlib

import fastkml
import pyogrio
import pytest
import shapely
from lxml import etree

from skykeep.export.geojson import to_geojson
from skykeep.export.kml import to_kml
from skykeep.terrain.places import area_m2

from .export_cases import FIJI, behind_walls, covered

SCHEMA = pathlib.Path(fastkml.__file__).parent / "schema" / "ogckml22.xsd"


@pytest.fixture(scope="module")
def schema():
    """Return the schema of KML 2.2."""
    return etree.XMLSchema(etree.parse(SCHEMA))


@pytest.mark.parametrize(
    "results", [lambda: [behind_walls(50.0, 300.0)], lambda: [covered(300.0), covered(300.0, site=FIJI)]]
)
def test_it_is_valid_by_the_schema_of_the_ogc(schema, results):
    schema.assertValid(etree.fromstring(to_kml(results())))


def test_a_name_with_markup_or_control_characters_stays_text():
    document = etree.fromstring(to_kml([covered(300.0, site=FIJI)]))
    names = [element.text for element in document.iter("{*}name")]
    assert "Fiji & <b>" in names


def test_gdal_reads_back_the_areas_that_geojson_holds(tmp_path):
    result = behind_walls(300.0)
    path = tmp_path / "coverage.kml"
    path.write_bytes(to_kml([result]))
    shapes = []
    for layer, _ in (
        pyogrio.raw.list_layers(path) if hasattr(pyogrio.raw, "list_layers") else pyogrio.list_layers(path)
    ):
        _, _, geometry, _ = pyogrio.raw.read(path, layer=layer)
        shapes += [shapely.force_2d(each) for each in shapely.from_wkb(geometry)]
    areas = sorted(area_m2(shape) for shape in shapes if shape.area > 0.0)
    expected = sorted(
        area_m2(shapely.geometry.shape(feature["geometry"]))
        for feature in to_geojson(result)["features"]
        if feature["geometry"]["type"] == "MultiPolygon"
    )
    assert areas == pytest.approx(expected, rel=1e-6)
    assert len(areas) == 5
    assert any(shape.geom_type == "Point" for shape in shapes)
