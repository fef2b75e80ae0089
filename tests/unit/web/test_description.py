"""The description of the API is made from the table, is valid, and tells what every key means."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

import skykeep.web.mechanisms.table as table
from skykeep.web.mechanism import Question
from skykeep.web.mechanisms.table import MECHANISMS

pytest.importorskip("starlette")
openapi = pytest.importorskip("skykeep.web.openapi")
rows = pytest.importorskip("skykeep.web.key_rows")


def test_every_mechanism_is_a_file_and_a_row():
    folder = Path(table.__file__).parent
    assert all((folder / f"{name}.py").is_file() for name in MECHANISMS)
    named = {path.stem for path in folder.glob("*.py")}
    assert {
        name for name in named if f"{name.upper()} = Mechanism(" in (folder / f"{name}.py").read_text()
    } == {*MECHANISMS}


def test_paths_and_methods_are_those_of_the_tables():
    found = {
        path: {method for method in what if method != "parameters"}
        for path, what in openapi.api_description()["paths"].items()
    }
    assert found == {
        **{
            f"/api/{name}": {"post", "get"} if row.by_address else {"post"}
            for name, row in MECHANISMS.items()
        },
        "/api/jobs": {"get"},
        "/api/jobs/{job}": {"get", "delete"},
        "/api/jobs/{job}/answer": {"get"},
    }


def test_every_schema_is_valid_and_every_reference_leads_somewhere():
    description = openapi.api_description()
    schemas = description["components"]["schemas"]
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    text = json.dumps(description)
    named = {part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert named <= set(schemas)


def test_the_limits_of_sight_that_are_told_are_those_that_are_kept():
    from skykeep.coverage.question import K_LIMITS, RCS_LIMITS_M2

    told = {key.name: key.kind for key in rows.key_rows(MECHANISMS["coverage"].question)}
    assert told["k"] == "number from 0.5 to 20"
    given = {"system": "s-400", "site": "Baghdad"}
    for name, (low, high) in {"k": K_LIMITS, "rcs_m2": RCS_LIMITS_M2}.items():
        for kept in (low, high):
            MECHANISMS["coverage"].question.model_validate({**given, name: kept})
        for beyond in (0.9 * low, 1.1 * high):
            with pytest.raises(ValidationError):
                MECHANISMS["coverage"].question.model_validate({**given, name: beyond})


@pytest.mark.parametrize("name", MECHANISMS)
def test_every_example_is_a_question_and_every_key_has_a_meaning(name):
    row = MECHANISMS[name]
    row.question.model_validate_json(json.dumps(dict(row.example)))
    told = {key.name: key.says for key in rows.key_rows(row.question)}
    assert [key for key, says in told.items() if not says] == []


@pytest.mark.parametrize("name", MECHANISMS)
def test_no_question_takes_an_unknown_key_or_a_number_that_is_none(name):
    row = MECHANISMS[name]
    for bad in ({"no_such_key": 1}, {next(iter(row.question.model_fields)): float("nan")}):
        with pytest.raises(ValidationError):
            row.question.model_validate({**row.example, **bad})


def test_kinds_are_told_in_words():
    kinds = {key.name: key.kind for key in rows.key_rows(MECHANISMS["coverage"].question)}
    assert kinds["heights_agl_m"] == "list of: number from 0 to 100,000"
    assert kinds["site"] == "text, or {lat_deg, lon_deg}"
    assert kinds["view"] == '"balanced" | "brochure" | "sceptic"'
    assert kinds["mast_m"] == "number above 0 to 1,000, or {key: number above 0 to 1,000}"


def test_a_question_is_strict():
    class Asked(Question):
        count: int

    for given in ('{"count": "1"}', '{"count": 1.5}', '{"count": true}', '{"count": 1, "more": 2}'):
        with pytest.raises(ValidationError):
            Asked.model_validate_json(given)
