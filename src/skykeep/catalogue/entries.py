"""Reads one table of a catalogue file into one dataclass, refusing whatever the model has no word for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from skykeep.model import NUMBER_LIMITS

from .fields import load_fields
from .figures import read_figure
from .places import number, refuse_many, refuse_unknown, text, text_list, whole
from .shapes import Shape, keys_of, shapes

if TYPE_CHECKING:
    from collections.abc import Collection

    from .places import Place

__all__ = ["ID_PATTERN", "read_entry", "read_id"]

ID_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
"""Ids: lower-case letters and digits, words joined by hyphens; they key the random draws and never change."""

Entry = TypeVar("Entry")


def read_id(value: Any, place: Place) -> str:
    """Return ``value`` as an id.

    Raises
    ------
    CatalogueError
        If it is not lower-case letters, digits and hyphens.
    """
    given = text(value, place)
    if not re.fullmatch(ID_PATTERN, given):
        raise place.refuse(repr(given), "lower-case letters, digits and single hyphens, such as 's-300pmu-2'")
    return given


def read_entry(
    cls: type[Entry], table: Any, place: Place, *, entry_id: str | None = None, skip: Collection[str] = ()
) -> Entry:
    """Return the dataclass written in ``table``.

    Parameters
    ----------
    cls
        Dataclass of the model.
    table
        What stands in the file.
    place
        Where it stands there.
    entry_id
        The key of the table, where that is the entry's id.
    skip
        Keys of the table that the caller reads itself.

    Raises
    ------
    CatalogueError
        If a key is unknown, missing, or given in two units, or a value is not of its kind.
    """
    if not isinstance(table, dict):
        raise place.refuse(repr(table)[:60], "a table")
    known = keys_of(cls)
    allowed = {*known, *skip} - ({"id"} if entry_id is not None else set())
    refuse_unknown(table, allowed, place)
    values: dict[str, Any] = {}
    for shape in shapes(cls).values():
        if shape.field == "id" and entry_id is not None:
            values["id"] = entry_id
            continue
        given = [name for name in shape.names if name in table]
        if len(given) > 1:
            raise place.refuse(" and ".join(repr(name) for name in given), "one of them, in one unit")
        if given:
            values[shape.field] = _read_value(shape, table[given[0]], place.at(given[0]), given[0])
        elif shape.required:
            raise place.refuse(f"no {shape.field!r}", " or ".join(shape.names), hint=f"Add {shape.names[0]}.")
    return cls(**values)


def _read_value(shape: Shape, value: Any, place: Place, name: str) -> Any:
    """Return one value of a dataclass."""
    if shape.kind == "figure":
        return read_figure(value, place, load_fields()[shape.field], shape.factor(name))
    if shape.kind == "number":
        return _within(number(value, place), shape, place, shape.factor(name))
    if shape.kind == "table":
        return read_entry(shape.inner, value, place)
    if shape.kind == "tables":
        return _read_tables(shape, value, place)
    if shape.kind in ("figures", "text_lists", "wholes"):
        return _read_mapping(shape, value, place)
    if shape.kind == "texts":
        return text_list(value, place)
    if shape.kind == "whole":
        return int(_within(whole(value, place), shape, place))
    if shape.kind == "truth":
        if not isinstance(value, bool):
            raise place.refuse(repr(value)[:60], "true or false")
        return value
    if shape.field == "id":
        return read_id(value, place)
    return text(value, place, allowed=shape.inner or ())


def _within(given: float, shape: Shape, place: Place, factor: float = 1.0) -> float:
    """Return a plain number in SI units, refusing one that its field cannot be."""
    low, high = NUMBER_LIMITS[shape.field]
    rounding = 1.0e-9
    if not low - rounding * abs(low) <= given * factor <= high + rounding * abs(high):
        raise place.refuse(f"{given:g}", f"{low / factor:g} to {high / factor:g}")
    return given * factor


def _read_tables(shape: Shape, value: Any, place: Place) -> tuple[Any, ...]:
    """Return the inner entries: one table per id, or a list of tables where they have none."""
    if shape.keyed:
        if not isinstance(value, dict) or not value:
            raise place.refuse(repr(value)[:60], f"one table per id, such as [{place.keys[-1]}.some-id]")
        refuse_many(value, place)
        return tuple(
            read_entry(shape.inner, inner, place.at(key), entry_id=read_id(key, place.at(key)))
            for key, inner in value.items()
        )
    if not isinstance(value, list) or not value:
        raise place.refuse(repr(value)[:60], f"a list of tables [[{place.keys[-1]}]]")
    refuse_many(value, place)
    return tuple(read_entry(shape.inner, inner, place.at(index)) for index, inner in enumerate(value))


def _read_mapping(shape: Shape, value: Any, place: Place) -> dict[str, Any]:
    """Return a mapping from free keys to figures, lists of ids or counts."""
    if not isinstance(value, dict):
        raise place.refuse(repr(value)[:60], "a table")
    found: dict[str, Any] = {}
    for key, inner in value.items():
        spot = place.at(key)
        if shape.kind == "figures":
            found[key] = read_figure(inner, spot, load_fields()[shape.field], 1.0)
        elif shape.kind == "text_lists":
            found[key] = text_list(inner, spot)
        else:
            found[key] = int(_within(whole(inner, spot), shape, spot))
    return found
