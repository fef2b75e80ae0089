"""How the model's dataclasses are written as TOML: the one description that reader, schema and ids share."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from skykeep.model import Figure
from skykeep.units import DOOR_UNITS, door_names, split_suffix, to_si

__all__ = ["Shape", "ShapeKind", "keys_of", "shapes"]

ShapeKind = Literal[
    "figure",
    "figures",
    "text",
    "choice",
    "texts",
    "text_lists",
    "whole",
    "wholes",
    "truth",
    "number",
    "table",
    "tables",
]
"""``figures``, ``text_lists``, ``wholes`` are tables of free keys; ``tables`` one table per id, or a list."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How one field of a dataclass is written. ``names`` are the keys under which a file may give it."""

    field: str
    kind: ShapeKind
    names: tuple[str, ...]
    required: bool
    inner: Any = None
    keyed: bool = False

    def factor(self, name: str) -> float:
        """Return the factor from the unit in the key ``name`` to SI."""
        return to_si(name)[1] if self.names != (self.field,) else 1.0


def shapes(cls: type) -> Mapping[str, Shape]:
    """Return the shape of every field of a model dataclass, by field name.

    Raises
    ------
    TypeError
        If the dataclass holds a type that no file can hold.
    """
    return _shapes(cast("Hashable", cls))


@cache
def _shapes(cls: Any) -> Mapping[str, Shape]:
    """Return what ``shapes`` returns, worked out once per class."""
    hints = get_type_hints(cls, localns={"Mapping": Mapping})
    found: dict[str, Shape] = {}
    for field in dataclasses.fields(cls):
        if not field.metadata.get("in_files", True):
            continue
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        kind, inner, keyed = _kind_of(hints[field.name])
        names = (
            door_names(field.name)
            if kind in ("figure", "number") and _has_unit(field.name)
            else (field.name,)
        )
        found[field.name] = Shape(field.name, kind, names, required, inner, keyed)
    return types.MappingProxyType(found)


def keys_of(cls: type) -> Mapping[str, Shape]:
    """Return the shape behind every key that a file may use for ``cls``."""
    return {name: shape for shape in shapes(cls).values() for name in shape.names}


def _has_unit(name: str) -> bool:
    """Return whether a field's name ends in an SI suffix that doors accept in other units."""
    return split_suffix(name)[1] in {si for si, _ in DOOR_UNITS.values()}


def _kind_of(hint: Any) -> tuple[ShapeKind, Any, bool]:
    """Return kind, inner type and whether inner tables are keyed by id, for one type hint."""
    hint = _without_none(hint)
    simple: dict[Any, ShapeKind] = {
        Figure: "figure",
        str: "text",
        int: "whole",
        bool: "truth",
        float: "number",
    }
    if hint in simple:
        return simple[hint], None, False
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return "choice", inner, False
    if origin is tuple and inner[0] is str:
        return "texts", None, False
    if origin is tuple:
        return "tables", inner[0], _has_id_of_its_own(inner[0])
    if origin is Mapping:
        mappings: dict[Any, ShapeKind] = {Figure: "figures", tuple[str, ...]: "text_lists", int: "wholes"}
        return mappings[inner[1]], None, False
    if dataclasses.is_dataclass(hint):
        return "table", hint, False
    raise TypeError(f"a catalogue file cannot hold {hint}")


def _has_id_of_its_own(cls: Any) -> bool:
    """Return whether a dataclass has an id that it cannot do without: then a file keys its tables by it."""
    return any(
        field.name == "id" and field.default is dataclasses.MISSING for field in dataclasses.fields(cls)
    )


def _without_none(hint: Any) -> Any:
    """Return the type without ``None``."""
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    return hint
