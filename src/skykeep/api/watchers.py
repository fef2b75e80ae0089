"""Who else watches for the fire units of a scenario: radars at command posts, and outside eyes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from skykeep.catalogue import Catalogue
from skykeep.coverage import Site
from skykeep.model import (
    FireUnitSite,
    FormationSite,
    LinkSettings,
    MastHeights,
    OutsideEye,
    Radar,
    Scenario,
    System,
    fixed,
)
from skykeep.scenario.nodes import LINK, POWER, post_radars

from .surroundings import surroundings_of

if TYPE_CHECKING:
    from skykeep.terrain import Heightfield

__all__ = ["Watcher", "own_system", "raised", "told_by", "watchers_of"]

Watcher = tuple[System, Site]
"""A system that engages nothing, and where it stands."""
_LEAST_HEIGHT_M = 0.5
"""An antenna that would stand under the ground is put so high above it, metres."""


def own_system(unit: FireUnitSite, scenario: Scenario, catalogue: Catalogue) -> System:
    """Return the system of a fire unit without the radars that stand at the command post above it."""
    system = catalogue.system(unit.system)
    formation = next((site.formation for site in scenario.formations if site.id == unit.under), None)
    elsewhere = post_radars(catalogue.formations.get(formation or ""), system)
    return _with_radars(system, [radar for radar in system.radars if radar.id not in elsewhere])


def watchers_of(
    scenario: Scenario, catalogue: Catalogue, mast_m: MastHeights | None = None
) -> tuple[Watcher, ...]:
    """Return the radars at command posts and the outside eyes whose tracks reach a fire unit.

    What is lost, or cut off by a lost link or power supply, tells nobody. Passive sensors are left out: alone
    they make no track. ``mast_m`` sets the heights of radars at posts that it names.
    """
    reached = _posts_that_are_heard(scenario)
    found = [
        watcher
        for site in scenario.formations
        if site.id in reached
        for watcher in _at_post(site, scenario, catalogue, mast_m)
    ]
    eyes = [eye for eye in scenario.watch.eyes if eye.system and eye.tells in reached]
    found += [_eye(eye, catalogue) for eye in eyes if _is_linked(eye.id, eye.link, scenario)]
    return tuple(found)


def told_by(scenario: Scenario) -> Mapping[str, tuple[str, ...]]:
    """Return the fire units that hear of each fire unit and formation of a scenario, by its id: itself, and
    all below it whose links hold."""
    above = {each.id: each.under for each in scenario.placed if _is_linked(each.id, each.link, scenario)}
    heard: dict[str, list[str]] = {each.id: [] for each in scenario.placed}
    for unit in scenario.fire_units:
        place = unit.id
        while place:
            if unit.id in heard[place]:
                break
            heard[place].append(unit.id)
            place = above.get(place, "")
    return {place: tuple(units) for place, units in heard.items()}


def _at_height(system: System, height_agl_m: float) -> System:
    """Return a system with all its antennas at one height above ground, metres."""
    radars = [replace(radar, antenna_height_m=fixed(height_agl_m)) for radar in system.radars]
    return replace(system, radars=tuple(radars))


def raised(system: System, site: Site, ground: Heightfield | None = None) -> System:
    """Return a system with its antennas at the altitude of its site, where that has one; without ground, as
    if this lay at sea level."""
    if site.antenna_alt_msl_m is None:
        return system
    from skykeep.terrain.profiles import site_altitude_m

    foot_m = 0.0 if ground is None else site_altitude_m(ground, site.lat_deg, site.lon_deg)
    return _at_height(system, max(site.antenna_alt_msl_m - foot_m, _LEAST_HEIGHT_M))


def _posts_that_are_heard(scenario: Scenario) -> set[str]:
    """Return the fire units and formations that tell a fire unit what they know, and work."""
    return {place for place, units in told_by(scenario).items() if units and place not in scenario.lost}


def _is_linked(name: str, link: LinkSettings, scenario: Scenario) -> bool:
    """Return whether a part works and its link to what is above it, too."""
    needed = {name, f"{name}/{LINK}"} | ({f"{POWER}{link.power}"} if link.power else set())
    return needed.isdisjoint(scenario.lost)


def _at_post(
    site: FormationSite, scenario: Scenario, catalogue: Catalogue, mast_m: MastHeights | None
) -> Iterator[Watcher]:
    """Yield the radars of a command post, as one system that engages nothing."""
    formation = catalogue.formations[site.formation]
    system = catalogue.system(formation.system)
    radars = [
        radar
        for radar in system.radars
        if radar.id in formation.post_radars and f"{site.id}/{radar.id}" not in scenario.lost
    ]
    if not radars:
        return
    masts = mast_m if isinstance(mast_m, Mapping) else {}
    named = {radar.id: masts[radar.id] for radar in radars if radar.id in masts}
    yield (
        _watching(system, radars, f"{formation.name}, {formation.post_name}"),
        Site(
            lat_deg=site.lat_deg,
            lon_deg=site.lon_deg,
            mast_m=named or None,
            name=site.id,
            surroundings=surroundings_of(site.site, catalogue),
        ),
    )


def _eye(eye: OutsideEye, catalogue: Catalogue) -> Watcher:
    """Return an outside eye; one on an orbit stands in the middle of it."""
    system = catalogue.system(eye.system)
    name = system.name if eye.orbit is None else f"{system.name} (in the middle of its orbit)"
    found = _watching(system, [radar for radar in system.radars if radar.searches], name)
    if eye.height_agl_m is not None:
        found = _at_height(found, eye.height_agl_m)
    site = Site(lat_deg=eye.lat_deg, lon_deg=eye.lon_deg, name=eye.id, antenna_alt_msl_m=eye.alt_msl_m)
    return found, site


def _watching(system: System, radars: list[Radar], name: str) -> System:
    """Return a system of some radars that engages nothing."""
    blind = replace(system, name=name, interceptors=(), launchers=(), brochure_interceptor="")
    return _with_radars(blind, radars)


def _with_radars(system: System, radars: list[Radar]) -> System:
    """Return a system with some of its radars; its ring is that of the farthest of them where its own radar
    is not among them."""
    if len(radars) == len(system.radars):
        return system
    ring = system.brochure_detection_radar
    if ring not in [radar.id for radar in radars]:
        ring = max(radars, key=lambda radar: radar.detection_range_m.best).id
    return replace(system, radars=tuple(radars), brochure_detection_radar=ring)
