"""What else must hold of a case: ids in the catalogue, places on the ground, paths within the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from skykeep.catalogue import Catalogue
from skykeep.compiler.scenario import lay_paths
from skykeep.coverage.country import country_grid
from skykeep.coverage.threads import in_order
from skykeep.errors import ScenarioError, SkykeepError, did_you_mean
from skykeep.model import Scenario, Study
from skykeep.scenario.file import read_scenario
from skykeep.terrain import Heightfield, shipped_terrain
from skykeep.terrain.profiles import site_altitude_m

from .brief_case import COMPLAINTS_SHOWN, BriefCase
from .brief_figures import decisive_rows
from .brief_raids import raid_scenario
from .case_candidates import case_candidates
from .case_options import option_complaints

__all__ = ["check_case", "check_paths"]


def check_case(
    case: BriefCase, catalogue: Catalogue, terrain: Heightfield | None = None, *, jobs: int = 1
) -> None:
    """Refuse a case that its brief would stumble over, before anything is computed; ``jobs`` threads share
    the paths.

    Raises
    ------
    ScenarioError
        With everything that is wrong, one line each.
    """
    ground = terrain or shipped_terrain()
    found = [
        *_unknown_ids(case, catalogue),
        *option_complaints(case.options, catalogue),
        *_places(case, ground),
    ]
    if not found:
        systems = [catalogue.system(name) for name in case.systems]
        found += _said(lambda: decisive_rows(case.decisive, systems, catalogue))
        found += _paths(case, catalogue, ground, jobs)
        found += _what_ifs(case, catalogue, ground)
    if found:
        more = [f"and {len(found) - COMPLAINTS_SHOWN} more"] if len(found) > COMPLAINTS_SHOWN else []
        lines = [f"case {case.id}: {each}" for each in found[:COMPLAINTS_SHOWN]]
        raise ScenarioError("\n".join([*lines, *more]))


def check_paths(scenario: Scenario, catalogue: Catalogue, *, terrain: Heightfield | None = None) -> None:
    """Refuse a scenario that cannot be turned into columns: its paths leave the data, or its units do.

    Raises
    ------
    SkykeepError
        As ``skykeep run`` would raise it.
    """
    one = replace(scenario, study=Study(worlds=1, replications=1, seed=scenario.study.seed))
    lay_paths(one, catalogue, terrain=terrain)


def _unknown_ids(case: BriefCase, catalogue: Catalogue) -> Iterator[str]:
    """Yield a complaint for every id that is not in the catalogue."""
    places: list[tuple[str, str | None]] = [("placement", case.placement.refraction)]
    places += [(f"sites[{place}]", site.refraction) for place, site in enumerate(case.sites)]
    regions = [(f"{key}.refraction", name) for key, name in places if name is not None]
    raids = [(f"raids.standard[{place}]", name) for place, name in enumerate(case.raids.standard)]
    asked: tuple[tuple[Iterable[tuple[str, str]], Iterable[str]], ...] = (
        ([(f"systems[{place}]", name) for place, name in enumerate(case.systems)], catalogue.systems),
        (raids, catalogue.raids),
        (regions, catalogue.refraction),
    )
    for given, allowed in asked:
        words = sorted(allowed)
        for key, name in given:
            if name not in words:
                yield f"{key}: given {name!r}, allowed {', '.join(words)}.{did_you_mean(name, words)}"


def _places(case: BriefCase, ground: Heightfield) -> Iterator[str]:
    """Yield a complaint for the country, the candidates and every site that does not stand on the ground."""
    in_country = _said(lambda: country_grid(case.country))
    yield from (f"country: {each}" for each in in_country)
    if not in_country:
        unknown = _said(lambda: case_candidates(case))
        yield from unknown
        if not unknown and case.placement.count > len(case_candidates(case)):
            yield f"placement.count: given {case.placement.count}, must be at most the number of candidates"
    for place, site in enumerate(case.sites):
        found = _said(lambda site=site: site_altitude_m(ground, site.lat_deg, site.lon_deg))  # type: ignore[misc]
        yield from (f"sites[{place}]: {each}" for each in found)


def _paths(case: BriefCase, catalogue: Catalogue, ground: Heightfield, jobs: int) -> Iterator[str]:
    """Yield a complaint for every standard raid whose paths leave the data."""

    def refused(name: str) -> list[str]:
        scenario = raid_scenario(case, catalogue, system=case.lead_system, raid=catalogue.raid(name))
        return _said(lambda: check_paths(scenario, catalogue, terrain=ground))

    for name, found in zip(
        case.raids.standard, in_order(refused, case.raids.standard, jobs=jobs), strict=True
    ):
        yield from (f"raid {name}: {each}" for each in found)


def _what_ifs(case: BriefCase, catalogue: Catalogue, ground: Heightfield) -> Iterator[str]:
    """Yield a complaint for every scenario of a what-if that cannot answer it."""
    for key, name in (("regiment", case.what_if.regiment), ("layers", case.what_if.layers)):
        if not name:
            continue
        refused = _said(lambda name=name: read_scenario(name, catalogue=catalogue))  # type: ignore[misc]
        if refused:
            yield from (f"what_if.{key}: {each}" for each in refused)
            continue
        scenario = read_scenario(name, catalogue=catalogue)
        systems = {unit.system for unit in scenario.fire_units}
        if key == "regiment" and not (scenario.formations and systems == {case.lead_system}):
            yield (
                f"what_if.regiment: given {name!r}, allowed a scenario with a formation whose fire units are "
                f"all of the lead system, {case.lead_system}"
            )
        elif key == "layers" and not (case.lead_system in systems and len(systems) > 1):
            yield (
                f"what_if.layers: given {name!r}, allowed a scenario of the lead system, {case.lead_system}, "
                "with another system beside it"
            )
        else:
            refused = _said(lambda scenario=scenario: check_paths(scenario, catalogue, terrain=ground))  # type: ignore[misc]
            yield from (f"what_if.{key}: {each}" for each in refused)


def _said(ask: Callable[[], object]) -> list[str]:
    """Return what an answer was refused for, if it was."""
    try:
        ask()
    except SkykeepError as error:
        return [str(error)]
    return []
