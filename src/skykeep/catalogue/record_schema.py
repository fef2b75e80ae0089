"""JSON Schema of the files of records, worked out from the model."""

from __future__ import annotations

from .entries import ID_PATTERN
from .record_checks import DATE_FIELDS, DATE_PATTERN
from .records import RECORD_CLASSES
from .schema import DIALECT, SOURCE_SCHEMA, TALLY_SCHEMA, Schema, entry_schema, table_schema
from .shelf import SCHEMA_VERSION

__all__ = ["record_schema"]


def record_schema(kind: str) -> Schema:
    """Return the JSON Schema (2020-12) of a file of records of one kind, such as ``contracts``.

    Raises
    ------
    KeyError
        If there is no such kind.
    """
    entry = entry_schema(RECORD_CLASSES[kind])
    properties = entry["properties"]
    del properties["id"]
    entry["required"].remove("id")
    for name in DATE_FIELDS:
        if name in properties:
            properties[name] = {"type": "string", "pattern": f"^{DATE_PATTERN}$"}
    if kind == "counts":
        properties["tallies"] = {"type": "array", "minItems": 1, "items": TALLY_SCHEMA}
        entry["required"].append("tallies")
    return {
        "$schema": DIALECT,
        "title": f"skykeep records: {kind}",
        "description": "One table per record.",
        "type": "object",
        "properties": {
            "schema_version": {"const": SCHEMA_VERSION},
            "sources": table_schema(SOURCE_SCHEMA, "Sources of this file."),
        },
        "required": ["schema_version"],
        "patternProperties": {f"^(?!sources$){ID_PATTERN}$": entry},
        "additionalProperties": False,
    }
