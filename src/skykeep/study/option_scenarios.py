"""An option at a site against a raid, as a scenario: the same ids for all options, hence the same luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from skykeep.catalogue import Catalogue
from skykeep.model import Asset, FireUnitSite, Refraction, Scenario, StandardRaid, Study

from .brief_case import BriefCase, CaseSite

__all__ = [
    "AS_IT_COMES",
    "BALANCES",
    "EQUAL_COST",
    "EQUAL_ROUNDS",
    "FIRE_UNIT",
    "Balance",
    "Units",
    "option_scenario",
    "unit_ids",
]

Balance = Literal["as_it_comes", "equal_rounds", "equal_cost"]
AS_IT_COMES, EQUAL_ROUNDS, EQUAL_COST = "as_it_comes", "equal_rounds", "equal_cost"
BALANCES: tuple[str, ...] = (AS_IT_COMES, EQUAL_ROUNDS, EQUAL_COST)
"""What is alike: nothing, the ready rounds, or what it costs."""

Units = Sequence[tuple[str, int]]
"""Systems and how many units of each."""

FIRE_UNIT = "unit-1"
"""The first unit of every option stands under this id, so that they compare under common luck."""
_STEM = FIRE_UNIT.removesuffix("1")


def unit_ids(units: Units) -> list[tuple[str, str]]:
    """Return id and system of every single unit, in order: the first has the same id in every option."""
    systems = [system for system, count in units for _ in range(count)]
    return [(f"{_STEM}{number}", system) for number, system in enumerate(systems, start=1)]


def option_scenario(
    case: BriefCase,
    catalogue: Catalogue,
    units: Units,
    *,
    name: str,
    site: CaseSite,
    raid: StandardRaid,
    balance: str = AS_IT_COMES,
) -> Scenario | None:
    """Return an option at a site against one raid; None where its rounds cannot be made equal.

    All units stand at the site: an option is what protects this place, not where one would put it. With equal
    rounds the launchers of the case are dealt out to the units, one each at least, with the rounds of the
    case on each, and nothing is reloaded while the raid lasts: spare loads differ from system to system.
    """
    asked, named = case.raids, unit_ids(units)
    equal = balance == EQUAL_ROUNDS
    if equal and len(named) > asked.equal_launchers:
        return None
    each, more = divmod(asked.equal_launchers, len(named))
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
                launchers=each + (number < more) if equal else None,
                rounds_per_launcher=asked.equal_rounds_per_launcher if equal else None,
                doctrine=replace(catalogue.system(system).doctrine, reload_in_raid=False) if equal else None,
            )
            for number, (unit, system) in enumerate(named)
        ),
        raid=raid,
        aim=site.id,
        refraction=Refraction(region=site.refraction),
        detection=catalogue.detection,
        study=Study(worlds=asked.worlds, replications=asked.replications, seed=asked.seed),
    )
