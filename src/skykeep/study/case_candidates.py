"""Where the units of a case may stand."""

from __future__ import annotations

from skykeep.coverage import Site
from skykeep.coverage.country import country_grid
from skykeep.errors import ScenarioError, did_you_mean
from skykeep.terrain.places import city_label

from .brief_case import BriefCase
from .placement.candidates import largest_cities

__all__ = ["case_candidates"]


def case_candidates(case: BriefCase) -> tuple[Site, ...]:
    """Return the cities where a unit may stand: those of the case, or the largest ones well apart.

    Raises
    ------
    ScenarioError
        If the case names a city that the country does not have.
    """
    grid = country_grid(case.country)
    if not case.placement.candidates:
        return largest_cities(grid)
    cities = {city_label(city): city for city in reversed(grid.cities)}
    for name in case.placement.candidates:
        if name not in cities:
            raise ScenarioError(
                f"placement.candidates: given {name!r}, allowed cities of {case.country}, such as "
                f"{', '.join(city_label(city) for city in grid.cities[:5])}.{did_you_mean(name, cities)}"
            )
    return tuple(
        Site(lat_deg=cities[name].lat_deg, lon_deg=cities[name].lon_deg, name=name)
        for name in case.placement.candidates
    )
