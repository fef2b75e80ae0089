"""Keys with units at the door of a scenario file, and complaints in the words that the file uses."""

from __future__ import annotations

import dataclasses
import math
import re
import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic_core import ErrorDetails

from skykeep.errors import ScenarioError, did_you_mean
from skykeep.units import DOOR_UNITS, door_names, from_si, split_suffix, to_si

from .tables import UNION_TAGS

__all__ = [
    "KeyPath",
    "complaint",
    "inner_tables",
    "key_path",
    "keyed_tables",
    "keys_of",
    "shown",
    "si_keys",
    "written_key",
]

KeyPath = tuple[str | int, ...]
"""Where something stands in a file: keys and list positions from the top."""

SHOWN_LIMIT = 60
"""Characters of a given value that a message repeats."""

BARE_KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")

SI_WITH_DOORS = frozenset(si for si, _ in DOOR_UNITS.values())


FAR_M = ("standoff_m", "apogee_m", "spread_m", "depot_m", "road_m", "distance_m", "length_m")
LONG_S = (
    *("wave_interval_s", "load_s", "depot_handling_s", "repair_s", "mtbf_s", "mttr_s"),
    *("leave_s", "tear_down_s", "set_up_s"),
)
WRITTEN: Mapping[str, str] = types.MappingProxyType(
    {name: f"{name[:-2]}_km" for name in FAR_M}
    | {name: f"{name[:-2]}_min" for name in LONG_S}
    | {"road_speed_mps": "road_speed_kmh"}
)
"""Keys whose SI unit would make large numbers, as shipped scenarios, new files and messages write them."""


def written_key(name: str) -> str:
    """Return how the SI key ``name`` of a scenario is written where one spelling stands for all.

    Examples
    --------
    >>> written_key("load_s"), written_key("fan_rad"), written_key("spacing_s")
    ('load_min', 'fan_deg', 'spacing_s')
    """
    stem, suffix = split_suffix(name)
    return f"{stem}_deg" if suffix == "rad" else WRITTEN.get(name, name)


def key_path(path: KeyPath) -> str:
    """Return a path as a reader of the file would write it: ``raid.groups[0].count``."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            word = part if BARE_KEY.fullmatch(part) else shown(part)
            text += f".{word}" if text else word
    return text or "the file"


def shown(value: Any) -> str:
    """Return a given value as a message repeats it: one short line without control characters."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list):
        return "an array"
    if isinstance(value, int) and abs(value) >= 10**SHOWN_LIMIT:
        return "a whole number of more than 60 digits"  # repr refuses to write very long ones
    text = repr(value) if isinstance(value, str | int | float) else str(value)
    return text if len(text) <= SHOWN_LIMIT else f"{text[: SHOWN_LIMIT - 4]} ..."


@cache
def keys_of(table: type) -> Mapping[str, str]:
    """Return every key that a table accepts, with the SI field it stands for.

    A whole number is a count, whatever its name ends in: ``confirm_m`` is no length.
    """
    hints = get_type_hints(table)
    keys: dict[str, str] = {}
    for field in dataclasses.fields(table):
        has_doors = split_suffix(field.name)[1] in SI_WITH_DOORS and hints[field.name] is not int
        for name in door_names(field.name) if has_doors else (field.name,):
            keys[name] = field.name
    return types.MappingProxyType(keys)


@cache
def inner_tables(table: type) -> Mapping[str, type]:
    """Return the fields of a table that hold tables, one or a list of them, with the class of those."""
    inner = {}
    for name, hint in get_type_hints(table).items():
        for candidate in _classes_in(hint):
            if dataclasses.is_dataclass(candidate):
                inner[name] = candidate
    return types.MappingProxyType(inner)


@cache
def keyed_tables(table: type) -> Mapping[str, type]:
    """Return the fields of a table that hold tables by keys of the user's own, with the class of those."""
    keyed: dict[str, type] = {}
    for name, hint in get_type_hints(table).items():
        for part in (hint, *get_args(hint)):
            if get_origin(part) is dict and dataclasses.is_dataclass(get_args(part)[1]):
                keyed[name] = get_args(part)[1]
    return types.MappingProxyType(keyed)


def _classes_in(hint: Any) -> Iterator[type]:
    """Yield the classes in a type hint, looking through ``| None``, ``list[...]`` and ``tuple[..., ...]``."""
    if get_origin(hint) in (list, tuple, Union, types.UnionType):
        for part in get_args(hint):
            yield from _classes_in(part)
    elif isinstance(hint, type):
        yield hint


def si_keys(raw: Any, table: type, *, where: KeyPath = ()) -> tuple[Any, dict[KeyPath, str]]:
    """Return the raw data of a table under SI keys, and for each renamed path the key that the file uses.

    What is not a table, and keys that the table does not know, pass unchanged to validation, which complains.

    Raises
    ------
    ScenarioError
        If one thing is given twice in different units.
    """
    if not isinstance(raw, dict):
        return raw, {}
    keys, inner, keyed = keys_of(table), inner_tables(table), keyed_tables(table)
    found: dict[str, Any] = {}
    renamed: dict[KeyPath, str] = {}
    for given, value in raw.items():
        name = keys.get(given, given)
        if name in found:
            twice = renamed.get((*where, name), name)
            raise ScenarioError(f"{key_path((*where, given))}: {twice!r} already says this: keep one of them")
        if name != given:
            renamed[(*where, name)] = given
            value = _times(value, to_si(given)[1])
        elif name in inner:
            value, deeper = _inner_si_keys(value, inner[name], (*where, name))
            renamed |= deeper
        elif name in keyed and isinstance(value, dict):
            value, deeper = _keyed_si_keys(value, keyed[name], (*where, name))
            renamed |= deeper
        found[name] = value
    return found, renamed


def _inner_si_keys(value: Any, table: type, where: KeyPath) -> tuple[Any, dict[KeyPath, str]]:
    """Return :func:`si_keys` of a table or of each table of a list."""
    if not isinstance(value, list):
        return si_keys(value, table, where=where)
    items: list[Any] = []
    renamed: dict[KeyPath, str] = {}
    for number, item in enumerate(value):
        converted, deeper = si_keys(item, table, where=(*where, number))
        items.append(converted)
        renamed |= deeper
    return items, renamed


def _keyed_si_keys(value: Mapping[str, Any], table: type, where: KeyPath) -> tuple[Any, dict[KeyPath, str]]:
    """Return :func:`si_keys` of each table under a key of the user's own."""
    converted = {}
    renamed: dict[KeyPath, str] = {}
    for key, own in value.items():
        converted[key], deeper = si_keys(own, table, where=(*where, key))
        renamed |= deeper
    return converted, renamed


def _times(value: Any, factor: float) -> Any:
    """Return a number, or each of a table, times ``factor``; anything else passes to validation."""
    if isinstance(value, dict):
        return {name: _times(inner, factor) for name, inner in value.items()}
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    try:
        return float(value) * factor
    except OverflowError:
        return math.inf


def complaint(error: ErrorDetails, table: type, renamed: Mapping[KeyPath, str]) -> str:
    """Return one validation error as: key path, what was given, what is allowed, what the key means."""
    path: KeyPath = tuple(part for part in error["loc"] if part not in UNION_TAGS)
    given_path = _as_given(path, renamed)
    holder = _holder(path, table)
    if error["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        return _unknown_key(given_path, holder)
    meaning = _meaning(holder, path[-1]) if path else ""
    if error["type"] == "missing":
        missing = (*given_path[:-1], written_key(str(path[-1])))
        return f"{key_path(missing)}: is missing; give {meaning or 'it'}"
    expected = _allowed(error, renamed.get(path, ""), str(path[-1]) if path else "")
    tail = f" ({meaning})" if meaning else ""
    return f"{key_path(given_path)}: given {_given(error, renamed.get(path, ''))}, must be {expected}{tail}"


def _unknown_key(path: KeyPath, holder: type | None) -> str:
    """Return the complaint about a key that the table does not have."""
    allowed = sorted(keys_of(holder)) if holder else []
    known = {keys_of(holder)[name] for name in allowed} if holder else set()
    others = " (or in another unit)" if holder and len(allowed) > len(known) else ""
    listing = f" Allowed: {', '.join(sorted(map(written_key, known)))}{others}." if known else ""
    return f"{key_path(path)}: is not a known key.{did_you_mean(str(path[-1]), allowed)}{listing}"


def _as_given(path: KeyPath, renamed: Mapping[KeyPath, str]) -> KeyPath:
    """Return the path with each key as the file writes it."""
    return tuple(renamed.get(path[: depth + 1], part) for depth, part in enumerate(path))


def _holder(path: KeyPath, table: type) -> type | None:
    """Return the class of the table that holds the last key of ``path``, or ``None`` inside free tables."""
    holder: type | None = table
    of_keys: type | None = None
    for part in path[:-1]:
        if of_keys is not None:
            holder, of_keys = of_keys, None
        elif holder is not None and isinstance(part, str):
            of_keys = keyed_tables(holder).get(part)
            holder = inner_tables(holder).get(part)
    return holder


def _meaning(holder: type | None, name: str | int) -> str:
    """Return what a key means, from its description."""
    if holder is None:
        return ""
    fields = getattr(holder, "__pydantic_fields__", {})
    return str(fields[name].description or "") if name in fields else ""


def _given(error: ErrorDetails, given_key: str) -> str:
    """Return the given value in the unit of the file."""
    value = error["input"]
    if given_key and isinstance(value, float):
        return f"{value / to_si(given_key)[1]:.10g}"
    return shown(value)


LIMITS = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}

KINDS = {
    "float_type": "a number",
    "finite_number": "a finite number",
    "float_parsing": "a number",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "string_type": 'text in quotes, like "this"',
    "list_type": "an array, or tables under [[...]]",
    "dict_type": "a table",
    "dataclass_type": "a table",
    "too_short": "at least one",
}


def _allowed(error: ErrorDetails, given_key: str, name: str) -> str:
    """Return what would have been allowed."""
    context = error.get("ctx", {})
    for limit, words in LIMITS.items():
        if limit in context:
            return f"{words} {_limit(context[limit], given_key, name)}"
    if error["type"] == "literal_error":
        near = did_you_mean(str(error["input"]), re.findall("'([^']*)'", str(context["expected"])))
        return f"{context['expected']}.{near}".removesuffix(".")
    if error["type"] == "string_pattern_mismatch":
        is_id = "a-z" in str(context["pattern"])
        return (
            "small letters, digits, dash, dot, underscore, at most 64"
            if is_id
            else "printable text, not too long"
        )
    if error["type"] == "too_long":
        return f"at most {context['max_length']} of them"
    return KINDS.get(error["type"], error["msg"])


def _limit(limit: Any, given_key: str, name: str) -> str:
    """Return a limit in the unit in which the file gives the value."""
    if given_key:
        return f"{from_si(name, float(limit), split_suffix(given_key)[1]):.10g}"
    return f"{limit:.10g}" if isinstance(limit, float) else str(limit)
