"""What a new scenario file does not spell out: every other table and key, from the tables themselves."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from skykeep.units import from_si, split_suffix

from .keys import inner_tables, keyed_tables, keys_of, written_key
from .tables import ScenarioTable

__all__ = ["rest_of_template"]

HEADER = re.compile(r"^(?:# )?\[\[?([a-z_.]+)\]\]?")
KEY = re.compile(r"^(?:# )?([a-z_]+) = ")
INDENT = "#   "
COLUMN = 34
"""Where the meaning of a key begins."""
WIDE = 110
KINDS = {"float": "number", "int": "whole number", "bool": "true or false", "str": "text"}
AS_IN = {
    "fire_units.doctrine": "doctrine",
    "doctrine.by_class": "doctrine",
    "fire_units.doctrine.by_class": "doctrine",
}
"""Tables whose keys are those of another one, all or most of them."""


def rest_of_template(text: str) -> str:
    """Return every table and key of a scenario that ``text`` does not name, as comments, each with its
    meaning and the value that holds if it is left out.

    Examples
    --------
    >>> "#   [command]" in rest_of_template("")
    True
    """
    named, tables = _named(text), dict(_tables())
    lines: list[str] = []
    spelled: dict[type, str] = {table: path for path, table in tables.items() if path in named}
    for path, table in tables.items():
        as_in = AS_IN.get(path) or spelled.setdefault(table, path)
        known = named.get(path, set()) | (set(_plain_keys(tables[as_in])) if as_in != path else set())
        missing = [name for name in _plain_keys(table) if name not in known]
        if path not in named or missing:
            lines += _header(path, "" if as_in == path else f"keys as in [{as_in}]")
            lines += [line for name in missing for line in _key(table, name)]
    return "\n".join(lines)


def _named(text: str) -> dict[str, set[str]]:
    """Return the fields that a text names, by the path of their table; that of the file itself is empty."""
    tables = dict(_tables())
    found: dict[str, set[str]] = {"": set()}
    path = ""
    for line in text.splitlines():
        if header := HEADER.match(line):
            path = re.sub(r"(?<=by_class)\..*", "", header[1])
            found.setdefault(path, set())
        elif (key := KEY.match(line)) and path in tables:
            name = keys_of(tables[path]).get(key[1])
            found[path] |= {name} if name else set()
    return found


def _tables(table: type = ScenarioTable, path: str = "") -> Iterator[tuple[str, type]]:
    """Yield every table of a scenario with its path, each before those inside it."""
    yield path, table
    for name, inner in {**inner_tables(table), **keyed_tables(table)}.items():
        yield from _tables(inner, f"{path}.{name}" if path else name)


def _plain_keys(table: Any) -> list[str]:
    """Return the fields of a table that hold no table."""
    inner = {**inner_tables(table), **keyed_tables(table)}
    return [field.name for field in dataclasses.fields(table) if field.name not in inner]


def _header(path: str, more: str) -> list[str]:
    """Return the lines of a table: its header and what it is for."""
    if not path:
        return [f"{INDENT}at the top of the file, before any table:"]
    holder, name = dict(_tables())[path.rpartition(".")[0]], path.rpartition(".")[2]
    field = holder.__pydantic_fields__[name]  # type: ignore[attr-defined]  # every table is one of pydantic's
    key = f"[{path}]"
    if "list[" in str(field.annotation):
        key = f"[{key}]"
    elif name in keyed_tables(holder):
        key = f"[{path}.CLASS]"
    return ["#", *_told(key, f"{field.description}"), *(_told("", more) if more else ())]


def _told(what: str, meaning: str) -> list[str]:
    """Return a header or key with what it means, on as many lines as that takes."""
    meanings = wrap(meaning, WIDE - COLUMN - len(INDENT) - 3)
    first = [f"{INDENT}{what}"] if len(what) > COLUMN else [f"{INDENT}{what:<{COLUMN}} # {meanings.pop(0)}"]
    return [*first, *(f"{INDENT}{'':<{COLUMN}} # {each}" for each in meanings)]


def _key(table: Any, name: str) -> list[str]:
    """Return the lines of a key: its name, the value that holds if it is left out, and what it means."""
    field, key = table.__pydantic_fields__[name], written_key(name)
    if field.is_required() or field.default is None:
        value = _kind(field.annotation)
    elif key != name:
        value = f"{from_si(name, field.default, split_suffix(key)[1]):g}"
    else:
        value = json.dumps(field.get_default(call_default_factory=True))
    required = " (must be given)" if field.is_required() else ""
    return _told(f"{key} = {value}", f"{field.description}{required}")


def _kind(hint: Any) -> str:
    """Return what kind of value a key takes, where no value holds if it is left out."""
    text = hint.__name__ if isinstance(hint, type) else str(hint)
    if choices := re.findall(r"'([^']*)'", text):
        return " or ".join(f'"{each}"' for each in choices)
    if "list[" in text or "dict[" in text:
        return "[ ]" if "list[" in text else "{ }"
    return next((words for name, words in KINDS.items() if name in text), "text")
