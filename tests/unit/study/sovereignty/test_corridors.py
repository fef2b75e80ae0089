"""Corridors: from the border to a place, by a rule or from a file, and what of a file is refused."""

import numpy as np
import pytest
import shapely

from skykeep.errors import ScenarioError
from skykeep.model import Asset
from skykeep.study.sovereignty.corridors import border_corridors, read_corridors
from skykeep.study.sovereignty.eyes import AIRCRAFT, NEIGHBOURS, NONE, added_eyes, neighbour_cities
from skykeep.terrain.geodesic import WGS84
from skykeep.terrain.places import Country, load_country

IRAQ = load_country("IQ")
BAGHDAD = Asset(id="baghdad", name="Baghdad", lat_deg=33.34058, lon_deg=44.40088)
FILE = """
schema_version = 1

[[corridors]]
id = "west"
name = "From the west"
from_lat_deg = 33.0
from_lon_deg = 39.0
to = "Baghdad"
to_lat_deg = 33.34058
to_lon_deg = 44.40088
"""


def test_a_corridor_begins_where_the_line_from_the_place_leaves_the_country():
    found = border_corridors(IRAQ, [BAGHDAD], 12)
    assert [each.bearing_deg for each in found] == [30.0 * number for number in range(12)]
    for each in found:
        for length_m, inside in ((each.length_m - 1.0, True), (each.length_m + 2.0, False)):
            lon, lat, _ = WGS84.fwd(BAGHDAD.lon_deg, BAGHDAD.lat_deg, each.bearing_deg, length_m)
            assert shapely.intersects_xy(IRAQ.polygon, lon, lat) == inside
        part = np.linspace(0.01, 0.99, 40) * each.length_m
        lon, lat, _ = WGS84.fwd(
            np.full(40, BAGHDAD.lon_deg), np.full(40, BAGHDAD.lat_deg), np.full(40, each.bearing_deg), part
        )
        assert shapely.intersects_xy(IRAQ.polygon, lon, lat).all()


def test_the_border_of_a_square_on_the_equator_is_where_it_is_by_hand():
    square = Country(
        code="XX", name="Square", polygon=shapely.MultiPolygon([shapely.box(-2, -2, 2, 2)]), whole=True
    )
    middle = Asset(id="m", name="Middle", lat_deg=0.0, lon_deg=0.0)
    by_bearing = {each.bearing_deg: each.length_m for each in border_corridors(square, [middle], 4)}
    degree_m = np.pi / 180.0 * 6_378_137.0
    assert by_bearing[90.0] == pytest.approx(2.0 * degree_m, abs=3.0)
    assert by_bearing[0.0] == pytest.approx(WGS84.inv(0, 0, 0, 2)[2], abs=3.0)
    assert by_bearing[0.0] == pytest.approx(by_bearing[180.0], abs=3.0)


def test_a_place_outside_the_country_and_a_strange_number_of_bearings_are_refused():
    amman = Asset(id="amman", name="Amman", lat_deg=31.95522, lon_deg=35.94503)
    with pytest.raises(ScenarioError, match=r"Amman .* lies outside Iraq: no corridor leads"):
        border_corridors(IRAQ, [amman])
    for number in (0, 37):
        with pytest.raises(ScenarioError, match=f"bearings: given {number}, allowed 1 to 36"):
            border_corridors(IRAQ, [BAGHDAD], number)


def test_a_file_of_corridors_is_read_as_lines_between_its_points(tmp_path):
    path = tmp_path / "lines.toml"
    path.write_text(FILE, encoding="utf-8")
    (each,) = read_corridors(path)
    assert (each.id, each.to.name, each.regular) == ("west", "Baghdad", False)
    lon, lat, _ = WGS84.fwd(each.to.lon_deg, each.to.lat_deg, each.bearing_deg, each.length_m)
    assert (lat, lon) == pytest.approx((33.0, 39.0), abs=1e-9)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("from_lat_deg", "form_lat_deg", r"corridors\[0\]\.form_lat_deg: .*Did you mean 'from_lat_deg'"),
        ("33.0", "133.0", r"corridors\[0\]\.from_lat_deg: given 133"),
        ("schema_version = 1", "schema_version = 3", "schema_version: given 3"),
        (
            "from_lat_deg = 33.0\nfrom_lon_deg = 39.0",
            "from_lat_deg = 33.34058\nfrom_lon_deg = 44.4009",
            "0.0 km",
        ),
        ("[[corridors]]", "[[corridors", "not a TOML file"),
    ],
)
def test_a_wrong_file_of_corridors_is_refused_with_its_place(tmp_path, old, new, words):
    path = tmp_path / "lines.toml"
    path.write_text(FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(ScenarioError, match=words):
        read_corridors(path)


def test_two_corridors_of_one_id_and_a_file_that_is_not_there_are_refused(tmp_path):
    path = tmp_path / "lines.toml"
    path.write_text(FILE + FILE.split("\n", 2)[2], encoding="utf-8")
    with pytest.raises(ScenarioError, match="given 'west' twice"):
        read_corridors(path)
    with pytest.raises(ScenarioError, match="no such file of corridors"):
        read_corridors(tmp_path / "other.toml")


def test_each_neighbour_has_one_radar_at_a_city_near_the_border_and_none_inside():
    cities = neighbour_cities(IRAQ)
    assert {city.country for city in cities} == {"IR", "JO", "KW", "SA", "SY", "TR"}
    for city in cities:
        assert not shapely.intersects_xy(IRAQ.polygon, city.lon_deg, city.lat_deg)
        assert shapely.Point(city.lon_deg, city.lat_deg).distance(IRAQ.polygon) <= 2.0


def test_eyes_are_added_in_turn_and_tell_one_post():
    none, neighbours, aircraft = added_eyes(IRAQ, BAGHDAD, "centre")
    assert [each.id for each in (none, neighbours, aircraft)] == [NONE, NEIGHBOURS, AIRCRAFT]
    assert none.eyes == ()
    assert {eye.tells for eye in (*neighbours.eyes, *aircraft.eyes)} == {"centre"}
    assert {eye.system for eye in neighbours.eyes} == {"neighbour-radar"}
    assert [each.id for each in added_eyes(None, BAGHDAD, "centre")] == [NONE, AIRCRAFT]
