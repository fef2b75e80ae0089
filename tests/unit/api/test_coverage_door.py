"""``skykeep.coverage``: the answer of the command, with tables; places as people give them."""

import json
from dataclasses import replace

import pytest

import skykeep
from skykeep.cli._app import app

SYSTEM = "pantsir-s1"


@pytest.fixture(scope="module")
def found():
    """Give the coverage of a short-ranged system on flat ground."""
    return skykeep.coverage(system=SYSTEM, site=(33.3, 44.4), heights=[100, 3000], terrain="flat", jobs=1)


def test_the_answer_is_that_of_the_command(found, capsys):
    words = ["coverage", "-s", SYSTEM, "--site", "33.3,44.4", "--heights", "100,3000", "--terrain", "flat"]
    with pytest.raises(SystemExit):
        app([*words, "--json"])
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(found.to_json()))


def test_heights_are_found_by_their_metres(found):
    assert found.at(3000).height_agl_m == 3000.0
    with pytest.raises(skykeep.SkykeepError, match="height 50 m: was not computed; there are 100, 3000 m"):
        found.at(50)


def test_the_tables_hold_the_shares_and_the_reach(found):
    shares = found.table.to_pylist()
    assert [row["height_agl_m"] for row in shares] == [100.0, 3000.0]
    assert shares[1]["seen_share"] == found.at(3000).seen_share_of_detection_ring
    assert (shares[0]["seen_share_low"], shares[0]["seen_share_high"]) == found.at(100).seen_limits
    reach = found.reach.to_arrow()
    assert reach.num_rows == 2 * 360
    assert reach["seen_range_m"].to_pylist()[360:] == found.at(3000).seen_range_m.tolist()
    assert found.reach.units["seen_range_m"] == "m"


def test_a_city_two_numbers_text_and_a_site_are_places():
    named = skykeep.coverage(system=SYSTEM, site="Baghdad", heights=[100], terrain="flat", jobs=1).site
    assert named.name == "Baghdad"
    for given in ((named.lat_deg, named.lon_deg), f"{named.lat_deg},{named.lon_deg}", named):
        same = skykeep.coverage(system=SYSTEM, site=given, heights=[100], terrain="flat", jobs=1)
        assert (same.site.lat_deg, same.site.lon_deg) == (named.lat_deg, named.lon_deg)


def test_each_fire_unit_of_a_scenario_has_its_coverage():
    both = skykeep.coverage("two-sites", heights=[100], terrain="flat", jobs=1)
    assert len(both) == 2
    assert [unit.site.name for unit in both] == [entry["site"]["name"] for entry in both.to_json()["units"]]
    with pytest.raises(AttributeError, match="no 'heights' here: this is the coverage of 2 fire units"):
        _ = both.heights


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "give a scenario, or --system with --site LAT,LON; systems are"),
        ({"system": SYSTEM}, "give --site LAT,LON, as --site 33.3,44.4"),
        ({"system": "s-300", "site": (33, 44)}, "no system 's-300' in the catalogue"),
        (
            {"system": SYSTEM, "site": "Bagdad"},
            "no city called 'Bagdad' is in the package .* Did you mean 'baghdad'",
        ),
        ({"system": SYSTEM, "site": (33.0,)}, "must be latitude and longitude in degrees"),
        ({"system": SYSTEM, "site": (99, 44)}, "latitude must lie between -85 and 85"),
        ({"system": SYSTEM, "site": (33, 44), "heights": [-1]}, "height -1.0 m: must lie between 0 and"),
        ({"system": SYSTEM, "site": (33, 44), "p_detect": 1.0}, "pd 1.0: must lie above 0 and below 1"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_the_words_of_the_command_line(given, message):
    with pytest.raises(skykeep.SkykeepError, match=message):
        skykeep.coverage(**given)


def test_a_result_cannot_be_changed(found):
    with pytest.raises(AttributeError, match="'units' cannot be set: results are frozen"):
        found.units = ()


def test_a_notebook_shows_shares_with_their_limits_and_text_escaped(found):
    assert "100 m" in found._repr_html_()
    evil = type(found)([replace(found.units[0], system_name="<script>alert(1)</script>")])
    assert "<script>" not in evil._repr_html_()


def test_a_notebook_shows_entries_of_the_catalogue_with_text_escaped():
    facts = skykeep.load_catalogue()
    system = facts.system(SYSTEM)
    page = system._repr_html_()
    figure = system.radars[0].detection_range_m
    assert f"<td>radars/{system.radars[0].id}/detection_range_m</td><td>{figure.best:.6g}</td>" in page
    assert "<script>" not in replace(system, name="<script>x</script>")._repr_html_()
    ids = facts._repr_html_()
    assert f"<td>systems</td><td>{len(facts.systems)}</td>" in ids
    both = skykeep.compare_figures(SYSTEM, "s-400")._repr_html_()
    assert f"<th>{SYSTEM}</th><th>s-400</th>" in both
    assert "favours s-400" in both
    assert "<td>-</td>" in both  # a figure that one of them alone has
    for entry in (figure, facts.conditions, *facts.threats.values(), *facts.raids.values()):
        assert entry._repr_html_().startswith("<table>")
