"""What of an answer did not ship with skykeep: so that who shares a page knows what of it is their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from skykeep.catalogue import Catalogue, load_catalogue
from skykeep.catalogue.records import RECORD_CLASSES, Records, load_records
from skykeep.model import Scenario
from skykeep.scenario.file import shipped_scenarios

from .brief import smaller_case
from .brief_case import BriefCase, read_brief_case, shipped_brief_cases

__all__ = ["OwnParts", "own_parts_of_case", "own_parts_of_scenario", "own_systems"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnParts:
    """Whether the scenario or case did not ship, names of systems that did not, rows on record by kind that
    did not, and what was set, by path."""

    question: bool = False
    systems: tuple[str, ...] = ()
    records: Mapping[str, int] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


def own_systems(catalogue: Catalogue, named: Iterable[str]) -> tuple[str, ...]:
    """Return the names of those systems of a catalogue, by their ids, that did not ship."""
    shipped = load_catalogue().systems
    return tuple(catalogue.system(name).name for name in dict.fromkeys(named) if name not in shipped)


def own_parts_of_case(case: BriefCase, catalogue: Catalogue, records: Records | None) -> OwnParts:
    """Return what of a case did not ship; its size and seed may be any."""
    shipped = load_records()
    counts = {
        kind: len(set(getattr(records, kind)) - set(getattr(shipped, kind)))
        for kind in RECORD_CLASSES
        if records is not None
    }
    return OwnParts(
        question=not _ships(case),
        systems=own_systems(catalogue, catalogue.systems),
        records={kind: count for kind, count in counts.items() if count},
    )


def own_parts_of_scenario(
    scenario: Scenario, catalogue: Catalogue, *, called: str, settings: Mapping[str, Any]
) -> OwnParts:
    """Return what of a scenario did not ship; ``called`` is the name of a shipped scenario or case, or
    whatever else the user called it."""
    return OwnParts(
        question=called not in {*shipped_scenarios(), *shipped_brief_cases()},
        systems=own_systems(catalogue, (unit.system for unit in scenario.fire_units)),
        settings=settings,
    )


def _ships(case: BriefCase) -> bool:
    """Return whether a case is a shipped one but for its size and seed."""
    if case.id not in shipped_brief_cases():
        return False
    of = case.raids
    alike = smaller_case(
        read_brief_case(case.id), seed=of.seed, worlds=of.worlds, replications=of.replications
    )
    return alike == case
