"""Questions that stand in the query of an address: which keys can, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from starlette.datastructures import QueryParams

from .body import checked_question
from .mechanism import Mechanism
from .refusal import refused

__all__ = ["SCHEMAS", "query_keys", "question_of_query"]

SCHEMAS = "#/components/schemas/"
TOO_LONG = ("scenario_toml",)
"""Keys whose values are longer than an address may be."""
NO_TEXT = ("null", "object")


@cache
def query_keys(row: Mechanism) -> Mapping[str, Any]:
    """Return the keys of a question that an address can hold, with the schema of each."""
    found = {}
    schema = row.question.model_json_schema(ref_template=SCHEMAS + "{model}")
    for name, key in schema["properties"].items():
        ways = [
            way for way in key.get("anyOf", [key]) if way.get("type") not in NO_TEXT and "$ref" not in way
        ]
        if ways and name not in TOO_LONG:
            words = {part: key[part] for part in ("description", "title") if part in key}
            found[name] = {**(ways[0] if len(ways) == 1 else {"anyOf": ways}), **words}
    return found


def question_of_query(row: Mechanism, query: QueryParams) -> dict[str, Any]:
    """Return what is asked in the query of an address as plain data, checked; what is a list may be repeated.

    Raises
    ------
    Refused
        422, if it is no such question.
    """
    keys = query_keys(row)
    given: dict[str, Any] = {name: query.getlist(name) for name in query}
    for name, values in given.items():
        if name in row.question.model_fields and name not in keys:
            raise refused(422, f"{name}: is too long for an address", name, do="ask by POST, with a body")
        if len(values) == 1 and keys.get(name, {}).get("type") != "array":
            given[name] = values[0]
    return checked_question(lambda: row.question.model_validate(given, strict=False))
