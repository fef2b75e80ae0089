"""The raids of a brief: every system against every standard raid, as it comes and with equal ready rounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.compiler.cache import CompileCache
from skykeep.model import Asset, FireUnitSite, Refraction, Scenario, StandardRaid, Study
from skykeep.terrain import Heightfield

from .brief_case import BriefCase
from .brief_data import RaidRow, RaidTable
from .executors import choose_executor
from .montecarlo import run_in_memory
from .prepare import prepare

__all__ = ["AS_IT_COMES", "EQUAL_ROUNDS", "play_raids"]

F64 = npt.NDArray[np.float64]
Played = tuple[dict[str, Any], F64]
"""Summary of a run, and mean leakers of each world."""

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

    def play(scenario: Scenario) -> tuple[dict[str, Any], F64]:
        ready = prepare(scenario, catalogue, terrain=terrain, cache=cache)
        raids, summary = run_in_memory(ready.case, ready.facts, executor=choose_executor(jobs))
        shape = (ready.facts.plan.worlds, ready.facts.plan.replications)
        tick(scenario.name)
        return summary, raids["leakers"].to_numpy().reshape(shape).mean(axis=1)

    return tuple(_table(case, catalogue, catalogue.raid(name), play) for name in case.raids.standard)


def _table(
    case: BriefCase, catalogue: Catalogue, raid: StandardRaid, play: Callable[[Scenario], Played]
) -> RaidTable:
    """Return one raid: every system in both comparisons."""
    rows: list[RaidRow] = []
    for comparison in (AS_IT_COMES, EQUAL_ROUNDS):
        played = {
            system: play(_scenario(case, catalogue, system=system, raid=raid, comparison=comparison))
            for system in case.systems
        }
        lead = played[case.lead_system][1]
        rows += [
            RaidRow(
                system=system,
                comparison=comparison,
                summary=summary,
                fewer_than_lead=None
                if system == case.lead_system
                else _share_of_worlds_below(world_means, lead),
            )
            for system, (summary, world_means) in played.items()
        ]
    return RaidTable(
        id=raid.id,
        name=raid.name,
        description=" ".join(raid.description.split()),
        threats=int(rows[0].summary["threats_launched"]),
        decoys=int(rows[0].summary["decoys_launched"]),
        rows=tuple(rows),
    )


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
