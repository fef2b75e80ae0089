"""The description of the API (OpenAPI 3.1), made from the tables of endpoints."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from skykeep._version import __version__

from .by_address import SCHEMAS, query_keys
from .fixed import FIXED, FixedEndpoint
from .json_answers import JSON
from .mechanism import Mechanism
from .mechanisms.table import MECHANISMS
from .refusal import Refusal

__all__ = ["VERSION", "answer_models", "api_description"]

VERSION = "3.1.0"
REFUSALS = {
    400: "The body is no JSON.",
    401: "The token is missing or wrong.",
    403: "Another page asks.",
    404: "There is nothing here, or no such job.",
    405: "Not by this method.",
    408: "The body came too slowly.",
    409: "The job has no answer.",
    413: "The body is too large.",
    415: "The body does not say that it is JSON.",
    421: "The server has another name.",
    422: "The question has no answer.",
    500: "A fault of skykeep.",
    503: "Too many wait, or the server is being stopped.",
    504: "The answer took too long.",
    507: "Not enough memory.",
}
"""Status of a refusal -> when."""
OF_ALL = (401, 403, 421, 500)
"""Refusals that every path may give."""
OF_QUESTIONS = (*OF_ALL, 409, 422, 503, 504, 507)
OF_BODIES = (400, 408, 413, 415)
ABOUT = (
    "What would this air-defence system really see, engage and stop, from public figures only? An answer "
    "has the numbers that the command line prints with `--json`. Every refusal is JSON: what, where, "
    "allowed, do. The same questions may be asked by websocket at `/api/live`, which tells progress and "
    "parts of answers as they come."
)


@cache
def api_description() -> dict[str, Any]:
    """Return the description of the API as plain data."""
    models: list[type[BaseModel]] = [row.question for row in MECHANISMS.values()]
    models += [model for row in MECHANISMS.values() for model in answer_models(row.answer)]
    models += [model for row in FIXED for model in answer_models(row.answer)] + [Refusal]
    _, schema = models_json_schema(
        [(model, "validation") for model in dict.fromkeys(models)], ref_template=SCHEMAS + "{model}"
    )
    paths: dict[str, Any] = {f"/api/{name}": _mechanism(row) for name, row in MECHANISMS.items()}
    for row in FIXED:
        paths.setdefault(row.path, _parameters_of(row.path))[row.method.lower()] = _fixed(row)
    return {
        "openapi": VERSION,
        "info": {
            "title": "skykeep",
            "version": __version__,
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": schema["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _mechanism(row: Mechanism) -> dict[str, Any]:
    """Return the path of a mechanism."""
    found = {"post": _asked(row)}
    if row.by_address:
        found["get"] = _asked(row, by_address=True)
    return found


def _asked(row: Mechanism, *, by_address: bool = False) -> dict[str, Any]:
    """Return how a mechanism is asked: by a body, or by an address."""
    own: dict[str, Any] = {
        "operationId": f"{row.name}ByAddress" if by_address else row.name,
        "summary": row.says,
        "parameters": [_PREFER],
        "responses": {
            "200": _answer("The answer.", _union(row.answer)),
            "202": {
                **_answer("A job that goes on when its client leaves.", _reference("JobTold")),
                "headers": {"Location": {"description": "where the job is", "schema": {"type": "string"}}},
            },
            **_refusals(OF_QUESTIONS if by_address else (*OF_QUESTIONS, *OF_BODIES)),
        },
    }
    if by_address:
        own["parameters"] = [_PREFER, *_query(row)]
        return own
    content = {"schema": _reference(row.question.__name__), "example": dict(row.example)}
    return {**own, "requestBody": {"required": True, "content": {JSON: content}}}


_PREFER = {
    "name": "Prefer",
    "in": "header",
    "description": "`respond-async`: answer at once with a job, and keep it; others are ignored.",
    "schema": {"type": "string"},
    "example": "respond-async",
}


def _query(row: Mechanism) -> list[dict[str, Any]]:
    """Return the parameters of a question in an address."""
    required = row.question.model_json_schema().get("required", [])
    return [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            "description": schema.get("description", ""),
            "schema": {key: value for key, value in schema.items() if key not in ("description", "title")},
            **({"example": row.example[name]} if name in row.example else {}),
        }
        for name, schema in query_keys(row).items()
    ]


def _fixed(row: FixedEndpoint) -> dict[str, Any]:
    """Return one endpoint that no mechanism brings."""
    schema = {"type": "object"} if row.answer is None else _union(row.answer)
    words = "".join(part.title() for part in row.path.replace("{job}", "one").split("/") if part != "api")
    return {
        "operationId": f"{row.method.lower()}{words}",
        "summary": row.says,
        "responses": {"200": _answer(row.says, schema), **_refusals((*OF_ALL, *row.refusals))},
    }


def _parameters_of(path: str) -> dict[str, Any]:
    """Return the parameters in a path."""
    if "{job}" not in path:
        return {}
    return {"parameters": [{"name": "job", "in": "path", "required": True, "schema": {"type": "string"}}]}


def _answer(says: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return one response."""
    return {"description": says, "content": {JSON: {"schema": schema}}}


def _refusals(statuses: tuple[int, ...]) -> dict[str, Any]:
    """Return the responses that are refusals."""
    return {str(status): _answer(REFUSALS[status], _reference("Refusal")) for status in sorted(statuses)}


def answer_models(answer: Any) -> list[type[BaseModel]]:
    """Return the models of an answer, which may be one of several."""
    return [] if answer is None else list(get_args(answer)) or [answer]


def _union(answer: Any) -> dict[str, Any]:
    """Return the schema of an answer."""
    models = [_reference(model.__name__) for model in answer_models(answer)]
    return models[0] if len(models) == 1 else {"anyOf": models}


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"{SCHEMAS}{name}"}
