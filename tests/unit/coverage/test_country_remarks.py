"""Places at sea, in another country, or with latitude and longitude the other way round."""

from dataclasses import replace

from skykeep.coverage.country_remarks import country_at, place_remarks
from skykeep.scenario.file import read_scenario
from skykeep.study.brief_case import read_brief_case, shipped_brief_cases
from skykeep.study.case_remarks import case_remarks, scenario_remarks
from skykeep.terrain.places import load_country

JORDAN = load_country("JO")


def test_swapped_coordinates_that_lie_on_ground_elsewhere_are_told():
    (remark,) = place_remarks([("Amman", 35.94503, 31.95522)], JORDAN)
    assert "lies at sea, not in Jordan" in remark
    assert "The other way round (31.9552, 35.945) it lies in Jordan: did you swap" in remark
    (remark,) = place_remarks([("Ma'an", 36.9, 30.2)], JORDAN)
    assert "lies in Türkiye, not in Jordan" in remark


def test_a_place_in_a_neighbour_is_told_without_a_question():
    (remark,) = place_remarks([("Damascus", 33.5102, 36.29128)], JORDAN)
    assert remark == "Damascus (33.5102, 36.2913) lies in Syria, not in Jordan."


def test_places_where_they_belong_near_a_border_or_beyond_the_region_pass():
    places = [("Amman", 31.95522, 35.94503), ("Aqaba", 29.52667, 35.00778), ("Suva", -18.14, 178.44)]
    assert place_remarks(places, JORDAN) == []
    assert country_at(-18.14, 178.44) is None


def test_a_place_at_sea_is_told_without_an_expected_country():
    (remark,) = place_remarks([("The site", 34.0, 24.7)], None)
    assert remark.startswith("The site (34, 24.7) lies at sea.")
    assert place_remarks([("The site", 33.3, 44.4)], None) == []


def test_shipped_cases_have_no_remarks_and_a_swapped_site_has_one():
    for name in shipped_brief_cases():
        assert case_remarks(read_brief_case(name)) == []
    case = read_brief_case("jordan")
    first = case.sites[0]
    turned = replace(first, lat_deg=first.lon_deg, lon_deg=first.lat_deg)
    (remark,) = case_remarks(replace(case, sites=(turned, *case.sites[1:])))
    assert "did you swap latitude and longitude?" in remark


def test_a_fire_unit_in_another_country_than_the_aim_is_told():
    scenario = read_scenario("iraq-baghdad-s300pmu2-cruise")
    assert scenario_remarks(scenario) == []
    unit = replace(scenario.fire_units[0], lat_deg=44.40088, lon_deg=33.34058)
    (remark,) = scenario_remarks(replace(scenario, fire_units=(unit,)))
    assert "it lies in Iraq: did you swap latitude and longitude?" in remark
