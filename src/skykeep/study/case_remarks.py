"""What is odd about a case or scenario though it is valid: said, and nothing is refused for it."""

from __future__ import annotations

from skykeep.coverage.country_remarks import country_at, place_remarks
from skykeep.model import Scenario
from skykeep.terrain.places import load_country

from .brief_case import BriefCase
from .case_template import UNTOUCHED

__all__ = ["case_remarks", "scenario_remarks"]


def case_remarks(case: BriefCase) -> list[str]:
    """Return what a reader of the brief would stumble over: words of the template, no statement, and sites
    outside the country, perhaps with swapped coordinates.

    Raises
    ------
    TerrainError
        If the borders of the country are not in the package; a case that was checked has them.
    """
    found = [
        f"{key}: still holds the words of a new case; the page would print them."
        for key, text, untouched in zip(
            ("question", "tests"), (case.question, case.tests), UNTOUCHED, strict=True
        )
        if text.strip() == untouched
    ]
    if not case.statements:
        found.append(
            "statements: there are none; say what was claimed in public and where it can be read, or that no "
            "source was found."
        )
    places = [
        (f"sites[{number}] {site.name}", site.lat_deg, site.lon_deg) for number, site in enumerate(case.sites)
    ]
    return [*found, *place_remarks(places, load_country(case.country))]


def scenario_remarks(scenario: Scenario) -> list[str]:
    """Return which places of a scenario lie at sea, or in another country than the asset that the raid flies
    at, perhaps with swapped coordinates.
    """
    aim = next(asset for asset in scenario.assets if asset.id == scenario.aim)
    places = [(f"asset {asset.id!r}", asset.lat_deg, asset.lon_deg) for asset in scenario.assets]
    places += [(f"fire unit {unit.id!r}", unit.lat_deg, unit.lon_deg) for unit in scenario.fire_units]
    return place_remarks(places, country_at(aim.lat_deg, aim.lon_deg))
