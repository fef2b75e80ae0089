"""The places that threats may fly at, as command posts know them where any decision asks what a threat flies
at: all assets of a scenario, and all parts of its defence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..core.kernel.records import Grid
from ..core.raid.tables.aims import BESIDE_M, AimPoint
from ..core.raid.tables.doctrine import doctrine_keys
from ..model.scenario import BUILT_IN_POLICIES, Scenario
from .plans import Defence, SitePlan
from .raid_grid import raid_targets
from .raids import Target

__all__ = ["ASKING_RULES", "BESIDE_M", "asks_for_aims", "lay_aim_points"]

ASKING_RULES = tuple(name for name, (_, key) in doctrine_keys().items() if key.asks_places)
"""Rules of doctrine that ask what a threat flies at, or when it arrives there."""
_COLUMNS: Mapping[str, str] = {
    "engagement_radar": "at_unit",
    "searching_radar": "at_radar",
    "command_post": "at_post",
    "launcher": "at_launcher",
}


def asks_for_aims(scenario: Scenario, defence: Defence) -> bool:
    """Return whether any decision of a scenario asks what a threat flies at: a rule of doctrine, or a command
    post that assigns."""
    if scenario.policy != BUILT_IN_POLICIES[0] or any(each.policy for each in scenario.placed):
        return True
    said = [unit.doctrine for unit in defence.units]
    rules: list[Mapping[str, Any]] = [doctrine.rules for doctrine in said]
    rules += [own for doctrine in said for own in doctrine.rules_by_class.values()]
    return any(own.get(name) for own in rules for name in ASKING_RULES)


def lay_aim_points(
    scenario: Scenario, defence: Defence, worlds: int, *, asked: bool
) -> tuple[Defence, Grid[AimPoint] | None]:
    """Return a defence with a site at each place that a threat may fly at, and ``Case.aim_points``, shape
    (worlds, places); the defence as it is and None where no decision asks for them, unless it is ``asked``.
    """
    if not asked and not asks_for_aims(scenario, defence):
        return defence, None
    sites = list(defence.sites)

    def site_at(lat_deg: float, lon_deg: float) -> int:
        for number, site in enumerate(sites):
            if (site.lat_deg, site.lon_deg) == (lat_deg, lon_deg):
                return number
        sites.append(SitePlan(lat_deg, lon_deg, looked_from=False))
        return len(sites) - 1

    def site_of(target: Target) -> Any:
        if target.site >= 0:
            return defence.site_by_world(target.site)
        return site_at(target.place.lat_deg, target.place.lon_deg)

    targets = [
        (_COLUMNS[kind], target) for kind, own in raid_targets(scenario, defence).items() for target in own
    ]
    rows: Grid[AimPoint] = AimPoint.table(worlds, len(scenario.assets) + len(targets))
    for name in _COLUMNS.values():
        rows[name] = -1
    for number, asset in enumerate(scenario.assets):
        rows[:, number]["site"] = site_at(asset.lat_deg, asset.lon_deg)
        rows[:, number]["value"] = asset.value
    for number, (column, target) in enumerate(targets, len(scenario.assets)):
        rows[:, number]["site"] = site_of(target)
        rows[:, number][column] = target.row
    return replace(defence, sites=tuple(sites)), rows
