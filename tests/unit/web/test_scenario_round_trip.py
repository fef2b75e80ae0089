"""A scenario by the API is that of the command line: text to tables to text, new files, checks, words."""

from __future__ import annotations

import json
import tomllib

import pytest
from typer.testing import CliRunner

from skykeep.catalogue import load_catalogue
from skykeep.cli._app import app
from skykeep.scenario.file import shipped_scenarios

pytest.importorskip("uvicorn")
scenario_of_text = pytest.importorskip("skykeep.web.mechanisms.scenario_asked").scenario_of_text


def command(*words):
    done = CliRunner().invoke(app, words)
    return done.exit_code, done.stdout, done.stderr


def ask(server, **question):
    return server.post("/api/scenario", question)


def test_the_list_has_every_shipped_scenario_and_case(server):
    found = ask(server).json
    assert [each["id"] for each in found["scenarios"]] == list(shipped_scenarios())
    assert [each["id"] for each in found["cases"]] == ["iraq", "jordan", "turkiye"]


@pytest.mark.parametrize("name", ["two-sites", "iraq-baghdad-s300pmu2-struck", "iraq-baghdad-traffic"])
def test_text_to_tables_to_text_is_the_same_scenario(server, name):
    text = shipped_scenarios()[name].read_text(encoding="utf-8")
    shipped = ask(server, scenario=name).json
    assert shipped["toml"] == text
    assert shipped["tables"] == tomllib.loads(text)
    written = ask(server, tables=shipped["tables"]).json
    assert tomllib.loads(written["toml"]) == shipped["tables"]
    again = ask(server, scenario_toml=written["toml"]).json
    for key in ("tables", "sentences", "statements", "remarks", "name"):
        assert written[key] == again[key] == shipped[key], key


def test_batteries_that_a_formation_counts_are_told_as_tables_that_ask_the_same(server):
    name = "iraq-baghdad-outside-eyes"
    told = ask(server, scenario=name).json
    assert [unit["id"] for unit in told["counted_units"]] == [f"regiment-{number}" for number in (1, 2, 3)]
    (regiment,) = told["tables"]["formations"]
    named = {
        **told["tables"],
        "formations": [{key: value for key, value in regiment.items() if key != "fire_units"}],
        "fire_units": told["counted_units"],
    }
    again = ask(server, tables=named).json
    assert again["counted_units"] == []
    catalogue = load_catalogue()
    counted, own = (scenario_of_text(text, catalogue) for text in (told["toml"], again["toml"]))
    assert own.fire_units == counted.fire_units
    assert own.formations == counted.formations


@pytest.mark.parametrize("refraction", [None, {"k": 1.25}, {"region": "gulf_coast"}])
def test_the_air_is_that_of_its_coverage(server, refraction):
    tables = ask(server, scenario="iraq-baghdad-s300pmu2-cruise").json["tables"]
    if refraction:
        tables = {**tables, "refraction": refraction}
    told = ask(server, tables=tables).json
    asked = {"scenario_toml": told["toml"], "heights_agl_m": [1000.0]}
    coverage = server.post("/api/coverage", asked).json
    assert told["air"]["k"] == coverage["k"]
    assert (told["air"]["region"] is None) == (refraction == {"k": 1.25})


def test_a_written_scenario_is_answered_like_the_shipped_one_and_the_file_of_the_command_line(
    server, tmp_path
):
    tables = ask(server, scenario="iraq-baghdad-s300pmu2-cruise").json["tables"]
    text = ask(server, tables=tables).json["toml"]
    file = tmp_path / "iraq-baghdad-s300pmu2-cruise.toml"
    file.write_text(text, encoding="utf-8")
    size = {"worlds": 2, "replications": 2}
    shipped = server.post("/api/run", {"scenario": "iraq-baghdad-s300pmu2-cruise", **size}).json
    sent = server.post("/api/run", {"scenario_toml": text, **size}).json
    code, out, _ = command(
        *("run", str(file), "--worlds", "2", "--replications", "2", "--json", "--out", str(tmp_path / "run"))
    )
    assert code == 0
    assert json.loads(out) == shipped
    assert {**sent, "scenario": shipped["scenario"]} == shipped


def test_a_new_scenario_is_the_file_that_the_command_writes(server, tmp_path):
    file = tmp_path / "scenario.toml"
    assert command("scenario", "new", str(file), "--system", "s-400", "--site", "Erbil")[0] == 0
    found = ask(server, system="s-400", site="Erbil").json
    assert found["toml"] == file.read_text(encoding="utf-8")


def test_words_are_those_of_the_command(server):
    told = json.loads(command("scenario", "describe", "two-sites", "--json")[1])
    found = ask(server, scenario="two-sites").json
    assert {key: found[key] for key in told} == told


BASE = 'schema_version = 1\nname = "x"\naim = "b"\n'


@pytest.mark.parametrize(
    "text",
    [
        BASE,
        BASE + 'terain = "flat"',
        "x = [",
        "[" * 5000,
        "a" + ".a" * 50_000 + " = 1",
        'name = "\\u0000\\u001b[31m<script>alert(1)</script>"',
        "x = " + "9" * 5000,
        "x = 1979-05-27",
        "\x00",
        "\ufeff" + BASE,
    ],
)
def test_a_hostile_text_is_refused_as_on_the_command_line(server, text, tmp_path):
    file = tmp_path / "scenario.toml"
    file.write_text(text, encoding="utf-8")
    code, _, said = command("scenario", "validate", str(file))
    reply = ask(server, scenario_toml=text)
    assert (code, reply.status) == (1, 422)
    assert reply.json["where"] == "scenario_toml"
    assert reply.headers["content-type"] == "application/json"
    assert said.startswith("error:")
    assert "\x1b" not in reply.json["what"]


def test_a_place_off_its_ground_is_refused(server):
    tables = ask(server, scenario="iraq-baghdad-s300pmu2-cruise").json["tables"]
    tables["fire_units"][0] |= {"lat_deg": -80.0}
    reply = ask(server, tables=tables)
    assert (reply.status, reply.json["where"]) == (422, "scenario_toml")
    assert "fire unit" in reply.json["what"]


def test_a_whole_number_that_a_page_would_change_is_refused_by_its_name(server):
    tables = ask(server, scenario="two-sites").json["tables"]
    largest = 2**53 - 1
    held = ask(server, tables=tables | {"study": {"seed": largest}})
    assert (held.status, held.json["tables"]["study"]["seed"]) == (200, largest)
    text = held.json["toml"].replace(str(largest), "9007199254740993")
    reply = ask(server, scenario_toml=text)
    assert reply.status == 422
    assert "study.seed: given 9007199254740993, must be at most 9007199254740991" in reply.json["what"]
    assert reply.json["do"].startswith("take a smaller one, or run the file with 'skykeep run'")


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ({"scenario": "two-sites", "tables": {}}, "must give one of scenario"),
        ({"raid": "srbm-8"}, "must give its system, too"),
        ({"tables": {"aim": None}}, "aim: given None, must be text"),
        ({"tables": {}}, "scenario.toml: "),
        ({"system": "s-401"}, "no system 's-401'"),
    ],
)
def test_a_question_that_is_none_is_told(server, question, what):
    reply = ask(server, **question)
    assert reply.status == 422
    assert what in reply.json["what"]
