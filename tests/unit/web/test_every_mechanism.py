"""Every row of the table: its example is answered as its model says, with the numbers of the command line."""

from __future__ import annotations

import json

import jsonschema
import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app
from skykeep.web.mechanisms.table import MECHANISMS

pytest.importorskip("uvicorn")
openapi = pytest.importorskip("skykeep.web.openapi")

RAID = ["iraq-baghdad-s300pmu2-cruise", "--worlds", "2", "--replications", "2"]
COMMANDS = {
    "coverage": ["coverage", "--system", "pantsir-s1", "--site", "Baghdad", "--heights", "300"],
    "probe": ["probe", "--system", "pantsir-s1", "--site", "Baghdad", "--at", "33.4,44.5", "--height", "300"],
    "run": ["run", *RAID, "--out", "run"],
    "sweep": ["sweep", *RAID, "--set", "raid.count=4,8"],
    "compare": [
        *["compare", "iraq", "--option", "s-400", "--option", "patriot", "--site", "baghdad"],
        *["--raid", "srbm-8", "--height", "1000", "--alike", "as_it_comes", "--worlds", "2"],
        *["--replications", "2", "--coverage-worlds", "2", "--no-losses"],
    ],
    "catalogue": ["catalogue", "list"],
}
"""The command that asks what the example of a mechanism asks."""


def checked(name, body):
    """Return an answer after holding it to the description of the API."""
    description = openapi.api_description()
    schema = description["paths"][f"/api/{name}"]["post"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    found = json.loads(body)
    jsonschema.Draft202012Validator({**schema, "components": description["components"]}).validate(found)
    return found


@pytest.fixture(scope="module")
def reply_to(server):
    """Return the reply to the example of a mechanism, which is asked once."""
    replies = {}

    def asked(name):
        if name not in replies:
            replies[name] = server.post(f"/api/{name}", dict(MECHANISMS[name].example))
        return replies[name]

    return asked


def numbers(text):
    """Return JSON with every number as it is written."""
    return json.loads(text, parse_float=str, parse_int=str)


@pytest.mark.parametrize("name", MECHANISMS)
def test_the_example_is_answered_as_the_description_says(reply_to, name):
    reply = reply_to(name)
    assert reply.status == 200, reply.body
    checked(name, reply.body)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_numbers_are_those_of_the_command_line_to_the_last_digit(reply_to, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, [*COMMANDS[name], "--json"])
    assert done.exit_code == 0, done.stderr
    assert numbers(reply_to(name).body) == numbers(done.stdout)


@pytest.mark.parametrize("name", [name for name, row in MECHANISMS.items() if row.by_address])
def test_a_question_by_address_is_the_question_by_body(server, reply_to, name):
    from skykeep.web.key_rows import address_of

    assert server.get(address_of(MECHANISMS[name])).body == reply_to(name).body


def test_a_list_is_repeated_in_an_address_and_a_typing_error_is_told(server):
    place = "/api/coverage?system=pantsir-s1&site=Baghdad"
    found = server.get(f"{place}&heights_agl_m=100&heights_agl_m=300").json
    assert [each["height_agl_m"] for each in found["heights"]] == [100, 300]
    refused = server.get(f"{place}&height=100")
    assert (refused.status, refused.json["where"]) == (422, "height")


@pytest.mark.parametrize(
    "question",
    [
        {"id": entry}
        for entry in ("s-400", "srbm-8", "cruise-missile", "common", "cost", "effects", "outside", "upkeep")
    ],
)
def test_every_kind_of_entry_is_answered_as_the_description_says(server, question):
    checked("catalogue", server.post("/api/catalogue", question).body)


@pytest.mark.parametrize(
    "question",
    [
        {"scenario": "iraq-baghdad-outside-eyes", "heights_agl_m": [300]},
        {"scenario": "iraq-baghdad-s300pmu2-pantsir-mixed", "heights_agl_m": [300], "k": 1.2},
        {"system": "s-400", "site": {"lat_deg": 33.3, "lon_deg": 44.4}, "mast_m": 24, "heights_agl_m": [0]},
        {"system": "ground-master-400", "site": "Baghdad", "view": "sceptic", "heights_agl_m": [1000]},
        {"system": "s-400", "site": "Baghdad", "terrain": "flat", "heights_agl_m": [20000], "radar": "91n6e"},
    ],
)
def test_other_questions_about_coverage_are_answered_as_the_description_says(server, question):
    checked("coverage", server.post("/api/coverage", question).body)


@pytest.mark.parametrize(
    "question",
    [
        {
            "scenario": "iraq-baghdad-s300pmu2-struck",
            "worlds": 2,
            "replications": 1,
            "lost": ["battalion/64n6e2"],
        },
        {"scenario": "iraq-baghdad-traffic", "worlds": 2, "replications": 1, "view": "brochure"},
        {"scenario": "iraq-baghdad-s300pmu2-cruise", "worlds": 8, "replications": 1, "design": "sobol"},
        {"scenario": "iraq-baghdad-s300pmu2-cruise", "worlds": 60, "until": 9.0, "replications": 2},
        {
            "scenario": "iraq-baghdad-s300pmu2-cruise",
            "worlds": 2,
            "set": {"raid.count": 3},
            "terrain": "flat",
        },
    ],
)
def test_other_raids_are_answered_as_the_description_says(server, question):
    reply = server.post("/api/run", question)
    assert reply.status == 200, reply.body
    checked("run", reply.body)
