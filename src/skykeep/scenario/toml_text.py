"""Tables as TOML text: what :mod:`tomllib` reads back as the same tables.

Reference: TOML v1.0.0, https://toml.io/en/v1.0.0.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from skykeep.errors import ScenarioError

__all__ = ["toml_text"]

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED_TOO = {0x7F: "\\u007F"}
"""What TOML wants escaped and JSON does not."""


def toml_text(tables: Mapping[str, Any]) -> str:
    """Return tables as TOML: of each, its keys first, then the tables in it, in the order given.

    Raises
    ------
    ScenarioError
        If a value is none of text, number, true or false, list and table, or text holds half a character.

    Examples
    --------
    >>> print(toml_text({"aim": "baghdad", "assets": [{"id": "baghdad", "lat_deg": 33.3}]}), end="")
    aim = "baghdad"
    <BLANKLINE>
    [[assets]]
    id = "baghdad"
    lat_deg = 33.3
    """
    return "\n".join(_lines(tables, ())).lstrip("\n") + "\n"


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of a table, without its own heading."""
    inner = {key: value for key, value in table.items() if _has_heading(value)}
    for key, value in table.items():
        if key not in inner:
            yield f"{_key(key)} = {_value(value, (*path, key))}"
    for key, value in inner.items():
        below = (*path, key)
        name = ".".join(map(_key, below))
        if isinstance(value, Mapping):
            yield from ("", f"[{name}]", *_lines(value, below))
        else:
            for entry in value:
                yield from ("", f"[[{name}]]", *_lines(entry, below))


def _has_heading(value: Any) -> bool:
    """Return whether a value is a table, or a list of nothing but tables."""
    if isinstance(value, Mapping):
        return True
    return isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)


def _key(key: str) -> str:
    """Return a key, in quotes where it needs them."""
    return key if _BARE_KEY.fullmatch(key) else _string(key)


def _value(value: Any, path: Sequence[str]) -> str:
    """Return a value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else str(value)
    if isinstance(value, list):
        return f"[{', '.join(_value(each, path) for each in value)}]"
    if isinstance(value, Mapping):
        pairs = (f"{_key(key)} = {_value(each, (*path, key))}" for key, each in value.items())
        return f"{{ {', '.join(pairs)} }}" if value else "{}"
    raise ScenarioError(
        f"{'.'.join(path)}: given {value!r}, must be text, a number, true or false, a list or a table"
    )


def _string(text: str) -> str:
    """Return text in quotes."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ScenarioError(f"text {text!r}: must not hold half a character")
    return json.dumps(text, ensure_ascii=False).translate(_ESCAPED_TOO)
