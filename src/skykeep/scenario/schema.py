"""The JSON Schema of scenario files, with every unit in which a key may be written."""

from __future__ import annotations

from typing import Any

from skykeep.units import door_names, from_si, split_suffix

from .keys import SI_WITH_DOORS

__all__ = ["with_units"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def with_units(schema: dict[str, Any], title: str) -> dict[str, Any]:
    """Return a schema of tables in SI keys widened to the keys in other units, limits converted.

    A required key becomes: required under exactly one of its names.
    """
    tables = [schema, *schema.get("$defs", {}).values()]
    for table in tables:
        if "properties" in table:
            _widen(table)
    return {"$schema": DIALECT, **schema, "title": title}


def _widen(table: dict[str, Any]) -> None:
    """Add the door keys to one table of a schema, in place."""
    required = [*table.get("required", [])]
    choices = []
    for name, rule in [*table["properties"].items()]:
        if split_suffix(name)[1] not in SI_WITH_DOORS or rule.get("type") == "integer":
            continue
        names = door_names(name)
        for door_name in names[1:]:
            table["properties"][door_name] = _converted(rule, name, split_suffix(door_name)[1])
        if name in required:
            required.remove(name)
            choices.append({"oneOf": [{"required": [one]} for one in names]})
        else:
            choices.append({"oneOf": [{"required": [one]} for one in names] + [_none_of(names)]})
    table["required"] = required
    if choices:
        table["allOf"] = choices


def _none_of(names: tuple[str, ...]) -> dict[str, Any]:
    """Return the condition that none of the keys is there."""
    return {"not": {"anyOf": [{"required": [name]} for name in names]}}


def _converted(rule: Any, name: str, door: str) -> Any:
    """Return a rule with its limits and default in a door unit."""
    if isinstance(rule, list):
        return [_converted(item, name, door) for item in rule]
    if not isinstance(rule, dict):
        return rule
    converted = {}
    for key, value in rule.items():
        if key in ("minimum", "maximum", "default") and isinstance(value, int | float):
            converted[key] = float(f"{from_si(name, float(value), door):.12g}")
        elif key in ("anyOf", "oneOf"):
            converted[key] = _converted(value, name, door)
        elif key == "title":
            continue
        else:
            converted[key] = value
    return converted
