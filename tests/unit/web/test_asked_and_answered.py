"""A question by HTTP gives the numbers of the command line; a bad one is told what, where, allowed and do."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from skykeep.web.mechanisms.coverage_answer import CoverageAnswer, SeveralCoverageAnswer

KEYS = {"what", "where", "allowed", "do"}


def numbers(text):
    """Return JSON with every number as it is written."""
    return json.loads(text, parse_float=str, parse_int=str)


def command(*words):
    """Return what a command prints."""
    done = subprocess.run(
        [sys.executable, "-m", "skykeep", *words, "--json"], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_coverage_has_the_numbers_of_the_command_line_to_the_last_digit(server, small):
    reply = server.post("/api/coverage", small)
    assert (reply.status, reply.headers["content-type"]) == (200, "application/json")
    printed = command("coverage", "--system", "pantsir-s1", "--site", "Baghdad", "--heights", "300")
    assert numbers(reply.body) == numbers(printed)
    CoverageAnswer.model_validate_json(reply.body)


def test_a_scenario_of_several_units_is_answered_as_its_model_says(server):
    reply = server.post("/api/coverage", {"scenario": "two-sites", "heights_agl_m": [1000]})
    assert numbers(reply.body) == numbers(command("coverage", "two-sites", "--heights", "1000"))
    found = SeveralCoverageAnswer.model_validate_json(reply.body)
    assert len(found.units) == 2


@pytest.mark.parametrize(
    ("question", "status", "where", "what"),
    [
        (b"{", 400, "question", "Invalid JSON: EOF"),
        (b"\xff", 400, "question", "Invalid JSON"),
        ([], 422, "question", "should be an object; given []"),
        ({}, 422, "question", "must give one of scenario, scenario_toml and system"),
        ({"system": "s-400"}, 422, "question", "system and site go together"),
        ({"systen": "s-400"}, 422, "systen", "Extra inputs are not permitted; given 's-400'"),
        ({"system": "s-401", "site": "Baghdad"}, 422, "question", "no system 's-401' in the catalogue"),
        ({"system": "s-400", "site": "Atlantis"}, 422, "site", "site 'Atlantis': must be latitude"),
        (
            {"system": "s-400", "site": "Baghdad", "heights_agl_m": [1, -1]},
            422,
            "heights_agl_m.1",
            "greater than or equal to 0; given -1",
        ),
        ({"system": "s-400", "site": "Baghdad", "k": "1.3"}, 422, "k", "valid number; given '1.3'"),
        ({"system": "s-400", "site": "Baghdad", "view": "rosy"}, 422, "view", "given 'rosy'"),
        ({"scenario": "nowhere"}, 422, "scenario", "scenario 'nowhere': must be the name of a shipped one"),
        (
            {"scenario_toml": "terrain.source = '/tiles'"},
            422,
            "scenario_toml",
            "here: a server reads no other ground",
        ),
        ({"scenario_toml": "x = "}, 422, "scenario_toml", "scenario.toml: is not valid TOML"),
    ],
)
def test_a_bad_question_is_told_what_is_wrong_and_where(server, question, status, where, what):
    reply = server.post("/api/coverage", question, headers={"Content-Type": "application/json"})
    assert reply.status == status
    assert reply.json.keys() == KEYS
    assert what in reply.json["what"]
    assert reply.json["where"] == where
    assert reply.json["do"]
    assert reply.json["do"] not in reply.json["what"]  # each is said once
    assert "--extra" not in reply.json["what"]


def test_what_is_nowhere_or_by_another_method_is_refused_as_json(server):
    missing = server.get("/nothing")
    assert (missing.status, missing.json["where"]) == (404, "path")
    wrong = server.ask("PUT", "/api/coverage")
    assert (wrong.status, wrong.json["where"]) == (405, "method")
    assert set(wrong.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}
    assert server.ask("PUT", "/api/run").headers["allow"] == "POST"


def test_a_body_that_is_not_json_by_its_own_word_is_refused(server):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1"):
        reply = server.post("/api/coverage", b"{}", headers={"Content-Type": kind})
        assert (reply.status, reply.json["where"]) == (415, "header Content-Type")
