"""What is in the catalogue, as plain values: the list of all entries, and every figure of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from skykeep.catalogue import Catalogue, favours, iter_figures
from skykeep.catalogue.cost_rules import load_cost_rules
from skykeep.catalogue.gaps import figure_standing
from skykeep.errors import CatalogueError, did_you_mean
from skykeep.model import (
    CostFigures,
    Figure,
    OutsideFigures,
    RadarEffectFigures,
    RaidConditions,
    StandardRaid,
    System,
    ThreatClass,
    WearFigures,
)

from .figure_units import field_and_unit

__all__ = [
    "COMMON",
    "SHARED",
    "Figured",
    "catalogue_list",
    "entry_json",
    "entry_name",
    "find_entry",
    "standings",
]

Figured = (
    System | ThreatClass | RaidConditions | RadarEffectFigures | OutsideFigures | WearFigures | CostFigures
)
"""What has figures."""

COMMON, EFFECTS, COST, OUTSIDE, UPKEEP = "common", "effects", "cost", "outside", "upkeep"
SHARED: Mapping[str, str] = MappingProxyType(
    {
        COMMON: "What all systems share",
        EFFECTS: "Radar effects that a scenario switches on",
        COST: "Rules of costs, and prices that nobody publishes",
        OUTSIDE: "Who watches from outside, where a scenario has it",
        UPKEEP: "Failures, repair, moves and supply that a scenario asks for",
    }
)
"""Id of what no single system has -> its name."""


def catalogue_list(catalogue: Catalogue) -> dict[str, list[dict[str, Any]]]:
    """Return the systems, the threat classes and the standard raids, with how many of their figures are how
    well known.
    """
    return {
        "systems": [
            _row(entry, f"{entry.origin}, {entry.unit_name}") for entry in catalogue.systems.values()
        ],
        "threats": [_row(entry, entry.flight.replace("_", " ")) for entry in catalogue.threats.values()],
        "raids": [_row(entry, f"{entry.count} threats") for entry in catalogue.raids.values()],
    }


def _row(entry: System | ThreatClass | StandardRaid, what: str) -> dict[str, Any]:
    """Return one line of the list."""
    row = {"id": entry.id, "name": entry.name, "what": what}
    if isinstance(entry, StandardRaid):
        return row
    figures = [figure for _, figure in iter_figures(entry)]
    found = standings(figures)
    return {**row, "figures": len(figures), **{name: found[name] for name in ("assumed", "low", "hobby")}}


def find_entry(catalogue: Catalogue, entry_id: str) -> Figured | StandardRaid:
    """Return what has an id.

    Raises
    ------
    CatalogueError
        If nothing has it; the message says what there is.
    """
    if entry_id == COST:
        return load_cost_rules().figures
    shared = {
        COMMON: catalogue.conditions,
        EFFECTS: catalogue.effects,
        UPKEEP: catalogue.wear,
        OUTSIDE: catalogue.outside,
    }
    shelves: tuple[Mapping[str, Any], ...] = (shared, catalogue.systems, catalogue.threats, catalogue.raids)
    for shelf in shelves:
        if entry_id in shelf:
            found: Figured | StandardRaid = shelf[entry_id]
            return found
    known = [*(name for shelf in shelves[1:] for name in shelf), COMMON, COST, EFFECTS, OUTSIDE, UPKEEP]
    raise CatalogueError(
        f"nothing in the catalogue has the id {entry_id!r}, allowed: {', '.join(known)}."
        + did_you_mean(entry_id, known)
    )


def entry_json(catalogue: Catalogue, entry_id: str) -> dict[str, Any]:
    """Return a raid with its groups, or an entry with every figure: ``skykeep catalogue show --json``.

    Raises
    ------
    CatalogueError
        As :func:`find_entry`.
    """
    entry = find_entry(catalogue, entry_id)
    if isinstance(entry, StandardRaid):
        return asdict(entry)
    rows = [
        {
            "id": path,
            "unit": unit,
            "favours_defender": favours(field),
            "not_used": catalogue.fields[field].not_used or None,
            **asdict(figure),
        }
        for path, figure in iter_figures(entry)
        for field, unit in [field_and_unit(path)]
    ]
    notes = getattr(entry, "notes", ())
    return {"id": entry_id, "name": entry_name(entry, entry_id), "notes": notes, "figures": rows}


def entry_name(entry: Figured, entry_id: str) -> str:
    """Return the name of an entry, or of what all systems share."""
    name: str = getattr(entry, "name", SHARED.get(entry_id, SHARED[COMMON]))
    return name


def standings(figures: Iterable[Figure]) -> Counter[str]:
    """Return how many figures are public, low in confidence, from games alone, and assumed."""
    return Counter(figure_standing(figure) for figure in figures)
