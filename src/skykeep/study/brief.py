"""Computes everything on the page of a brief, as plain data: coverage, placement, raids, figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from skykeep.catalogue import Catalogue, load_catalogue
from skykeep.catalogue.records import Records, load_records
from skykeep.coverage import Site
from skykeep.coverage.map_ground import MapGround, map_ground
from skykeep.coverage.rings import rings
from skykeep.coverage.threads import in_order
from skykeep.engine import content_digest, program_versions
from skykeep.errors import ScenarioError
from skykeep.model import System
from skykeep.terrain import Heightfield, load_country, shipped_terrain
from skykeep.terrain.places import ATTRIBUTION

from .assumptions import program_assumptions
from .brief_case import BriefCase, CaseSite
from .brief_choice import choice_of
from .brief_coverage import coverage_rows, question_at, site_row
from .brief_data import BriefData, FigureRow, SiteCoverage, Statement, Swing
from .brief_doctrine import RAID_SIZES, play_sizes
from .brief_facts import facts_worth_finding
from .brief_figures import decisive_rows, figure_rows, kill_rows, source_rows, system_row
from .brief_placement import place_in_case, placement_steps
from .brief_raids import play_raids, raid_scenario
from .brief_swings import coverage_swings
from .brief_what_if import gain_steps, play_gains
from .case_checks import check_case
from .case_options import case_options, option_units
from .costing.rows import named_in
from .executors import Executor, SerialExecutor
from .map_windows import MAP_MARGIN, window_about, window_beside

__all__ = ["Stages", "brief_steps", "compute_brief", "smaller_case"]

PLACEMENT_STEPS = 4
CHOICE_STEPS = 1
FACTS_STEPS = 1
BESIDE_COVERAGE = 3
"""Steps that are taken along with the coverage: that of the options, what moves it most, and the ground of
the maps."""

Tick = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """How the work is shared and who is told: ``executor`` plays raids, ``jobs`` threads see to coverage, and
    ``tick`` is called after each step, with words for what comes."""

    jobs: int = 1
    executor: Executor = field(default_factory=SerialExecutor)
    tick: Tick = str


def brief_steps(case: BriefCase) -> int:
    """Return how often ``tick`` is called by :func:`compute_brief`."""
    cells = len(case.systems) * len(case.sites) + BESIDE_COVERAGE
    raids = 2 * len(case.systems) * len(case.raids.standard)
    beside = PLACEMENT_STEPS + 1 + CHOICE_STEPS + FACTS_STEPS
    return cells + beside + raids + gain_steps(case) + len(RAID_SIZES)


def smaller_case(
    case: BriefCase, *, seed: int | None, worlds: int | None, replications: int | None
) -> BriefCase:
    """Return the case with another seed or number of raids, None keeping what it says."""
    asked, choice = case.raids, case.choice
    return replace(
        case,
        choice=replace(
            choice,
            worlds=min(choice.worlds, worlds or choice.worlds),
            replications=min(choice.replications, replications or choice.replications),
        ),
        raids=replace(
            asked,
            seed=asked.seed if seed is None else seed,
            worlds=worlds or asked.worlds,
            replications=replications or asked.replications,
        ),
    )


def compute_brief(
    case: BriefCase,
    *,
    catalogue: Catalogue | None = None,
    records: Records | None = None,
    terrain: Heightfield | None = None,
    stages: Stages | None = None,
) -> BriefData:
    """Return all data of a brief; what options cost rests on ``records``, the shipped ones by default.

    Raises
    ------
    CatalogueError
        If the case names a system, raid or region that is not in the catalogue.
    ScenarioError
        If it names a city or a figure that is not there.
    TerrainError
        If the elevation data does not hold a site.
    """
    catalogue, records = catalogue or load_catalogue(), records or load_records()
    terrain = terrain or shipped_terrain()
    stages = stages or Stages()
    check_case(case, catalogue, terrain, jobs=stages.jobs)
    systems = [catalogue.system(name) for name in case.systems]
    standard = [catalogue.raid(name) for name in case.raids.standard]
    beside = _of_options_alone(case, catalogue)
    fighting = [system for system in beside if system.launchers]
    figures = figure_rows(catalogue, [*systems, *beside], standard)
    lead = catalogue.system(case.lead_system)
    swept: list[Callable[[], Any]] = [
        *_coverage(case, catalogue, terrain, case.systems, case.sites),
        partial(_option_coverage, case, catalogue, terrain, fighting),
        partial(_swings, lead, case, catalogue, terrain, figures),
        partial(_grounds, case, lead, terrain),
    ]
    *coverage, option_coverage, swings, grounds = in_order(
        lambda part: part(), swept, jobs=stages.jobs, tick=lambda: stages.tick("coverage")
    )
    placement = _placement(lead, case, catalogue, terrain, stages)
    choice = choice_of(
        case, catalogue, records=records, terrain=terrain, executor=stages.executor, jobs=stages.jobs
    )
    stages.tick("options beside each other")
    stages.tick("raids")
    raids = play_raids(case, catalogue, terrain=terrain, executor=stages.executor, tick=stages.tick)
    lead_raid = raid_scenario(
        case, catalogue, system=case.lead_system, raid=catalogue.raid(case.raids.lead_raid)
    )
    doctrine = play_sizes(
        case, catalogue, lead_raid, terrain=terrain, executor=stages.executor, tick=stages.tick
    )
    facts = facts_worth_finding(lead_raid, catalogue, terrain=terrain, executor=stages.executor)
    stages.tick("facts worth finding")
    gains = play_gains(case, catalogue, terrain=terrain, executor=stages.executor, tick=stages.tick)
    places = [(site.lat_deg, site.lon_deg) for site in case.sites]
    reach_m = max(radius_m for system in (*systems, *fighting) for radius_m in rings(system))
    window = window_about(places, reach_m, terrain)
    return BriefData(
        id=case.id,
        title=case.title,
        question=" ".join(case.question.split()),
        tests=" ".join(case.tests.split()),
        statements=tuple(
            Statement(said=each.said, year=each.year, title=each.title, address=each.address)
            for each in case.statements
        ),
        lead_system=case.lead_system,
        lead_raid=case.raids.lead_raid,
        country_code=case.country,
        country_name=load_country(case.country).name,
        heights_agl_m=case.heights_agl_m,
        verdict_heights_agl_m=case.verdict_heights_agl_m,
        systems=tuple(system_row(system, catalogue) for system in systems),
        sites=tuple(site_row(site, question_at(catalogue, case, site), terrain) for site in case.sites),
        decisive=decisive_rows(case.decisive, systems, catalogue),
        kill_figures=kill_rows(catalogue, standard),
        coverage=tuple(coverage),
        grounds=grounds,
        window=window,
        surroundings=window_beside(window, terrain),
        placement=placement,
        raid_site=case.raids.site,
        equal_rounds=case.raids.equal_launchers * case.raids.equal_rounds_per_launcher,
        raids=raids,
        doctrine=doctrine,
        gains=gains,
        swings=swings,
        figures=figures,
        sources=source_rows(
            {**records.sources, **catalogue.sources}, figures, named_in(choice.get("costs", {}))
        ),
        assumptions=program_assumptions(catalogue.detection),
        provenance=_provenance(case, catalogue, terrain),
        attribution=ATTRIBUTION,
        choice=choice,
        facts=facts,
        option_systems=tuple(system_row(system, catalogue) for system in fighting),
        option_coverage=option_coverage,
    )


def _of_options_alone(case: BriefCase, catalogue: Catalogue) -> list[System]:
    """Return the systems that options of a case bring in and the case does not name."""
    named = dict.fromkeys(
        name
        for option in case_options(case, catalogue)
        for name in (
            *(system for system, _ in option_units(option, catalogue)),
            *(radar.system for radar in option.radars),
        )
    )
    return [catalogue.system(name) for name in named if name not in case.systems]


def _option_coverage(
    case: BriefCase, catalogue: Catalogue, terrain: Heightfield, systems: Sequence[System]
) -> tuple[SiteCoverage, ...]:
    """Return the coverage of systems of options where the raids come, without possible edges."""
    names = [system.id for system in systems]
    parts = _coverage(case, catalogue, terrain, names, [case.site(case.raids.site)])
    return tuple(part(with_edges=False) for part in parts)


def _coverage(
    case: BriefCase,
    catalogue: Catalogue,
    terrain: Heightfield,
    systems: Sequence[str],
    sites: Sequence[CaseSite],
) -> list[Callable[..., SiteCoverage]]:
    """Return what computes the coverage of every one of some systems at every one of some sites."""
    return [
        partial(
            coverage_rows,
            catalogue.system(system),
            site,
            question_at(catalogue, case, site),
            terrain=terrain,
            catalogue=catalogue,
            seed=case.raids.seed,
        )
        for system in systems
        for site in sites
    ]


def _placement(
    lead: System, case: BriefCase, catalogue: Catalogue, terrain: Heightfield, stages: Stages
) -> dict[str, Any]:
    """Return the placement, told in a few steps."""
    done = told = 0
    total = placement_steps(case)

    def tick() -> None:
        nonlocal done, told
        done += 1
        while told < PLACEMENT_STEPS and done * PLACEMENT_STEPS >= (told + 1) * total:
            told += 1
            stages.tick("placement")

    return place_in_case(lead, case, terrain=terrain, catalogue=catalogue, jobs=stages.jobs, tick=tick)


def _swings(
    lead: System,
    case: BriefCase,
    catalogue: Catalogue,
    terrain: Heightfield,
    figures: tuple[FigureRow, ...],
) -> tuple[Swing, ...]:
    """Return the causes that move the coverage of the lead system most, at the site of the raids."""
    site = case.site(case.raids.site)
    question = question_at(catalogue, case, site)
    return coverage_swings(
        lead,
        Site(lat_deg=site.lat_deg, lon_deg=site.lon_deg, name=site.name),
        replace(question, heights_agl_m=case.swing_heights_agl_m),
        terrain=terrain,
        catalogue=catalogue,
        rows=figures,
    )


def _grounds(case: BriefCase, lead: System, terrain: Heightfield) -> tuple[MapGround, ...]:
    """Return the ground of the still maps: one for every site, as wide as the larger ring of the lead
    system.
    """
    return tuple(
        map_ground(
            Site(lat_deg=site.lat_deg, lon_deg=site.lon_deg, name=site.name),
            key=site.id,
            country=case.country,
            half_width_m=MAP_MARGIN * max(rings(lead)),
            terrain=terrain,
        )
        for site in case.sites
    )


def _provenance(case: BriefCase, catalogue: Catalogue, terrain: Heightfield) -> dict[str, Any]:
    """Return what the page was made from, without a clock, a path or a host."""
    ground = terrain.describe()
    return {
        "seed": case.raids.seed,
        "worlds": case.raids.worlds,
        "replications": case.raids.replications,
        "raids_each": case.raids.worlds * case.raids.replications,
        "elevation": ground["name"],
        "elevation_step_m": ground["step_m"],
        "elevation_licence": ground["licence"],
        "elevation_source": ground["source"],
        "catalogue_digest": catalogue.digest,
        "case_digest": content_digest(_plain_case(case)),
        "versions": program_versions(),
    }


def _plain_case(case: BriefCase) -> dict[str, Any]:
    """Return the case as plain data for its digest."""
    from pydantic import TypeAdapter

    plain = TypeAdapter(BriefCase).dump_python(case, mode="json")
    if not isinstance(plain, dict):
        raise ScenarioError("the case is not a table")
    return plain
