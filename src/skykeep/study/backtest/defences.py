"""Defences that a record is played against: alternatives from public orders of battle, fixed beforehand."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["Alternative", "RecordClass", "Stylised", "stylised_defences"]

FILE = Path(__file__).with_name("data") / "defences.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Systems that stand at each of so many ``places``; a day's threats are divided evenly over them."""

    id: str
    words: str
    units: tuple[str, ...]
    places: int
    why: str
    sources: tuple[str, ...]

    def as_row(self) -> dict[str, Any]:
        """Return the alternative as plain data."""
        return {
            "id": self.id,
            "words": self.words,
            "units": list(self.units),
            "places": self.places,
            "why": self.why,
            "sources": list(self.sources),
            "kind": "assumed",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordClass:
    """A class of the record: what flies for it, in which standard raid, and against which alternatives.

    ``reference`` is the alternative of one unit that an effective number of units counts.
    """

    record_class: str
    threat_class: str
    words: str
    raid: str
    reference: str
    alternatives: tuple[str, ...]
    not_modelled: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stylised:
    """The whole set, at the centre of one city on flat ground, and the sources it rests on."""

    city: str
    lat_deg: float
    lon_deg: float
    fixed_on: str
    classes: tuple[RecordClass, ...]
    alternatives: dict[str, Alternative]
    sources: dict[str, dict[str, Any]]

    def of_class(self, asked: RecordClass) -> tuple[Alternative, ...]:
        """Return the alternatives of a class, in the order of the file."""
        return tuple(self.alternatives[name] for name in asked.alternatives)


@cache
def stylised_defences() -> Stylised:
    """Return the alternatives that are shipped."""
    with FILE.open("rb") as file:
        raw = tomllib.load(file)
    alternatives = [
        Alternative(**entry | {"units": tuple(entry["units"]), "sources": tuple(entry["sources"])})
        for entry in raw["alternatives"]
    ]
    classes = [
        RecordClass(
            **entry
            | {"alternatives": tuple(entry["alternatives"]), "not_modelled": tuple(entry["not_modelled"])}
        )
        for entry in raw["classes"]
    ]
    return Stylised(
        city=raw["city"],
        lat_deg=raw["lat_deg"],
        lon_deg=raw["lon_deg"],
        fixed_on=raw["fixed_on"],
        classes=tuple(classes),
        alternatives={each.id: each for each in alternatives},
        sources=raw["sources"],
    )
