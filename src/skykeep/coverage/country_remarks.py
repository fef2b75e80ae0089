"""Whether places lie where they are said to: the country about each, and swapped coordinates told apart."""

from __future__ import annotations

from collections.abc import Iterable

import shapely

from skykeep.terrain.places import Country, load_countries

__all__ = ["country_at", "place_remarks"]

REGION_DEG = (22.0, 12.0, 64.0, 49.0)
"""West, south, east and north end of the borders in the package; nothing is said of places beyond."""
NEAR_SHORE_DEG = 0.05
"""A place so near to land counts as on it: coasts of a world map are drawn a few kilometres off."""

Place = tuple[str, float, float]
"""What a place is called, its latitude and longitude in degrees."""


def country_at(lat_deg: float, lon_deg: float) -> Country | None:
    """Return the country whose borders hold a place; None at sea, or where the package has no borders."""
    for country in load_countries():
        west, south, east, north = country.polygon.bounds
        if not (west <= lon_deg <= east and south <= lat_deg <= north):
            continue
        if shapely.intersects_xy(country.polygon, lon_deg, lat_deg):
            return country
    return None


def place_remarks(places: Iterable[Place], expected: Country | None) -> list[str]:
    """Return a sentence for each place that lies at sea or outside the country where it is expected.

    Where latitude and longitude the other way round lie in that country, the sentence asks whether they were
    swapped. Without an expected country only places at sea are named.
    """
    found = (_remark(*place, expected) for place in places)
    return [remark for remark in found if remark]


def _remark(name: str, lat_deg: float, lon_deg: float, expected: Country | None) -> str:
    """Return what is odd about one place, empty if nothing is."""
    there = country_at(lat_deg, lon_deg)
    if there is None and not _is_at_sea(lat_deg, lon_deg):
        return ""
    if there is not None and (expected is None or there is expected):
        return ""
    if expected is not None and _is_near(expected, lat_deg, lon_deg):
        return ""
    where = f"{name} ({lat_deg:g}, {lon_deg:g})"
    lies = "lies at sea" if there is None else f"lies in {there.name}"
    away = "" if expected is None else f", not in {expected.name}"
    swapped = country_at(lon_deg, lat_deg)
    hint = ""
    if swapped is not None and (expected is None or swapped is expected):
        hint = (
            f" The other way round ({lon_deg:g}, {lat_deg:g}) it lies in {swapped.name}: did you swap "
            "latitude and longitude? Latitude comes first."
        )
    return f"{where} {lies}{away}.{hint}"


def _is_at_sea(lat_deg: float, lon_deg: float) -> bool:
    """Return whether a place of the region lies in no country, nor near the shore of one."""
    west, south, east, north = REGION_DEG
    if not (west < lon_deg < east and south < lat_deg < north):
        return False
    return not any(_is_near(country, lat_deg, lon_deg) for country in load_countries())


def _is_near(country: Country, lat_deg: float, lon_deg: float) -> bool:
    """Return whether a place lies within the error of a drawn border or coast."""
    return bool(country.polygon.dwithin(shapely.Point(lon_deg, lat_deg), NEAR_SHORE_DEG))
