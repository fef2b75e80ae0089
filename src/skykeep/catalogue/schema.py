"""JSON Schema of a system file, worked out from the model and the table of fields."""

from __future__ import annotations

from typing import Any

from skykeep.model import LIST_LENGTH_MAX, NUMBER_LIMITS, TEXT_LENGTH_MAX, System

from .entries import ID_PATTERN
from .fields import FieldRule, load_fields
from .figures import CONFIDENCES, FIRST_YEAR, KINDS, SCALES
from .places import LAST_YEAR
from .shapes import Shape, shapes
from .shelf import SCHEMA_VERSION
from .sources import SOURCE_KINDS
from .tallies import COUNT_MAX, TALLY_KEYS

__all__ = [
    "DIALECT",
    "SOURCE_SCHEMA",
    "TALLY_SCHEMA",
    "Schema",
    "catalogue_schema",
    "entry_schema",
    "table_schema",
]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


def catalogue_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a system file, with every spelling of units that a file may use.

    It says the same as the loader about keys, types, kinds and impossible numbers; what holds between numbers
    or files (limits in order, ids that exist) only the loader knows.
    """
    system = entry_schema(System)
    system["properties"] |= {
        "schema_version": {"const": SCHEMA_VERSION},
        "sources": table_schema(SOURCE_SCHEMA, "Sources of this file alone."),
    }
    system["required"] = sorted([*system["required"], "schema_version"])
    head = {"$schema": DIALECT, "title": "skykeep system file", "description": "One air-defence system."}
    return {**head, **system, "$defs": {"figure": _any_figure(), "alternative": _alternative()}}


_TEXT: Schema = {"type": "string", "maxLength": TEXT_LENGTH_MAX}
_SOURCE_IDS: Schema = {"type": "array", "items": _TEXT, "uniqueItems": True, "maxItems": LIST_LENGTH_MAX}
SOURCE_SCHEMA: Schema = {
    "type": "object",
    "properties": {
        "title": {"type": "string", "minLength": 1},
        "address": {"type": "string", "pattern": "^https?://[^ ]+$"},
        "year": {"type": "integer", "minimum": 1900, "maximum": LAST_YEAR},
        "kind": {"enum": list(SOURCE_KINDS)},
    },
    "required": ["title", "address", "kind"],
    "additionalProperties": False,
}
_COUNT: Schema = {"type": "integer", "maximum": COUNT_MAX}
TALLY_SCHEMA: Schema = {
    "type": "object",
    "properties": {
        "hits": {**_COUNT, "minimum": 0},
        "of": {**_COUNT, "minimum": 1},
        "counts": {**_TEXT, "minLength": 1},
    },
    "required": list(TALLY_KEYS),
    "additionalProperties": False,
}
"""Schema of a count: so many of so many, and what was counted."""


def entry_schema(cls: type) -> Schema:
    """Return the schema of one dataclass as a table that refuses unknown keys."""
    properties: Schema = {}
    required: list[str] = []
    choices: list[Schema] = []
    for shape in shapes(cls).values():
        for name in shape.names:
            properties[name] = _value(shape, name)
        if len(shape.names) == 1:
            required += [shape.field] if shape.required else []
        elif shape.required:
            choices.append({"oneOf": [{"required": [name]} for name in shape.names]})
        else:
            pairs = [[one, other] for one in shape.names for other in shape.names if one < other]
            choices += [{"not": {"required": pair}} for pair in pairs]
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | {"required": sorted(required)} | ({"allOf": choices} if choices else {})


def _value(shape: Shape, name: str) -> Schema:
    """Return the schema of one key."""
    if shape.kind in ("figure", "figures"):
        figure = _figure(load_fields()[shape.field], shape.factor(name))
        return (
            figure
            if shape.kind == "figure"
            else table_schema(figure, f"One per threat class: {shape.field}.")
        )
    if shape.kind == "table":
        return entry_schema(shape.inner)
    if shape.kind == "tables":
        inner = entry_schema(shape.inner)
        if not shape.keyed:
            return {"type": "array", "items": inner, "minItems": 1}
        inner["properties"].pop("id")
        inner["required"].remove("id")
        return table_schema(inner, f"One table per id of {shape.field}.") | {"minProperties": 1}
    simple: dict[str, Schema] = {
        "number": _plain(shape, name, "number"),
        "whole": _plain(shape, name, "integer"),
        "truth": {"type": "boolean"},
        "texts": _SOURCE_IDS,
        "text_lists": {"type": "object", "additionalProperties": _SOURCE_IDS},
        "wholes": {"type": "object", "additionalProperties": _plain(shape, name, "integer")},
        "choice": {"enum": list(shape.inner or ())},
        "text": {"type": "string", "pattern": f"^{ID_PATTERN}$"} if shape.field == "id" else _TEXT,
    }
    return simple[shape.kind]


def _plain(shape: Shape, name: str, kind: str) -> Schema:
    """Return the schema of a plain number in the unit of its key; empty for a field that is none."""
    if shape.field not in NUMBER_LIMITS:
        return {}
    low, high = NUMBER_LIMITS[shape.field]
    if kind == "integer":
        return {"type": kind, "minimum": int(low), "maximum": int(high)}
    factor = shape.factor(name)
    return {"type": kind, "minimum": _below(low / factor), "maximum": _above(high / factor)}


def table_schema(inner: Schema, description: str) -> Schema:
    """Return the schema of a table of free ids."""
    names = {"pattern": f"^{ID_PATTERN}$"}
    return {
        "type": "object",
        "description": description,
        "propertyNames": names,
        "additionalProperties": inner,
    }


def _figure(rule: FieldRule, factor: float) -> Schema:
    """Return the schema of one figure in the unit of its key: what all figures have, and its own numbers."""
    number: Schema = {"type": "integer" if rule.whole else "number"}
    if rule.minimum is not None:
        number["minimum"] = _below(rule.minimum / factor)
    if rule.maximum is not None:
        number["maximum"] = _above(rule.maximum / factor)
    schema: Schema = {
        "$ref": "#/$defs/figure",
        "description": rule.definition,
        "properties": {"best": number, "low": number, "high": number},
    }
    if not rule.whole and (rule.default_low is None or rule.default_high is None):
        given = [["low", "high"], ["alternatives"], ["tallies"]]
        schema["anyOf"] = [{"required": keys} for keys in given]
    if not rule.name.endswith("_p"):
        schema["not"] = {"required": ["tallies"]}
    return schema


def _any_figure() -> Schema:
    """Return what holds for every figure, whatever its numbers."""
    return {
        "type": "object",
        "properties": {
            "best": {"type": "number"},
            "low": {"type": "number"},
            "high": {"type": "number"},
            "kind": {"enum": list(KINDS)},
            "confidence": {"enum": list(CONFIDENCES)},
            "scale": {"enum": list(SCALES)},
            "sources": _SOURCE_IDS,
            "claimant": _TEXT,
            "year": {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
            "note": _TEXT,
            "same_draw": _TEXT,
            "alternatives": {"type": "array", "minItems": 2, "items": {"$ref": "#/$defs/alternative"}},
            "tallies": {"type": "array", "minItems": 1, "items": TALLY_SCHEMA},
        },
        "required": ["kind"],
        "oneOf": [{"required": ["best"]}, {"required": ["tallies"]}],
        "additionalProperties": False,
        "if": {"properties": {"kind": {"const": "assumed"}}},
        "then": {"required": ["note"]},
        "else": {"required": ["sources"], "properties": {"sources": {"minItems": 1}}},
    }


def _alternative() -> Schema:
    """Return the schema of one of several distinct claims."""
    return {
        "type": "object",
        "properties": {
            "value": {"type": "number"},
            "kind": {"enum": list(KINDS)},
            "sources": _SOURCE_IDS,
            "claimant": _TEXT,
            "note": _TEXT,
        },
        "required": ["value", "kind"],
        "additionalProperties": False,
    }


def _below(value: float) -> float:
    """Return a bound a rounding error below ``value``: what converts to the limit itself is allowed."""
    return value - 1.0e-9 * abs(value)


def _above(value: float) -> float:
    """Return a bound a rounding error above ``value``."""
    return value + 1.0e-9 * abs(value)
