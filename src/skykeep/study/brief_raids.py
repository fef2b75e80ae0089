"""The raids of a brief: every system against every standard raid, as it comes and with equal ready rounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.compiler.cache import process_cache
from skykeep.coverage.threads import in_order
from skykeep.engine.arrow_arrays import numbers_of
from skykeep.model import Scenario, StandardRaid
from skykeep.terrain import Heightfield

from .brief_case import BriefCase
from .brief_data import Difference, RaidRow, RaidTable
from .choice.pairs import chance_over_worlds, resampled_worlds
from .executors import Executor, threads_and_rest
from .intervals import estimate_outcome
from .montecarlo import run_in_memory
from .one_at_a_time import compile_corners
from .option_scenarios import AS_IT_COMES, EQUAL_ROUNDS, FIRE_UNIT, option_scenario
from .prepare import prepare
from .raid_heights import main_height_m
from .unknowns import leading_unknowns

__all__ = ["AS_IT_COMES", "EQUAL_ROUNDS", "FIRE_UNIT", "play_raids", "raid_scenario"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


class _Key(NamedTuple):
    """What is played: one system against one raid, as it comes or with equal rounds."""

    raid: StandardRaid
    comparison: str
    system: str


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class _Played:
    """One system against one raid: the summary, leakers [world, replication], drawn values by figure id."""

    summary: dict[str, Any]
    leakers: I64
    figures: Mapping[str, F64]
    alternatives: Mapping[str, tuple[str, ...]]

    @property
    def world_means(self) -> F64:
        """Mean leakers of each world."""
        means: F64 = self.leakers.mean(axis=1)
        return means


def play_raids(
    case: BriefCase,
    catalogue: Catalogue,
    *,
    terrain: Heightfield,
    executor: Executor,
    tick: Callable[[str], object],
) -> tuple[RaidTable, ...]:
    """Return all raids of a case; ``tick`` is told what has just been finished.

    Each worker prepares and plays one system after the other, so that none waits while a raid is compiled.

    Raises
    ------
    CompileError
        If a scenario cannot be turned into columns.
    KernelFault
        If the kernel broke off.
    """
    raids = [catalogue.raid(name) for name in case.raids.standard]
    keys = [
        _Key(raid, comparison, system)
        for raid in raids
        for comparison in (AS_IT_COMES, EQUAL_ROUNDS)
        for system in case.systems
    ]
    left = iter(keys)
    threads, rest = threads_and_rest(executor)

    def play(key: _Key) -> _Played:
        return _play(case, catalogue, key, terrain, rest)

    def told() -> None:
        key = next(left)
        tick(f"{catalogue.system(key.system).name} against {key.raid.name}")

    played = dict(zip(keys, in_order(play, keys, jobs=threads, tick=told), strict=True))
    return tuple(_table(case, raid, played, flies_at_m=main_height_m(raid, catalogue)) for raid in raids)


def _play(
    case: BriefCase, catalogue: Catalogue, key: _Key, terrain: Heightfield, executor: Executor
) -> _Played:
    """Return one system against one raid.

    As they come each cause is looked at in the lead raid, and each doctrine for the lead system.
    """
    scenario = raid_scenario(case, catalogue, system=key.system, raid=key.raid, comparison=key.comparison)
    as_it_comes = key.comparison == AS_IT_COMES
    cache = process_cache()
    ready = prepare(scenario, catalogue, terrain=terrain, cache=cache)
    corners = compile_corners(
        scenario,
        catalogue,
        terrain=terrain,
        cache=cache,
        with_causes=as_it_comes and key.raid.id == case.raids.lead_raid,
        with_doctrines=as_it_comes and key.system == case.lead_system,
    )
    raids, summary = run_in_memory(ready.case, ready.facts, executor=executor, corners=corners)
    shape = (ready.facts.plan.worlds, ready.facts.plan.replications)
    return _Played(
        summary=summary,
        leakers=numbers_of(raids["leakers"]).astype(np.int64).reshape(shape),
        figures=ready.facts.legend.figures,
        alternatives=ready.facts.legend.alternatives,
    )


def _table(
    case: BriefCase, raid: StandardRaid, all_played: Mapping[_Key, _Played], *, flies_at_m: float | None
) -> RaidTable:
    """Return one raid: every system in both comparisons, and how they differ as they come."""
    rows: list[RaidRow] = []
    differences: tuple[Difference, ...] = ()
    for comparison in (AS_IT_COMES, EQUAL_ROUNDS):
        played = {system: all_played[_Key(raid, comparison, system)] for system in case.systems}
        lead = played[case.lead_system]
        if comparison == AS_IT_COMES:
            differences = tuple(
                _difference(system, found, lead) for system, found in played.items() if found is not lead
            )
        rows += [
            RaidRow(
                system=system,
                comparison=comparison,
                summary=found.summary,
                **_ahead(found, lead, case.raids.seed),
            )
            for system, found in played.items()
        ]
    return RaidTable(
        id=raid.id,
        name=raid.name,
        description=" ".join(raid.description.split()),
        threats=int(rows[0].summary["threats_launched"]),
        decoys=int(rows[0].summary["decoys_launched"]),
        rows=tuple(rows),
        differences=differences,
        flies_at_m=flies_at_m,
    )


def _difference(system: str, found: _Played, lead: _Played) -> Difference:
    """Return how a system differs from the lead system, world by world and raid by raid."""
    more = found.leakers - lead.leakers
    return Difference(
        system=system,
        more=estimate_outcome(more).as_row(),
        unknowns=leading_unknowns(
            {**lead.figures, **found.figures}, more.mean(axis=1), {**lead.alternatives, **found.alternatives}
        ),
    )


def _ahead(found: _Played, first: _Played, seed: int) -> dict[str, Any]:
    """Return in which share of the joint draws fewer leak on average than past the lead system, ties half, as
    ``skykeep compare`` has it: luck taken out, its 90 % interval, and the share of draws in which as many do;
    no share for the lead system itself.
    """
    if found is first:
        return {"fewer_than_lead": None}
    chance = chance_over_worlds(
        (found.leakers - first.leakers).astype(np.float64), resampled_worlds(seed, len(first.leakers))
    )
    return {
        "fewer_than_lead": chance.p,
        "fewer_than_lead_90": chance.computed_90,
        "alike_share": float(np.mean(found.world_means == first.world_means)),
    }


def raid_scenario(
    case: BriefCase,
    catalogue: Catalogue,
    *,
    system: str,
    raid: StandardRaid,
    comparison: str = AS_IT_COMES,
) -> Scenario:
    """Return one system at the defended site against one raid.

    With equal rounds nothing is reloaded while the raid lasts: spare loads differ from system to system.
    """
    site = case.site(case.raids.site)
    found = option_scenario(
        case,
        catalogue,
        ((system, 1),),
        name=f"{site.name}: one {catalogue.system(system).name} against {raid.name}",
        site=site,
        raid=raid,
        balance=comparison,
    )
    assert found is not None  # one unit takes all launchers of the case
    return replace(found, id=f"brief-{case.id}-{system}-{raid.id}")
