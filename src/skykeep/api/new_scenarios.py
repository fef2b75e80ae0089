"""A new scenario to start from: one fire unit at a place, every key explained."""

from __future__ import annotations

import re

from skykeep.catalogue import Catalogue
from skykeep.scenario.template import TemplatePlace, scenario_template

from .sites import site_of

__all__ = ["new_scenario"]


def new_scenario(catalogue: Catalogue, *, system: str, raid: str, site: tuple[float, float] | str) -> str:
    """Return the text of a new scenario file.

    Parameters
    ----------
    catalogue
        Where system and raid are looked up.
    system, raid
        Ids of the system of the fire unit and of a standard raid.
    site
        Place that is defended: latitude and longitude in degrees, or a city.

    Raises
    ------
    CatalogueError, UsageError
        If there is no such system, raid or place.
    """
    from skykeep.terrain.gazetteer import folded

    where = site_of(site)
    place = TemplatePlace(
        id=re.sub("[^a-z0-9]+", "-", folded(where.name)).strip("-") or "place",
        name=where.name or f"{where.lat_deg:g}, {where.lon_deg:g}",
        lat_deg=where.lat_deg,
        lon_deg=where.lon_deg,
    )
    return scenario_template(system=catalogue.system(system), raid=catalogue.raid(raid).id, place=place)
