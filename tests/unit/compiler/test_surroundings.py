"""What stands about a site hides low elevations: in files, in the tables of a raid and in coverage alike."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skykeep.api.coverages import Asked, coverage_cases
from skykeep.catalogue import load_catalogue
from skykeep.catalogue.wear_checks import check_wear
from skykeep.catalogue.wear_figures import figures_of_wear
from skykeep.compiler.scenario import compile_scenario
from skykeep.errors import ScenarioError, UsageError
from skykeep.scenario.file import parse_scenario
from skykeep.scenario.plain import plain_scenario, scenario_of_plain
from skykeep.scenario.upkeep_words import upkeep_sentences

CATALOGUE = load_catalogue()
TOWN = next(each for each in CATALOGUE.wear.surroundings if each.id == "town")
TEXT = """
schema_version = 1
name = "a battery in the plain"
aim = "city"
first_bearing_deg = 0
terrain = {source = "flat"}
refraction = {k = 1.3333}

[[assets]]
id = "city"
name = "City"
lat_deg = 33.0
lon_deg = 44.0

[[formations]]
id = "post"
formation = "s-300pmu-2-regiment"
lat_deg = 33.0
lon_deg = 44.2
POST

[[fire_units]]
id = "battery"
system = "s-300pmu-2"
lat_deg = 33.0
lon_deg = 44.0
under = "post"
OWN

[raid]
name = "a few"
[[raid.groups]]
threat_class = "cruise-missile"
count = 2
speed_mps = 240
height_agl_m = 100
standoff_m = 60000
"""


def scenario(own="", post="", **study):
    text = TEXT.replace("OWN", own).replace("POST", post).replace("standoff_m = 60000", "standoff_km = 60")
    found = parse_scenario(text, path=Path("mine.toml"))
    return replace(found, study=replace(found.study, worlds=40, **study))


def radars(own="", post="", **study):
    """Return the rows of the radars, [world, radar], and whether each stands with the battery."""
    compiled = compile_scenario(scenario(own, post, **study), CATALOGUE)
    rows = compiled.case.radars
    return rows["elevation_min_rad"], rows["site"], compiled


def test_an_open_site_is_as_one_that_says_nothing():
    nothing, _, plain = radars()
    named, _, opened = radars('site = "open"', 'site = "open"')
    assert np.array_equal(nothing, named)
    for name in plain.case.units.dtype.names:
        pair = (each.case.units[name] for each in (plain, opened))
        assert np.array_equal(*pair, equal_nan=True), name
    assert figures_of_wear(scenario('site = "open"'), CATALOGUE) == {}
    assert upkeep_sentences(scenario()) == ()


def test_a_town_raises_the_lowest_elevation_of_its_radars_and_of_no_others():
    without, site, _ = radars()
    within, _, compiled = radars('site = "town"')
    battery = site[0] == site[0, np.flatnonzero(site[0] == compiled.case.units["site"][0, 0])[0]]
    assert battery.any()
    assert not battery.all()
    assert np.array_equal(within[:, ~battery], without[:, ~battery])
    mask_rad = within[:, battery].max(axis=1)
    assert TOWN.mask_rad.low <= mask_rad.min() < mask_rad.max() <= TOWN.mask_rad.high
    assert np.array_equal(within[:, battery], np.maximum(without[:, battery], mask_rad[:, None]))


def test_the_mask_is_drawn_with_the_world_and_is_the_same_for_all_sites_of_a_kind():
    found, site, compiled = radars('site = "town"', 'site = "town"')
    without, _, _ = radars()
    risen = found > without
    assert risen.any(axis=0).all()
    for world in np.flatnonzero(risen.all(axis=1)):
        assert np.ptp(found[world]) == 0.0
    assert np.unique(site[0]).size > 1
    drawn = compiled.figures["upkeep/surroundings/town/mask_rad"]
    assert np.array_equal(found.max(axis=1), np.maximum(drawn, without.max(axis=1)))


@pytest.mark.parametrize("view", ["brochure", "sceptic"])
def test_views_take_the_end_that_favours_or_does_not(view):
    found, _, _ = radars('site = "town"', view=view)
    expected = TOWN.mask_rad.best if view == "brochure" else TOWN.mask_rad.high
    assert found.max() == pytest.approx(expected)


def test_it_is_told_in_words_and_written_back():
    found = scenario('site = "wood"', 'site = "town"')
    (said,) = upkeep_sentences(found)
    assert "bout battery: wood, which hides all below an elevation drawn from assumed limits" in said
    assert "about post: town" in said
    assert set(figures_of_wear(found, CATALOGUE)) == {
        "upkeep/surroundings/wood/mask_rad",
        "upkeep/surroundings/town/mask_rad",
    }
    assert scenario_of_plain(plain_scenario(found, CATALOGUE), CATALOGUE, label="mine") == found


def test_a_kind_that_there_is_not_is_refused():
    with pytest.raises(ScenarioError, match=r"fire_units\[0\]\.site: .*'open', 'desert', 'airfield', 'town'"):
        scenario('site = "swamp"')


def test_every_kind_but_the_open_one_has_its_figure():
    wear = CATALOGUE.wear
    less = replace(wear, surroundings=wear.surroundings[1:])
    (problem,) = check_wear(less, CATALOGUE.systems, CATALOGUE.threats)
    assert "allowed one table for each of desert, airfield, town, wood" in problem
    assert all(each.mask_rad.kind == "assumed" for each in wear.surroundings)


def test_coverage_asks_of_the_sites_of_a_scenario_what_stands_about_them():
    ((_, site, _), *_), _ = coverage_cases(scenario('site = "town"'), CATALOGUE, Asked())
    assert site.surroundings == ("upkeep/surroundings/town", TOWN.mask_rad)
    ((_, site, _), *_), _ = coverage_cases(scenario('site = "open"'), CATALOGUE, Asked())
    assert site.surroundings is None


def test_the_site_of_a_formation_is_that_of_the_units_that_it_counts_and_of_no_others():
    found = scenario("", 'site = "town"\nfire_units = 2')
    kinds = {unit.id: unit.site for unit in found.fire_units}
    assert kinds == {"battery": None, "post-1": "town", "post-2": "town"}
    assert scenario_of_plain(plain_scenario(found, CATALOGUE), CATALOGUE, label="mine") == found


def test_coverage_of_a_system_is_asked_for_a_kind_of_site():
    asked = {"system": "pantsir-s1", "site": (33.3, 44.4)}
    for kind, expected in (("town", "upkeep/surroundings/town"), ("open", None), (None, None)):
        (case,), _ = coverage_cases(None, CATALOGUE, Asked(surroundings=kind), **asked)
        assert (case[1].surroundings or (None,))[0] == expected


def test_coverage_refuses_a_kind_of_site_that_there_is_not_or_that_a_scenario_says():
    with pytest.raises(UsageError, match=r"'twon': must be one of open, .*Did you mean 'town'"):
        coverage_cases(None, CATALOGUE, Asked(surroundings="twon"), system="pantsir-s1", site=(33.3, 44.4))
    with pytest.raises(UsageError, match=r"only of --system; .*site = \"town\""):
        coverage_cases(scenario(), CATALOGUE, Asked(surroundings="town"))
