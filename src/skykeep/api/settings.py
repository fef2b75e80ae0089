"""Settings as they are given: text ``PATH=VALUE``, several of them, or a mapping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from skykeep.errors import UsageError
from skykeep.scenario.setting_values import Value, parse_setting

__all__ = ["Settings", "grid_of", "settings_of"]

Settings = Mapping[str, Any] | Sequence[str] | str


def settings_of(given: Settings | None) -> dict[str, Value]:
    """Return one value by path.

    Raises
    ------
    UsageError
        If a path is given several values, or the text is not ``PATH=VALUE``.
    """
    found: dict[str, Value] = {}
    for path, values in grid_of(given).items():
        if len(values) != 1:
            raise UsageError(
                f"set {path}: given {len(values)} values, must be one here; 'skykeep sweep' takes several"
            )
        found[path] = values[0]
    return found


def grid_of(given: Settings | None) -> dict[str, tuple[Value, ...]]:
    """Return the values by path, in the order given.

    Raises
    ------
    UsageError
        If a path is given twice, or a value is neither a number, text nor true or false.
    """
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return {str(path): _values(str(path), values) for path, values in given.items()}
    found: dict[str, tuple[Value, ...]] = {}
    for text in [given] if isinstance(given, str) else given:
        path, values = parse_setting(text)
        if path in found:
            raise UsageError(f"set {path}: is given twice; give all its values at once, as {path}=1,2,4")
        found[path] = values
    return found


def _values(path: str, given: Any) -> tuple[Value, ...]:
    """Return values given in Python: one, or several; numbers of numpy count as numbers."""
    if isinstance(given, str) and (".." in given or "," in given):
        return parse_setting(f"{path}={given}")[1]
    several = not isinstance(given, str) and hasattr(given, "__iter__")
    values = [
        getattr(value, "item", lambda value=value: value)() for value in (given if several else [given])
    ]
    for value in values:
        if not isinstance(value, bool | int | float | str):
            raise UsageError(f"set {path}: given {value!r}, must be a number, text, or true or false")
    return tuple(values)
