"""Whether a valid scenario can be played: its places are on its ground, and its paths stay there."""

from __future__ import annotations

from skykeep.catalogue import Catalogue
from skykeep.errors import TerrainError
from skykeep.model import Scenario
from skykeep.study.case_checks import check_paths
from skykeep.study.case_remarks import scenario_remarks

__all__ = ["check_scenario"]

NEAR_M = 1_000.0
"""Only the elevation tiles this near to a place are read to check it."""


def check_scenario(scenario: Scenario, catalogue: Catalogue, *, label: str) -> list[str]:
    """Return what is odd about a scenario though it is valid; ``label`` begins the messages.

    Raises
    ------
    TerrainError
        If a fire unit or the aim does not stand on the ground that it names.
    SkykeepError
        As ``skykeep run`` would raise it.
    """
    _check_places(scenario, label)
    check_paths(scenario, catalogue)
    return scenario_remarks(scenario)


def _check_places(scenario: Scenario, label: str) -> None:
    """Refuse a fire unit or an aim that does not stand on the ground of the scenario."""
    from skykeep.terrain import choose_terrain
    from skykeep.terrain.profiles import site_altitude_m

    places = [(f"fire unit {unit.id!r}", unit.lat_deg, unit.lon_deg) for unit in scenario.fire_units]
    aims = [asset for asset in scenario.assets if asset.id == scenario.aim]
    places += [(f"asset {asset.id!r}", asset.lat_deg, asset.lon_deg) for asset in aims]
    for name, lat_deg, lon_deg in places:
        try:
            ground = choose_terrain(
                scenario.terrain.source, lat_deg=lat_deg, lon_deg=lon_deg, radius_m=NEAR_M
            )
            site_altitude_m(ground, lat_deg, lon_deg)
        except TerrainError as error:
            raise TerrainError(f"{label}: {name}: {error}") from None
