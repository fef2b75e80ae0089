"""``skykeep scenario`` and ``skykeep schema`` as a user meets them."""

import json
import re

import pytest
from typer.testing import CliRunner

from skykeep.catalogue import load_catalogue
from skykeep.cli._app import app
from skykeep.model import best_launchers
from skykeep.scenario.file import read_scenario, scenario_schema


def invoke(*args):
    return CliRunner().invoke(app, [str(arg) for arg in args], env={"COLUMNS": "160"})


def test_a_new_file_is_valid_and_has_its_schema_beside_it(tmp_path):
    file = tmp_path / "mine.toml"
    made = invoke("scenario", "new", file)
    assert made.exit_code == 0
    assert made.stdout == ""
    assert json.loads((tmp_path / "scenario.schema.json").read_text(encoding="utf-8")) == scenario_schema()
    checked = invoke("scenario", "validate", file)
    assert (checked.exit_code, checked.stdout) == (0, f"{file}: valid\n")


@pytest.mark.parametrize("system", ["s-300pmu-2", "s-400", "pantsir-s1", "patriot"])
def test_a_new_file_shows_the_values_of_its_system_which_change_nothing(tmp_path, system):
    file = tmp_path / "mine.toml"
    made = invoke("scenario", "new", file, "--system", system, "--site", "Amman")
    assert made.exit_code == 0
    text = file.read_text(encoding="utf-8")
    assert 'aim = "amman"' in text
    known = load_catalogue().system(system)
    radar = next(radar for radar in known.radars if radar.role in ("engagement", "multi_function"))
    assert f"# mast_m = {radar.antenna_height_m.best:g} " in text
    assert f"{radar.name}, m: {radar.antenna_height_m.kind}" in text
    total = round(sum(best_launchers(known)) * known.engagement_sets)
    assert f"# launchers = {total} " in text
    assert invoke("scenario", "validate", file).stdout == f"{file}: valid\n"


def test_a_new_file_stands_at_coordinates_too(tmp_path):
    file = tmp_path / "mine.toml"
    assert invoke("scenario", "new", file, "--site", "31.95,35.93").exit_code == 0
    assert read_scenario(file).fire_units[0].lat_deg == 31.95


def test_a_new_file_never_replaces_another_unasked(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text("precious", encoding="utf-8")
    refused = invoke("scenario", "new", file)
    assert refused.exit_code == 2
    assert "is there already" in refused.stderr
    assert file.read_text(encoding="utf-8") == "precious"
    assert invoke("scenario", "new", file, "--force", "--system", "s-300pmu-1", "--quiet").stderr == ""
    assert 'system = "s-300pmu-1"' in file.read_text(encoding="utf-8")


def test_a_new_file_of_an_unknown_system_or_raid_is_refused_and_not_written(tmp_path):
    file = tmp_path / "mine.toml"
    for option, given in (("--system", "s-300pmu2"), ("--raid", "uav-400")):
        refused = invoke("scenario", "new", file, option, given)
        assert refused.exit_code == 2
        assert given in refused.stderr
        assert "Did you mean" in refused.stderr
    assert not file.exists()


def test_validate_tells_what_is_wrong_on_standard_error(tmp_path):
    file = tmp_path / "mine.toml"
    invoke("scenario", "new", file)
    file.write_text(
        file.read_text(encoding="utf-8").replace("lat_deg = 33.34058", "lat_deg = 333.34058"),
        encoding="utf-8",
    )
    refused = invoke("scenario", "validate", file, "--json")
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert f"error: {file}: 2 mistakes:" in refused.stderr
    assert "assets[0].lat_deg: given 333.34058, must be at most 85" in refused.stderr


@pytest.mark.parametrize("raid", ["uav-40", "srbm-8", "mixed"])
def test_the_example_in_the_comments_of_a_new_file_is_valid_whatever_the_raid(tmp_path, raid):
    file = tmp_path / "mine.toml"
    invoke("scenario", "new", file, "--raid", raid)
    text = re.sub(r"(?m)^\[raid\]\nstandard = .*$", "", file.read_text(encoding="utf-8"))
    file.write_text(re.sub(r"(?m)^# (\[.*|[a-z_]+ = .*)$", r"\1", text), encoding="utf-8")
    assert invoke("scenario", "validate", file).stdout == f"{file}: valid\n"


def test_validate_refuses_places_off_the_ground_and_tells_which_coordinate_comes_first(tmp_path):
    file = tmp_path / "mine.toml"
    invoke("scenario", "new", file)
    dubai_turned = file.read_text(encoding="utf-8").replace("33.34058", "55.3").replace("44.40088", "25.2")
    file.write_text(dubai_turned, encoding="utf-8")
    refused = invoke("scenario", "validate", file)
    assert refused.exit_code == 1
    assert f"error: {file}: fire unit 'unit-1': site 55.3, 25.2: " in refused.stderr
    assert "Latitude comes first: did you mean 25.2,55.3?" in refused.stderr


def test_validate_answers_in_json():
    checked = invoke("scenario", "validate", "two-sites", "--json")
    assert json.loads(checked.stdout) == {"file": "two-sites", "id": "two-sites", "valid": True}


def test_describe_says_who_defends_what_and_where_each_part_comes_from():
    told = invoke("scenario", "describe", "two-sites", "--json")
    answer = json.loads(told.stdout)
    assert "2 x S-300PMU-2" in answer["sentences"][0]
    assert "Baghdad and 1 other place" in answer["sentences"][0]
    sources = {row["about"]: row["source"] for row in answer["statements"]}
    assert sources["asset baghdad"] == "scenario"
    assert sources["terrain"].startswith("GLOBE")
    assert sources["raid conditions"] == "assumed"
    page = invoke("scenario", "describe", "two-sites").stdout
    assert "rests on" in page
    assert "fallujah" in page


@pytest.mark.parametrize("name", ["scenario", "catalogue"])
def test_schemas_are_printed_and_written(name, tmp_path):
    printed = invoke("schema", name)
    assert printed.exit_code == 0
    assert invoke("schema", name, "--out", tmp_path / "s.json").stdout == ""
    written = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert written == json.loads(printed.stdout)
    assert written["$schema"].startswith("https://json-schema.org/")


def test_a_schema_that_does_not_exist_is_a_wrong_argument():
    refused = invoke("schema", "raid")
    assert refused.exit_code == 2
    assert "'raid'" in refused.stderr
