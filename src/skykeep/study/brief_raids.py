"""The raids of a brief: every system against every standard raid, as it comes and with equal ready rounds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.compiler.cache import CompileCache
from skykeep.compiler.scenario import Compiled, compile_scenario
from skykeep.engine import Legend
from skykeep.model import Asset, FireUnitSite, Refraction, Scenario, StandardRaid, Study
from skykeep.terrain import Heightfield

from .brief_case import BriefCase
from .brief_data import RaidRow, RaidTable
from .executors import choose_executor
from .facts import RunFacts
from .montecarlo import run_in_memory
from .plan import Plan

__all__ = ["AS_IT_COMES", "EQUAL_ROUNDS", "play_raids"]

F64 = npt.NDArray[np.float64]

AS_IT_COMES, EQUAL_ROUNDS = "as_it_comes", "equal_rounds"
FIRE_UNIT = "unit-1"
"""Every option stands under this id, so that they compare under common luck."""


def play_raids(
    case: BriefCase,
    catalogue: Catalogue,
    *,
    terrain: Heightfield,
    jobs: int,
    tick: Callable[[str], object],
) -> tuple[RaidTable, ...]:
    """Return all raids of a case; ``tick`` is told what has just been finished.

    Raises
    ------
    CompileError
        If a scenario cannot be turned into columns.
    KernelFault
        If the kernel broke off.
    """
    cache = CompileCache()
    tables = []
    for name in case.raids.standard:
        raid = catalogue.raid(name)
        rows: list[RaidRow] = []
        for comparison in (AS_IT_COMES, EQUAL_ROUNDS):
            means: dict[str, F64] = {}
            summaries = {}
            for system in case.systems:
                scenario = _scenario(case, catalogue, system=system, raid=raid, comparison=comparison)
                compiled = compile_scenario(scenario, catalogue, terrain=terrain, cache=cache)
                facts = _facts(compiled, catalogue)
                raids, summaries[system] = run_in_memory(compiled.case, facts, executor=choose_executor(jobs))
                leakers = raids["leakers"].to_numpy().reshape(facts.plan.worlds, facts.plan.replications)
                means[system] = leakers.mean(axis=1)
                tick(f"{raid.name}: {catalogue.system(system).name}")
            rows += [
                RaidRow(
                    system=system,
                    comparison=comparison,
                    summary=summary,
                    fewer_than_lead=None
                    if system == case.lead_system
                    else _share_of_worlds_below(means[system], means[case.lead_system]),
                )
                for system, summary in summaries.items()
            ]
        tables.append(_table(raid, tuple(rows)))
    return tuple(tables)


def _share_of_worlds_below(means: F64, lead: F64) -> float:
    """Return the share of worlds with a lower mean, ties half."""
    return float(np.mean((means < lead) + 0.5 * (means == lead)))


def _scenario(
    case: BriefCase, catalogue: Catalogue, *, system: str, raid: StandardRaid, comparison: str
) -> Scenario:
    """Return one system at the defended site against one raid."""
    site, asked = case.site(case.raids.site), case.raids
    equal = comparison == EQUAL_ROUNDS
    region = site.refraction
    return Scenario(
        id=f"brief-{case.id}-{system}-{raid.id}",
        name=f"{site.name}: one {catalogue.system(system).name} against {raid.name}",
        assets=(Asset(id=site.id, name=site.name, lat_deg=site.lat_deg, lon_deg=site.lon_deg),),
        fire_units=(
            FireUnitSite(
                id=FIRE_UNIT,
                system=system,
                lat_deg=site.lat_deg,
                lon_deg=site.lon_deg,
                launchers=asked.equal_launchers if equal else None,
                rounds_per_launcher=asked.equal_rounds_per_launcher if equal else None,
            ),
        ),
        raid=raid,
        aim=site.id,
        refraction=Refraction(region="gulf_coast" if region == "gulf_coast" else "baghdad"),
        detection=catalogue.detection,
        study=Study(worlds=asked.worlds, replications=asked.replications, seed=asked.seed),
    )


def _facts(compiled: Compiled, catalogue: Catalogue) -> RunFacts:
    """Return what the summary of a run repeats."""
    scenario, names = compiled.scenario, compiled.names
    decoys = sum(
        group.count for group in scenario.raid.groups if catalogue.threat(group.threat_class).is_decoy
    )
    return RunFacts(
        scenario_id=scenario.id,
        scenario_name=scenario.name,
        question=f"{scenario.name}: who leaks, and why?",
        plan=Plan(worlds=scenario.study.worlds, replications=scenario.study.replications),
        seed=scenario.study.seed,
        view=scenario.study.view,
        legend=Legend(
            interceptors=names.interceptors,
            units=names.units,
            threats=names.threats,
            threat_class=names.threat_class,
            first_bearing_rad=names.first_bearing_rad,
            figures=compiled.figures,
        ),
        threats_launched=scenario.raid.count - decoys,
        decoys_launched=decoys,
        terrain=compiled.terrain.describe(),
        warnings=tuple({"name": "ground", "text": words} for words in compiled.warnings),
    )


def _table(raid: StandardRaid, rows: tuple[RaidRow, ...]) -> RaidTable:
    """Return one raid with its rows."""
    summary = rows[0].summary
    return RaidTable(
        id=raid.id,
        name=raid.name,
        description=" ".join(raid.description.split()),
        threats=int(summary["threats_launched"]),
        decoys=int(summary["decoys_launched"]),
        rows=rows,
    )
