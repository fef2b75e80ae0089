"""One place for each city, found by name."""

import tomllib
from pathlib import Path

import pytest

from skykeep.errors import TerrainError
from skykeep.scenario.file import shipped_scenarios
from skykeep.scenario.template import scenario_template
from skykeep.terrain.gazetteer import find_city, folded
from skykeep.terrain.places import city_label

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("given", "country"),
    [
        ("Baghdad", "IQ"),
        ("basra", "IQ"),
        ("SANLIURFA", "TR"),
        ("diyarbakir", "TR"),
        ("Tripoli, LB", "LB"),
        ("aqaba", "JO"),
    ],
)
def test_a_city_is_found_whatever_its_marks_and_capitals(given, country):
    city = find_city(given)
    assert city.country == country
    assert folded(given.split(",")[0]) in (folded(city.name), folded(city.known_as))


def test_a_name_of_several_places_is_listed_with_its_countries():
    with pytest.raises(
        TerrainError, match=r"is the name of 2 places: .*EG \(Egypt.*RO \(Romania.*add the country"
    ):
        find_city("Alexandria")


def test_an_unknown_name_gets_the_nearest_one():
    with pytest.raises(TerrainError, match="Did you mean 'baghdad'"):
        find_city("Bagdad")
    with pytest.raises(TerrainError, match="no city of TR called 'Baghdad'"):
        find_city("Baghdad", "TR")


def test_every_city_of_the_shipped_scenarios_stands_at_its_place_in_the_gazetteer():
    texts = [path.read_text(encoding="utf-8") for path in shipped_scenarios().values()]
    texts.append(scenario_template(system="s-400", raid="mixed"))
    for text in texts:
        for asset in tomllib.loads(text)["assets"]:
            city = find_city(asset["name"], "IQ")
            assert (asset["lat_deg"], asset["lon_deg"]) == (city.lat_deg, city.lon_deg), city_label(city)


def test_the_readme_uses_the_place_of_the_gazetteer():
    baghdad = find_city("Baghdad")
    assert f"--site {baghdad.lat_deg},{baghdad.lon_deg}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "meant"), [("Aman", "amman"), ("Bagdad", "baghdad"), ("Istambul", "istanbul")]
)
def test_of_names_nearly_alike_the_largest_place_is_meant(given, meant):
    with pytest.raises(TerrainError, match=f"Did you mean '{meant}'"):
        find_city(given)


def test_a_name_like_no_other_has_no_hint():
    with pytest.raises(TerrainError, match=r"22-64 E\)\.$"):
        find_city("Qqxzzq")
