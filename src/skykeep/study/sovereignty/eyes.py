"""What others could add by fixed rules: a radar in each neighbouring state, an early-warning aircraft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import shapely

from skykeep.model import Asset, Orbit, OutsideEye, Scenario
from skykeep.terrain.places import City, Country, city_label, load_cities, load_countries

__all__ = ["AIRCRAFT", "NEIGHBOURS", "NONE", "Added", "added_eyes", "neighbour_cities", "with_eyes"]

NONE, NEIGHBOURS, AIRCRAFT = "as it is", "neighbours' radars", "early-warning aircraft"
TOUCH_DEG = 0.05
"""Countries whose borders come so near to each other are neighbours: lines of a map do not quite meet."""
NEAR_BORDER_DEG = 2.0
"""A neighbour's radar is put at its largest city within so many degrees of the border: assumed."""
RADAR, PLANE = "neighbour-radar", "airborne-early-warning"
ORBIT = Orbit(length_m=100_000.0, bearing_rad=0.0, period_s=900.0, stations=4)
"""Racetrack of the aircraft: assumed, as in the shipped scenario of outside eyes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Eyes that are added to a defence: what they are called, and where they stand, in words."""

    id: str
    eyes: tuple[OutsideEye, ...]
    words: str


def neighbour_cities(country: Country) -> list[City]:
    """Return for each neighbouring state its largest city near the common border, by code of the state.

    They are points of the gazetteer, not positions of radars; a neighbour with none so near, or whose cities
    are not in the package, is left out.
    """
    found = []
    edge = country.polygon.buffer(NEAR_BORDER_DEG)
    for other in load_countries():
        if other.code in ("", country.code) or other.polygon.distance(country.polygon) > TOUCH_DEG:
            continue
        near = [
            city
            for city in load_cities(other.code)
            if shapely.intersects_xy(edge, city.lon_deg, city.lat_deg)
        ]
        if near:
            found.append(max(near, key=lambda city: (city.population, -city.geonameid)))
    return found


def added_eyes(country: Country | None, centre: Asset, tells: str) -> list[Added]:
    """Return what is added in turn: nothing, a radar in each neighbouring state, an aircraft over a place."""
    found = [Added(id=NONE, eyes=(), words="what the defence has itself")]
    cities: Sequence[City] = neighbour_cities(country) if country is not None else ()
    if cities:
        eyes = tuple(
            OutsideEye(
                id=f"neighbour-{city.country.lower()}",
                tells=tells,
                lat_deg=city.lat_deg,
                lon_deg=city.lon_deg,
                system=RADAR,
            )
            for city in cities
        )
        words = ", ".join(city_label(city) for city in cities)
        found.append(
            Added(id=NEIGHBOURS, eyes=eyes, words=f"one radar each at {words}, if their owners told")
        )
    aircraft = OutsideEye(
        id="aircraft",
        tells=tells,
        lat_deg=centre.lat_deg,
        lon_deg=centre.lon_deg,
        system=PLANE,
        orbit=ORBIT,
    )
    found.append(Added(id=AIRCRAFT, eyes=(aircraft,), words=f"one aircraft on an orbit over {centre.name}"))
    return found


def with_eyes(scenario: Scenario, added: Added) -> Scenario:
    """Return a scenario with eyes beside those that it has."""
    watch = replace(scenario.watch, eyes=(*scenario.watch.eyes, *added.eyes))
    return replace(scenario, watch=watch)
