"""The keys of questions and answers as a reader is shown them: what each is, its limits, what it means."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel

from .by_address import query_keys
from .json_answers import JSON
from .mechanism import Mechanism

__all__ = ["KeyRow", "address_of", "command_of", "key_rows"]

KINDS = {"string": "text", "boolean": "true or false", "integer": "whole number", "null": "null"}
LIMITS = {
    "minimum": "from {}",
    "exclusiveMinimum": "above {}",
    "maximum": "to {}",
    "exclusiveMaximum": "below {}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """One key of a question or an answer."""

    name: str
    required: bool
    kind: str
    says: str


def key_rows(model: type[BaseModel]) -> Iterator[KeyRow]:
    """Yield the keys of a question or an answer."""
    schema = model.model_json_schema()
    for name, key in schema["properties"].items():
        yield KeyRow(
            name=name,
            required=name in schema.get("required", ()),
            kind=_kind(key, schema.get("$defs", {})),
            says=key.get("description", ""),
        )


def _kind(schema: Mapping[str, Any], others: Mapping[str, Any]) -> str:
    """Return what a value is, in words."""
    if "anyOf" in schema:
        ways = [_kind(way, others) for way in schema["anyOf"] if way.get("type") != "null"]
        return ", or ".join(dict.fromkeys(ways))
    if "$ref" in schema:
        schema = others.get(schema["$ref"].rpartition("/")[2], {})
        return f"{{{', '.join(schema.get('properties', {}))}}}" if "properties" in schema else "any value"
    if "enum" in schema or "const" in schema:
        return " | ".join(map(json.dumps, schema.get("enum", [schema.get("const")])))
    kind = schema.get("type", "any value")
    if kind == "array":
        inner = schema.get("items") or {"anyOf": schema.get("prefixItems", [{}])}
        return f"list of: {_kind(inner, others)}"
    if kind == "object":
        values = schema.get("additionalProperties")
        return f"{{key: {_kind(values, others)}}}" if isinstance(values, Mapping) else "object"
    limits = [words.format(_number(schema[name])) for name, words in LIMITS.items() if name in schema]
    return " ".join([KINDS.get(kind, kind), *limits])


def _number(value: float) -> str:
    """Return a limit as it is read."""
    return f"{value:,.0f}" if value == round(value) else f"{value:g}"


def command_of(row: Mechanism, base: str) -> str:
    """Return how the example of a mechanism is asked from a terminal."""
    question = json.dumps(dict(row.example), ensure_ascii=False)
    return f"curl {base}api/{row.name} -H 'Content-Type: {JSON}' \\\n  -d '{question}'"


def address_of(row: Mechanism) -> str:
    """Return the address that asks the example of a mechanism; empty where none can."""
    if not row.by_address or not set(row.example) <= set(query_keys(row)):
        return ""
    query = urlencode(dict(row.example), doseq=True, safe=",")
    return f"/api/{row.name}?{query}" if query else f"/api/{row.name}"
