"""The places that threats may fly at, as command posts know them where any decision asks what a threat flies
at: all assets of a scenario, and all parts of its defence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from ..core.kernel.records import Grid
from ..core.raid.tables.doctrine import doctrine_keys
from ..core.raid.tables.known_places import BESIDE_M, KnownPlace
from ..model.scenario import BUILT_IN_POLICIES, Scenario
from .plans import Defence, SitePlan
from .raid_grid import raid_targets
from .raids import Target

__all__ = ["ASKING_RULES", "BESIDE_M", "asks_for_places", "lay_known_places"]

ASKING_RULES = tuple(name for name, (_, key) in doctrine_keys().items() if key.asks_places)
"""Rules of doctrine that ask what a threat flies at, or when it arrives there."""


class _Place(NamedTuple):
    """A place, by the fields of ``KnownPlace``; of ``sites`` there is one, or one for each world."""

    sites: tuple[int, ...]
    move: int = -1
    moved_site: int = -1
    at_unit: int = -1
    at_post: int = -1
    value: float = 0.0


class _Moved(NamedTuple):
    """The row of a move, and the site to which something goes."""

    move: int
    site: int


def asks_for_places(scenario: Scenario, defence: Defence) -> bool:
    """Return whether any decision of a scenario asks what a threat flies at: a rule of doctrine, or a command
    post that assigns."""
    if scenario.policy != BUILT_IN_POLICIES[0] or any(each.policy for each in scenario.placed):
        return True
    said = [unit.doctrine for unit in defence.units]
    rules: list[Mapping[str, Any]] = [doctrine.rules for doctrine in said]
    rules += [own for doctrine in said for own in doctrine.rules_by_class.values()]
    return any(own.get(name) for own in rules for name in ASKING_RULES)


def lay_known_places(
    scenario: Scenario, defence: Defence, worlds: int, *, asked: bool
) -> tuple[Defence, Grid[KnownPlace] | None]:
    """Return a defence with a site at each place that a threat may fly at, and ``Case.known_places``, shape
    (worlds, places); the defence as it is and None where no decision asks for them, unless it is ``asked``.
    """
    if not asked and not asks_for_places(scenario, defence):
        return defence, None
    sites = list(defence.sites)
    places = _merged(
        [
            *(
                _Place((_site_at(sites, asset.lat_deg, asset.lon_deg),), value=asset.value)
                for asset in scenario.assets
            ),
            *_parts(scenario, defence, sites),
        ]
    )
    rows: Grid[KnownPlace] = KnownPlace.table(worlds, len(places))
    for number, place in enumerate(places):
        row = rows[:, number]
        row["site"] = place.sites
        for name in ("move", "moved_site", "at_unit", "at_post", "value"):
            row[name] = getattr(place, name)
    return replace(defence, sites=tuple(sites)), rows


def _site_at(sites: list[SitePlan], lat_deg: float, lon_deg: float) -> int:
    """Return the number of the first site at a place, after adding one where there is none."""
    for number, site in enumerate(sites):
        if (site.lat_deg, site.lon_deg) == (lat_deg, lon_deg):
            return number
    sites.append(SitePlan(lat_deg, lon_deg, looked_from=False))
    return len(sites) - 1


def _parts(scenario: Scenario, defence: Defence, sites: list[SitePlan]) -> Iterator[_Place]:
    """Yield the parts of a defence that a raid may aim at, each as a place of its own."""
    unit_of = {row: number for number, unit in enumerate(defence.units) for row in range(*unit.launchers)}
    goes = _moves_of(defence)
    for kind, targets in raid_targets(scenario, defence).items():
        for target in targets:
            at = {"at_unit": -1, "at_post": -1}
            moved = goes.get((kind, target.row), _Moved(-1, -1))
            if kind == "engagement_radar":
                at["at_unit"] = target.row
            elif kind == "launcher":
                at["at_unit"] = unit_of[target.row]
            elif kind == "searching_radar":
                at["at_post"] = defence.sensors[target.row].post
            else:
                at["at_post"] = target.row
            there = defence.sites[moved.site] if moved.move >= 0 else None
            moved_site = -1 if there is None else _site_at(sites, there.lat_deg, there.lon_deg)
            yield _Place(_sites_of(defence, sites, target), moved.move, moved_site, **at)


def _sites_of(defence: Defence, sites: list[SitePlan], target: Target) -> tuple[int, ...]:
    """Return the site of a part, or that of each world where it is drawn."""
    if target.site >= 0:
        return tuple(np.atleast_1d(defence.site_by_world(target.site)).tolist())
    return (_site_at(sites, target.place.lat_deg, target.place.lon_deg),)


def _moves_of(defence: Defence) -> dict[tuple[str, int], _Moved]:
    """Return where each part goes that moves with its fire unit, by kind and row."""
    found = {}
    for number, move in enumerate(defence.moves):
        shift = move.radars[1] - move.radars[0]
        for row in range(*move.radars):
            found["searching_radar", row] = _Moved(number, defence.sensors[row + shift].site)
        for row in range(*move.units):
            unit = defence.units[row]
            found["engagement_radar", row] = _Moved(number, defence.sensors[unit.sensor + shift].site)
            for launcher in range(*unit.launchers):
                found["launcher", launcher] = _Moved(number, defence.launchers[launcher].alternate_site)
    return found


def _merged(places: Sequence[_Place]) -> list[_Place]:
    """Return places with those at one site put together, where one row has room for what stands there."""
    found: list[_Place] = []
    for place in places:
        number = next((number for number, other in enumerate(found) if _fit(other, place)), len(found))
        if number == len(found):
            found.append(place)
            continue
        other = found[number]
        found[number] = other._replace(
            at_unit=max(other.at_unit, place.at_unit),
            at_post=max(other.at_post, place.at_post),
            value=max(other.value, place.value),
        )
    return found


def _fit(one: _Place, other: _Place) -> bool:
    """Return whether two places are one, before and after a move, and no two units or posts stand there."""
    pairs = ((one.at_unit, other.at_unit), (one.at_post, other.at_post))
    free = all(mine == its or min(mine, its) < 0 for mine, its in pairs)
    return one[:3] == other[:3] and free
