"""The defences of a case: the units of an option at each of its sites, under one operations centre."""

from __future__ import annotations

from skykeep.catalogue import Catalogue
from skykeep.model import Asset, FireUnitSite, FormationSite, Refraction, Scenario, Study

from ..brief_case import BriefCase
from ..case_options import CaseOption, option_units

__all__ = ["CENTRE", "option_defence", "teller"]

CENTRE = "centre"
"""Id of the operations centre, which tells all units what one of them sees: assumed."""
FORMATION = "operations-centre"


def option_defence(case: BriefCase, option: CaseOption, catalogue: Catalogue) -> Scenario:
    """Return all units of an option at every site of a case, told by one operations centre, without a raid
    of its own: the lead raid of the case stands in."""
    sites = {site.id: site for site in case.sites}
    home = case.site(case.raids.site)
    units = [
        FireUnitSite(
            id=f"{site.id}-{name}-{number + 1}",
            system=name,
            lat_deg=site.lat_deg,
            lon_deg=site.lon_deg,
            under=CENTRE,
        )
        for site in sites.values()
        for name, count in option_units(option, catalogue)
        for number in range(count)
    ]
    return Scenario(
        id=f"sovereignty-{case.id}-{option.id}",
        name=f"{option.name} at {', '.join(site.name for site in sites.values())}",
        assets=tuple(
            Asset(id=site.id, name=site.name, lat_deg=site.lat_deg, lon_deg=site.lon_deg)
            for site in sites.values()
        ),
        fire_units=tuple(units),
        formations=(
            FormationSite(id=CENTRE, formation=FORMATION, lat_deg=home.lat_deg, lon_deg=home.lon_deg),
        ),
        raid=catalogue.raid(case.raids.lead_raid),
        aim=home.id,
        refraction=Refraction(region=home.refraction),
        detection=catalogue.detection,
        study=Study(worlds=case.raids.worlds, replications=case.raids.replications, seed=case.raids.seed),
    )


def teller(scenario: Scenario) -> str:
    """Return the id of the post that eyes from outside tell: the first formation that is under none, else
    the first fire unit."""
    highest = [site.id for site in scenario.formations if not site.under]
    return highest[0] if highest else scenario.fire_units[0].id
