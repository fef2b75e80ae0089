"""``skykeep.coverage``: what is seen and can be engaged at each height, and why the shape is what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep.catalogue import Catalogue, iter_figures, scenario_refraction
from skykeep.coverage import (
    CoverageResult,
    HeightCoverage,
    Question,
    Site,
    UnionHeight,
    compute_coverage,
    unite,
)
from skykeep.coverage.question import EffectsAsked, check_masts, in_region
from skykeep.errors import UsageError
from skykeep.model import MastHeights, Scenario, System, unknown_radars

from .asked import Asked
from .coverage_files import Origin, save_coverage
from .grounded import UnitCase, grounded
from .inputs import catalogue_of, ground_of, scenario_of
from .kinds import refuses_wrong_kinds
from .options import heights_asked, job_count, view_asked
from .sites import site_of
from .surroundings import surroundings_of
from .tables import Table
from .watchers import own_system, watchers_of

if TYPE_CHECKING:
    from skykeep.terrain import Heightfield

__all__ = ["Asked", "Coverage", "UnitCase", "compute_cases", "coverage", "coverage_cases"]


class Coverage:
    """Coverage of one fire unit, or of each fire unit of a scenario.

    ``units`` holds one result each. Where there is one unit, what it holds can be read here: ``heights``,
    ``system_id``, ``site``, ``radars``, ``notes`` and so on. ``to_json()`` is what
    ``skykeep coverage --json`` prints. Of several units, ``union`` tells what they cover together. Radars at
    command posts and outside eyes that tell the units of a scenario stand behind them; they engage nothing.
    """

    __slots__ = ("_origins", "_union", "units")

    units: tuple[CoverageResult, ...]
    _origins: tuple[Origin, ...]
    _union: tuple[UnionHeight, ...] | None
    system_id: str
    system_name: str
    site: Site
    question: Question
    heights: tuple[HeightCoverage, ...]
    notes: tuple[str, ...]

    def __init__(self, units: Sequence[CoverageResult], origins: Sequence[Origin] = ()) -> None:
        object.__setattr__(self, "units", tuple(units))
        object.__setattr__(self, "_origins", tuple(origins))
        object.__setattr__(self, "_union", None)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{name!r} cannot be set: results are frozen")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if len(self.units) != 1:
            raise AttributeError(
                f"there is no {name!r} here: this is the coverage of {len(self.units)} fire units; ask "
                "one of units[0], units[1], ..."
            )
        return getattr(self.units[0], name)

    def __iter__(self) -> Iterator[CoverageResult]:
        return iter(self.units)

    def __len__(self) -> int:
        return len(self.units)

    def __repr__(self) -> str:
        who = ", ".join(f"{unit.system_id} at {unit.site.name or 'a site'}" for unit in self.units)
        return f"<Coverage of {who}: {len(self.units[0].heights)} heights>"

    def at(self, height_agl_m: float) -> HeightCoverage:
        """Return the coverage of the one fire unit at a height that was asked for.

        Raises
        ------
        UsageError
            If the height was not asked for.
        """
        for found in self.heights:
            if found.height_agl_m == height_agl_m:
                return found
        there = ", ".join(f"{each.height_agl_m:g}" for each in self.heights)
        raise UsageError(f"height {height_agl_m:g} m: was not computed; there are {there} m above ground")

    @property
    def union(self) -> tuple[UnionHeight, ...]:
        """What all fire units cover together, by height: any of them, each, each alone, and by how many."""
        found = self._union or unite(self.units)
        object.__setattr__(self, "_union", found)
        return found

    @property
    def union_table(self) -> Table:
        """One row for each height, kind of coverage and fire unit, and one for all of them together."""
        from .coverage_tables import union_table

        return union_table(self.union)

    @property
    def table(self) -> Table:
        """One row for each fire unit and height: shares with their limits, and their rings."""
        from .coverage_tables import share_table

        return share_table(self.units)

    @property
    def reach(self) -> Table:
        """One row for each fire unit, height and whole degree of bearing: how far, and what limits it."""
        from .coverage_tables import reach_table

        return reach_table(self.units)

    def to_json(self) -> dict[str, Any]:
        """Return plain values: those of the one fire unit, or ``units`` with one entry for each and ``union``
        with one for each height."""
        if len(self.units) == 1:
            return self.units[0].to_json()
        return {
            "units": [unit.to_json() for unit in self.units],
            "union": [height.to_json() for height in self.union],
        }

    def save(self, path: Path | str, *, seed: int = 1) -> Path:
        """Write the coverage, by the ending of ``path``, and return where it is.

        ``.svg``, ``.pdf``, ``.png``: of one fire unit and one height, a map for print with its doubt as a
        bundle of possible edges drawn from ``seed``; of several heights, a panel for each; of several fire
        units, what they cover together. ``.geojson``, ``.kml``, ``.kmz``, ``.gpkg`` and ``.parquet``
        (GeoParquet): rings and areas of every fire unit. ``.json``: what ``to_json`` returns. Anything else:
        a folder with pictures, KML, GeoJSON and JSON.

        Raises
        ------
        UsageError
            If the name of the file ends in none of these.
        ExportError
            If an area holds a pole, or a picture is asked for without matplotlib.
        OSError
            If it cannot be written; no part of a file is left.
        """
        return save_coverage(self.units, self._origins, Path(path), seed=seed, plain=self.to_json())

    def _repr_html_(self) -> str:
        from .html import coverage_html

        return coverage_html(self.units, self._origins)


@refuses_wrong_kinds
def coverage(
    scenario: Scenario | Path | str | None = None,
    *,
    system: System | str | None = None,
    site: Site | tuple[float, float] | str | None = None,
    heights: Sequence[float] | float | None = None,
    radar: str | None = None,
    mast_m: MastHeights | None = None,
    target: str | None = None,
    rcs_m2: float | None = None,
    p_detect: float | None = None,
    k: float | None = None,
    view: str | None = None,
    surroundings: str | None = None,
    terrain: Heightfield | Path | str | None = None,
    catalogue: Catalogue | Path | str | None = None,
    jobs: int | None = None,
) -> Coverage:
    """Return what is seen and can be engaged at each height, against the brochure rings.

    Parameters
    ----------
    scenario
        A scenario: each of its fire units is looked at, and the radars at command posts and outside eyes
        that tell them. Or give ``system`` and ``site``.
    system
        System of the catalogue by id, or an object.
    site
        Where it stands: latitude and longitude in degrees, ``"33.3,44.4"``, the name of a city, or a
        ``Site``.
    heights
        Heights above ground, m, 0 to 100,000, or one; by default 30, 100, 300, 1000, 3000 and 10,000.
    radar
        Look at this radar of the system alone.
    mast_m
        Height of the engagement radar's antenna above ground, m; or of each radar named, by radar id.
    target
        Threat class; by default a cruise missile below 1000 m, a fighter from there.
    rcs_m2
        Radar cross-section in place of that of the target, m2.
    p_detect
        Probability of a confirmed track that counts as seen, above 0 and below 1.
    k
        Effective-earth factor; by default the median of the region of the place, or what the scenario says.
    view
        ``balanced``, ``brochure`` or ``sceptic``.
    surroundings
        What stands about the site of a system: ``open``, ``desert``, ``airfield``, ``town`` or ``wood``. A
        scenario says so itself.
    terrain
        Ground: an object, ``shipped``, ``flat`` or a path.
    catalogue
        A catalogue, or a system file or folder of your own to be read beside the shipped one.
    jobs
        Workers, all cores by default; never changes a result.

    Raises
    ------
    SkykeepError
        With the command line's own words, if anything asked for is not there or out of range.
    """
    facts = catalogue_of(catalogue)
    asked = Asked(
        heights_agl_m=heights,
        radar=radar,
        mast_m=mast_m,
        target=target,
        rcs_m2=rcs_m2,
        p_detect=p_detect,
        k=k,
        view=view,
        surroundings=surroundings,
    )
    cases, source = coverage_cases(scenario, facts, asked, system=system, site=site)
    return compute_cases(cases, ground_of(terrain) or source, facts, jobs=job_count(jobs))


def coverage_cases(
    scenario: Scenario | Path | str | None,
    catalogue: Catalogue,
    asked: Asked,
    *,
    system: System | str | None = None,
    site: Site | tuple[float, float] | str | None = None,
) -> tuple[list[UnitCase], str]:
    """Return a case for each fire unit that is asked about, and the ground they stand on.

    Raises
    ------
    UsageError
        If neither a scenario nor a system with its site is given, or both are, or a value is out of range.
    CatalogueError, ScenarioError
        If a system or scenario is not there.
    """
    if scenario is not None:
        if system is not None or site is not None:
            raise UsageError("give a scenario, or --system with --site, not both")
        if asked.surroundings is not None:
            raise UsageError(
                f"surroundings {asked.surroundings!r}: only of --system; a scenario says what stands about a "
                f'place itself, with site = "{asked.surroundings}" of its fire unit or formation'
            )
        return _of_scenario(scenario_of(scenario, catalogue), catalogue, asked)
    if system is None:
        raise UsageError(
            f"give a scenario, or --system with --site LAT,LON; systems are {', '.join(catalogue.systems)}"
        )
    if site is None:
        raise UsageError("give --site LAT,LON, as --site 33.3,44.4")
    which = catalogue.system(system) if isinstance(system, str) else system
    place = site_of(site, asked.mast_m)
    if asked.surroundings is not None:
        place = replace(place, surroundings=surroundings_of(asked.surroundings, catalogue))
    question = Question(detection=catalogue.detection)
    values = catalogue.refraction_at(place.lat_deg, place.lon_deg)
    question = in_region(question, values, view_asked(asked.view) or question.view)
    return [(which, place, _question(question, asked))], "shipped"


def _of_scenario(scenario: Scenario, catalogue: Catalogue, asked: Asked) -> tuple[list[UnitCase], str]:
    """Return a case for each fire unit of a scenario, then for who watches for them, and its ground."""
    _check_masts(scenario, catalogue, asked.mast_m)
    question = Question(detection=scenario.detection, view=scenario.study.view)
    values = scenario_refraction(scenario, catalogue)
    if scenario.refraction.k is not None:
        question = replace(question, k=scenario.refraction.k, k_from="the scenario")
    elif values is not None:
        question = in_region(question, values, view_asked(asked.view) or question.view)
    question = replace(_question(question, asked), effects=_effects(scenario, catalogue))
    cases = []
    for unit in scenario.fire_units:
        system = own_system(unit, scenario, catalogue)
        mast_m = _mast_of(system, asked.mast_m, unit.mast_m)
        place = Site(
            lat_deg=unit.lat_deg,
            lon_deg=unit.lon_deg,
            mast_m=mast_m,
            name=unit.id,
            surroundings=surroundings_of(unit.site, catalogue),
        )
        cases.append((system, place, question))
    watching = watchers_of(scenario, catalogue, asked.mast_m)
    cases += [(system, place, question) for system, place in watching]
    if asked.radar is not None and watching:
        cases = [case for case in cases if asked.radar in [each.id for each in case[0].radars]] or cases
    return cases, scenario.terrain.source


def _effects(scenario: Scenario, catalogue: Catalogue) -> EffectsAsked | None:
    """Return the radar effects that a scenario has on, None where it has none."""
    if not scenario.radar_effects.on:
        return None
    aim = next(asset for asset in scenario.assets if asset.id == scenario.aim)
    return EffectsAsked(
        effects=scenario.radar_effects,
        aim=(aim.lat_deg, aim.lon_deg),
        figures=dict(iter_figures(catalogue.effects)),
        carrying=tuple(each.id for each in catalogue.effects.self_screening),
    )


def _check_masts(scenario: Scenario, catalogue: Catalogue, mast_m: MastHeights | None) -> None:
    """Raise UsageError if masts name a radar that no fire unit has."""
    systems = [catalogue.system(unit.system) for unit in scenario.fire_units]
    if all(unknown_radars(system, mast_m) for system in systems):
        check_masts(systems[0], mast_m)


def _mast_of(system: System, asked: MastHeights | None, own: MastHeights | None) -> MastHeights | None:
    """Return the masts of a fire unit: those asked for of its radars, else its own."""
    if not isinstance(asked, Mapping):
        return own if asked is None else asked
    known = {radar.id: asked[radar.id] for radar in system.radars if radar.id in asked}
    return known or own


def _question(question: Question, asked: Asked) -> Question:
    """Return the question with what is asked put in."""
    given: dict[str, Any] = {
        "radar": asked.radar,
        "target": asked.target,
        "rcs_m2": asked.rcs_m2,
        "view": view_asked(asked.view),
    }
    changes = {name: value for name, value in given.items() if value is not None}
    if asked.p_detect is not None:
        changes["detection"] = replace(question.detection, p_detect=asked.p_detect)
    if asked.k is not None:
        changes |= {"k": asked.k, "k_limits": None, "k_from": "given", "region": None}
    if asked.heights_agl_m is not None:
        changes["heights_agl_m"] = heights_asked(asked.heights_agl_m)
    return replace(question, **changes)


def compute_cases(
    cases: Sequence[UnitCase],
    ground: Heightfield | str,
    catalogue: Catalogue,
    *,
    jobs: int,
    tick: Callable[[], object] = lambda: None,
) -> Coverage:
    """Return the coverage of each case; elevation tiles are read for each site.

    ``tick`` is called after each height of each case.

    Raises
    ------
    TerrainError
        If the ground does not hold a site.
    """
    units, origins = [], []
    for system, site, question, terrain in grounded(cases, ground):
        origins.append(Origin(system=system, terrain=terrain, catalogue=catalogue))
        units.append(
            compute_coverage(
                system, site, question, terrain=terrain, catalogue=catalogue, jobs=jobs, tick=tick
            )
        )
    return Coverage(units, origins)
