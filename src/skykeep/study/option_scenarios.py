"""An option at a site against a raid, as a scenario: the same ids for all options, hence the same luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from skykeep.catalogue import Catalogue
from skykeep.model import Asset, Doctrine, FireUnitSite, Refraction, Scenario, StandardRaid, Study
from skykeep.scenario.doctrine import changed_doctrine
from skykeep.scenario.tables import CommonDoctrineTable

from .brief_case import BriefCase, CaseSite

__all__ = [
    "AS_IT_COMES",
    "BALANCES",
    "DRAWN",
    "EQUAL_COST",
    "EQUAL_ROUNDS",
    "FIRE_UNIT",
    "Balance",
    "Units",
    "launchers_dealt",
    "option_scenario",
    "unit_ids",
]

Balance = Literal["as_it_comes", "equal_rounds", "equal_cost"]
AS_IT_COMES, EQUAL_ROUNDS, EQUAL_COST = "as_it_comes", "equal_rounds", "equal_cost"
BALANCES: tuple[str, ...] = (AS_IT_COMES, EQUAL_ROUNDS, EQUAL_COST)
"""What is alike: nothing, the ready rounds, or what it costs."""

DRAWN = "drawn"
"""In place of the id of a doctrine: each world draws how rounds are spent."""

Units = Sequence[tuple[str, int]]
"""Systems and how many units of each."""

FIRE_UNIT = "unit-1"
"""The first unit of every option stands under this id, so that they compare under common luck."""
_STEM = FIRE_UNIT.removesuffix("1")


def unit_ids(units: Units) -> list[tuple[str, str]]:
    """Return id and system of every single unit, in order: the first has the same id in every option."""
    systems = [system for system, count in units for _ in range(count)]
    return [(f"{_STEM}{number}", system) for number, system in enumerate(systems, start=1)]


def launchers_dealt(launchers: int, units: int) -> list[int]:
    """Return the launchers of each of some units when they are dealt out one by one.

    Examples
    --------
    >>> launchers_dealt(6, 4)
    [2, 2, 1, 1]
    """
    each, more = divmod(launchers, units)
    return [each + (number < more) for number in range(units)]


def option_scenario(
    case: BriefCase,
    catalogue: Catalogue,
    units: Units,
    *,
    name: str,
    site: CaseSite,
    raid: StandardRaid,
    balance: str = AS_IT_COMES,
    doctrine: str = DRAWN,
) -> Scenario | None:
    """Return an option at a site against one raid; None where its rounds cannot be made equal.

    All units stand at the site: an option is what protects this place, not where one would put it. With equal
    rounds the launchers of the case are dealt out to the units, one each at least, with the rounds of the
    case on each, and nothing is reloaded while the raid lasts: spare loads differ from system to system.
    ``doctrine`` is the id of a preset or an alternative, by which every unit then fights.
    """
    asked, named = case.raids, unit_ids(units)
    equal = balance == EQUAL_ROUNDS
    if equal and len(named) > asked.equal_launchers:
        return None
    dealt = launchers_dealt(asked.equal_launchers, len(named))
    return Scenario(
        id=name,
        name=name,
        assets=(Asset(id=site.id, name=site.name, lat_deg=site.lat_deg, lon_deg=site.lon_deg),),
        fire_units=tuple(
            FireUnitSite(
                id=unit,
                system=system,
                lat_deg=site.lat_deg,
                lon_deg=site.lon_deg,
                launchers=dealt[number] if equal else None,
                rounds_per_launcher=asked.equal_rounds_per_launcher if equal else None,
                doctrine=_doctrine(system, catalogue, doctrine, reloads=not equal),
            )
            for number, (unit, system) in enumerate(named)
        ),
        raid=raid,
        aim=site.id,
        refraction=Refraction(region=site.refraction),
        detection=catalogue.detection,
        study=Study(worlds=asked.worlds, replications=asked.replications, seed=asked.seed),
    )


def _doctrine(system: str, catalogue: Catalogue, doctrine: str, *, reloads: bool) -> Doctrine | None:
    """Return how a unit fights, None where it is as its system does."""
    if doctrine == DRAWN and reloads:
        return None
    found = catalogue.system(system).doctrine
    if doctrine in catalogue.presets:
        found = changed_doctrine(found, CommonDoctrineTable(preset=doctrine), catalogue)
    elif doctrine != DRAWN:
        found = changed_doctrine(found, CommonDoctrineTable(alternative=doctrine), catalogue)
    return found if reloads else replace(found, reload_in_raid=False)
