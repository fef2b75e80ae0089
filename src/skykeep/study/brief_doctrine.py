"""Doctrine in a brief: the lead system against its raid in growing sizes, under each firing doctrine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from skykeep.catalogue import Catalogue
from skykeep.compiler.cache import CompileCache
from skykeep.model import Scenario, StandardRaid
from skykeep.terrain import Heightfield

from .brief_case import BriefCase
from .brief_curves import DoctrineCurve, DoctrinePoint
from .executors import choose_executor
from .montecarlo import run_in_memory
from .prepare import prepare

__all__ = ["RAID_SIZES", "play_sizes", "resized"]

RAID_SIZES = (5, 10, 15, 20, 30, 40, 60, 80, 100)
"""Real threats of a raid along the curve: close together where magazines of one battery end."""
WORLDS, REPLICATIONS = 60, 10
"""Fewer than of the raids of a brief: 60 draws of the figures still carry an interval of ignorance."""


def resized(raid: StandardRaid, threats: int) -> StandardRaid:
    """Return a raid of so many threats, its groups in proportion; what is left over goes to the largest
    remainders, of equal ones to the first. Groups left with none are not there.
    """
    shares = [threats * group.count / raid.count for group in raid.groups]
    counts = [int(share) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: counts[place] - shares[place])
    for place in by_remainder[: threats - sum(counts)]:
        counts[place] += 1
    groups = tuple(
        replace(group, count=count) for group, count in zip(raid.groups, counts, strict=True) if count > 0
    )
    return replace(raid, groups=groups)


def play_sizes(
    case: BriefCase,
    catalogue: Catalogue,
    scenario: Scenario,
    *,
    terrain: Heightfield,
    jobs: int,
    tick: Callable[[str], object],
) -> tuple[DoctrineCurve, ...]:
    """Return the curve of each firing doctrine where one fire unit stands; ``tick`` is called once a size.

    All alternatives and sizes meet the same draws of the figures.

    Raises
    ------
    CompileError
        If a scenario cannot be turned into columns.
    KernelFault
        If the kernel broke off.
    """
    cache = CompileCache()
    (unit,) = scenario.fire_units
    doctrine = unit.doctrine or catalogue.system(unit.system).doctrine
    study = replace(
        scenario.study,
        worlds=min(WORLDS, case.raids.worlds),
        replications=min(REPLICATIONS, case.raids.replications),
    )
    points: dict[str, list[DoctrinePoint]] = {each.id: [] for each in catalogue.firing.alternatives}
    ready: dict[str, tuple[float, float, float]] = {}
    for threats in RAID_SIZES:
        raid = resized(scenario.raid, threats)
        for each in catalogue.firing.alternatives:
            fixed = replace(doctrine, salvo_size=each.salvo_size, later_salvo_size=each.later_salvo_size)
            asked = replace(scenario, raid=raid, fire_units=(replace(unit, doctrine=fixed),), study=study)
            prepared = prepare(asked, catalogue, terrain=terrain, cache=cache)
            raids, summary = run_in_memory(prepared.case, prepared.facts, executor=choose_executor(jobs))
            points[each.id].append(
                DoctrinePoint(
                    threats=int(summary["threats_launched"]),
                    killed=summary["killed"],
                    stopped_share=summary["stopped_share"],
                )
            )
            ready[each.id] = _ready_rounds(prepared.compiled.units[0].ready_rounds, raids)
        tick("doctrine")
    return tuple(
        DoctrineCurve(
            id=each.id,
            words=each.words,
            kind=each.kind,
            sources=each.sources,
            note=each.note,
            ready_rounds=ready[each.id],
            points=tuple(points[each.id]),
        )
        for each in catalogue.firing.alternatives
    )


def _ready_rounds(loaded: Any, raids: Any) -> tuple[float, float, float]:
    """Return mean, 5 and 95 % of the rounds on ready launchers at the start of a raid."""
    worlds = raids["world"].to_numpy()
    ready = np.asarray(loaded)[worlds] - raids["rounds_not_ready"].to_numpy()
    low, high = np.quantile(ready, (0.05, 0.95), method="median_unbiased")
    return float(ready.mean()), float(low), float(high)
