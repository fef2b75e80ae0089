"""Coverage as GeoJSON, read back by shapely and measured on the ellipsoid."""

import json

import pytest
import shapely

from skykeep import __version__
from skykeep.coverage import Site
from skykeep.coverage.areas import disc_about_site, to_degrees
from skykeep.errors import ExportError
from skykeep.export.geojson import to_geojson
from skykeep.terrain.places import area_m2

from .export_cases import FIJI, SITE, behind_walls, covered

SHARE_TOLERANCE = 0.01


def read_back(result):
    """Return the features with shapely geometries, as another program reads the text."""
    collection = json.loads(json.dumps(to_geojson(result)))
    assert collection["type"] == "FeatureCollection"
    return [
        (feature["properties"], feature["geometry"] and shapely.geometry.shape(feature["geometry"]))
        for feature in collection["features"]
    ]


def test_there_are_site_rings_and_three_areas_for_each_height():
    kinds = [about["kind"] for about, _ in read_back(covered(100.0, 3000.0))]
    areas = ["in_sight", "seen", "engageable"]
    assert kinds == ["site", "brochure_detection_ring", "brochure_engagement_ring", *areas, *areas]


@pytest.mark.parametrize("heights", [(50.0, 300.0, 6000.0)])
def test_the_area_of_each_polygon_over_its_ring_is_the_printed_share(heights):
    features = read_back(behind_walls(*heights))
    rings = {about["kind"]: shape for about, shape in features if about["kind"].endswith("_ring")}
    shares = [(about, shape) for about, shape in features if "share_of_ring" in about]
    assert len(shares) == 9
    for about, shape in shares:
        ring = rings[f"brochure_{about['ring']}_ring"]
        inside = shapely.intersection(shape, ring)
        assert area_m2(inside) / area_m2(ring) == pytest.approx(
            about["share_of_ring"], rel=SHARE_TOLERANCE, abs=2e-4
        )


def test_ground_in_shadow_is_a_hole_in_the_area():
    in_sight = next(shape for about, shape in read_back(behind_walls(300.0)) if about["kind"] == "in_sight")
    assert sum(len(polygon.interiors) for polygon in in_sight.geoms) > 0
    behind = shapely.Point(SITE.lon_deg + 0.22, SITE.lat_deg)
    assert in_sight.buffer(-1e-4).covers(shapely.Point(SITE.lon_deg + 0.1, SITE.lat_deg))
    assert not in_sight.intersects(behind)


@pytest.mark.parametrize("site", [FIJI, Site(lat_deg=-16.5, lon_deg=-179.9, mast_m=10.0), SITE])
def test_polygons_are_valid_wind_as_the_standard_asks_and_stay_on_their_side_of_180_degrees(site):
    for about, shape in read_back(covered(300.0, site=site)):
        if about["kind"] == "site":
            continue
        assert shape.is_valid
        west, _, east, _ = shape.bounds
        assert west >= -180.0
        assert east <= 180.0
        for polygon in shape.geoms:
            assert polygon.exterior.is_ccw
            assert not any(hole.is_ccw for hole in polygon.interiors)
            west, _, east, _ = polygon.bounds
            assert east - west < 90.0


def test_an_area_across_180_degrees_is_as_large_as_one_that_is_not():
    def area(lon_deg):
        result = covered(300.0, site=Site(lat_deg=-16.5, lon_deg=lon_deg, mast_m=10.0))
        return [area_m2(shape) for about, shape in read_back(result) if about["kind"] != "site"]

    assert area(179.9) == pytest.approx(area(100.0), rel=1e-4)


def test_every_feature_says_what_it_stands_on():
    features = read_back(covered(300.0, limits=True))
    for about, _ in features:
        assert about["system"] == "test-system"
        assert about["view"] == "balanced"
        assert about["elevation"]
        assert about["version"] == __version__
        assert about["seed"] is None
        assert about["luck"] == "coverage draws nothing at random"
    ring = next(about for about, _ in features if about["kind"] == "brochure_detection_ring")
    assert (ring["range_m"], ring["figure_kind"], ring["sources"]) == (200e3, "assumed", [])
    seen = next(about for about, _ in features if about["kind"] == "seen")
    assert seen["share_low"] <= seen["share_of_ring"] <= seen["share_high"]


def test_where_nothing_is_engageable_the_geometry_is_null():
    shapes = {about["kind"]: shape for about, shape in read_back(covered(30000.0))}
    assert shapes["engageable"] is None


def test_a_reach_over_the_pole_is_refused():
    with pytest.raises(ExportError, match="600 km about it holds a pole, which polygons in longitude"):
        to_degrees(disc_about_site(600e3), Site(lat_deg=84.9, lon_deg=10.0))
