"""From a scenario back to the tables of a file, under SI keys: what settings change, and run folders keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from skykeep.model import (
    BUILT_IN_POLICIES,
    CommandSettings,
    Doctrine,
    FireUnitSite,
    FormationSite,
    RaidGroup,
    Scenario,
    StandardRaid,
)

from .build import HEIGHT_OF_FLIGHT, CatalogueLike
from .effect_build import plain_effects
from .file import scenario_from_tables
from .tables import SCHEMA_VERSION
from .traffic_build import plain_traffic
from .upkeep_build import plain_upkeep
from .watch_build import plain_watch

__all__ = ["plain_raid", "plain_scenario", "scenario_of_plain"]


def plain_scenario(scenario: Scenario, catalogue: CatalogueLike) -> dict[str, Any]:
    """Return the tables of a file that says what a scenario says; :func:`scenario_of_plain` reads them back.

    A standard raid of the catalogue is named, another one described. The doctrine of a fire unit is written
    out whole, since a scenario does not remember which table it came from.
    """
    refraction = scenario.refraction
    tables = {
        "schema_version": SCHEMA_VERSION,
        "id": scenario.id,
        "name": scenario.name,
        "description": scenario.description,
        "aim": scenario.aim,
        "first_bearing_deg": scenario.first_bearing_deg,
        "lost": list(scenario.lost) or None,
        "assets": [_plain(asset) for asset in scenario.assets],
        "fire_units": [_fire_unit(unit) for unit in scenario.fire_units],
        "formations": [_under(site) for site in scenario.formations],
        "sharing": scenario.sharing,
        **_command(scenario),
        "raid": plain_raid(scenario.raid, catalogue),
        **plain_traffic(scenario),
        "terrain": _plain(scenario.terrain),
        "refraction": {"k": refraction.k} if refraction.k is not None else {"region": refraction.region},
        "detection": _plain(scenario.detection),
        "conditions": {
            "drawn": scenario.conditions,
            "classification": scenario.classification,
            "identification": scenario.identification,
        },
        "study": _plain(scenario.study),
        **plain_effects(scenario.radar_effects),
        **plain_watch(scenario.watch),
    }
    return {name: value for name, value in tables.items() if value is not None}


def scenario_of_plain(tables: Mapping[str, Any], catalogue: CatalogueLike, *, label: str) -> Scenario:
    """Return the scenario of such tables; ``label`` begins the message where they are refused.

    Raises
    ------
    ScenarioError
        If anything in them is unknown, missing, of the wrong type or out of range.
    """
    return scenario_from_tables(dict(tables), label=label, folder=Path(), catalogue=catalogue)


def plain_raid(raid: StandardRaid, catalogue: CatalogueLike, *, described: bool = False) -> dict[str, Any]:
    """Return the table of a raid: its name where the catalogue has it, unless it shall be described."""
    if not described and catalogue.raids.get(raid.id) == raid:
        return {"standard": raid.id}
    groups = [_group(group, catalogue) for group in raid.groups]
    return {"name": raid.name, "axis_angle_rad": raid.axis_angle_rad, "groups": groups}


def _command(scenario: Scenario) -> dict[str, Any]:
    """Return how posts assign threats; nothing where none does."""
    found: dict[str, Any] = {}
    if scenario.policy != BUILT_IN_POLICIES[0]:
        found["doctrine"] = {"policy": scenario.policy}
    if scenario.command != CommandSettings():
        found["command"] = _plain(scenario.command)
    return found


def _fire_unit(unit: FireUnitSite) -> dict[str, Any]:
    """Return the table of a fire unit."""
    found = _under(unit)
    doctrine = {} if unit.doctrine is None else _doctrine(unit.doctrine)
    if "policy" in found:
        doctrine["policy"] = found.pop("policy")
    return found | ({"doctrine": doctrine} if unit.doctrine is not None or unit.policy else {})


def _under(each: FireUnitSite | FormationSite) -> dict[str, Any]:
    """Return the table of what may be under a command post, with its link."""
    found = {name: value for name, value in _plain(each).items() if value != ""}
    link = {name: value for name, value in _plain(each.link).items() if value != ""}
    return found | ({"link": link} if link else {}) | plain_upkeep(each)


def _doctrine(doctrine: Doctrine) -> dict[str, Any]:
    """Return the table of a doctrine, every key of it."""
    found = {name: value for name, value in _plain(doctrine).items() if value != ""}
    found["hold_fire_classes"] = list(doctrine.hold_fire_classes)
    found["prefer"] = {name: list(ids) for name, ids in doctrine.prefer.items()}
    found["salvo_by_class"] = dict(doctrine.salvo_by_class)
    by_class = {name: dict(rules) for name, rules in doctrine.rules_by_class.items()}
    return found | dict(doctrine.rules) | ({"by_class": by_class} if by_class else {})


def _group(group: RaidGroup, catalogue: CatalogueLike) -> dict[str, Any]:
    """Return the table of a group, its height under the key that its threat class asks for."""
    found = {name: value for name, value in _plain(group).items() if value != ""}
    height_m = found.pop("height_m", None)
    if height_m is None:
        return found
    return found | {HEIGHT_OF_FLIGHT[catalogue.threats[group.threat_class].flight]: height_m}


def _plain(entry: Any) -> dict[str, Any]:
    """Return the plain fields of a dataclass that are given."""
    values = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return {name: value for name, value in values.items() if isinstance(value, bool | int | float | str)}
