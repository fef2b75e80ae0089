"""The table of fields: scale, default limits and which end favours the defender, for every figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, cast

from skykeep.errors import CatalogueError, did_you_mean

from .places import Place, number, read_toml, refuse_unknown, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skykeep.model import Scale

__all__ = ["DATA", "Favours", "FieldRule", "favours", "load_fields"]

DATA = Path(__file__).with_name("data")
"""Folder of the shipped catalogue."""

Favours = Literal["high", "low", "none"]

_KEYS = (
    "definition",
    "scale",
    "favours",
    "whole",
    "not_used",
    "minimum",
    "maximum",
    "default_low",
    "default_high",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """What holds for every figure of one name.

    ``default_low`` and ``default_high`` are factors on the best value, used when a source prints one value
    only; where they are ``None`` a file must state both limits. ``whole`` figures are counts: exact, or
    alternatives. ``minimum`` and ``maximum`` are what is possible at all, in SI units. ``not_used`` says why
    nothing that is computed depends on the figure; empty where something does.
    """

    name: str
    definition: str
    scale: Scale
    favours: Favours
    whole: bool = False
    not_used: str = ""
    minimum: float | None = None
    maximum: float | None = None
    default_low: float | None = None
    default_high: float | None = None


@lru_cache(maxsize=1)
def load_fields() -> Mapping[str, FieldRule]:
    """Return the rule of every field of the model that is a figure, by its name in SI units.

    Raises
    ------
    CatalogueError
        If the shipped table is not valid.
    """
    path = DATA / "fields.toml"
    tables = read_toml(path)
    place = Place(path.name)
    return MappingProxyType({name: _read_rule(name, table, place.at(name)) for name, table in tables.items()})


def _read_rule(name: str, table: Any, place: Place) -> FieldRule:
    """Return one rule of the table."""
    if not isinstance(table, dict):
        raise place.refuse(repr(table), "a table")
    refuse_unknown(table, _KEYS, place)
    limits = {
        key: number(table[key], place.at(key))
        for key in ("minimum", "maximum", "default_low", "default_high")
        if key in table
    }
    return FieldRule(
        name=name,
        definition=text(table.get("definition"), place.at("definition")),
        scale=cast("Scale", text(table.get("scale"), place.at("scale"), allowed=("linear", "log"))),
        favours=cast(
            "Favours", text(table.get("favours"), place.at("favours"), allowed=("high", "low", "none"))
        ),
        whole=table.get("whole") is True,
        not_used=text(table.get("not_used", ""), place.at("not_used")),
        **limits,
    )


def favours(field_name: str) -> Favours:
    """Return which end of a figure's limits favours the defender: ``high``, ``low`` or ``none``.

    Raises
    ------
    CatalogueError
        If no figure of the model has that name in SI units.

    Examples
    --------
    >>> favours("detection_range_m")
    'high'
    >>> favours("reaction_s")
    'low'
    """
    rules = load_fields()
    if field_name not in rules:
        raise CatalogueError(
            f"{field_name!r} is not a figure of the catalogue, allowed are the names of fields.toml."
            + did_you_mean(field_name, rules)
        )
    return rules[field_name].favours
