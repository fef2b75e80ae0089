"""Places as a user gives them: two numbers, text with a comma, or the name of a city."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from skykeep.coverage import Site
from skykeep.errors import TerrainError, UsageError
from skykeep.model import MastHeights

__all__ = ["site_of"]


def site_of(
    given: Site | Sequence[float] | str, mast_m: MastHeights | None = None, *, name: str = "site"
) -> Site:
    """Return a site: one that is given, (latitude, longitude) in degrees, ``LAT,LON``, or a city.

    ``mast_m`` is the height of the engagement radar's antenna above ground, m, or of antennas by radar id;
    None keeps what the site says. ``name`` is what was given in the words of the caller.

    Raises
    ------
    UsageError
        If it is none of these, or out of range.
    """
    if isinstance(given, Site):
        return given if mast_m is None else replace(given, mast_m=mast_m)
    try:
        numbers = [float(part) for part in (given.split(",") if isinstance(given, str) else given)]
    except (TypeError, ValueError):
        if isinstance(given, str):
            return _city(given, mast_m, name)
        numbers = []
    if len(numbers) != 2 or not all(map(math.isfinite, numbers)):
        raise UsageError(f"{name} {given!r}: must be latitude and longitude in degrees, as 33.3,44.4")
    return Site(lat_deg=numbers[0], lon_deg=numbers[1], mast_m=mast_m)


def _city(city_name: str, mast_m: MastHeights | None, name: str) -> Site:
    """Return the middle of a city by its name."""
    from skykeep.terrain.gazetteer import find_city
    from skykeep.terrain.places import city_label

    try:
        city = find_city(city_name)
    except TerrainError as error:
        raise UsageError(
            f"{name} {city_name!r}: must be latitude and longitude in degrees, as 33.3,44.4, or a city, as "
            f"Baghdad or Tripoli, LB: {error}"
        ) from None
    return Site(lat_deg=city.lat_deg, lon_deg=city.lon_deg, mast_m=mast_m, name=city_label(city))
